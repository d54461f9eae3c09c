"""The steps of the days of a bimtek, and what is said and asked while it runs."""

from django.db import models

from workshops.membership.models import Group
from workshops.plans.models import Bimtek, PeersManager, Plan


class Step(models.Model):
    """One step of a day, as people do it together. `number` counts per plan and is never given twice (`langkah-12`).

    planned_start   minutes of the day (510 is 08.30); `minutes` how long it is planned to take.
    fills           [{"kind": …, "fields": […]} or {"activity": …}]: what is written in it, by keys of the kinds.
    instruction     at most three lines; `facilitator` {"open", "what_goes_wrong", "close"}.
    state           waiting, running, paused, done or skipped; at most one step of a plan is running or paused.
    ends_at         the end time that all screens show; None while paused, when `left_seconds` is what is left
                    (negative when it was over time already).
    end_change      {"from", "to", "at" (ISO times), "by" (name)}: the last change of the end time, in words on screens.
    """

    WAITING, RUNNING, PAUSED, DONE, SKIPPED = "waiting", "running", "paused", "done", "skipped"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    bimtek = models.ForeignKey(Bimtek, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(default=1)
    planned_start = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    who = models.CharField(max_length=20, blank=True, default="all")
    type = models.CharField(max_length=20, blank=True, default="group_work")
    fills = models.JSONField(default=list)
    instruction = models.JSONField(default=list)
    facilitator = models.JSONField(default=dict)
    projector_example = models.TextField(blank=True, default="")
    expected_result = models.TextField(blank=True, default="")
    done_when = models.TextField(blank=True, default="")
    materials = models.JSONField(default=list)
    if_late = models.TextField(blank=True, default="")
    homework = models.JSONField(default=list)
    state = models.CharField(max_length=8, default=WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    left_seconds = models.IntegerField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_change = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["bimtek__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="step_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state__in=("running", "paused")), name="one_step_at_a_time"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ref(self) -> str:
        return f"langkah-{self.number}"

    @property
    def is_break(self) -> bool:
        return self.type == "break"

    @property
    def is_present(self) -> bool:
        return self.state in (self.RUNNING, self.PAUSED)


class GroupStep(models.Model):
    """A group that works on another step than the room, because it is behind; without a row it is with the room."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="group_steps")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="own_step")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="groups_behind")
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()


class Broadcast(models.Model):
    """A sentence of the facilitator on all screens, or on those of one group, until it is ended (`umum-3`).

    `by` is a membership key. Who has read it closes it on their own device; `until` ends it for everybody.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="broadcasts")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="broadcasts")
    text = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.CharField(max_length=24)
    until = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="broadcast_number")]

    @property
    def ref(self) -> str:
        return f"umum-{self.number}"


class HelpCall(models.Model):
    """A group that asks the facilitator to come (`panggilan-4`). A group has at most one that is not closed.

    `member` called, about the card `ref` ("" for none); `taken_by` is the membership key of who goes there.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="help_calls")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="help_calls")
    member = models.CharField(max_length=24)
    ref = models.CharField(max_length=40, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    called_at = models.DateTimeField()
    taken_by = models.CharField(max_length=24, blank=True, default="")
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="help_call_number"),
            models.UniqueConstraint(fields=["group"], condition=models.Q(closed_at=None), name="one_call_a_group"),
        ]

    @property
    def event_ref(self) -> str:
        return f"panggilan-{self.number}"


class Projection(models.Model):
    """What the facilitator lets the projector show: `shows` is a query as in its address ("" is the present step)."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="projection")
    shows = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=24)
