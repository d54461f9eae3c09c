"""Where a plan stands, for its staff: the six groups, the offices whose figures are awaited, the latest changes."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from masterplan.downloads.items import items_of
from masterplan.setup.timeline import Timeline, timeline_of
from pillars.boards.completeness import OWNERS
from pillars.boards.history import read_history
from pillars.boards.six import Six, read_six
from pillars.homework.queries import counts_of
from pillars.review.queries import open_musts
from workshops.permissions import Actor
from workshops.plans.local_time import local
from workshops.plans.models import Plan

#: So many of each list stand on the page; the rest is one link away.
SHOWN = 6


@dataclass(frozen=True)
class Awaited:
    """An office, or a kind of person, and how many cards wait for it."""

    name: str
    cards: int


@dataclass(frozen=True)
class Home:
    """The page. `greeting` fits the time of day in the plan's zone; `tasks` (open, done); `musts`: open notes."""

    greeting: str
    six: Six
    timeline: Timeline
    awaited: list
    days: list
    files: list
    tasks: tuple = (0, 0)
    musts: int = 0

    @property
    def gaps(self) -> int:
        return sum(len(column.gaps) for column in self.six.columns)

    @property
    def complete(self) -> int:
        return sum(column.complete for column in self.six.columns)

    @property
    def waiting(self) -> int:
        return sum(office.cards for office in self.awaited)


def read_home(plan: Plan, actor: Actor) -> Home:
    """Return the home of a staff member of `plan`."""
    six = read_six(plan)
    waiting = [gap for column in six.columns for gap in column.gaps if not gap.group_can_close]
    names = Counter(gap.owner or OWNERS[gap.who] for gap in waiting)
    return Home(
        greeting=f"{_greeting(plan)}, {actor.name}",
        six=six,
        timeline=timeline_of(plan, list(plan.bimteks.all())),
        awaited=[Awaited(name, cards) for name, cards in names.most_common()],
        days=read_history(plan, {}).days,
        files=items_of(plan, plan.exports.all()[:SHOWN]),
        tasks=counts_of(plan),
        musts=open_musts(plan).total,
    )


def _greeting(plan):
    hour = local(timezone.now(), plan).hour
    if hour < 11:
        return "Selamat pagi"
    if hour < 15:
        return "Selamat siang"
    return "Selamat sore" if hour < 18 else "Selamat malam"
