"""The journal of a plan and who is there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from workshops.plans.models import Plan


class Event(models.Model):
    """One thing that happened to a plan. Rows are added and never changed (a database trigger refuses).

    number   counts per plan without a gap; it is what the ring carries and what a page is based on.
    actor    membership key: "p12" participant 12 of the plan, "a3" account 3, "sistem".
    refs     every ref whose look may have changed; refs[0] is the subject.
    changes  {"masalah-3": {"statement": [before, after]}} in JSON values of pillars/fields.
    lost     {"statement": text} what was typed and not taken (conflict, deleted card), kept for its author.
    op, body the browser's random id of the save, and a digest of what it sent.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="events")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=24)
    verb = models.CharField(max_length=40)
    pillar = models.CharField(max_length=40, blank=True, default="")
    refs = ArrayField(models.CharField(max_length=40), default=list)
    changes = models.JSONField(default=dict)
    lost = models.JSONField(default=dict)
    base = models.BigIntegerField(null=True)
    op = models.CharField(max_length=64)
    body = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="event_number"),
            models.UniqueConstraint(fields=["plan", "actor", "op"], name="event_op"),
        ]


class Presence(models.Model):
    """A phone that said it is here: not part of the plan, no journal event, gone after a while."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences")
    member = models.CharField(max_length=24)
    pillar = models.CharField(max_length=40, blank=True, default="")
    ref = models.CharField(max_length=40, blank=True, default="")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "member"], name="presence_member")]
