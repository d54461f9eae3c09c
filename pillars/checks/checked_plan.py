"""What the rules of the checks look at: the cards and what else a plan holds, and the texts of a card. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pillars.kinds import KINDS
from pillars.plan_view import shapes
from pillars.plan_view.cards import CardView, Problem, Programme, QuickWin, Strategy, Target

#: Checks are written for four bimteks; a plan with more or fewer comes to the same ones in its own steps.
STAGES = 4
#: Most texts hold none: asked before anything that costs more.
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference of a card that leads nowhere. `named`: what it names, as people would."""

    ref: str
    field: str
    named: str


@dataclass(frozen=True, kw_only=True)
class CheckedPlan:
    """The whole plan, the cards of all pillars in one list a kind.

    objectives   the sasaran of both RPJMD by ref · offices  every office by ref, merged ones as those of today
    renstra      {ref of an office: codes of the programmes in its Renstra}; offices without a Renstra are missing
    different    pairs of refs of which somebody said that they are not the same
    open_musts   how many notes of experts wait for an answer, by the code of the pillar ("" the plan)
    …_missing    (key, label) of what holds nothing yet
    """

    start: int
    end: int
    short_term: tuple[int, ...] = ()
    stage: int = STAGES
    pillars: tuple[shapes.Pillar, ...] = ()
    problems: tuple[Problem, ...] = ()
    targets: tuple[Target, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    programmes: tuple[Programme, ...] = ()
    profiles: tuple[QuickWin, ...] = ()
    objectives: Mapping[str, shapes.Objective] = field(default_factory=dict)
    rpjmd_end: int | None = None
    later_rpjmd: bool = False
    offices: Mapping[str, shapes.Opd] = field(default_factory=dict)
    renstra: Mapping[str, frozenset[str]] = field(default_factory=dict)
    broken: tuple[Broken, ...] = ()
    different: frozenset[frozenset[str]] = frozenset()
    readiness_missing: tuple[tuple[str, str], ...] = ()
    swot_missing: tuple[tuple[str, str], ...] = ()
    has_vision: bool = True
    has_missions: bool = True
    bodies_missing: tuple[tuple[str, str], ...] = ()
    open_musts: tuple[tuple[str, int], ...] = ()

    @property
    def cards(self) -> tuple[Any, ...]:
        """Return every card of the chain."""
        return (*self.problems, *self.targets, *self.strategies, *self.programmes)

    @property
    def years(self) -> range:
        return range(self.start, self.end + 1)

    def office_of(self, programme: Programme) -> shapes.Opd | None:
        """Return the office of today that leads a programme."""
        return self.offices.get(programme.lead)


def texts_of(card: CardView) -> Iterator[tuple[str, str]]:
    """Yield (key of the field, what is written in it), in the order of the form; nothing for an empty one."""
    for key in _keys(card.kind.key):
        if text := card.values.get(key):
            yield key, text


@cache
def _keys(kind: str) -> tuple[str, ...]:
    fields = KINDS[kind].fields
    return tuple(one.key for one in fields if one.type == "long_text" or one.key in ("name", "indicator"))
