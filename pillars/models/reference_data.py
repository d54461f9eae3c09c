"""The frame that the plan leans on: the RPJMD of the region, present and previous, and the Renstra of its offices."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from workshops.plans.models import Opd, PeersManager, Plan


class RpjmdDocument(models.Model):
    """One RPJMD. `role` says whether it is the one in force or the previous one.

    The previous one holds `visi` as the file's `visi_singkat` and its flagship programme in `flagship`
    (`{"name", "items", "sources"}` as given). `period_start`, `period_end`: first and last year, both included; the
    periods of the two documents may overlap.
    """

    CURRENT, PREVIOUS = "berlaku", "sebelumnya"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_documents")
    role = models.CharField(max_length=12, choices=[(CURRENT, "Berlaku"), (PREVIOUS, "Sebelumnya")])
    document = models.CharField(max_length=500, null=True, blank=True)
    period_start = models.PositiveSmallIntegerField(null=True, blank=True)
    period_end = models.PositiveSmallIntegerField(null=True, blank=True)
    status_note = models.TextField(null=True, blank=True)
    visi = models.TextField(null=True, blank=True)
    visi_status = models.TextField(null=True, blank=True)
    visi_sources = models.JSONField(null=True, blank=True)
    misi_note = models.TextField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    flagship = models.JSONField(null=True, blank=True)
    iku_sources = models.JSONField(null=True, blank=True)
    misi_tujuan_sasaran = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "role"], name="rpjmd_role")]


class Mission(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_missions")
    document = models.ForeignKey(RpjmdDocument, on_delete=models.CASCADE, related_name="missions")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    statement = models.TextField(null=True, blank=True)
    keywords = models.JSONField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "code"], name="mission_code")]


class Goal(models.Model):
    """A tujuan of the RPJMD."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_goals")
    document = models.ForeignKey(RpjmdDocument, on_delete=models.CASCADE, related_name="goals")
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, null=True, related_name="goals")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    statement = models.TextField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "code"], name="goal_code")]


class Measured(models.Model):
    """What the RPJMD says of one indicator.

    targets       {"2029": "80"}: decimal text per year, null where the file says so.
    baseline_text, target_texts  what the document writes where that is no number: `N/A`, `WTP`, {"2029": "BB"}.
    lead_opd      the office that answers for it; support_opds: those named beside it.
    """

    indicator = models.CharField(max_length=500, null=True, blank=True)
    unit = models.CharField(max_length=60, null=True, blank=True)
    baseline = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    baseline_text = models.CharField(max_length=60, blank=True, default="")
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    targets = models.JSONField(default=dict)
    target_texts = models.JSONField(default=dict)
    lead_opd = models.ForeignKey(Opd, on_delete=models.PROTECT, null=True, related_name="+")
    support_opds = models.ManyToManyField(Opd, related_name="+")

    class Meta:
        abstract = True


class Objective(Measured):
    """A sasaran of the RPJMD with its first indicator; `further` are the others (`ObjectiveIndicator`).

    `number` counts per plan and makes its ref (`rpjmd-4`).
    `expected_pillars`: codes of the pillars that were marked as expected to answer it, wherever its offices sit.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_objectives")
    document = models.ForeignKey(RpjmdDocument, on_delete=models.CASCADE, related_name="objectives")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="objectives")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    statement = models.TextField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    sources = models.JSONField(null=True, blank=True)
    expected_pillars = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="objective_code"),
            models.UniqueConstraint(fields=["plan", "number"], name="objective_number"),
        ]

    @property
    def ref(self) -> str:
        return f"rpjmd-{self.number}"

    @property
    def measures(self) -> list[Any]:
        """Return every indicator of the sasaran in the document's order: itself, then `further`; [] for none."""
        further = list(self.further.all())
        return [self, *further] if self.indicator or further else []


class ObjectiveIndicator(Measured):
    """A second or later indicator of a sasaran of the RPJMD; the first stands on the sasaran itself."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_indicators")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="further")
    position = models.PositiveIntegerField()
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position", "id"]


class RenstraProgramme(models.Model):
    """A programme of an office's Renstra (`renstra-7`): what programmes of the plan may lean on.

    pagu_by_year  {"2027": 325000000}: whole rupiah.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="renstra_programmes")
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="renstra_programmes")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=40, null=True, blank=True)
    name = models.CharField(max_length=500)
    period_start = models.PositiveSmallIntegerField(null=True, blank=True)
    period_end = models.PositiveSmallIntegerField(null=True, blank=True)
    pagu_by_year = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["opd__number", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="renstra_number")]

    def __str__(self):
        return f"{self.code} {self.name}" if self.code else self.name

    @property
    def ref(self) -> str:
        return f"renstra-{self.number}"

    @property
    def pagu(self) -> int:
        """Return the pagu of all years together, in rupiah."""
        return sum(self.pagu_by_year.values())


class PreviousIndicator(models.Model):
    """An IKU of the previous RPJMD: what was aimed at and, in the note, what is known of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="previous_indicators")
    document = models.ForeignKey(RpjmdDocument, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=500)
    unit = models.CharField(max_length=60, null=True, blank=True)
    baseline = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]


class NomenclatureCode(models.Model):
    """One code of one list.

    version  the list's name as staff gave it (`Kepmendagri 900.1.15.5-1317/2023`); a plan may know several.
    code     text as it is written, dots and zeros included; never a number, never sorted as one.
    level    urusan, bidang, program, kegiatan or subkegiatan, by the code's shape; "" where that says nothing.
    position its place in the list that was brought in.
    born_in  number of the journal event that brought it.
    """

    LEVELS = ("urusan", "bidang", "program", "kegiatan", "subkegiatan")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="nomenclature")
    version = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=12, blank=True, default="")
    name = models.CharField(max_length=500)
    urusan = models.CharField(max_length=500, blank=True, default="")
    position = models.PositiveIntegerField()
    born_in = models.BigIntegerField(default=0)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["version", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "version", "code"], name="nomenclature_code")]

    def __str__(self):
        return f"{self.code} {self.name}"
