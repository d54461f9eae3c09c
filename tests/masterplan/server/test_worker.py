"""Long work: a killed worker's task is taken up once more, and given up after the second kill."""

import os
import signal
import subprocess
import sys

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masterplan.server.actions import ALIVE, WorkerDied, reap
from masterplan.server.paths import ROOT
from masterplan.server.processes import LARGEST
from tests.amounts import PATIENCE
from tests.browsing import environment_of_test_database
from tests.masterplan.server.slow import wait_for
from tests.processes import until

pytestmark = pytest.mark.server


@pytest.fixture
def worker(transactional_db):
    """`worker()` starts one more worker process on the test's database; `largest`: MB that it may hold."""
    started = []

    def start(largest=LARGEST):
        begin = f"from masterplan.server import processes; processes.LARGEST = {largest}; import manage; manage.main()"
        process = subprocess.Popen(
            [sys.executable, "-c", begin, "worker"], cwd=ROOT, env=environment_of_test_database()
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def state(task):
    return DBTaskResult.objects.get(pk=task.id).status


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.in_turn
def test_a_killed_workers_task_is_taken_up_again_and_given_up_after_the_second_kill(worker, tmp_path):
    door, begun = tmp_path / "door", tmp_path / "begun"
    task = wait_for.enqueue(str(begun), str(door))
    first = worker()
    until(begun.exists)
    kill(first)
    second = worker()
    until(lambda: begun.read_text() == "xx")
    kill(second)
    worker()
    until(lambda: state(task) == TaskResultStatus.FAILED)
    row = DBTaskResult.objects.get(pk=task.id)
    assert row.exception_class_path.endswith(WorkerDied.__qualname__)
    assert row.finished_at is not None
    assert begun.read_text() == "xx"


def test_work_is_done_in_the_background_and_left_alone_while_its_worker_lives(worker, tmp_path):
    door, begun = tmp_path / "door", tmp_path / "begun"
    task = wait_for.enqueue(str(begun), str(door))
    worker()
    until(begun.exists)
    assert reap() == 0
    assert state(task) == TaskResultStatus.RUNNING
    door.touch()
    until(lambda: state(task) == TaskResultStatus.SUCCESSFUL)
    assert begun.read_text() == "x"


@pytest.mark.in_turn
def test_a_worker_that_holds_too_much_ends_but_not_before_its_work_is_done(worker, tmp_path):
    door, begun = tmp_path / "door", tmp_path / "begun"
    task = wait_for.enqueue(str(begun), str(door))
    large = worker(largest=1)
    until(begun.exists)
    door.touch()
    assert large.wait(PATIENCE) == 0
    assert state(task) == TaskResultStatus.SUCCESSFUL


@pytest.mark.in_turn
def test_a_worker_without_its_database_ends_so_that_it_is_started_again(worker, transactional_db):
    from django.db import connection

    process = worker()
    with connection.cursor() as cursor:

        def is_at_work():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", [ALIVE])
            return cursor.fetchone()[0]

        until(is_at_work)
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert process.wait(60) != 0
