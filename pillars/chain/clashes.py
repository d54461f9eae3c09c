"""The two texts of a conflict as people see them, and what choosing one of them posts."""

from dataclasses import dataclass
from datetime import datetime

from pillars import fields
from pillars.chain.showing import Person, Showing, people_of
from pillars.chain.values import from_json
from pillars.kinds import KINDS
from workshops.live.models import Event

BY_HAND = ("text", "long_text", "list_text")


@dataclass(frozen=True)
class Version:
    """One of two texts. `runs` [(text, differs)]; `posts` [(input name, text)] make it the field's value."""

    by: Person
    at: datetime | None
    runs: tuple
    posts: tuple


@dataclass(frozen=True)
class Choice:
    """A field that waits for a decision. `by_hand` is the text to start merging from, None where there is no text."""

    field: object
    mine: Version
    theirs: Version
    before: str
    before_at: datetime | None
    by_hand: str | None


def choices_of(plan, saved, actor):
    """[Choice] for the clashes of a `Saved` of `actor`."""
    events = [clash.event for clash in saved.clashes if clash.event]
    people = people_of(plan, [actor.key, *(event.actor for event in events)])
    show = Showing(plan)
    return [_choice(plan, saved, clash, show, people, actor.key) for clash in saved.clashes]


def _choice(plan, saved, clash, show, people, me):
    mine, theirs = show.text(clash.field, clash.mine), show.text(clash.field, clash.theirs)
    runs = fields.diff_words(theirs, mine)
    years = sorted({*_years(clash.mine), *_years(clash.theirs)})
    event = clash.event
    other = people[event.actor] if event else Person("", "orang lain")
    return Choice(
        clash.field,
        Version(people[me], saved.receipt.at, _marked(runs, "add"), tuple(posts_of(clash.field, clash.mine, years))),
        Version(other, event and event.at, _marked(runs, "del"), tuple(posts_of(clash.field, clash.theirs, years))),
        show.text(clash.field, clash.base),
        _last_change(plan, saved.ref, clash.field.key, event),
        fields.input_text(clash.mine, clash.field.type) if clash.field.type in BY_HAND else None,
    )


def _marked(runs, own):
    return tuple((text, op == own) for op, text in runs if op in ("same", own))


def _years(value):
    return value.keys() if isinstance(value, dict) else ()


def _last_change(plan, ref, key, event):
    """When the text that both began from was written."""
    events = Event.objects.filter(plan=plan, refs__contains=[ref], **{f"changes__{ref}__has_key": key})
    if event is not None:
        events = events.filter(number__lt=event.number)
    last = events.order_by("-number").first()
    return last and last.at


def posts_of(described, value, years=()):
    """[(input name, text)] that a form posts to make `value` the field's value."""
    if isinstance(value, dict) or described.type.startswith("years_table"):
        texts = fields.input_cells(value, described.type)
        return [(f"{described.key}.{year}", texts.get(str(year), "")) for year in years or texts]
    if described.type in ("choices", "references", "years_list"):
        return [(described.key, "")] + [(described.key, str(item)) for item in value or []]
    return [(described.key, fields.input_text(value, described.type))]


def posts_of_lost(kind, lost):
    """[(field, [(name, text)])] for what a late save carried (JSON values of the journal)."""
    values = from_json(kind, lost)
    return [(KINDS[kind].field(key), posts_of(KINDS[kind].field(key), value)) for key, value in values.items()]
