"""Settings of the tests: the same as everywhere, on the tests' own cluster, with switches that may be turned off."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("REMBUK_PLAIN_HTTP", "1")

from masterplan.server.cluster import Cluster
from masterplan.server.places import TEST_DATABASE

os.environ.setdefault("DATABASE_URL", Cluster(TEST_DATABASE, forgetful=True).url())

from masterplan.settings import *  # noqa: F403
from masterplan.settings import DATABASES, MIDDLEWARE

TEST_OFF: frozenset[str] = frozenset(name for name in os.environ.get("REMBUK_TEST_OFF", "").split(",") if name)
ALLOWED_HOSTS: list[str] = ["localhost", "127.0.0.1", "[::1]", "testserver"]
if "durable_commit" in TEST_OFF:
    _options = DATABASES["default"]["OPTIONS"]
    _options["options"] = _options["options"].replace("synchronous_commit=on", "synchronous_commit=off")
_OFF = {
    "csp": "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "csrf": "django.middleware.csrf.CsrfViewMiddleware",
}
_left_out = {_OFF[name] for name in TEST_OFF & _OFF.keys()}
# every GET of every test runs on a connection that refuses to write
MIDDLEWARE: list[str] = ["tests.read_only.ReadOnlyGets", *(name for name in MIDDLEWARE if name not in _left_out)]
# tests that wait for a ghost to go shorten its time
PRESENCE_SECONDS: float = float(os.environ.get("REMBUK_TEST_PRESENCE", "30"))
# the real hasher at its cheapest: hundreds of people log in during the tests
PASSWORD_HASHERS: list[str] = ["tests.hashing.CheapArgon2"]
