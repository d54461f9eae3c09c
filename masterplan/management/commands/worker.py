"""`manage.py worker`: makes books and other long work, and takes up again what a killed worker left."""

import logging
import os
import secrets
import signal
import socket
import threading
from typing import Any

import psycopg
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from masterplan.server.actions import ALIVE, reap
from masterplan.server.processes import LARGEST, resident_mb
from masterplan.server.worker_shutdown import end_without_database

#: Seconds between two looks for work, and between two looks for work that nobody does any more.
LOOK, REAP = 0.5, 5.0

logger = logging.getLogger("rembuk.worker")


class Command(BaseCommand):
    """The worker of django-tasks-db, alive for as long as its advisory lock is held."""

    help = "Menjalankan pekerjaan panjang (membuat buku) yang diminta dari halaman."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until it is told to stop; ends with status 1 when the database goes away (`up` starts it again)."""
        try:
            self._work()
        except (psycopg.OperationalError, OperationalError, InterfaceError):
            end_without_database()

    def _work(self) -> None:
        worker_id = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(6)}"
        alive = _patiently()
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
            end_without_database()
        if resident_mb() > LARGEST:
            # it finishes what it does; the next worker does not hold what large books left in this one
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _patiently() -> psycopg.Connection:
    """A connection, as soon as the database gives one."""
    pause, said = threading.Event(), False
    while True:
        try:
            return psycopg.connect(**_address(), autocommit=True)
        except psycopg.OperationalError:
            if not said:
                logger.warning("the database gives no answer: waiting for it")
            said = True
            pause.wait(LOOK)


def _address() -> dict:
    chosen = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        chosen.pop(ours, None)
    return chosen
