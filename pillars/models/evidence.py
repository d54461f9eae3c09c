"""Files that people attach to a card as proof. They lie in the database: a backup and a second machine have them."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from workshops.plans.models import PeersManager, Plan


class EvidenceManager(PeersManager):
    """Rows without their content, which may be megabytes: only who downloads reads it."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().defer("content")


class Evidence(models.Model):
    """One attached file (`berkas-3`); `number` counts per plan and is never reused.

    card     ref of the card that it proves something of
    name     as it is offered for download: cleaned, with the ending of what it really is
    kind     pdf, png, jpg, xlsx or docx, by its content
    size, sha256   of `content` as stored (a picture is encoded anew before)
    content  None once the file was removed; who removed it, and when, stay
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    card = models.CharField(max_length=40)
    name = models.CharField(max_length=140)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    added_by = models.CharField(max_length=24)
    added_at = models.DateTimeField()
    removed_by = models.CharField(max_length=24, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="evidence_number")]
        indexes = [models.Index(fields=["plan", "card"], name="evidence_card")]

    def __str__(self):
        return self.name

    @property
    def ref(self) -> str:
        return f"berkas-{self.number}"
