"""A load that ends half way leaves nothing behind, and the next one works."""

import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from masterplan.server.paths import ROOT
from tests.browsing import environment_of_test_database
from tests.masterplan.exchange.files import EXAMPLE
from workshops.plans.models import Opd, Plan, Region

LAST_TABLE = "pillars_risk"


def load_in_a_process():
    return subprocess.Popen(
        [sys.executable, "manage.py", "load_plan", str(EXAMPLE), "--slug", "a"],
        cwd=ROOT,
        env=environment_of_test_database(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_it_waits(watcher, process):
    """Returns when the load has come to the last table, which the test holds."""
    waiting = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{LAST_TABLE}'::regclass"
    while watcher.execute(waiting).fetchone() == (0,):
        assert process.poll() is None, process.communicate()


@pytest.mark.in_turn
def test_a_load_that_is_killed_half_way_leaves_nothing(transactional_db):
    parameters = {**connection.get_connection_params()}
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(ours, None)
    with psycopg.connect(**parameters) as holder, psycopg.connect(**parameters, autocommit=True) as watcher:
        holder.execute(f"LOCK TABLE {LAST_TABLE} IN SHARE MODE")
        process = load_in_a_process()
        wait_until_it_waits(watcher, process)
        process.kill()
        process.wait()
        holder.rollback()
    assert [model.objects.count() for model in (Region, Plan, Opd)] == [0, 0, 0]
    again = load_in_a_process()
    _, errors = again.communicate()
    assert (again.returncode, errors) == (0, "")
    assert Plan.objects.get().slug == "a"
