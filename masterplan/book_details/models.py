"""What a plan tells the books beside its cards: details, outlines, the arms, the words of the Komitmen Bersama."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class Particulars(models.Model):
    """`values`: {key of `questions.DETAILS`: text}; a key that is not there has no value."""

    REF = "keterangan-1"
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="particulars")
    values = models.JSONField(default=dict)

    objects = PeersManager()


class Outline(models.Model):
    """The outline of one book of a plan, where it differs from the shipped one (`susunan-2`).

    book      the code of the book: 1, 2, 3, qw
    chapters  [{"code", "title", "hidden"}] in printing order; an empty title is the shipped one, a chapter that is
              not named keeps its shipped place; [] is the shipped outline
    version   the journal number of the last change
    extra     what a plan's file said beside that
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outlines")
    book = models.CharField(max_length=4)
    chapters = models.JSONField(default=list)
    version = models.BigIntegerField(default=0)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "book"], name="outline_once")]

    @property
    def ref(self) -> str:
        return f"susunan-{self.book}"


class CoverArms(models.Model):
    """The arms of the region on the covers of all books: the ref of a picture of the plan, or "" for none."""

    REF = "lambang-1"
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="cover_arms")
    picture = models.CharField(max_length=40, blank=True, default="")

    objects = PeersManager()


class Commitment(models.Model):
    """The Komitmen Bersama of a plan: what was changed of its template, keys of `commitment.PARTS`; `left_out` are the
    numbers of OPDs that do not sign.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="commitment")
    words = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)

    objects = PeersManager()
