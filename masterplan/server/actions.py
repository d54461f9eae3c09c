"""The one write of this room: long work whose worker died goes back into the queue, or is given up."""

from django.db import connection, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

#: First number of the advisory locks that living workers hold; the second is a hash of the worker's id.
ALIVE = 72

#: A task that killed two workers would kill a third.
ATTEMPTS = 2


class WorkerDied(Exception):
    """What a failed task's error says when its worker was killed twice."""


@transaction.atomic
def reap() -> int:
    """Put tasks of dead workers back, or mark them failed after `ATTEMPTS`; how many were touched."""
    touched = 0
    for task in DBTaskResult.objects.running().select_for_update(skip_locked=True):
        if _lives(task.worker_ids[-1] if task.worker_ids else ""):
            continue
        touched += 1
        if len(task.worker_ids) < ATTEMPTS:
            task.status = TaskResultStatus.READY
        else:
            task.status = TaskResultStatus.FAILED
            task.finished_at = timezone.now()
            task.exception_class_path = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"
        task.save(update_fields=["status", "finished_at", "exception_class_path"])
    return touched


def _lives(worker_id: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [ALIVE, worker_id])
        return not cursor.fetchone()[0]
