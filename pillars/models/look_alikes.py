"""Look-alikes that somebody has read and said are not the same thing."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class Different(models.Model):
    """Two cards of one kind that stay two: they are not proposed again. `first` < `second` are their numbers.

    What was merged is no row of its own: the twin lies in the bin with `merged_into`, and the event that put it
    there (`deleted_in`) holds every link that moved, with what it was before.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="differents")
    kind = models.CharField(max_length=20)
    first = models.PositiveIntegerField()
    second = models.PositiveIntegerField()
    said_by = models.CharField(max_length=24)
    said_at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "first", "second"], name="different_once")]

    @property
    def refs(self) -> tuple[str, str]:
        return f"{self.kind}-{self.first}", f"{self.kind}-{self.second}"
