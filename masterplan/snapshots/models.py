"""What was frozen at each signing of a bimtek."""

from django.db import models

from workshops.plans.models import Bimtek, PeersManager, Plan


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
    def ref(self) -> str:
        return f"tandatangan-{self.number}"
