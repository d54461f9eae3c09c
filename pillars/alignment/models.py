"""The frame that the plan leans on: the RPJMD of the region, present and previous."""

from django.db import models

from workshops.plans.fetching import PeersManager
from workshops.plans.models import Opd, Plan


class RpjmdDocument(models.Model):
    """One RPJMD. `role` says whether it is the one in force or the previous one.

    The previous one holds `visi` as the file's `visi_singkat` and its flagship programme in `flagship`
    (`{"name", "items", "sources"}` as given).
    """

    CURRENT, PREVIOUS = "berlaku", "sebelumnya"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_documents")
    role = models.CharField(max_length=12, choices=[(CURRENT, "Berlaku"), (PREVIOUS, "Sebelumnya")])
    document = models.CharField(max_length=500, null=True, blank=True)
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


class Objective(models.Model):
    """A sasaran of the RPJMD with its indicator. `number` counts per plan and makes its ref (`rpjmd-4`).

    targets  {"2029": "80"}: decimal text per year, null where the file says so.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rpjmd_objectives")
    document = models.ForeignKey(RpjmdDocument, on_delete=models.CASCADE, related_name="objectives")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="objectives")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    statement = models.TextField(null=True, blank=True)
    indicator = models.CharField(max_length=500, null=True, blank=True)
    unit = models.CharField(max_length=60, null=True, blank=True)
    baseline = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    targets = models.JSONField(default=dict)
    lead_opd = models.ForeignKey(Opd, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.TextField(null=True, blank=True)
    sources = models.JSONField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="objective_code"),
            models.UniqueConstraint(fields=["plan", "number"], name="objective_number"),
        ]

    @property
    def ref(self):
        return f"rpjmd-{self.number}"


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
