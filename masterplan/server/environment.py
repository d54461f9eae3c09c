"""How the entry modules find the database: a server named by `DATABASE_URL`, else the embedded cluster."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator

import psycopg

from masterplan.server.cluster import Cluster, ClusterError
from masterplan.server.paths import DATABASE

#: Exit status of a first start whose database went away: `up` starts it again and comes back.
DATABASE_GONE = 75


@contextlib.contextmanager
def database(cluster: Cluster | None = None) -> Iterator[str]:
    """Return the database's address, running for as long as the block lasts; also set in the environment."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    with (cluster or Cluster(DATABASE)).in_use() as running:
        os.environ["DATABASE_URL"] = running.url()
        yield running.url()


def demand_a_careful_server(address: str) -> None:
    """Stop the start when the server answers “saved” before it is on the disk, and warns where a page may be torn.

    `synchronous_commit` is set for each connection (masterplan/settings.py); these two only the server can set. One
    that does not answer is for those to name who need it.
    """
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            held = dict(
                connection.execute(
                    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
                ).fetchall()
            )
    except psycopg.Error:
        return
    if held.get("fsync") == "off":
        stop_with(
            "Server basis data memakai fsync=off: isian yang sudah dijawab “Tersimpan” bisa hilang saat listrik padam. "
            "Setel fsync=on di server itu, lalu jalankan lagi."
        )
    if held.get("full_page_writes") == "off":
        print(
            "Perhatian: server basis data memakai full_page_writes=off; isian bisa rusak saat listrik padam.",
            file=sys.stderr,
            flush=True,
        )


def stop_with(sentence: str) -> None:
    """Say one sentence and end with status 1."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Say what goes wrong with the database or the disk in one sentence, not as a traceback, and end the process."""
    try:
        yield
    except ClusterError as error:
        stop_with(str(error))
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT):
            raise
        stop_with(f"{error.filename or 'Berkas'} tidak bisa ditulisi ({error.strerror}). Periksa disk dan hak tulis.")
