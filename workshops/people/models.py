"""Who is invited, who asks to be let in or moved, the codes that let people in, and who was there."""

from django.db import models

from workshops.membership.models import Group, Participant
from workshops.plans.models import Bimtek, PeersManager, Plan


class Invitation(models.Model):
    """A line of the list of who is invited (`undangan-12`), names and titles as written there.

    `participant` is who joined as this person, None before. `phone` and `email` are shown to those who manage people.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=500, blank=True, default="")
    position = models.CharField(max_length=200, blank=True, default="")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    participant = models.OneToOneField(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation"
    )

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="invitation_number")]

    def __str__(self):
        return self.name

    @property
    def ref(self) -> str:
        return f"undangan-{self.number}"


class Place(models.Model):
    """Where somebody sits while the tables stand in `formation`; the place that is in force is `Participant.group`."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="places")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="places")
    formation = models.CharField(max_length=8)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places")
    role = models.CharField(max_length=8, default=Participant.ANGGOTA)

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "formation"], name="one_place_a_formation")]


class Petition(models.Model):
    """A join request: what waits for a facilitator's yes or no, to be let in again (`masuk`) or moved (`pindah`).

    For `masuk` the browser that asks already holds a seat of `participant` in its session, of a `generation` that is
    the person's only once somebody says yes.
    `granted` is None until it is answered (by the membership key `answered_by`).
    """

    MASUK, PINDAH = "masuk", "pindah"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="petitions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=[(MASUK, "Masuk lagi"), (PINDAH, "Pindah kelompok")])
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="petitions")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="petitions")
    generation = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=24, blank=True, default="")
    granted = models.BooleanField(null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="petition_number"),
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(kind="pindah", granted=None),
                name="one_wish_at_a_time",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"permintaan-{self.number}"


class JoinCode(models.Model):
    """The way into a plan: 8 letters to type, a long token in the QR, both for the same row.

    `code_hash` and `token_hash` are keyed hashes for the look-up; the ciphers let the facilitator show them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="join_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_cipher = models.TextField()
    token_cipher = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()


class WrongTry(models.Model):
    """A wrong code or password, counted per `scope` (a browser, a person, an account and address)."""

    scope = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "at"])]


class Attendance(models.Model):
    """Somebody who was there on half a day; `participant` is None for who has no phone and was written in by hand.

    `name`, `institution`, `position` (jabatan) are those of the list that is printed and signed.
    """

    PAGI, SIANG = "pagi", "siang"
    GABUNG, PETUGAS, KETUA = "gabung", "petugas", "ketua"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="attendances")
    bimtek = models.ForeignKey(Bimtek, on_delete=models.PROTECT, related_name="attendances")
    day = models.PositiveSmallIntegerField()
    half = models.CharField(max_length=5, choices=[(PAGI, "Pagi"), (SIANG, "Siang")])
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="attendances"
    )
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=500, blank=True, default="")
    position = models.CharField(max_length=200, blank=True, default="")
    how = models.CharField(
        max_length=7, choices=[(GABUNG, "Gabung"), (PETUGAS, "Petugas"), (KETUA, "Ketua")], default=GABUNG
    )
    marked_by = models.CharField(max_length=24)
    at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        ordering = ["bimtek__number", "day", "half", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bimtek", "day", "half", "participant"],
                condition=models.Q(participant__isnull=False),
                name="attendance_once",
            )
        ]
