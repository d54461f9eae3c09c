"""The journal of one card in words: who did what, with the difference, newest first, a page at a time.

How a deed is told: `_DEEDS` and `_JOINED` for what is told otherwise on the card's own page than in the plan's history;
a changed field is told by its field; for everything else the sentence of the plan's history is taken, where a verb is
given its words once (`pillars.journal_words`).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from pillars import fields
from pillars.cards.actions.result import without_parent
from pillars.cards.actions.revert import RETURNED, undoable
from pillars.cards.actions.save import LOCKED
from pillars.cards.display import Person, Showing, in_sentence, people_of, runs_between
from pillars.cards.earlier_values import visible_events
from pillars.cards.values import as_json, births, from_json, values_of
from pillars.journal_words import OF_THE_PLAN, SENTENCES
from pillars.kinds import KINDS, Kind
from pillars.merge import same
from pillars.models.chain import Entry
from workshops.dates import long_date
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.local_time import local
from workshops.plans.models import Plan

#: Events on one page.
PAGE = 50


@dataclass(frozen=True)
class HistoryRow:
    """One sentence of the trail. `runs` [(op, text)] marks the difference; `is_lost`: a text that was not chosen.

    number  the event; 0 for what stood there before the card was first changed
    undo    whether the event can be taken back by itself: told once, with its first line that is the value of now
    op      of a text that was not chosen, for its author: where the choice waits (`…/beda/?op=`)
    """

    by: Person
    at: datetime | None
    what: str
    key: str = ""
    runs: tuple = ()
    is_lost: bool = False
    is_now: bool = False
    number: int = 0
    undo: bool = False
    day: str = ""
    op: str = ""

    @property
    def query(self) -> str:
        """Return the query string of the page that takes the value back."""
        return f"isian={self.key}&nomor={self.number}" + ("&hilang=1" if self.is_lost else "")


@dataclass
class Trail:
    """Lines of one card, newest first; the fields and the people that can be asked for. `older`: the number to ask
    for the next page with, or None; `count` all events, `authors` how many people."""

    lines: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    people: list = field(default_factory=list)
    count: int = 0
    older: int | None = None

    @property
    def days(self) -> list[tuple[str, list[Any]]]:
        """Return [(day, lines)]; `day` as a heading, "" for what stood there before the first change."""
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=lambda line: line.day)]

    @property
    def authors(self) -> int:
        return len(self.people)


_DEEDS = {
    "entry.added": "membuat kartu ini",
    "entry.deleted": "menghapus kartu ini",
    "entry.unpasted": "menghapus kartu ini dengan membatalkan tempelan",
    "entry.restored": "mengembalikan kartu ini",
    "entry.reordered": "mengubah urutan kartu ini",
    "file.attached": "melampirkan berkas bukti",
    "file.removed": "menghapus berkas bukti",
    "check.answered": "menjawab pemeriksaan kartu ini",
    "check.withdrawn": "menarik jawaban pemeriksaan kartu ini",
    "check.accepted": "menerima jawaban pemeriksaan kartu ini",
    "check.repair_asked": "meminta perbaikan atas pemeriksaan kartu ini",
}
#: What becomes of two cards at once, as the trails of the merged card, of its twin and of what hangs below tell it.
_JOINED = {
    "entry.merged": (
        "menggabungkan {other} ke kartu ini",
        "menggabungkan kartu ini ke {other}",
        "menggabungkan induk kartu ini",
    ),
    "entry.split": (
        "memisahkan {other} dari kartu ini",
        "memisahkan kartu ini dari {other}",
        "memisahkan induk kartu ini",
    ),
}


#: The same on the card's own page, where the plan's history speaks of two cards.
_TOLD_HERE = {
    "merging.different": "menyatakan kartu ini memang berbeda dari kartu yang mirip",
    "merging.maybe": "mengusulkan lagi kartu ini sebagai kartu yang mirip",
}


def trail_of(
    plan: Plan, entry: Entry, *, only: str = "", who: str = "", before: int | None = None, reader: Actor | None = None
) -> Trail:
    """Return one page of the trail of `entry`, in a number of queries that does not grow. Every verb that touched the
    card has its line.

    only    a field key, "" for all · who: a membership key, "" for everybody · before: an event number
    reader  the Actor who looks: a text that came after the signature is for its author, facilitators and staff.
    """
    kind, seen = KINDS[entry.KIND], visible_events(reader, plan, entry.ref)
    actors = {row["actor"]: row["many"] for row in seen.values("actor").annotate(many=Count("id")).order_by()}
    people, changed = people_of(plan, actors), _changes_by_field(plan, entry)
    asked = seen.filter(Q(**{f"changes__{entry.ref}__has_key": only}) | Q(lost__has_key=only)) if only else seen
    asked = asked.filter(actor=who) if who else asked
    asked = asked.filter(number__lt=before) if before is not None else asked
    rows = list(asked.order_by("-number")[: PAGE + 1])
    page, show = _Page(plan, entry, kind, {key: last for key, (last, _) in changed.items()}), Showing(plan)
    page.returned = _moments(plan, entry, rows)
    listed = sorted(people.values(), key=lambda one: one.name.casefold())
    trail = Trail(people=[(one.key, one.name) for one in listed], count=sum(actors.values()))
    trail.older = rows[PAGE - 1].number if len(rows) > PAGE else None
    days = _Days(plan)
    for event in rows[:PAGE]:
        mine = event.op if reader and event.actor == reader.key and event.verb != LOCKED else ""
        told = _lines(event, page, people[event.actor], show)
        lines = [replace(line, day=days.of(event.at), op=mine if line.is_lost else "") for line in told]
        trail.lines += [line for line in lines if not only or line.key == only]
    if trail.older is None and not who:
        firsts = {key: first for key, (_, first) in changed.items() if first and only in ("", key)}
        trail.lines += _at_first(page, firsts, show)
    trail.fields = [(one.key, one.label) for one in kind.fields if one.key in changed]
    return trail


class _Days:
    """The headings of days: `Bimtek II · 13 Oktober 2026`, `Masa kerja OPD · …` between two bimteks."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.spans: list[Any] = []
        bimtek: Any
        for bimtek in plan.bimteks.exclude(first_day=None).order_by("first_day"):
            self.spans.append((bimtek.first_day, bimtek.last_day, bimtek.short))

    def of(self, at: datetime) -> str:
        day = local(at, self.plan).date()
        named = next((name for first, last, name in self.spans if first <= day <= last), "")
        if not named and self.spans and self.spans[0][1] < day < self.spans[-1][0]:
            named = "Masa kerja OPD"
        return f"{named} · {long_date(day)}" if named else long_date(day)


