"""What all tests stand on: the tests' own PostgreSQL, a fresh copy of the migrated database, Chromium, a real server.

`REMBUK_TEST_DB=name` gives a run its own database, so that several people can test at once.
`DATABASE_URL` uses another server instead of the embedded one.
"""

import gc
import os
from itertools import groupby

import hypothesis
import psycopg
import pytest

from masterplan.server.cluster import Cluster
from masterplan.server.paths import DATABASE_NAME, TEST_DATABASE
from tests import amounts

LIST_OF_MODELS = {"django_content_type", "auth_permission"}

pytest_plugins = ["tests.browsing", "tests.cast", "tests.books.made"]

# Playwright's synchronous API keeps an event loop in the test's own thread
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


#: Who asks for one of these fixtures drives a browser or works with a real server.
NEEDS = {"browser": {"browser"}, "server": {"server", "start"}}
#: Other files that take long. Long files come first: the last tests are short ones, so two workers end together.
LONG = {
    "test_switches",
    "test_since_law",
    "test_access",
    "test_tenants",
    "test_every_field",
    "test_pdf",
    "test_numbers",
}


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="everything that takes long: fuzz, kills, races, long laws")


def pytest_configure(config):
    # what collecting makes lives to the end: nothing is garbage before the first test
    gc.disable()
    amounts.SLOW = config.getoption("--slow")
    # laws are tried on many examples, never against a clock: a busy machine is no failure
    patient = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    if "REMBUK_SWITCHED" in os.environ:
        # with a control off on purpose the first example that shows it is enough: nobody reads the smallest one
        patient["phases"] = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("laws", max_examples=amounts.either(25, 300), **patient)
    hypothesis.settings.load_profile("laws")


def pytest_collection_finish():
    """From here on there is garbage; what is there already is not looked at again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_runtest_setup(item):
    """Say how many pages of the test axe looks at."""
    amounts.begin_test(in_turn=item.get_closest_marker("in_turn") is not None)


def pytest_report_header():
    """Say which part is tried of what is tried in part."""
    return f"in turn: REMBUK_TURN={amounts.TURN}"


def pytest_collection_modifyitems(config, items):
    """Mark tests by what they need; one that drives a browser or whole processes is tried once more.

    docs/decisions/016. Of the whole suite a quarter of what is marked `in_turn` is tried, nothing that is `slow`; what
    a command names is tried always.
    """
    if [config.rootpath / path for path in config.args] == [config.rootpath / "tests"]:
        in_turn = [item for item in items if item.get_closest_marker("in_turn")]
        slow = [item for item in items if item.get_closest_marker("slow")]
        left = {*in_turn} - {*amounts.one_of(4, in_turn)} | {*amounts.either(slow, [])}
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]
        amounts.WHOLE = True
    for item in items:
        for name, fixtures in NEEDS.items():
            if not fixtures.isdisjoint(item.fixturenames):
                item.add_marker(name)
        if any(item.get_closest_marker(name) for name in NEEDS):
            item.add_marker(pytest.mark.flaky(reruns=1))
    long = {item.path for item in items if item.path.stem in LONG or any(map(item.get_closest_marker, NEEDS))}
    items.sort(key=lambda item: (item.path not in long, item.path.stem not in LONG))
    _deal(items, getattr(config, "workerinput", {}).get("workercount", 1))


def _deal(items, workers):
    """Give each of `workers` an equal share of the files, its long ones first, and let the short ones be stolen.

    xdist begins with one stretch of the list for each: as they stand all long files would be the first one's.
    """
    shares = [[] for _ in range(workers)]
    for _, tests in groupby(items[:], key=lambda item: item.path):
        min(shares, key=len).extend(tests)
    items[:] = [item for share in shares for item in share]


@pytest.fixture(scope="session")
def test_cluster():
    """The embedded cluster of the tests, running; stopped by the last run that uses it."""
    with Cluster(TEST_DATABASE, forgetful=True).in_use() as cluster:
        yield cluster


def _empty_what_is_full(operations, style, tables, *, reset_sequences=False, allow_cascade=False):
    """Django's `sql_flush` for tests that commit: a tenth of the time of a TRUNCATE of some sixty tables.

    The list of the models, which migrating has written and nobody uses, stays: writing it anew takes longer.
    Where it waits for a web process that writes its roll, it lets go and begins anew: the two may wait for each other.
    """
    names = ", ".join(f"'{operations.quote_name(table)}'" for table in sorted({*tables} - LIST_OF_MODELS))
    return [
        f"""DO $$ DECLARE one text; full_ boolean; BEGIN
        SET LOCAL session_replication_role = replica;
        SET LOCAL lock_timeout = '200ms';
        FOR attempt IN 1..100 LOOP
            BEGIN
                FOREACH one IN ARRAY ARRAY[{names}] LOOP
                    EXECUTE 'SELECT EXISTS (SELECT FROM ' || one || ')' INTO full_;
                    IF full_ THEN EXECUTE 'DELETE FROM ' || one; END IF;
                END LOOP;
                RETURN;
            EXCEPTION WHEN lock_not_available THEN
            END;
        END LOOP;
        RAISE EXCEPTION 'somebody holds on to what the test has stored'; END $$"""
    ]


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """One copy of the migrated template for this run (and for each xdist worker)."""
    from django.conf import settings
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db import connection
    from django.db.models.signals import post_migrate

    from tests import template

    database = settings.DATABASES["default"]
    own = database["HOST"] == str(Cluster(TEST_DATABASE).sockets)
    if own:
        request.getfixturevalue("test_cluster")
        # our own cluster's superuser may; elsewhere Django's TRUNCATE of all tables does the same, slowly
        # set on the class: a test with an event loop of its own has a connection of its own
        type(connection.ops).sql_flush = _empty_what_is_full
    parts = ["test", DATABASE_NAME, os.environ.get("REMBUK_TEST_DB"), os.environ.get("PYTEST_XDIST_WORKER")]
    name = "_".join(part for part in parts if part)
    with django_db_blocker.unblock():
        maintenance = psycopg.connect(**{**connection.get_connection_params(), "dbname": "postgres"}, autocommit=True)
        template.copy(maintenance, name)
        if own:
            # what Django writes after each emptying is the list of the models, which was not emptied
            post_migrate.disconnect(create_contenttypes)
            post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    yield
    with django_db_blocker.unblock():
        connection.close()
        maintenance.execute(psycopg.sql.SQL("DROP DATABASE {} WITH (FORCE)").format(psycopg.sql.Identifier(name)))
        maintenance.close()
