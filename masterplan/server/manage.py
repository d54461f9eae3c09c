"""`./rembuk manage …`: Django's command line with the database running."""

import os
import sys

from masterplan.server.environment import database, plainly
from masterplan.server.paths import ROOT

COMMANDS = ROOT / "masterplan" / "management" / "commands"


def main() -> None:
    """Runs the command in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    with plainly(), database():
        from django.core.management import execute_from_command_line

        if _is_ours(sys.argv[1:]):
            _migrate()
        execute_from_command_line(["./rembuk manage", *sys.argv[1:]])


def _is_ours(arguments: list[str]) -> bool:
    """Whether a command of Rembuk is asked for: all of them need the tables."""
    helped = not arguments or {"-h", "--help"} & set(arguments)
    return not helped and (COMMANDS / f"{arguments[0]}.py").is_file()


def _migrate() -> None:
    """Bring the database up to date where it is not, as `up` does: a fresh clone may begin with `load_plan`."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)


if __name__ == "__main__":
    main()
