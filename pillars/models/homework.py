"""Tasks between two bimteks, and the secret ends of the links that are sent round with them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from workshops.membership.models import Participant
from workshops.plans.models import Bimtek, Opd, PeersManager, Plan


class Task(models.Model):
    """What is asked of a person or an office: some fields of one card. `number` counts per plan (`tugas-7`).

    card, keys   the ref of the card and the keys of its kind's fields; they may stand on any group's board.
    participant  whose it is; opd: everybody of this office may do it. At least one of the two is given.
    passed_by    who handed it on last, and goes on seeing what becomes of it.
    by_gap       all of `keys` were empty when it was given: filling them is doing it. Else somebody ticks it.
    done_at      when it was ticked, by whom (membership key) and why; a filled task has none, the card says it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField()
    bimtek = models.ForeignKey(Bimtek, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    card = models.CharField(max_length=40)
    keys = ArrayField(models.CharField(max_length=40))
    note = models.CharField(max_length=400, blank=True, default="")
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    opd = models.ForeignKey(Opd, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    passed_by = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_gap = models.BooleanField(default=True)
    given_by = models.CharField(max_length=24)
    given_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=24, blank=True, default="")
    done_note = models.CharField(max_length=400, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number")]
        indexes = [models.Index(fields=["plan", "card"], name="task_card")]

    def __str__(self):
        return self.ref

    @property
    def ref(self) -> str:
        return f"tugas-{self.number}"


class TaskLink(models.Model):
    """The secret end of the link to the tasks of one person or office; see `ScreenKey`.

    It opens the door where name and personal code are asked, and is never a person.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="task_links")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="task_links"
    )
    opd = models.ForeignKey(Opd, on_delete=models.CASCADE, null=True, blank=True, related_name="task_links")
    key_hash = models.CharField(max_length=64, unique=True)
    key_cipher = models.TextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()
