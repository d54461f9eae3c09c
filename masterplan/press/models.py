"""What the press has laid out before, by the hash of all that it was made from."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class RenderedUnit(models.Model):
    """A laid-out unit of a plan's books (`facts`: where its anchors are), or, `whole`, a finished book.

    Nothing is lost when rows go: they are made again from the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rendered_units")
    key = models.CharField(max_length=64)
    whole = models.BooleanField(default=False)
    pdf = models.BinaryField()
    facts = models.JSONField(default=dict)
    pages = models.PositiveIntegerField()
    used_at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="rendered_unit_key")]
        indexes = [models.Index(fields=["plan", "whole", "-used_at"], name="rendered_unit_used")]