_LAST = """
    SELECT key, max(number) FILTER (WHERE kept), min(number) FILTER (WHERE kept) FROM (
        SELECT number, jsonb_object_keys(coalesce(changes -> %(ref)s, '{}')) AS key, true AS kept
        FROM workshops_event WHERE plan_id = %(plan)s AND refs @> ARRAY[%(ref)s]::varchar[]
        UNION ALL
        SELECT number, jsonb_object_keys(lost), false
        FROM workshops_event WHERE plan_id = %(plan)s AND refs @> ARRAY[%(ref)s]::varchar[] AND lost <> '{}'
    ) AS told GROUP BY key"""


def _changes_by_field(plan, entry):
    """{field: (event that changed it last, event that changed it first)}; (None, None) for one that is only in a text
    that was not taken."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {"plan": plan.pk, "ref": entry.ref})
        return {key: (last, first) for key, last, first in cursor.fetchall()}


@dataclass
class _Page:
    """What the lines of one card need to know: `last` {field: event that changed it last}, `returned` {number: moment}
    of the events that others go back to."""

    plan: Plan
    entry: Entry
    kind: Kind
    last: dict
    returned: dict = field(default_factory=dict)

    @cached_property
    def later(self) -> list[tuple[int, dict[str, Any]]]:
        """Return [(number, changes of the card)], newest first."""
        events = Event.objects.filter(plan=self.plan, refs__contains=[self.entry.ref]).order_by("-number")
        return [
            (number, changes.get(self.entry.ref, {})) for number, changes in events.values_list("number", "changes")
        ]

    def at(self, base: int) -> dict[str, str | None]:
        """Return the card's values as they stood after event `base`."""
        values = as_json(self.kind.key, values_of(self.entry))
        for number, changed in self.later:
            if number <= base:
                break
            values |= {key: before for key, (before, _after) in changed.items() if key in values}
        return from_json(self.kind.key, values)


