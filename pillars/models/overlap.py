"""Irisan: a target or a programme of one group that other groups own with it."""

from django.db import models

from pillars.models.chain import Entry
from workshops.plans.models import PeersManager, Plan


class Overlap(models.Model):
    """One card and one other group (`irisan-3`). `number` counts per plan; a card and a group have one row at most.

    card     the ref of the card; pillar: code of the group that would own it too.
    asked    code of the group that has to answer: `pillar`, or the card's own group where `pillar` itself proposed it.
    note     why, as offered; reply: what the asked group wrote.
    state    ditawarkan, dijawab (a reply that decides nothing yet), diterima, ditolak, ditarik.
             The card's `shared_with` names exactly the groups whose state is diterima.
    """

    OFFERED, ANSWERED, ACCEPTED, DECLINED, WITHDRAWN = "ditawarkan", "dijawab", "diterima", "ditolak", "ditarik"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="overlaps")
    number = models.PositiveIntegerField()
    card = models.CharField(max_length=40)
    pillar = models.CharField(max_length=40)
    asked = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default=OFFERED)
    note = models.TextField(blank=True, default="")
    offered_by = models.CharField(max_length=24)
    offered_at = models.DateTimeField()
    reply = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=24, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.BigIntegerField(default=0)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="overlap_number"),
            models.UniqueConstraint(fields=["plan", "card", "pillar"], name="overlap_once"),
        ]

    @property
    def ref(self) -> str:
        return f"irisan-{self.number}"

    def side_of(self, card: Entry) -> str:
        """Return the code of the group that offered `card`: the card's own, or the other one that proposed itself."""
        return card.pillar.code if self.asked == self.pillar else self.pillar

    @property
    def waits(self) -> bool:
        """Whether the asked group has not decided yet."""
        return self.state in (self.OFFERED, self.ANSWERED)
