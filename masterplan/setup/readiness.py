"""What stands ready for the room, and what may follow: the page that staff look at before a bimtek."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from masterplan.setup.timeline import timeline_of
from workshops.dates import span
from workshops.people.join_codes import current_code
from workshops.plans.models import Plan, StaffRole


@dataclass(frozen=True)
class ReadinessRow:
    """One line of the list: `said` is what is there, `href` where it is changed, `do` the words of that link."""

    title: str
    said: str
    is_ready: bool
    href: str
    do: str


@dataclass(frozen=True)
class Ready:
    """The page. `next` is the first bimtek that is not over (or the last); `door` the join code or None."""

    items: list
    next: Any
    door: Any

    @property
    def lacking(self) -> list[ReadinessRow]:
        return [item for item in self.items if not item.is_ready]


def read_ready(plan: Plan) -> Ready:
    """Return the list for `plan`."""
    bimteks = list(plan.bimteks.all())
    steps = dict.fromkeys([row.pk for row in bimteks], 0)
    for pk in plan.steps.values_list("bimtek_id", flat=True):
        steps[pk] += 1
    items = [_bimtek(plan, row, steps[row.pk]) for row in bimteks]
    door = current_code(plan)
    items += [_groups(plan), _offices(plan), _framework(plan), *_officers(plan), _door(plan, door)]
    following = timeline_of(plan, bimteks).next or (bimteks[-1] if bimteks else None)
    return Ready(items, following, door)


def _bimtek(plan, row, steps):
    said = [
        span(row.first_day, row.days) or "tanggal belum diisi",
        row.venue or "tempat belum diisi",
        f"{steps} langkah",
    ]
    href = reverse("bimtek", args=[plan.slug, row.number])
    return ReadinessRow(row.title, " · ".join(said), bool(row.first_day and row.venue and steps), href, "Ubah")


def _groups(plan):
    names = [group.name for group in plan.groups.all() if group.has_pillar]
    return ReadinessRow(
        f"{len(names)} kelompok", ", ".join(names), bool(names), reverse("board_of_six", args=[plan.slug]), "Lihat"
    )


def _offices(plan):
    count = plan.opds.count()
    said = f"{count} OPD" if count else "belum ada; peserta menulis instansinya sendiri"
    href = f"{reverse('frame', args=[plan.slug])}?lihat=opd"
    return ReadinessRow("Perangkat daerah", said, count > 0, href, "Buka")


def _framework(plan):
    count = plan.rpjmd_objectives.count()
    said = f"{count} sasaran" if count else "belum ada; impor dari Excel agar sasaran kelompok dapat dikaitkan"
    return ReadinessRow("RPJMD", said, count > 0, reverse("frame", args=[plan.slug]), "Buka" if count else "Impor")


def _officers(plan):
    rows = list(plan.staff_roles.filter(account__is_active=True).select_related("account").order_by("id"))
    for role, label in StaffRole._meta.get_field("role").choices:
        names = [row.account.name for row in rows if row.role == role]
        yield ReadinessRow(
            label, ", ".join(names) or "belum ada", bool(names), reverse("officers", args=[plan.slug]), "Tambah"
        )


def _door(plan, door):
    return ReadinessRow(
        "Kode gabung",
        door.code if door else "belum ada",
        bool(door),
        reverse("join_code", args=[plan.slug]),
        "Tampilkan",
    )
