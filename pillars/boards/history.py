"""The latest changes of a plan in words: who did what to which card, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pillars import fields
from pillars.cards.addresses import address
from pillars.cards.display import in_sentence
from pillars.cards.presence import room_of
from pillars.cards.queries import entries_by_ref
from pillars.cards.values import right, title_of
from pillars.journal_words import NOT_SHOWN, OF_THE_PLAN, OTHER, SENTENCES
from pillars.kinds import KINDS
from pillars.models import SHARED
from workshops.live.models import Event
from workshops.permissions import Actor, role_in, verdict
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.text import natural

PAGE = 40


@dataclass(frozen=True)
class BoardChange:
    """One line: `who` `did` something to the card `code` (`href`; "" where there is no such card now).

    restorable  the card, where this event put it into the bin, it lies there still, and the reader may take it out
    """

    number: int
    who: str
    did: str
    time: str
    kind: str = ""
    code: str = ""
    title: str = ""
    href: str = ""
    pillar: str = ""
    more: int = 0
    restorable: Any = None


@dataclass(frozen=True)
class Day:
    label: str
    changes: list = field(default_factory=list)


@dataclass(frozen=True)
class PillarFilter:
    """A pillar to filter by; `code` "" is all of them."""

    code: str
    name: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class History:
    """One page of changes by day. `older` is the query string of the next page, or ""; `people` [(key, name)] who have
    changed anything, `bins` the pillars whose bin the reader may open."""

    days: list
    choices: list
    people: list
    bins: list
    older: str
    newest: bool


def read_history(plan: Plan, query: Mapping[str, Any], reader: Actor | None = None) -> History:
    """Return the page that `query` asks for: `kelompok` (slug of a pillar), `oleh` (a membership key) and `sebelum`
    (an event number). `reader`: the Actor who looks; nobody in particular restores nothing."""
    pillars: list[Any] = list(plan.pillars.all())
    room = room_of(plan)
    chosen = next((pillar for pillar in pillars if pillar.slug == query.get("kelompok")), None)
    who, before = query.get("oleh", "")[:24], natural(query.get("sebelum"))
    events = Event.objects.filter(plan=plan).order_by("-number")
    for area in NOT_SHOWN:
        events = events.exclude(verb__startswith=area)
    actors = events.order_by("actor").values_list("actor", flat=True).distinct()
    people = sorted(((key, room.name(key)) for key in actors), key=lambda one: one[1].casefold())
    if chosen:
        events = events.filter(pillar=chosen.code)
    if who:
        events = events.filter(actor=who)
    if before is not None:
        events = events.filter(number__lt=before)
    rows = list(events[: PAGE + 1])
    asked = {"kelompok": chosen.slug if chosen else "", "oleh": who}
    return History(
        days=_days(plan, pillars, rows[:PAGE], room, reader),
        choices=[_choice("", "Semua", asked)] + [_choice(pillar.slug, pillar.code, asked) for pillar in pillars],
        people=people,
        bins=[one for one in (*pillars, SHARED) if reader and verdict("bin.view", role_in(reader, one.code))],
        older=_query(asked, sebelum=rows[PAGE - 1].number) if len(rows) > PAGE else "",
        newest=before is None,
    )


def _query(asked, **more):
    return "?" + urlencode({name: value for name, value in {**asked, **more}.items() if value})


def _choice(slug, name, asked):
    return PillarFilter(slug, name, _query(asked, kelompok=slug), slug == asked["kelompok"])


def _days(plan, pillars, events, room, reader):
    refs = [event.refs[0] for event in events if event.refs]
    cards = entries_by_ref(plan, refs, alone=True, with_deleted=True)
    by_code = {pillar.code: pillar for pillar in pillars}
    days = []
    for event in events:
        at = local(event.at, plan)
        label = fields.show_day(at.date())
        if not days or days[-1].label != label:
            days.append(Day(label))
        days[-1].changes.append(_change(plan, event, at, room, cards, by_code, reader))
    return days


def _change(plan, event, at: datetime, room, cards, by_code, reader):
    entry = cards.get(event.refs[0]) if event.refs else None
    if entry is None:
        did = OF_THE_PLAN.get(event.verb, OTHER).format(many=len(event.changes))
        if why := event.changes.get(event.refs[0] if event.refs else "", {}).get("reason"):
            did = f"{did}, alasan: {why[1]}"
        return BoardChange(event.number, room.name(event.actor), did, fields.show_time(at), pillar=event.pillar)
    place = by_code.get(event.pillar) or next((one for one in by_code.values() if one.pk == entry.pillar_id), SHARED)
    kind = KINDS[entry.KIND]
    changed = [key for key in event.changes.get(entry.ref, {}) if key in kind.keys]
    changed = changed or [key for key in event.lost if key in kind.keys]
    labels = [in_sentence(kind.field(key).label) for key in changed]
    did = SENTENCES.get(event.verb) or OF_THE_PLAN.get(event.verb) or SENTENCES["entry.saved"]
    branch = sum(1 for changes in event.changes.values() if "deleted" in changes)
    return BoardChange(
        number=event.number,
        who=room.name(event.actor),
        did=did.format(many=len(event.changes), card=kind.label.lower(), fields=", ".join(labels) or "kartu"),
        time=fields.show_time(at),
        kind=entry.KIND,
        code=entry.code,
        title=title_of(entry),
        href=f"{address(plan, place)}{entry.ref}/riwayat/",
        pillar=event.pillar,
        more=0 if "{many}" in did else max(branch - 1, 0),
        restorable=entry if _may_restore(event, entry, by_code, reader) else None,
    )


def _may_restore(event, entry, by_code, reader):
    """Whether the reader may take the card out of the bin that this event put it into."""
    if reader is None or entry.deleted_in != event.number or entry.merged_into:
        return False
    code = next((code for code, one in by_code.items() if one.pk == entry.pillar_id), SHARED.code)
    return bool(verdict(right(entry.KIND, "restore"), role_in(reader, code)))
