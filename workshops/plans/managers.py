"""The default manager of a plan's rows: a missing relation is fetched for all rows of the result at once."""

from typing import Any

from django.db import models
from django.db.models import QuerySet


class PeersManager(models.Manager):
    """Rows whose forgotten relations cost one query for the whole result, not one a row."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)
