"""Kesiapan, kesenjangan, SWOT, kata kunci, visi–misi and tujuan of the plan: cards of no pillar."""

from django.db import models

from pillars.models.chain import SharedEntry
from pillars.models.columns import with_columns
from workshops.plans.models import PeersManager, Plan


class ReadinessComponent(models.Model):
    """One of the five components (alam, struktur, infrastruktur, suprastruktur, budaya); its aspects are the cards."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readiness")
    position = models.PositiveIntegerField()
    component = models.CharField(max_length=40)
    component_en = models.CharField(max_length=60, null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]


@with_columns
class ReadinessAspect(SharedEntry):
    """A temuan kesiapan: one aspect of a component, its condition (baik, sedang, buruk) and what was found."""

    KIND = "kesiapan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readiness_aspects")
    section = models.ForeignKey(ReadinessComponent, on_delete=models.CASCADE, related_name="aspects")

    @property
    def component(self) -> str:
        return self.section.component


@with_columns
class Gap(SharedEntry):
    """A kesenjangan: what is, what should be, what lies between, and the way there.

    problem_refs  refs of problems of any pillar.
    """

    KIND = "kesenjangan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="gap_analysis")


@with_columns
class SwotItem(SharedEntry):
    """One statement of the SWOT; `type` is strengths, weaknesses, opportunities or threats."""

    KIND = "swot"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="swot")
    type = models.CharField(max_length=16)


class SwotAgreement(models.Model):
    """That one person agrees with a statement of the SWOT. `member` is the key (p12) of a person's first record."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="swot_agreements")
    item = models.ForeignKey(SwotItem, on_delete=models.CASCADE, related_name="agreements")
    member = models.CharField(max_length=24)
    at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="agrees_once")]


@with_columns
class Keyword(SharedEntry):
    """A kata kunci of the vision. swot_refs  refs of the SWOT statements that it comes from."""

    KIND = "kata_kunci"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="keywords")


@with_columns
class VisionMission(SharedEntry):
    """The smart-city vision and its missions, one card a plan. `swot_status` is the evidence status of the SWOT."""

    KIND = "visi_misi"

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="vision")
    status = models.TextField(null=True, blank=True)
    swot_status = models.TextField(null=True, blank=True)
    swot_extra = models.JSONField(default=dict)


@with_columns
class Aim(SharedEntry):
    """A tujuan of the smart city: what a mission is to bring about, and the sasaran that bring it.

    misi  the sentence of the mission · target_refs  refs of targets of any pillar.
    """

    KIND = "tujuan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="aims")
    misi = models.TextField(null=True, blank=True)
