"""Settings of the tests: the same as everywhere, on the tests' own cluster, with mutations that a test may ask for."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("REMBUK_PLAIN_HTTP", "1")

from masterplan.server.cluster import Cluster
from masterplan.server.paths import TEST_DATABASE

os.environ.setdefault("DATABASE_URL", Cluster(TEST_DATABASE, forgetful=True).url())

from masterplan.settings import *  # noqa: F403
from masterplan.settings import INSTALLED_APPS, MIDDLEWARE

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.house.apps.Mutating"]
# every GET of every test runs on a connection that refuses to write
MIDDLEWARE = ["tests.read_only.ReadOnlyGets", *MIDDLEWARE]
# tests that wait for a ghost to go shorten its time
PRESENCE_SECONDS = float(os.environ.get("REMBUK_TEST_PRESENCE", "30"))
# the real hasher at its cheapest: hundreds of people log in during the tests
PASSWORD_HASHERS = ["tests.hashing.CheapArgon2"]
