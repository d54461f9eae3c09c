"""`./rembuk manage …`: Django's command line with the database running."""

import os
import sys

from masterplan.server.environment import database, plainly


def main() -> None:
    """Runs the command in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    with plainly(), database():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["./rembuk manage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
