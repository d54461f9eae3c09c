"""The berita acara in the making, what was frozen at each signing, and the names on the Komitmen Bersama."""

from django.db import models

from workshops.plans.fetching import PeersManager
from workshops.plans.models import Bimtek, Opd, Plan


class Minutes(models.Model):
    """The berita acara of a bimtek while it is prepared: only what somebody changed of the template.

    `words`: {part of the paper: text}, keys of `wording.PARTS`; what is not there is filled from the plan afresh.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="minutes")
    bimtek = models.OneToOneField(Bimtek, on_delete=models.CASCADE, related_name="minutes")
    words = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=24, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()


class Signing(models.Model):
    """One signature under a bimtek: what was signed, and the plan as it stood (`tandatangan-3`). Never changed but for
    its reopening.

    plan_number   journal number of the plan at the signing: everything up to it is in the snapshot.
    snapshot      zlib over the exchange file's UTF-8 text; `sha256` is over that text.
    papers        zlib over the JSON of the tree (`document.tree`) from which the files are made; `papers_sha256` over
                  that JSON. The same tree gives the same text whenever it is printed.
    reopened_*    when, by whom and why the lock was taken off again; the signature stays in the list.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="signings")
    number = models.PositiveIntegerField()
    bimtek = models.ForeignKey(Bimtek, on_delete=models.PROTECT, related_name="signings")
    minutes_number = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=24)
    plan_number = models.BigIntegerField()
    snapshot = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    papers = models.BinaryField()
    papers_sha256 = models.CharField(max_length=64)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=24, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")

    #: What no list needs.
    LONG = ("snapshot", "papers")
    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="signing_number")]

    @property
    def ref(self):
        return f"tandatangan-{self.number}"


class Head(models.Model):
    """Who heads an OPD, as the signing sheets print it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="heads")
    opd = models.OneToOneField(Opd, on_delete=models.CASCADE, related_name="head")
    name = models.CharField(max_length=120, blank=True, default="")
    position = models.CharField(max_length=200, blank=True, default="")
    nip = models.CharField(max_length=40, blank=True, default="")

    objects = PeersManager()


class Commitment(models.Model):
    """The Komitmen Bersama of a plan: what was changed of its template, keys of `commitment.PARTS`; `left_out` are the
    numbers of OPDs that do not sign.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="commitment")
    words = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)

    objects = PeersManager()
