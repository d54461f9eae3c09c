"""The SWOT as its page shows it: four lists, who agrees and whose voice counts, the strategies that they meet in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from pillars.analysis.words import pieces
from pillars.cards.queries import entries
from pillars.kinds import CHOICES
from pillars.models import Keyword, Strategy, SwotAgreement
from pillars.models.analysis import SwotItem
from workshops.membership.models import Group
from workshops.people.models import Place
from workshops.plans.models import Plan
from workshops.response_cache import cached_response


@dataclass(frozen=True)
class Voices:
    """`tables` {key of a person: table}; `records` {key of a record: key of the person}; `given` {number of a
    statement: keys of who agrees}.
    """

    tables: dict
    records: dict
    given: dict

    def person(self, key: str) -> str:
        """Return the key of the person behind a membership key."""
        return self.records.get(key, key)

    def of(self, item: SwotItem) -> set[str]:
        """Return the keys of those whose voice counts for a statement."""
        table = self.tables.get(self.person(item.created_by))
        return {key for key, at in self.tables.items() if table is None or at == table}

    def count(self, item: SwotItem) -> tuple[int, int]:
        """Return (how many agree, of how many)."""
        asked = self.of(item)
        return len(asked & self.given.get(item.number, set())), len(asked)

    def agrees(self, item: SwotItem, key: str) -> bool:
        return self.person(key) in self.given.get(item.number, ())

    def may(self, item: SwotItem, key: str) -> bool:
        """Whether the voice of a membership key counts for a statement."""
        return self.person(key) in self.of(item)


def voices_of(plan: Plan) -> Voices:
    """Return the Voices of a plan, in three queries."""
    people = plan.participants.filter(removed_at=None).order_by()
    people = people.annotate(first=F("merged_into__number"))
    rows = people.values_list("number", "first", "group_id", "group__formation")
    held = Place.objects.filter(plan=plan, formation=Group.KOMPONEN)
    at_components = dict(held.values_list("participant__number", "group_id"))
    tables, records = {}, {}
    for number, first, group, formation in rows:
        records[f"p{number}"] = f"p{first or number}"
        if first is None:
            sits = formation == Group.KOMPONEN
            tables[f"p{number}"] = group if sits else at_components.get(number, group)
    given = {}
    for number, member in SwotAgreement.objects.filter(plan=plan).values_list("item__number", "member"):
        given.setdefault(number, set()).add(member)
    return Voices(tables, records, given)


TYPES = CHOICES["swot_type"]
QUADRANTS = CHOICES["swot_quadrant"]
#: So many agreed statements make a list whole.
ENOUGH = 3
INSIDE = {"strengths": "internal", "weaknesses": "internal", "opportunities": "eksternal", "threats": "eksternal"}


@dataclass(frozen=True)
class Statement:
    """One statement; `pieces`: its words with the keywords marked. `mine`: whether the reader agrees."""

    entry: Any
    pieces: list
    people: int
    members: int
    mine: bool
    may: bool

    @property
    def is_agreed(self) -> bool:
        """Return whether it is more than half of those whose voice counts."""
        return self.people * 2 > self.members


@dataclass(frozen=True)
class Quarter:
    """One of the four lists. `key`: strengths …; `side`: internal or eksternal."""

    key: str
    name: str
    meaning: str
    side: str
    statements: list

    @property
    def agreed(self) -> int:
        return sum(one.is_agreed for one in self.statements)

    @property
    def is_whole(self) -> bool:
        return self.agreed >= ENOUGH


@dataclass(frozen=True)
class Meeting:
    """A quadrant (`SO` …) with the strategies of the chain that name it: (strategy, [statements that it uses])."""

    key: str
    name: str
    meaning: str
    strategies: list


@dataclass(frozen=True)
class Swot:
    quarters: list
    meetings: list


def read_swot(plan: Plan, reader: str) -> Swot:
    """Return the SWOT of a plan as `reader` (a membership key) sees it, in six queries.

    Many who ask at once share them.
    """
    rows, words, voices, meetings = cached_response(("swot", plan.pk, plan.head), lambda: _gathered(plan))
    told = [_statement(row, words, voices, reader) for row in rows]
    quarters = [
        Quarter(one.value, one.label, one.meaning, INSIDE[one.value], [t for t in told if t.entry.type == one.value])
        for one in TYPES
    ]
    return Swot(quarters, meetings)


def _gathered(plan):
    rows = list(entries(plan, "swot"))
    return rows, _words(plan), voices_of(plan), _meetings(plan, {row.ref: row for row in rows})


def _words(plan):
    return list(Keyword.objects.filter(plan=plan, deleted_in=None).values_list("word", flat=True))


def read_statement(plan: Plan, row: SwotItem, reader: str) -> Statement:
    """Return one statement as `reader` sees it."""
    return _statement(row, _words(plan), voices_of(plan), reader)


def _statement(row, words, voices, reader):
    people, members = voices.count(row)
    return Statement(
        row, pieces(row.statement, words), people, members, voices.agrees(row, reader), voices.may(row, reader)
    )


def _meetings(plan, statements):
    rows = Strategy.objects.filter(plan=plan, deleted_in=None, swot_quadrant__in=[one.value for one in QUADRANTS])
    found = {one.value: [] for one in QUADRANTS}
    for row in rows.select_related("pillar").order_by("pillar__position", "position", "number"):
        found[row.swot_quadrant].append((row, [statements[ref] for ref in row.swot_refs or () if ref in statements]))
    return [Meeting(one.value, one.label, one.meaning, found[one.value]) for one in QUADRANTS]
