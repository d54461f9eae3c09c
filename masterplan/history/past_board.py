"""The boards of a plan as they stood at a moment: the six side by side, and one group's whole chain. Read only."""

from dataclasses import dataclass

from masterplan.history.moments import Moment
from masterplan.history.replay import PastCards
from pillars.boards.board import CHAIN, tally_of
from pillars.cards.gaps import is_chain_complete
from pillars.cards.queries import PillarChain
from pillars.cards.values import CHAIN_MODELS
from pillars.kinds import KINDS
from pillars.models import Pillar
from pillars.plan_view.read import snapshot
from workshops.plans.models import Plan


@dataclass(frozen=True)
class PastColumn:
    """One group as it stood. `tally`: (label, count) in the order of the chain; `href` its board of that moment."""

    pillar: Pillar
    href: str
    tally: tuple
    complete: int
    chain: PillarChain

    @property
    def problems(self) -> int:
        return self.tally[0][1]


@dataclass(frozen=True)
class PastBoard:
    """The plan at `moment`: all columns, and the one of `chosen` where a group is asked for."""

    moment: Moment
    columns: tuple
    chosen: PastColumn | None = None
    is_empty: bool = False

    @property
    def total(self) -> list[tuple[str, int]]:
        """Return (label, sum) for each kind."""
        sums = [sum(column.tally[at][1] for column in self.columns) for at in range(len(CHAIN))]
        return [(KINDS[kind].label.lower(), count) for kind, count in zip(CHAIN, sums, strict=True)]


def read_past_board(plan: Plan, moment: Moment, slug: str = "") -> PastBoard:
    """Return the boards of `plan` after the event `moment.number`; `slug` of a pillar chooses one."""
    with snapshot():
        chains, pillars = PastCards(plan, moment.number, CHAIN_MODELS).chains(), list(plan.pillars.all())
    columns = tuple(_column(moment, pillar, chains.get(pillar.pk, PillarChain())) for pillar in pillars)
    chosen = next((column for column in columns if column.pillar.slug == slug), None)
    return PastBoard(moment, columns, chosen, not any(column.chain.threads or column.chain.loose for column in columns))


def _column(moment, pillar, chain):
    tally = tally_of(chain)
    return PastColumn(
        pillar=pillar,
        href=f"?waktu={moment.key}&kelompok={pillar.slug}",
        tally=tuple((KINDS[kind].label, tally[kind]) for kind in CHAIN),
        complete=sum(is_chain_complete(link) for link in chain.threads),
        chain=chain,
    )
