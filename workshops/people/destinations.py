"""The destinations of the app bar: at most five, by the role of the asker in the plan."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from workshops.access import PlanRequest
from workshops.membership.models import Group


@dataclass(frozen=True)
class Destination:
    """One destination: `name` is the url name, `icon` a symbol of the sprite."""

    name: str
    label: str
    icon: str
    href: str


_MEMBER = (
    ("group_board", "Papan", "papan"),
    ("completeness", "Kelengkapan", "check"),
    ("board_of_six", "Kelompok", "matriks"),
    ("plan_history", "Riwayat", "riwayat"),
)
_BY_ROLE = {
    "fasilitator": (
        ("board_of_six", "Kelompok", "matriks"),
        ("run_sheet", "Acara", "clock"),
        ("people", "Orang", "orang"),
        ("join_code", "Gabung", "kunci"),
        ("books", "Buku", "buku"),
    ),
    "ahli": (
        ("review_desk", "Telaah", "saran"),
        ("board_of_six", "Kelompok", "matriks"),
        ("people", "Orang", "orang"),
        ("books", "Buku", "buku"),
        ("plan_history", "Riwayat", "riwayat"),
    ),
    "staf": (
        ("plan_home", "Beranda", "papan"),
        ("board_of_six", "Kelompok", "matriks"),
        ("run_sheet", "Acara", "clock"),
        ("people", "Orang", "orang"),
        ("books", "Buku", "buku"),
    ),
}


def destinations_of(request: PlanRequest) -> tuple[Destination, ...]:
    """Return the destinations of the app bar and the tabs for the actor of `request`."""
    group = own_group(request) if request.actor.is_participant else None
    return _destinations(request.plan.slug, request.actor.role, *((group.slug, group.has_pillar) if group else ()))


@lru_cache(maxsize=1024)
def _destinations(plan, role, group="", has_pillar=False):
    found = []
    for name, label, icon in _BY_ROLE.get(role, _MEMBER):
        if name == "completeness" and not has_pillar:
            name, label, icon = "analysis", "Kesiapan", "info"
        arguments = [plan, group] if name in ("group_board", "completeness") else [plan]
        found.append(Destination(name, label, icon, reverse(name, args=arguments)))
    return tuple(found)


def own_group(request: PlanRequest) -> Group:
    """Return the group that the participant of `request` is in; asked once a request."""
    if request.group and request.group.pillar_code == request.actor.pillar:
        return request.group
    if not hasattr(request, "own_group"):
        request.own_group = Group.objects.get(plan=request.plan, pillar_code=request.actor.pillar)
    return request.own_group