def _moments(plan, entry, rows):
    """{number: moment} of the events that the events of this page go back to."""
    numbers = {event.changes.get(entry.ref, {}).get(RETURNED, (None, 0))[1] for event in rows} - {0, None}
    return dict(Event.objects.filter(plan=plan, number__in=numbers).values_list("number", "at")) if numbers else {}


def _at_first(page, firsts, show):
    """What the fields said before the card was first changed: it was loaded with that, and no event wrote it."""
    found = Event.objects.filter(plan=page.plan, number__in=set(firsts.values())).only("number", "changes")
    events = {event.number: event.changes[page.entry.ref] for event in found}
    for described in page.kind.fields:
        if described.key in firsts:
            before = {described.key: events[firsts[described.key]][described.key][0]}
            if text := show.text(described, from_json(page.kind.key, before)[described.key]):
                what = f"memuat {in_sentence(described.label)} ini bersama rencana"
                yield HistoryRow(Person("sistem", "Rembuk"), None, what, described.key, (("same", text),))


def _lines(event, page, person, show):
    ref, changes = page.entry.ref, event.changes.get(page.entry.ref, {})
    told = [*_of_the_card(event, page, person, changes, show), *_lost(event, page, person, show)]
    undo = undoable(event, ref)
    for line in told or _otherwise(event, page, person):
        first, undo = undo and line.is_now, undo and not line.is_now
        yield replace(line, number=event.number, undo=first)


def _of_the_card(event, page, person, changes, show):
    """The lines of what an event did to the card itself, or below it."""
    ref = page.entry.ref
    if event.verb in _DEEDS and event.verb != "entry.added":
        if ref in event.changes or ref == event.refs[0]:
            yield HistoryRow(person, event.at, _deed(event, changes))
        return
    if event.verb == "entry.added" and event.refs[0] != ref:
        yield HistoryRow(person, event.at, f"menambah {_what(event.refs[0])} di bawahnya")
        return
    if event.verb == "entry.pasted" and ref not in event.changes:
        yield HistoryRow(person, event.at, f"menempel {len(event.changes)} {_what(event.refs[0])} di bawahnya")
        return
    if event.verb == "entry.unimported" and "deleted" in changes:
        yield HistoryRow(person, event.at, "menghapus kartu ini dengan membatalkan perubahan dari Excel")
        return
    if event.verb == "entry.pasted" or ref in births(event):
        yield from _added(event, page, person, changes, show)
        return
    if event.verb in _JOINED:
        yield HistoryRow(person, event.at, _joined(event, ref, changes, show))
    for described in page.kind.fields:
        if described.key in changes:
            yield _change(event, page, described, changes, person, show)


def _otherwise(event, page, person):
    """A line for a verb that changed no field of the card: as the plan's history tells it."""
    told = SENTENCES.get(event.verb) if event.refs[0] == page.entry.ref else None
    told = told or (OF_THE_PLAN.get(event.verb) if page.entry.ref in event.changes else None)
    if told and "{fields}" not in told and "{many}" not in told:
        yield HistoryRow(person, event.at, _TOLD_HERE.get(event.verb) or told.format(card="kartu ini"))


