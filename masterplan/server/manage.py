"""`./rembuk manage …`: Django's command line with the database running."""

import contextlib
import os
import sys

from masterplan.server.environment import database, plainly
from masterplan.server.paths import ROOT

COMMANDS = ROOT / "masterplan" / "management" / "commands"


def main() -> None:
    """Run the command in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    with plainly(), contextlib.nullcontext() if _is_word(sys.argv[1:]) else database():
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
    return not _is_word(arguments) and (COMMANDS / f"{arguments[0]}.py").is_file()


def _is_word(arguments: list[str]) -> bool:
    """Whether only help or a look at the source is asked for: nobody waits for a database then."""
    return arguments[:1] in ([], ["help"]) or arguments == ["check"] or bool({"-h", "--help"} & set(arguments))


if __name__ == "__main__":
    main()
