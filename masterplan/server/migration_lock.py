"""Bringing the tables up to date. Needs Django set up."""

import sys

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate() -> None:
    """Apply the migrations that are missing; a second process that starts meanwhile waits until they are there."""
    with connection.cursor() as cursor:
        # of this connection, whatever transactions the migrations make; the database frees it when the process dies
        cursor.execute("SELECT pg_advisory_lock(72, 2)")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)
        cursor.execute("SELECT pg_advisory_unlock(72, 2)")
