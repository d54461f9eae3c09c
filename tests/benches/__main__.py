"""`./rembuk bench NAME`: runs one measurement on a database of its own and prints one JSON object at the end.

A bench is a module in `tests/benches/` with `run(arguments: list[str]) -> dict`; Django is set up and an
empty, migrated database is the default connection when it is called, unless the module says `AT_HOME = True`: it
starts an `up` with a database of its own. `docs/benchmarks.md` explains the keys.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from masterplan.server.cluster import Cluster
from masterplan.server.environment import plainly, stop_with
from masterplan.server.paths import BENCH_DATABASE, DATABASE_NAME

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The measurements that exist (the folder also holds what they share)."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if "\ndef run(" in path.read_text())


def main() -> None:
    """Runs the bench named first in `sys.argv` with the rest as its arguments."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in names():
        stop_with(f"Sebutkan salah satu pengukuran: {', '.join(names())}. Contoh: ./rembuk bench pages")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    os.environ["REMBUK_PLAIN_HTTP"] = "1"
    bench = import_module(f"tests.benches.{name}")
    with plainly():
        result = _at_home(bench, arguments) if getattr(bench, "AT_HOME", False) else _on_a_copy(bench, arguments)
    print(json.dumps(result, ensure_ascii=False))


def _at_home(bench, arguments):
    import django

    django.setup()
    return bench.run(arguments)


def _on_a_copy(bench, arguments):
    with Cluster(BENCH_DATABASE).in_use() as cluster:
        database = f"{DATABASE_NAME}_{os.getpid()}"
        os.environ["DATABASE_URL"] = cluster.url(database)
        import django

        django.setup()
        from django.db import connection

        from tests import template

        with cluster.connect() as maintenance:
            template.copy(maintenance, database)
            try:
                return bench.run(arguments)
            finally:
                connection.close()
                maintenance.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


if __name__ == "__main__":
    main()
