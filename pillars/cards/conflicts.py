"""The two texts of a conflict as people see them, and what choosing one of them posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillars import fields
from pillars.cards.actions.result import Saved
from pillars.cards.display import Person, Showing, joined, people_of
from pillars.cards.values import TABLES
from pillars.kinds import Field
from pillars.merge import both_in_one, both_in_prose, both_lists
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan

#: A text line by line or word by word is put together from both; a choice or a number is one of the two.
BY_HAND = ("text", "long_text", "list_text", "prose")


@dataclass(frozen=True)
class Version:
    """One of two texts. `runs` [(text, differs)]; `posts` [(input name, text)] make it the field's value."""

    by: Person
    at: datetime | None
    runs: tuple
    posts: tuple


@dataclass(frozen=True)
class FieldConflict:
    """A field that waits for a decision.

    by_hand  the text to start merging from, None where there is no text
    cells    [(input name, year, my text, their text)] of the clashing years of a table
    others   [(input name, text)] of its other years, which both have already
    narrow   the clashing years in words, or "lines" for lines of a list; "" where the whole field clashes
    """

    field: Any
    mine: Version
    theirs: Version
    before: str
    before_at: datetime | None
    by_hand: str | None
    cells: tuple = ()
    others: tuple = ()
    narrow: str = ""

    @property
    def is_long(self) -> bool:
        """Return whether the value may have several lines."""
        return self.field.type in ("long_text", "list_text", "prose")

    @property
    def by_me(self) -> bool:
        """Return whether the other text is from another page of the same person."""
        return self.mine.by.key == self.theirs.by.key


def choices_of(plan: Plan, saved: Saved, actor: Actor) -> list[FieldConflict]:
    """Return [Choice] for the clashes of a `Saved` of `actor`."""
    events = [clash.event for clash in saved.clashes if clash.event]
    people = people_of(plan, [actor.key, *(event.actor for event in events)])
    show = Showing(plan)
    return [_choice(plan, saved, clash, show, people, actor.key) for clash in saved.clashes]


def _choice(plan, saved, clash, show, people, me):
    described, event = clash.field, clash.event
    rows = sorted({row for side in clash.part[1:] for row in side}) if described.type in TABLES else []
    mine, theirs = (_shown(show, described, side, rows) for side in clash.part[1:])
    runs = fields.diff_words(theirs, mine)
    years = sorted({*_years(clash.mine), *_years(clash.theirs)})
    posts = [tuple(posts_of(described, side, years)) for side in (clash.mine, clash.theirs)]
    other = people[event.actor] if event else Person("", "orang lain")
    return FieldConflict(
        described,
        Version(people[me], saved.receipt.at, _marked(runs, "add"), posts[0]),
        Version(other, event and event.at, _marked(runs, "del"), posts[1]),
        _shown(show, described, clash.part[0], rows, "kosong"),
        _last_change(plan, saved.ref, described.key, event),
        _by_hand(clash),
        tuple(
            (name, described.label_of(row), text, dict(posts[1])[name])
            for name, text in posts[0]
            if (row := _row(name, rows))
        ),
        tuple(post for post in posts[1] if rows and not _row(post[0], rows)),
        _narrow(clash, rows),
    )


def _shown(show, described, value, rows, empty="dikosongkan"):
    if not rows and described.points_to:
        return "\n".join(show.card(ref) for ref in (value if isinstance(value, list) else [value]) if ref)
    if not rows:
        return show.text(described, value)
    texts = {
        row: show.text(described, {row: value[row]}) if row in value else f"{described.label_of(row)}: {empty}"
        for row in rows
    }
    return "\n".join(texts.values())


def _row(name, rows):
    row = name.partition(".")[2]
    return row if row in map(str, rows) else ""


def _narrow(clash, rows):
    if rows:
        return joined([clash.field.label_of(row) for row in rows])
    return "lines" if clash.field.type in ("list_text", "prose") and clash.part[1] != clash.mine else ""


def _by_hand(clash):
    if clash.field.type == "list_text":
        return "\n".join(both_lists(clash.mine or [], clash.theirs or []))
    if clash.field.type == "prose":
        return fields.input_text(both_in_prose(clash.mine, clash.theirs), "prose")
    if clash.field.type not in BY_HAND:
        return None
    return both_in_one(clash.base or "", clash.mine or "", clash.theirs or "")


def _marked(runs, own):
    """[(text, differs)] of one side; the space behind a marked word is not marked."""
    found = []
    for op, text in runs:
        if op == "same":
            found.append((text, False))
        elif op == own:
            word = text.rstrip()
            found += [run for run in ((word, True), (text[len(word) :], False)) if run[0]]
    return tuple(found)


def _years(value):
    return value.keys() if isinstance(value, dict) else ()


def _last_change(plan, ref, key, event):
    """When the text that both began from was written."""
    events = Event.objects.filter(plan=plan, refs__contains=[ref], **{f"changes__{ref}__has_key": key})
    if event is not None:
        events = events.filter(number__lt=event.number)
    last = events.order_by("-number").first()
    return last and last.at


def posts_of(described: Field, value: Any, years: Sequence[int] = ()) -> list[tuple[str, str]]:
    """Return [(input name, text)] that a form posts to make `value` the field's value."""
    if described.type in TABLES:
        texts = fields.input_cells(value, described.type)
        return [(f"{described.key}.{year}", texts.get(str(year), "")) for year in years or texts]
    if described.type in ("choices", "references", "years_list"):
        return [(described.key, "")] + [(described.key, str(item)) for item in value or []]
    return [(described.key, fields.input_text(value, described.type))]
