"""The berita acara in the making, and who heads the offices that sign the Komitmen Bersama."""

from django.db import models

from workshops.plans.models import Bimtek, Opd, PeersManager, Plan


class Minutes(models.Model):
    """The berita acara of a bimtek while it is prepared: only what somebody changed of the template.

    `words`: {part of the paper: text}, keys of `wording.PARTS`; what is not there is filled from the plan afresh.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="minutes")
    bimtek = models.OneToOneField(Bimtek, on_delete=models.CASCADE, related_name="minutes")
    words = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=24, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()


class Head(models.Model):
    """Who heads an OPD, as the signing sheets print it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="heads")
    opd = models.OneToOneField(Opd, on_delete=models.CASCADE, related_name="head")
    name = models.CharField(max_length=120, blank=True, default="")
    position = models.CharField(max_length=200, blank=True, default="")
    nip = models.CharField(max_length=40, blank=True, default="")

    objects = PeersManager()
