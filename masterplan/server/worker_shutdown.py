"""The end of a task worker that has lost its database: one line, and another worker takes up what it was doing."""

import logging
import os
import threading

from django.db import connection

logger = logging.getLogger("rembuk.worker")
_first = threading.Lock()


def end_without_database() -> None:
    """End this process at once with status 1. Nothing could be noted any more; `reap` finds the unfinished task."""
    if _first.acquire(blocking=False):
        logger.warning("the database is gone: this worker ends, the next one goes on with what it did")
    os._exit(1)


def is_connection_lost() -> bool:
    """Whether the connection of this thread is of no more use, after an error of the database."""
    return connection.connection is None or not connection.is_usable()
