"""Choosing together: a group that scores or dots one list of its board, and what each of its people gave."""

from django.db import models

from pillars.models.chain import Pillar
from workshops.plans.models import PeersManager, Plan


class Choosing(models.Model):
    """One round over one list of a pillar (`pilihan-3`). `number` counts per plan and is never given twice.

    kind     which list: masalah, sasaran, strategi or program.
    way      usg (Urgency, Seriousness, Growth, each 1–5) or dots (`dots` of them a person).
    only     refs of the cards that are scored again; [] is the whole list. What `follows` had for the others stays.
    state    open (every score is secret), shown, or closed (it stands on no board; without `results` it never did).
    results  written when it is shown, and never before: {"members", "people", "cards": {ref: {"n", …}}}, see
             `pillars.prioritisation.results`. No name and no key of a person stands in it.
    applied  what “Pakai urutan ini” wrote: {ref: {column: [before, after]}}, for taking it back; {} when it is not.
    """

    USG, DOTS = "usg", "dots"
    OPEN, SHOWN, CLOSED = "open", "shown", "closed"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="choosings")
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="choosings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=4)
    dots = models.PositiveSmallIntegerField(default=0)
    only = models.JSONField(default=list)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=6, default=OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=24)
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_by = models.CharField(max_length=24, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    results = models.JSONField(default=dict)
    applied = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="choosing_number"),
            models.UniqueConstraint(
                fields=["pillar"], condition=models.Q(state="open"), name="one_open_choosing_a_pillar"
            ),
        ]

    @property
    def ref(self) -> str:
        return f"pilihan-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.OPEN

    @property
    def is_revealed(self) -> bool:
        """Whether everybody may know the results; once yes, always yes."""
        return self.shown_at is not None


class Score(models.Model):
    """What one person gave one card in one choosing; secret until it is shown, and who gave it for ever.

    `member` is a membership key (p12), `ref` a card of the list. USG fills three columns, dots one.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="scores")
    choosing = models.ForeignKey(Choosing, on_delete=models.CASCADE, related_name="scores")
    member = models.CharField(max_length=24)
    ref = models.CharField(max_length=40)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    seriousness = models.PositiveSmallIntegerField(null=True, blank=True)
    growth = models.PositiveSmallIntegerField(null=True, blank=True)
    dots = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choosing", "member", "ref"], name="score_once")]
