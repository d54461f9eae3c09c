"""The app that only the settings of the tests install: it mutates a process of the tests when it starts."""

import os

from django.apps import AppConfig


class Mutating(AppConfig):
    """Apply the mutations that `REMBUK_MUTATION` names, for as long as the process lives."""

    name = "tests.house"
    label = "mutating"

    def ready(self):
        """Do it once all models are there."""
        if names := os.environ.get("REMBUK_MUTATION"):
            from tests.house.mutations import MUTATIONS, Patch

            for name in names.split(","):
                MUTATIONS[name](Patch())
