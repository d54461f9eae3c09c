"""`./rembuk test [--slow] [pytest arguments]`: everything that the tests need, then the tests.

Without arguments the whole suite: the checks of `lint`, then pytest in one process more than there are cores.
With arguments only pytest with them. `--slow` tries all of what takes long, of which a part is always tried:
documents at random, kills, races, laws on many examples.
"""

import os
import subprocess
import sys

from masterplan.server import lint, system_libraries
from masterplan.server.cluster import Cluster
from masterplan.server.environment import database, plainly
from masterplan.server.paths import ROOT, TEST_DATABASE

#: Processes of a whole run: who waits for a browser or a server leaves its core to the next.
WORKERS = str(min(os.cpu_count() or 1, 8) + 1)


def prepare() -> list[str]:
    """Install what is missing where that is allowed; the sentences about what stays missing."""
    if libraries := system_libraries.missing_libraries():
        _install(libraries)
    if not system_libraries.has_shell():
        _install([system_libraries.SHELL, *system_libraries.FONTS])
    if not system_libraries.chromium():
        _install(["chromium", *system_libraries.FONTS])
    told = []
    if left := system_libraries.missing_libraries():
        told.append(f"Uji PDF butuh pustaka sistem. Jalankan: {system_libraries.install_line(left)}")
    if not system_libraries.chromium():
        line = system_libraries.install_line([system_libraries.SHELL, *system_libraries.FONTS])
        told.append(f"Uji peramban butuh Chromium. Jalankan: {line} (atau setel REMBUK_CHROMIUM=/letak/chromium)")
    return told


def _install(packages: list[str]) -> None:
    if system_libraries.can_install():
        print(f"Memasang {', '.join(packages)} …", flush=True)
        system_libraries.install(packages)


def main() -> None:
    """Run the lists of checks and the tests; end with the first status that is not zero."""
    os.chdir(ROOT)
    os.environ["DJANGO_SETTINGS_MODULE"] = "masterplan.settings_test"
    # servers, workers and presses are started hundreds of times: what is compiled is kept for all of them
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".data" / "compiled"))
    slow = [argument for argument in sys.argv[1:] if argument == "--slow"]
    arguments = [argument for argument in sys.argv[1:] if argument != "--slow"]
    told = prepare()
    for sentence in told:
        print(sentence, file=sys.stderr)
    if told:
        raise SystemExit(1)
    statuses = [] if arguments else [lint.run()]
    with plainly(), database(Cluster(TEST_DATABASE, forgetful=True)):
        suite = [sys.executable, "-m", "pytest", *slow, *(arguments or ["-n", WORKERS, "--dist", "worksteal"])]
        statuses.append(subprocess.run(suite).returncode)
    raise SystemExit(next((status for status in statuses if status), 0))


if __name__ == "__main__":
    main()
