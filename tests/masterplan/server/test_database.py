"""The embedded PostgreSQL: odd folders, kills, several starts at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from masterplan.server.cluster import LONGEST_SOCKET_FOLDER, Cluster
from masterplan.server.paths import ROOT
from tests.browsing import environment_of_test_database

pytestmark = pytest.mark.server


@pytest.fixture
def place():
    """An empty folder that the database's user may pass through, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rembuk test "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(place):
    """A cluster in a folder with a space; stopped at the end however the test left it."""
    made = Cluster(place / "data")
    yield made
    made.stop()
    shutil.rmtree(made.sockets, ignore_errors=True)


@pytest.fixture(scope="module")
def _lasting():
    folder = Path(tempfile.mkdtemp(prefix="rembuk test "))
    folder.chmod(0o755)
    made = Cluster(folder / "data")
    yield made
    made.stop()
    shutil.rmtree(made.sockets, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def settled(_lasting):
    """A running cluster that was started before, in which nothing is written."""
    _lasting.start()
    with _lasting.connect("rembuk") as connection:
        connection.execute("DROP TABLE IF EXISTS said, person")
    return _lasting


def write(cluster, text):
    with cluster.connect("rembuk") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS said (word text)")
        connection.execute("INSERT INTO said VALUES (%s)", [text])


def read(cluster):
    with cluster.connect("rembuk") as connection:
        return [word for (word,) in connection.execute("SELECT word FROM said").fetchall()]


def test_what_was_written_is_there_after_a_stop_and_a_start(settled):
    write(settled, "halo")
    settled.stop()
    assert not settled.running()
    settled.start()
    assert read(settled) == ["halo"]


@pytest.mark.in_turn
def test_a_path_longer_than_a_socket_name_works(place):
    deep = Cluster(place / ("folder yang sangat panjang " * 4) / ("lagi " * 20) / "data", forgetful=True)
    assert len(str(deep.folder)) > 200
    assert len(os.fsencode(deep.sockets)) <= LONGEST_SOCKET_FOLDER
    try:
        deep.start()
        write(deep, "jauh")
        assert read(deep) == ["jauh"]
    finally:
        deep.stop()
        shutil.rmtree(deep.sockets, ignore_errors=True)


def test_a_killed_postmaster_is_started_again_with_all_that_was_written(settled):
    write(settled, "sebelum")
    os.kill(settled.postmaster(), signal.SIGKILL)
    settled.start()
    assert read(settled) == ["sebelum"]


def test_a_number_in_postmaster_pid_that_now_belongs_to_another_program_is_no_obstacle(settled):
    write(settled, "ada")
    pid_file = settled.files / "postmaster.pid"
    left = pid_file.read_text()
    settled.stop()
    pid_file.write_text(left.replace(left.split("\n")[0], str(os.getpid()), 1))
    assert settled.postmaster() is None
    settled.start()
    assert read(settled) == ["ada"]


@pytest.mark.in_turn
def test_four_first_starts_at_once_give_one_database(cluster):
    script = (
        "import sys; from pathlib import Path; from masterplan.server.cluster import Cluster;"
        "c = Cluster(Path(sys.argv[1]), forgetful=True); c.start(); print(c.postmaster())"
    )

    def start(_):
        done = subprocess.run(
            [sys.executable, "-c", script, str(cluster.folder)], cwd=ROOT, capture_output=True, text=True
        )
        return done.stdout.strip() or done.stderr

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(start, range(4)))
    assert answers == {str(cluster.postmaster())}


@pytest.mark.in_turn
def test_an_interrupted_first_start_leaves_nothing_in_the_way(cluster):
    half = cluster.folder / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    cluster.start()
    write(cluster, "utuh")
    assert read(cluster) == ["utuh"]


@pytest.mark.in_turn
def test_the_last_user_stops_it_and_no_other(cluster):
    with cluster.in_use():
        with cluster.in_use():
            pass
        assert cluster.running()
    assert not cluster.running()


def test_what_people_wrote_is_kept_on_disk_before_they_are_told(settled):
    """Switch 2: the database of `up` (unlike that of the tests) never trades safety for speed."""
    with settled.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_failing_statement_leaves_no_typed_text_in_the_log(settled):
    with settled.connect("rembuk") as connection:
        connection.execute("CREATE TABLE person (name text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('rahasia-sekali')")
        with suppress(psycopg.Error):
            connection.execute("INSERT INTO person VALUES ('rahasia-sekali')")
    settled.stop()
    log = (settled.place / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "rahasia-sekali" not in log


@pytest.mark.in_turn
@pytest.mark.skipif(os.getuid() != 0, reason="only root hands the files to another user")
def test_a_checkout_that_only_root_may_enter_works_too(place):
    closed = place / "tertutup"
    closed.mkdir(mode=0o700)
    hidden = Cluster(closed / "data", forgetful=True)
    try:
        hidden.start()
        write(hidden, "tersembunyi")
        assert read(hidden) == ["tersembunyi"]
        assert closed not in hidden.files.parents
    finally:
        hidden.stop()
        shutil.rmtree(hidden.place, ignore_errors=True)


@pytest.mark.in_turn
@pytest.mark.skipif(os.getuid() != 0, reason="only root needs a copy")
def test_programs_that_only_root_may_reach_are_copied_once(place, monkeypatch):
    from masterplan.server import cluster as module

    closed = place / "tertutup"
    closed.mkdir(mode=0o700)
    package = module.binaries().parents[1]
    shutil.copytree(package / "pginstall18", closed / package.name / "pginstall18", symlinks=True)
    shutil.copytree(f"{package}.libs", closed / f"{package.name}.libs", symlinks=True)
    monkeypatch.setattr(module, "binaries", lambda: closed / package.name / "pginstall18" / "bin")
    monkeypatch.setattr(module, "SYSTEM_PLACE", place / "system")
    copied = Cluster(place / "data", forgetful=True)
    try:
        copied.start()
        write(copied, "salinan")
        assert read(copied) == ["salinan"]
        assert len(list((place / "system").iterdir())) == 1
    finally:
        copied.stop()


@pytest.mark.parametrize("after, planned", [("", 1), ("0", 0)])
def test_a_question_that_is_asked_again_is_planned_once_unless_a_pool_stands_between(plan, after, planned):
    ask = (
        "import django; django.setup();"
        "from django.db import connection; from workshops.plans.models import Plan;"
        "asked = [list(Plan.objects.filter(slug='ponorogo')) for _ in range(6)];"
        "kept = 'SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s';"
        "cursor = connection.cursor(); cursor.execute(kept, ['%workshops_plan%']); print(cursor.fetchone()[0])"
    )
    environment = {**environment_of_test_database(), "REMBUK_PREPARE_AFTER": after}
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == f"{planned}\n", done.stderr
