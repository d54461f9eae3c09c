"""What people answered to a check: “disengaja, karena …”."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from workshops.plans.models import PeersManager, Plan


class CheckAnswer(models.Model):
    """The answer to one finding (`jawaban-3`). `number` counts per plan; a finding has one row at most.

    check        id of the check; subject: what it is about (`sasaran-12`, `masalah-3+masalah-9`, `pilar-GOV`).
    refs         the cards that it is about; pillars: the codes of the groups that may answer (none: the plan).
    said         the sentence that was answered, as it stood then.
    fingerprint  of the figures that the answer holds for: with another one the finding is open again.
    state        dijawab (staff have not decided), diterima, diminta_perbaikan, ditarik.
    remark       what staff wrote with their decision.
    """

    GIVEN, ACCEPTED, REPAIR, WITHDRAWN = "dijawab", "diterima", "diminta_perbaikan", "ditarik"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="check_answers")
    number = models.PositiveIntegerField()
    check_id = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    refs = ArrayField(models.CharField(max_length=40), default=list)
    pillars = ArrayField(models.CharField(max_length=40), default=list)
    said = models.TextField()
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    by = models.CharField(max_length=24)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, default=GIVEN)
    remark = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=24, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.BigIntegerField(default=0)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="check_answer_number"),
            models.UniqueConstraint(fields=["plan", "check_id", "subject"], name="check_answer_once"),
        ]

    def __str__(self):
        return self.ref

    @property
    def ref(self) -> str:
        return f"jawaban-{self.number}"
