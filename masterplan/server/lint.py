"""`./rembuk lint [--fix]`: the checks that read the source; `./rembuk test` and the hook of pre-commit run them too."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from masterplan.server.paths import ROOT


@dataclass(frozen=True)
class LintTool:
    """A tool of `.venv/bin` with the arguments that make it look, and those that make it repair (if it can)."""

    tool: str
    look: tuple[str, ...] = ()
    repair: tuple[str, ...] | None = None


#: In this order: what repairs comes before what only looks.
CHECKS = (
    LintTool("ruff", look=("check", "."), repair=("check", "--fix", ".")),
    LintTool("ruff", look=("format", "--check", "."), repair=("format", ".")),
    LintTool("lint-imports"),
    LintTool("mypy"),
)


def run(fix: bool = False) -> int:
    """Run every check, also after one has failed; return the first status that is not zero, else 0."""
    tools = Path(sys.executable).parent
    statuses = []
    for check in CHECKS:
        arguments = check.repair if fix and check.repair else check.look
        statuses.append(subprocess.run([str(tools / check.tool), *arguments], cwd=ROOT).returncode)
    return next((status for status in statuses if status), 0)


def main() -> None:
    """End with the status of `run`; `--fix` also repairs what a tool can repair."""
    unknown = set(sys.argv[1:]) - {"--fix"}
    if unknown:
        raise SystemExit(f"./rembuk lint [--fix]: tidak mengenal {', '.join(sorted(unknown))}")
    os.environ["PYTHONPATH"] = str(ROOT)
    raise SystemExit(run(fix="--fix" in sys.argv))


if __name__ == "__main__":
    main()
