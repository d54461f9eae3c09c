"""The printed pieces of a bimtek as a tree: the invitation, a tent for each table, QR codes for the wall."""

from collections.abc import Callable
from typing import Any

from masterplan.document import tree as t
from masterplan.document.nodes import Book
from pillars.catalogue import BY_CODE
from workshops.agenda.run_sheet import hour
from workshops.dates import DAYS, span
from workshops.membership.models import Group
from workshops.plans.models import Bimtek, Plan

#: {kind: (file name, title, what it is for)}, in the order of the page.
KINDS = {
    "invitation": ("undangan", "Lembar undangan", "Satu A4: tanggal, tempat, dan satu QR untuk tiap kelompok."),
    "tent": ("tanda-meja", "Tanda meja", "Satu lembar lipat untuk tiap kelompok, terbaca dari dua sisi."),
    "wall": (
        "qr-dinding",
        "QR dinding",
        "Satu lembar untuk ruangan dan satu untuk tiap kelompok, terbaca dari tiga meter.",
    ),
}
BY_FILE = {file: kind for kind, (file, *_) in KINDS.items()}


def pieces(
    plan: Plan, kind: str, bimtek: Bimtek, code: str, places: list[tuple[Group | None, str]], address: str
) -> Book:
    """Return a `Book` with the sheets of `kind`.

    bimtek   the `Bimtek` that they announce, or None; code: the join code as it is typed, at `address`.
    places   [(Group or None, what its QR code holds)], the one of the whole room first.
    """
    codes = [group.pillar_code for group, _ in places if group and group.has_pillar]
    inks = tuple(t.PillarInk(code=one, name=one, seat=one if one in BY_CODE else "") for one in codes)
    said = {"code": code, "text": address, "running": _running(plan, bimtek)}
    make = {"invitation": _invitation, "tent": _tents, "wall": _walls}[kind]
    title = f"{KINDS[kind][1]} {plan.region.name}"
    return t.Book(code="RUANG", title=title, region=plan.region.name, inks=inks, parts=make(plan, bimtek, places, said))


def places_of(plan: Plan, hold: Callable[..., Any]) -> list[tuple[Group | None, str]]:
    """Return [(Group or None, payload)] for `pieces`; `hold(group)` says what a QR code holds."""
    groups = plan.groups.filter(formation=Group.PILAR)
    return [(None, hold(None)), *((group, hold(group)) for group in groups)]


def _running(plan, bimtek):
    parts = [bimtek.short, span(bimtek.first_day, bimtek.days)] if bimtek else []
    return " · ".join(part for part in (*parts, plan.region.name) if part)


def _place(group, payload):
    return t.QrPlace(code=group.pillar_code if group else "", name=group.name if group else "ruangan", to=payload)


def _invitation(plan, bimtek, places, said):
    title = f"Undangan {bimtek.short}" if bimtek else "Undangan bimtek"
    return (
        t.RoomPiece(
            kind="invitation",
            id="undangan",
            title=title,
            subtitle=f"Masterplan Smart City {plan.region.name} {plan.period_start}–{plan.period_end}",
            rows=tuple(t.ProfileRow(label=label, lines=((t.Span(text=text),),)) for label, text in _facts(bimtek)),
            entries=tuple(_place(*pair) for pair in places if pair[0]),
            **said,
        ),
    )


def _facts(bimtek):
    if bimtek is None:
        return
    if bimtek.first_day:
        days = [DAYS[(bimtek.first_day.weekday() + n) % 7] for n in range(bimtek.days)]
        names = " dan ".join(days) if len(days) < 3 else f"{days[0]} sampai {days[-1]}"
        yield "Hari", f"{names}, {span(bimtek.first_day, bimtek.days)}"
    steps = list(bimtek.steps.filter(day=1).order_by("position"))
    if steps:
        last = steps[-1]
        yield "Waktu", f"{hour(steps[0].planned_start)}–{hour(last.planned_start + last.minutes)}"
    where = ", ".join(part for part in (bimtek.venue, bimtek.address) if part)
    yield "Tempat", where or "diberitahukan kemudian"
    if what := bimtek.title.partition(":")[2].strip() or bimtek.purpose:
        yield "Yang dikerjakan", what
    yield "Mohon dibawa", "HP atau laptop; Renstra dan Renja perangkat daerah"


def _tents(plan, bimtek, places, said):
    return tuple(
        t.RoomPiece(
            kind="tent",
            id=f"meja-{group.slug}",
            title=group.name,
            pillar=group.pillar_code,
            entries=(_place(group, payload),),
            **said,
        )
        for group, payload in places
        if group
    )


def _walls(plan, bimtek, places, said):
    names = dict(plan.pillars.values_list("code", "name_id"))
    return tuple(
        t.RoomPiece(
            kind="wall",
            id=f"dinding-{group.slug if group else 'ruangan'}",
            title=f"Kelompok {group.name}" if group else "Gabung ke bimtek",
            subtitle=f"{names.get(group.pillar_code, group.name)} · {group.pillar_code}" if group else plan.region.name,
            pillar=group.pillar_code if group else "",
            entries=(_place(group, payload),),
            **said,
        )
        for group, payload in places
    )
