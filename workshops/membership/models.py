"""The groups of a plan, its participants, and the key of its projector: who takes part without an account."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


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
    def has_pillar(self) -> bool:
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
    def ref(self) -> str:
        return f"peserta-{self.number}"


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
