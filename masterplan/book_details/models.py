"""What a plan tells the books beside its cards."""

from django.db import models

from workshops.plans.fetching import PeersManager
from workshops.plans.models import Plan


class Particulars(models.Model):
    """`values`: {key of `asked.PARTICULARS`: text}; a key that is not there has no value."""

    REF = "keterangan-1"
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="particulars")
    values = models.JSONField(default=dict)

    objects = PeersManager()