def _deed(event, changes):
    if event.verb == "entry.reordered" and "position" in changes:
        before, after = changes["position"]
        return f"memindahkan urutan: {'naik' if after < before else 'turun'} satu tempat"
    return _DEEDS[event.verb]


def _joined(event, ref, changes, show):
    kept, twin = event.refs[:2] if event.verb == "entry.merged" else event.refs[1::-1]
    of_kept, of_twin, of_others = _JOINED[event.verb]
    if "merged" in changes:
        return of_twin.format(other=show.code(kept))
    return of_kept.format(other=show.code(twin)) if ref == kept else of_others


def _what(ref):
    return KINDS[ref.partition("-")[0]].label.lower()


def _added(event, page, person, changes, show):
    given = [described for described in page.kind.fields if described.key in changes]
    for described in reversed(given):
        key = described.key
        text = show.text(described, from_json(page.kind.key, {key: changes[key][1]})[key])
        what = _DEEDS["entry.added"] if described is given[0] else f"mengisi {in_sentence(described.label)}"
        yield HistoryRow(person, event.at, what, key, (("same", text),), is_now=page.last.get(key) == event.number)


def _change(event, page, described, changes, person, show):
    key = described.key
    values = [from_json(page.kind.key, {key: value})[key] for value in changes[key]]
    old, new = (show.text(described, value) for value in values)
    verb = "mengisi" if not old else "mengosongkan" if not new else "mengubah"
    what = f"{verb} {in_sentence(described.label)}"
    if RETURNED in changes:
        what = _went_back(event, page, described, changes[RETURNED][1])
    is_now = page.last.get(key) == event.number
    return HistoryRow(person, event.at, what, key, runs_between(described, old, new), is_now=is_now)


def _went_back(event, page, described, number):
    """`mengembalikan bukti ke nilai 8 Juni 2026, 10.42`; `mengurungkan perubahan bukti 8 Juni 2026, 10.42`."""
    at = page.returned.get(number)
    when = f"{long_date(local(at, page.plan).date())}, {fields.show_time(local(at, page.plan))}" if at else ""
    if event.verb == "entry.undone":
        return f"mengurungkan perubahan {in_sentence(described.label)} {when}".strip()
    return f"mengembalikan {in_sentence(described.label)} ke nilai {when or 'awal'}"


def _lost(event, page, person, show):
    """The texts of a save that were not taken."""
    entry, kind = page.entry, page.kind
    wanted = without_parent(event)
    if wanted.endswith("-0"):
        yield _unborn(event, KINDS[wanted.removesuffix("-0")], person, show)
        return
    if (wanted or event.refs[0]) != entry.ref:
        return
    when = "pada saat bersamaan"
    if event.verb == "entry.late":
        when = "saat memindahkan kartu ini ke bawah kartu yang sudah dihapus" if wanted else "setelah kartu ini dihapus"
    if event.verb == LOCKED:
        when = "setelah bimtek ditandatangani"
    # what came too late sent all of its fields: those that the page had shown are no text of its author
    before = page.at(event.base) if event.verb in ("entry.late", LOCKED) else {}
    for described, value in _values(kind, event.lost):
        if not before or not same(value, before[described.key]):
            text = show.text(described, value) or "dikosongkan"
            what = f"menulis {in_sentence(described.label)} {when}"
            yield HistoryRow(person, event.at, what, described.key, (("same", text),), is_lost=True)


def _unborn(event, kind, person, show):
    """A card that was to hang from one that was already in the bin."""
    texts = [(described.label, show.text(described, value)) for described, value in _values(kind, event.lost)]
    text = "\n".join(f"{label}: {text}" for label, text in texts if text)
    what = f"menulis {kind.label.lower()} di bawah kartu ini setelah kartu ini dihapus"
    return HistoryRow(person, event.at, what, "", (("same", text),), is_lost=True)


def _values(kind, lost):
    """[(field, value)] of a journal's lost texts, in the order of the form."""
    values = from_json(kind.key, lost)
    return [(described, values[described.key]) for described in kind.fields if described.key in values]
