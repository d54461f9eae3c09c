"""The plan's own words in its books, section by section, and the pictures that stand in them."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from pillars.models.chain import SharedEntry
from pillars.models.columns import with_columns
from workshops.plans.models import PeersManager, Plan


@with_columns
class Narrative(SharedEntry):
    """The prose of one section of a book (`naskah-4`): saved, merged and told like every card.

    section  code of the section (`B2-3.1`, `B2-3` for what opens a chapter); a plan has one living card for each
    title    its own heading, None for the shipped one · body: blocks, see `pillars.prose`
    """

    KIND = "naskah"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="narratives")
    title = models.CharField(max_length=300, null=True, blank=True)

    class Meta(SharedEntry.Meta):
        constraints = [
            *SharedEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "section"], condition=models.Q(deleted_in=None), name="narrative_once_a_section"
            ),
        ]


class PictureManager(PeersManager):
    """Rows without their content, which may be megabytes: only who shows or prints a picture reads it."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().defer("content", "small")


class Picture(models.Model):
    """A picture of the plan (`gambar-3`); `number` counts per plan and is never reused. Its content never changes.

    sha256   of `content`: a PNG or JPEG that was encoded anew, upright, without anything else its file held
    media    image/png or image/jpeg · small: the same for lists, at most 320 pixels wide
    name     as its file was called · alt: what it shows, in words
    hidden_at  it is offered no more; its content stays, since an edition may print it for ever
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    small = models.BinaryField()
    media = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    name = models.CharField(max_length=140)
    alt = models.CharField(max_length=500, blank=True, default="")
    version = models.BigIntegerField(default=0)
    added_by = models.CharField(max_length=24)
    added_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = PictureManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="picture_number")]
        indexes = [models.Index(fields=["plan", "sha256"], name="picture_sha")]

    def __str__(self):
        return self.name

    @property
    def ref(self) -> str:
        return f"gambar-{self.number}"
