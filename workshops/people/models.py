"""Groups, participants and the codes that let them in."""

from django.db import models

from workshops.plans.fetching import PeersManager
from workshops.plans.models import Plan


class Group(models.Model):
    """A table in the room. It knows its pillar only by code and address, since pillars live in the package above.

    A group of the formation `komponen` sits together for some steps only and has no pillar: its `pillar_code`
    (`MEJA-2`) names its table and nothing else, so its members read everything and write on no board.
    `size_limit` holds for those who join; a facilitator may seat more.
    """

    PILAR, KOMPONEN = "pilar", "komponen"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    pillar_code = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    size_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    formation = models.CharField(
        max_length=8, choices=[(PILAR, "Kelompok pilar"), (KOMPONEN, "Kelompok komponen")], default=PILAR
    )

    objects = PeersManager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "pillar_code"], name="one_group_a_pillar"),
            models.UniqueConstraint(fields=["plan", "slug"], name="group_slug"),
        ]

    def __str__(self):
        return self.name

    @property
    def has_pillar(self):
        return self.formation == self.PILAR


class Participant(models.Model):
    """Someone who joined by QR or code. `number` counts per plan; the personal code is kept encrypted.

    `generation` grows when other devices are signed out or the person is removed: a session carries the
    generation it was opened with and is worth nothing once they differ.
    `group` and `role` are the seat in force, on which every right hangs; `Place` keeps the one of the other formation.
    `merged_into` makes a second record of one person point at the first. It keeps its number, its code, its phones
    and what was written under it; whatever changes the person changes all their records together.
    `position` is the jabatan.
    """

    ANGGOTA, KETUA, NOTULIS = "anggota", "ketua", "notulis"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="participants")
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=500)
    position = models.CharField(max_length=200, blank=True, default="")
    role = models.CharField(
        max_length=8,
        choices=[(ANGGOTA, "Anggota"), (KETUA, "Ketua"), (NOTULIS, "Notulis")],
        default=ANGGOTA,
    )
    code_cipher = models.TextField()
    generation = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="also")

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="participant_number")]

    def __str__(self):
        return self.name

    @property
    def ref(self):
        return f"peserta-{self.number}"


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
    def ref(self):
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
    """What waits for a facilitator's yes or no: to be let in again (`masuk`), or to be moved (`pindah`).

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
    def ref(self):
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


class ScreenKey(models.Model):
    """The secret end of the projector's address. Who knows it sees the screen of the plan, and nothing else.

    `key_hash` finds the row, the cipher lets the facilitator show the address again; see `JoinCode`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="screen_keys")
    key_hash = models.CharField(max_length=64, unique=True)
    key_cipher = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()


class WrongTry(models.Model):
    """A wrong code or password, counted per `scope` (a browser, a person, an account and address)."""

    scope = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "at"])]
