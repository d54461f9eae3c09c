"""The journal of a plan, who is there, and what their phones said last."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from workshops.plans.models import Plan


class Event(models.Model):
    """One thing that happened to a plan. Rows are added and never changed (a database trigger refuses).

    number   counts per plan without a gap; it is what the ring carries and what a page is based on.
    actor    membership key: "p12" participant 12 of the plan, "a3" account 3, "sistem".
    refs     every ref whose look may have changed; refs[0] is the subject.
    changes  {"masalah-3": {"statement": [before, after]}} in JSON values of pillars/fields.
    followed what the system computed anew because of it, in the form of `changes`: {"masalah-4": {"rank": [2, 1]}}.
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
    followed = models.JSONField(default=dict)
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
        # the history of one card, and what a late save has to be merged with
        indexes = [GinIndex(fields=["refs"], name="event_refs")]


class Presence(models.Model):
    """An open page: not part of the plan, no journal event, gone once it is not renewed (`settings.PRESENCE_SECONDS`).

    An unlogged table: what web processes tell each other of who looks where. `process` is the web process that
    holds the page's stream, "" for a page that asks instead of listening; `device` and `ref` as in `OpenStream`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences", db_constraint=False)
    process = models.CharField(max_length=16, blank=True, default="")
    member = models.CharField(max_length=24)
    device = models.CharField(max_length=12, blank=True, default="")
    pillar = models.CharField(max_length=40, blank=True, default="")
    ref = models.CharField(max_length=40, blank=True, default="")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "device", "member", "pillar", "ref", "process"], name="presence_place"
            )
        ]


class Handset(models.Model):
    """What one device said last of what one person typed there: counts, never a text. No journal event.

    heard_at   when the device was last known to be connected; while a page is open there, `Presence` knows better
    unsent     saves that wait on the device; drafts: fields typed there and not committed, those under way included
    asleep     the last thing it said was that nobody looks at it any more; a silence after that is no riddle
    reported_at  None for a device that listens and has not counted yet
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="handsets")
    member = models.CharField(max_length=24)
    device = models.CharField(max_length=12, blank=True, default="")
    heard_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    unsent = models.PositiveSmallIntegerField(default=0)
    drafts = models.PositiveSmallIntegerField(default=0)
    asleep = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "member", "device"], name="handset_member_device")]
