"""`./rembuk manage …`: Django's command line with the database running."""

import os
import sys

from masterplan.server.environment import database, plainly
from masterplan.server.paths import ROOT

COMMANDS = ROOT / "masterplan" / "management" / "commands"


def main() -> None:
    """Run the command in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    with plainly(), database():
        from django.core.management import execute_from_command_line

        if _is_ours(sys.argv[1:]):
            # as `up` does: a fresh clone may begin with `load_plan`
            import django

            django.setup()
            from masterplan.server.migration_lock import migrate

            migrate()
        execute_from_command_line(["./rembuk manage", *sys.argv[1:]])


def _is_ours(arguments: list[str]) -> bool:
    """Whether a command of Rembuk is asked for: all of them need the tables."""
    helped = not arguments or {"-h", "--help"} & set(arguments)
    return not helped and (COMMANDS / f"{arguments[0]}.py").is_file()


if __name__ == "__main__":
    main()
