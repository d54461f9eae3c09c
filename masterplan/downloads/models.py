"""Files made from a plan as it stood (unduhan): ordered by a person, made by a task, fetched with a right."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class Export(models.Model):
    """One ordered file. `step` of `steps` chapters are done; `content` is there only when `state` is selesai.

    book    what it is of: a book (`books.VOLUMES`), an edition (`edisi-3`), a paper (`ba-2`), or the open data (`data`)
    part    "" for the whole, else as `books.build_book` takes it; label: what it holds, in words, as it was ordered
    `plan_number` is the journal number that the file shows; the task's own row decides when it died.
    """

    MENUNGGU, DIKERJAKAN, SELESAI, GAGAL, BATAL = "menunggu", "dikerjakan", "selesai", "gagal", "batal"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="exports")
    number = models.PositiveIntegerField()
    book = models.CharField(max_length=12)
    part = models.CharField(max_length=520, blank=True, default="")
    label = models.CharField(max_length=640, blank=True, default="")
    format = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default=MENUNGGU)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True, default="")
    failure = models.TextField(blank=True, default="")
    ordered_by = models.CharField(max_length=24)
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    plan_number = models.BigIntegerField(null=True, blank=True)
    task_id = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    content = models.BinaryField(null=True, blank=True)
    warnings = models.JSONField(default=list)

    objects = PeersManager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="export_number")]
