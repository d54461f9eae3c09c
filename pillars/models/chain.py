"""Masalah → Sasaran → Strategi → Program: four real tables with real keys upward."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pillars.models.columns import with_columns
from pillars.models.reference_data import Objective, RenstraProgramme
from pillars.models.search_index import words_index
from workshops.permissions import SHARED_BOARD
from workshops.plans.models import Opd, PeersManager, Plan


class Pillar(models.Model):
    """A pillar of a plan. Names and sub-dimensions are the plan's own; `slug` is its address."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pillars")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60)
    name_id = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, null=True, blank=True)
    definition = models.TextField(null=True, blank=True)
    definition_status = models.TextField(null=True, blank=True)
    long_term_directions = models.JSONField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="pillar_code"),
            models.UniqueConstraint(fields=["plan", "slug"], name="pillar_slug"),
        ]

    def __str__(self):
        return self.name_id


class Dimension(models.Model):
    """A sub-dimension of a pillar."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dimensions")
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="dimension_code")]

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Shared:
    """Where the cards of no pillar hang: what the whole plan says of itself, at /r/<plan>/analisis/."""

    pk = None
    code = ""
    slug = SHARED_BOARD
    name_id = "Analisis bersama"

    def __str__(self):
        return self.name_id


SHARED = Shared()


class Entry(models.Model):
    """What the four links, and the cards of every further kind, have in common.

    number   counts per plan and kind, never reused; with the kind it makes the ref (`sasaran-12`).
    code     what people read (`GOV-S1`), unique in the plan, deleted cards included.
    version  journal number of the last event that changed this row.
    deleted_in  number of the event that put it into the bin; cards of one branch share it.
    merged_into  ref of the card that it was merged into by the event `deleted_in`; "" for any other card.
    HOME     the path by which its pillar is asked for; "" for the cards of none.

    A field of the kind that is not written in a model's body is a column all the same: `with_columns` adds it.
    """

    KIND = ""
    HOME = "pillar"

    if TYPE_CHECKING:  # the columns that `with_columns` adds from the kind

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    version = models.BigIntegerField(default=0)
    born_in = models.PositiveSmallIntegerField(null=True, blank=True)
    created_by = models.CharField(max_length=24)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=24)
    changed_at = models.DateTimeField()
    deleted_in = models.BigIntegerField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.CharField(max_length=40, blank=True, default="")
    note = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        abstract = True
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="%(class)s_number"),
            models.UniqueConstraint(fields=["plan", "code"], name="%(class)s_code"),
        ]
        indexes = [models.Index(fields=["plan", "pillar", "position"], name="%(class)s_board")]

    def __str__(self):
        return self.code

    @property
    def ref(self) -> str:
        return f"{self.KIND}-{self.number}"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_in is not None


class SharedEntry(Entry):
    """A card of no pillar: everybody of the plan reads and writes it, and `pillar` is `SHARED`."""

    HOME = ""
    pillar = property(lambda self: SHARED)
    pillar_id: Any = None

    class Meta(Entry.Meta):
        abstract = True
        indexes = []


@with_columns
class Problem(Entry):
    """Masalah. `rank` is the place by score within the pillar as last computed or given by a file."""

    KIND = "masalah"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="problems")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="problems")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, null=True, related_name="problems")
    rank = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, words_index("masalah")]

    @property
    def score(self) -> int | None:
        """Return u + S + G, 3–15, or None while one is missing."""
        parts = (self.urgency, self.seriousness, self.growth)
        return None if None in parts else sum(parts)


@with_columns
class Target(Entry):
    """Sasaran: what changes, measured by one indicator.

    targets_by_year  {"2027": "85.5"}: decimal text per year.
    rpjmd, rpjmd_previous  the sasaran that it carries of the RPJMD in force and of the one before: it may lean on both.
    shared_with  codes of the groups that own it too (accepted irisan), in the order of acceptance.
    baseline_no_data is True where somebody said “tidak ada data”, which is more than an empty field.
    """

    KIND = "sasaran"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="targets")
    problems = models.ManyToManyField(Problem, through="Answer", related_name="targets")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, null=True, related_name="targets")
    rpjmd = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, related_name="aligned")
    rpjmd_previous = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, related_name="aligned_before")
    shared_with = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, words_index("sasaran")]

    @property
    def problem_refs(self) -> list[str]:
        """Return the refs of the problems that it answers, the one that it hangs from first."""
        return [answer.problem.ref for answer in self.answers.all()]


class Answer(models.Model):
    """Which problems a target answers, in order; the first one is where the target hangs on the board."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="answers")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()

    objects = PeersManager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["target", "problem"], name="answer_once")]


@with_columns
class Strategy(Entry):
    """Strategi. `swot_refs`: refs of the SWOT statements that it brings together."""

    KIND = "strategi"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="strategies")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="strategies")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="strategies")

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, words_index("strategi")]


@with_columns
class Programme(Entry):
    """Program. budget_by_year {"2027": 325000000} in rupiah; `budget` is the total as somebody gave it.

    renstra  the programme of an office's Renstra that this one is.
    nomenclature_version  the list that the code is of, as staff named it.
    shared_with  as of a target.
    """

    KIND = "program"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="programmes")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="programmes")
    name = models.TextField()
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="programmes")
    action_group = models.CharField(max_length=60, null=True, blank=True)
    lead_opd = models.ForeignKey(Opd, on_delete=models.PROTECT, null=True, related_name="programmes")
    renstra = models.ForeignKey(RenstraProgramme, on_delete=models.PROTECT, null=True, related_name="programmes")
    shared_with = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, words_index("program")]


class ActionPlan(models.Model):
    """Title of one of the groups of the rencana aksi (`supporting_action_plans` of the exchange file)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="action_plans")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=60)
    title = models.CharField(max_length=500, null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
