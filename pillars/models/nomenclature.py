"""The nomenclature of urusan, programmes and kegiatan as the plan knows it: lists of codes that staff brought in."""

from django.db import models

from workshops.plans.managers import PeersManager
from workshops.plans.models import Plan


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
