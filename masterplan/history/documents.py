"""A plan as a document of the exchange format, at any moment; and what changed between two of them."""

from dataclasses import dataclass

from masterplan.exchange import unknown_keys
from masterplan.exchange.dump import Cards, dump_plan, write_document
from masterplan.history.moments import Moment
from masterplan.history.replay import PastCards
from masterplan.snapshots.comparison import LISTS, Comparison, compare
from masterplan.snapshots.storage import deeds_between, document_of
from pillars.kinds import KINDS
from pillars.plan_view.read import snapshot
from workshops.number_format import show_number, show_rupiah
from workshops.plans.models import Plan


@dataclass(frozen=True)
class Total:
    """One line of the totals: how much there was and is. `money`: in rupiah."""

    label: str
    old: int
    new: int
    money: bool = False

    @property
    def more(self) -> int:
        return self.new - self.old

    @property
    def texts(self) -> tuple[str, str, str]:
        """Return (`12`, `15`, `+3`), money as rupiah."""
        show = show_rupiah if self.money else show_number
        sign = "+" if self.more > 0 else "−" if self.more < 0 else ""
        return show(self.old), show(self.new), f"{sign}{show(abs(self.more))}"


@dataclass(frozen=True)
class Difference:
    """Two moments of a plan, the earlier first, and what changed from one to the other."""

    old: Moment
    new: Moment
    found: Comparison
    totals: tuple


def document_at(plan: Plan, moment: Moment, *, whole: bool = True) -> dict:
    """Return the plan as it stood: what was frozen where it was, else rebuilt from the journal. Raises
    snapshots.Damaged.

    whole  False leaves out of a rebuilt one what is no card: it has no history, and is as it is now.
    """
    if moment.signing is not None:
        return document_of(moment.signing)
    cards = Cards if moment.number >= plan.head else lambda one: PastCards(one, moment.number)
    return unknown_keys.read(write_document(dump_plan(plan, cards, whole=whole)))


def difference(plan: Plan, one: Moment, other: Moment) -> Difference:
    """Return what changed between two moments, whichever comes first. Raises snapshots.Damaged."""
    old, new = sorted((one, other), key=lambda moment: (moment.number, moment.is_now))
    whole = old.signing is not None or new.signing is not None
    with snapshot():
        before, after = (document_at(plan, moment, whole=whole) for moment in (old, new))
        until = None if new.is_now else new.number
        found = compare(before, after, deeds_between(plan, old.number, until))
    return Difference(old, new, found, tuple(_totals(before, after)))


def _totals(before, after):
    for key, kind, _ in LISTS:
        counts = [
            sum(len(pillar.get(key, ())) for pillar in document.get("pillars", ())) for document in (before, after)
        ]
        yield Total(KINDS[kind].label, *counts)
    yield Total("Anggaran program", *(_money(document) for document in (before, after)), money=True)


def _money(document):
    """Rupiah of all programmes: the sum of the years; where no year has money, the sum that the group wrote."""
    found = 0
    for pillar in document.get("pillars", ()):
        for programme in pillar.get("programmes", ()):
            years = programme.get("budget_by_year") or {}
            found += int(sum(filter(None, years.values())) if years else programme.get("budget") or 0)
    return found
