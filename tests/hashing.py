"""Argon2 for tests: the same code path as for people, at the lowest cost."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """One pass over eight KiB: about a hundred times cheaper than Django's default."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
