"""The six groups side by side: how far each is, who is there, what came last, what is missing."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from pillars import fields
from pillars.boards.board import CHAIN, clip, first_gaps, gap_links, short, tally_of
from pillars.boards.kept_chain import kept_chains
from pillars.cards.addresses import address
from pillars.cards.display import when
from pillars.cards.gaps import gaps_in, is_chain_complete
from pillars.cards.presence import Room, Seats, room_of, room_with_presence
from pillars.cards.queries import PillarChain
from pillars.cards.values import title_of
from pillars.kinds import KINDS
from pillars.review.queries import open_musts
from workshops.plans.models import Plan

#: A group that has sent nothing for so long may need somebody at its table.
QUIET = timedelta(minutes=10)
#: After so many hours it is not silence but the end of the day.
OVER = timedelta(hours=4)
LATEST = 3
#: What was loaded from a file is nobody's contribution of today.
BY_FILE = "sistem"


@dataclass(frozen=True)
class Latest:
    """One of the entries that were changed last, by event `number`. `fresh`: within the last minute."""

    number: int
    href: str
    title: str
    code: str
    author: str
    when: str
    fresh: bool


@dataclass(frozen=True)
class GroupColumn:
    """One group on the board of six. `tally`: (label, count) in the order of the chain; `musts`: open notes."""

    code: str
    name: str
    href: str
    seats: Seats
    tally: tuple
    problems: int
    answered: int
    complete: int
    gaps: list
    links: list
    latest: list
    quiet: str
    musts: int = 0


@dataclass(frozen=True)
class Six:
    """All groups of a plan, and the sums over them. `period` as people say it: `Masterplan 2027–2031`."""

    columns: list
    period: str = ""
    room: Room = Room()

    @property
    def problems(self) -> int:
        return sum(column.problems for column in self.columns)

    @property
    def answered(self) -> int:
        return sum(column.answered for column in self.columns)

    @property
    def present(self) -> int:
        return sum(len(column.seats.present) for column in self.columns)

    @property
    def joined(self) -> int:
        return sum(column.seats.joined for column in self.columns)

    @property
    def total(self) -> list[tuple[str, int]]:
        """Return (label, sum) for each kind."""
        sums = [sum(column.tally[at][1] for column in self.columns) for at in range(len(CHAIN))]
        return [(KINDS[kind].label.lower(), count) for kind, count in zip(CHAIN, sums, strict=True)]


def read_six(plan: Plan) -> Six:
    """Return the board of six in ten queries, whatever the plan's size."""
    room, pillars, now = room_of(plan), list(plan.pillars.all()), timezone.now()
    chains = kept_chains(plan, pillars)
    names = dict(plan.groups.values_list("pillar_code", "name"))
    columns = [
        _column(plan, pillar, names.get(pillar.code), chains.get(pillar.pk, PillarChain()), room, now)
        for pillar in pillars
    ]
    musts = open_musts(plan).by_pillar
    columns = [replace(column, musts=musts[column.code]) for column in columns]
    return Six(columns, f"Masterplan {fields.show_period(plan.period_start, plan.period_end)}", room)


def with_current_presence(plan: Plan, six: Six) -> Six:
    """Return `six`, which may be a moment old, with who is here at this very moment; one query."""
    room = room_with_presence(plan, six.room)
    return replace(six, columns=[replace(column, seats=room.seats(column.code)) for column in six.columns])


def _column(plan, pillar, name, chain, room, now):
    gaps, base = gaps_in(chain, plan), address(plan, pillar)
    tally = tally_of(chain)
    written = [link.entry for link in chain.all_links() if link.entry.changed_by != BY_FILE]
    changed = sorted(written, key=lambda entry: entry.version, reverse=True)
    return GroupColumn(
        code=pillar.code,
        name=name or pillar.name_id,
        href=base,
        seats=room.seats(pillar.code),
        tally=tuple((KINDS[kind].label, tally[kind]) for kind in CHAIN),
        problems=tally["masalah"],
        answered=sum(bool(link.links or link.also) for link in chain.threads),
        complete=sum(is_chain_complete(link) for link in chain.threads),
        gaps=gaps,
        links=[
            *gap_links(chain, gaps, pillar, address(plan, pillar)),
            *first_gaps(gaps, pillar, address(plan, pillar)),
        ],
        latest=[_latest(plan, pillar, entry, room, now) for entry in changed[:LATEST]],
        quiet=_quiet(plan, changed[0].changed_at, now) if changed else "",
    )


def _latest(plan, pillar, entry, room, now):
    fresh = now - entry.changed_at < timedelta(minutes=1)
    return Latest(
        number=entry.version,
        href=f"{address(plan, pillar)}#{entry.ref}",
        title=clip(title_of(entry), 110),
        code=short(entry.code, pillar),
        author=room.name(entry.changed_by),
        when="baru saja" if fresh else when(entry.changed_at, plan),
        fresh=fresh,
    )


def _quiet(plan, last, now):
    """`Kiriman terakhir 10.29, 17 menit lalu`, while a workshop seems to be going on; else ""."""
    silence = now - last
    if not QUIET <= silence <= OVER:
        return ""
    return f"Kiriman terakhir {when(last, plan)}, {int(silence.total_seconds() // 60)} menit lalu"
