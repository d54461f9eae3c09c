"""A migrated, empty database that tests and benches copy instead of migrating again. Needs Django set up."""

import hashlib
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection

PREFIX = "tpl_"


def fingerprint() -> str:
    """Ten letters that change when any migration of any installed app changes."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def copy(maintenance: psycopg.Connection, name: str) -> None:
    """Make database `name` anew as a copy of the migrated template; what was in it is gone.

    `maintenance` is an autocommit connection to another database of the same server. Points Django's
    default connection at `name`.
    """
    template = PREFIX + fingerprint()
    # one builder at a time, across processes; freed when the connection ends
    maintenance.execute("SELECT pg_advisory_lock(72, 1)")
    try:
        if not _exists(maintenance, template):
            _build(maintenance, template)
        _run(maintenance, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _run(maintenance, "CREATE DATABASE {} TEMPLATE {}", name, template)
    finally:
        maintenance.execute("SELECT pg_advisory_unlock(72, 1)")
    _point_at(name)


def _build(maintenance: psycopg.Connection, template: str) -> None:
    fresh = f"{template}_new"
    _run(maintenance, "DROP DATABASE IF EXISTS {} WITH (FORCE)", fresh)
    _run(maintenance, "CREATE DATABASE {} TEMPLATE template0", fresh)
    _point_at(fresh)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    _run(maintenance, "ALTER DATABASE {} RENAME TO {}", fresh, template)
    for (old,) in maintenance.execute("SELECT datname FROM pg_database WHERE datname LIKE 'tpl\\_%'").fetchall():
        if old != template:
            _run(maintenance, "DROP DATABASE IF EXISTS {} WITH (FORCE)", old)


def _exists(maintenance: psycopg.Connection, name: str) -> bool:
    return maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _run(maintenance: psycopg.Connection, statement: str, *names: str) -> None:
    maintenance.execute(psycopg.sql.SQL(statement).format(*map(psycopg.sql.Identifier, names)))


def _point_at(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
