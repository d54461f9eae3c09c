"""The default manager of a plan's rows: a missing relation is fetched for all rows of the result at once."""

from django.db import models


class PeersManager(models.Manager):
    """Rows whose forgotten relations cost one query for the whole result, not one a row."""

    def get_queryset(self):
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)
