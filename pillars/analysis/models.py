"""Kesiapan, SWOT and visi–misi of the plan."""

from django.db import models

from workshops.plans.fetching import PeersManager
from workshops.plans.models import Plan


class ReadinessComponent(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readiness")
    position = models.PositiveIntegerField()
    component = models.CharField(max_length=40)
    component_en = models.CharField(max_length=60, null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]


class ReadinessAspect(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readiness_aspects")
    component = models.ForeignKey(ReadinessComponent, on_delete=models.CASCADE, related_name="aspects")
    position = models.PositiveIntegerField()
    aspect = models.CharField(max_length=500)
    condition = models.CharField(max_length=40, null=True, blank=True)
    finding = models.TextField(null=True, blank=True)
    evidence = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]


class SwotItem(models.Model):
    """One statement of the SWOT; `type` is strengths, weaknesses, opportunities or threats."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="swot")
    type = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    statement = models.TextField()
    component = models.CharField(max_length=40, null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["type", "position"]


class VisionMission(models.Model):
    """The smart-city vision and its missions. `swot_status` is the evidence status of the SWOT as a whole."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="vision")
    visi = models.TextField(null=True, blank=True)
    misi = models.JSONField(null=True, blank=True)
    rpjmd_misi_refs = models.JSONField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    swot_status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)
    swot_extra = models.JSONField(default=dict)
