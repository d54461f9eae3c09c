"""Earlier values of a card, from the journal: what a field held after an event, what taking an event back would do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pillars import merge as merging
from pillars.cards.actions.result import without_parent
from pillars.cards.actions.revert import undoable
from pillars.cards.actions.save import LOCKED
from pillars.cards.display import Showing, people_of, runs_between
from pillars.cards.values import (
    NAME_FIELD,
    NAMELESS,
    NOT_SAVED,
    TABLES,
    as_json,
    from_base,
    from_json,
    kind_fields,
    values_of,
)
from pillars.fields.values import FieldDescription
from pillars.kinds import KINDS
from pillars.models.chain import Entry, Problem
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan


@dataclass(frozen=True)
class RevertedField:
    """One field on its way back: `old` is what it says now, `new` what it would say, `runs` the difference.

    meanwhile  who changed the field after what is taken back, and when (Person, moment); () for nobody. Then the two
               texts are put side by side to choose from, as after any save.
    """

    field: FieldDescription
    old: str
    new: str
    runs: tuple
    meanwhile: tuple = ()

    @property
    def is_same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True)
class Way:
    """What going back would do to a card. `event`: what is taken up again or taken back (None: what was there first).

    values  {field key: value} that would be saved
    """

    entry: Entry
    event: Event | None
    by: Any
    steps: tuple
    values: dict

    @property
    def is_same(self) -> bool:
        return all(step.is_same for step in self.steps)


def visible_events(reader: Actor | None, plan: Plan, ref: str) -> QuerySet[Any]:
    """Return the events of a card that `reader` (an Actor, None for nobody in particular) may know of."""
    events = Event.objects.filter(plan=plan, refs__contains=[ref])
    if reader is not None and reader.role in ("fasilitator", "staf"):
        return events
    return events.exclude(~Q(actor=reader.key if reader else ""), verb=LOCKED)


def set_in(plan: Plan, ref: str, key: str, number: int) -> Event | None:
    """Return the event that gave a field of a card the value that it had after event `number`.

    None: had from the start.
    """
    events = Event.objects.filter(plan=plan, number__lte=number, refs__contains=[ref])
    return events.filter(**{f"changes__{ref}__has_key": key}).order_by("-number").first()


def way_to(plan: Plan, entry: Entry, key: str, number: int) -> Way:
    """Return the Way back to what the field `key` held after event `number`.

    Raises NotFound where there is no such value.
    """
    described = next((one for one in kind_fields(entry.KIND) if one.key == key), None)
    if described is None or not 0 <= number <= plan.head:
        raise NotFound
    now = values_of(entry)
    stood, _ = from_base(plan, entry, now, number)
    if _is_unborn(plan, entry, number):
        raise NotFound
    event = set_in(plan, entry.ref, key, number)
    step = _step(Showing(plan), described, now[key], stood[key])
    by = people_of(plan, [event.actor])[event.actor] if event else None
    return Way(entry, event, by, (step,), {key: stood[key]})


def way_to_lost_text(reader: Actor, plan: Plan, entry: Problem, key: str, number: int) -> Way:
    """Return the Way to take up a text that event `number` did not take for the field `key`. Raises NotFound."""
    event = visible_events(reader, plan, entry.ref).filter(number=number, lost__has_key=key).first()
    described = next((one for one in kind_fields(entry.KIND) if one.key == key), None)
    if event is None or described is None or (without_parent(event) or event.refs[0]) != entry.ref:
        raise NotFound
    now = values_of(entry)[key]
    value = event.lost[key]
    if described.type in TABLES and event.verb == "entry.conflict":
        # of a table only the years that clashed are kept
        years = (as_json(entry.KIND, {key: now})[key] or {}) | (value or {})
        value = {year: cell for year, cell in years.items() if cell is not None}
    value = from_json(entry.KIND, {key: value})[key]
    by = people_of(plan, [event.actor])[event.actor]
    return Way(entry, event, by, (_step(Showing(plan), described, now, value),), {key: value})


def _is_unborn(plan, entry, number):
    """Whether the card was made after event `number`; one that was loaded from a file was made by no event."""
    later = Event.objects.filter(plan=plan, number__gt=number, refs__contains=[entry.ref])
    if entry.KIND in NAMELESS:
        return later.filter(verb="entry.added", refs__0=entry.ref).exists()
    return later.filter(**{f"changes__{entry.ref}__{NAME_FIELD[entry.KIND]}__0": None}).exists()


def way_before(plan: Plan, entry: Entry, number: int) -> Way:
    """Return the Way that takes back what event `number` changed on a card. Raises NotFound where that is nothing."""
    event = Event.objects.filter(plan=plan, number=number, refs__contains=[entry.ref]).first()
    if event is None or not undoable(event, entry.ref):
        raise NotFound
    changed = {key: both for key, both in event.changes[entry.ref].items() if _is_field(entry.KIND, key)}
    mine, now = from_json(entry.KIND, {key: before for key, (before, _) in changed.items()}), values_of(entry)
    after, last = from_base(plan, entry, now, number)
    merged = merging.merge(KINDS[entry.KIND], after, mine, now)
    met = {key: last[key] for key in merged.conflicts if key in last}
    people, show = people_of(plan, [event.actor, *(one.actor for one in met.values())]), Showing(plan)
    steps = []
    for key, value in mine.items():
        wanted = merged.write.get(key, value if key in merged.conflicts else now[key])
        meanwhile = (people[met[key].actor], met[key].at) if key in met else ()
        steps.append(_step(show, KINDS[entry.KIND].field(key), now[key], wanted, meanwhile))
    return Way(entry, event, people[event.actor], tuple(steps), mine)


def _is_field(kind, key):
    return key in KINDS[kind].keys and key not in NOT_SAVED


def _step(show, described, now, then, meanwhile=()):
    old, new = show.text(described, now), show.text(described, then)
    return RevertedField(described, old, new, runs_between(described, old, new), meanwhile)
