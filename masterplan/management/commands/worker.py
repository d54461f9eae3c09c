"""`manage.py worker`: makes books and other long work, and takes up again what a killed worker left."""

import os
import secrets
import socket
import threading

import psycopg
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from masterplan.server.actions import ALIVE, reap

#: Seconds between two looks for work, and between two looks for work that nobody does any more.
LOOK, REAP = 0.5, 5.0


class Command(BaseCommand):
    """The worker of django-tasks-db, alive for as long as its advisory lock is held."""

    help = "Menjalankan pekerjaan panjang (membuat buku) yang diminta dari halaman."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        """Runs until it is told to stop; ends with status 1 when the database goes away (`up` starts it again)."""
        worker_id = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(6)}"
        alive = psycopg.connect(**_address(), autocommit=True)
        # freed by the server the moment this process dies, however it dies
        alive.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [ALIVE, worker_id])
        reap()
        threading.Thread(target=_keep_watch, args=[alive], daemon=True, name="watch").start()
        call_command(
            "db_worker",
            worker_id=worker_id,
            interval=LOOK,
            startup_delay=False,
            reload=False,
            queue_name="*",
            verbosity=0,
        )


def _keep_watch(alive: psycopg.Connection) -> None:
    """Reap every few seconds; without the lock others would take this worker for dead, so it ends."""
    pause = threading.Event()
    while not pause.wait(REAP):
        try:
            alive.execute("SELECT 1")
            reap()
        except (psycopg.Error, DatabaseError):
            os._exit(1)


def _address() -> dict:
    chosen = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        chosen.pop(ours, None)
    return chosen
