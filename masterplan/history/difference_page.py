"""A difference as a page and a workbook tell it: filtered, with names, and with the way back to an earlier text."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from masterplan.closing.changes_annex import by, headline
from masterplan.history.documents import Difference
from masterplan.history.moments import NOW, START, Moment, find_moment
from masterplan.snapshots.comparison import DROPPED, MERGED, WAYS
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, NAME_FIELD, NOT_SAVED
from pillars.kinds import CHAIN, KINDS
from pillars.models import SHARED
from workshops.membership.actors import names_of
from workshops.permissions import Actor, role_in, verdict
from workshops.plans.models import Plan
from workshops.text import natural

#: Entries on one page.
PAGE = 100
WAYS_ASKED = {how for how, *_ in WAYS}


@dataclass(frozen=True)
class DifferenceQuery:
    """`first`, `second`: texts of moments; `pillar`: code or slug; `how`, `kind`: filters, "" for all; `start` of
    the page."""

    first: str
    second: str
    pillar: str
    how: str
    kind: str
    start: int

    def moments(self, plan: Plan) -> tuple[Moment, Moment]:
        """Return both moments. Raises NoMoment."""
        return find_moment(plan, self.first), find_moment(plan, self.second)

    def query(self, **other: Any) -> str:
        """Return the query string of this page with some of it changed; `start` begins anew unless it is given."""
        wanted = {"dari": self.first, "ke": self.second, "kelompok": self.pillar, "jenis": self.how, "kartu": self.kind}
        wanted |= other
        return "?" + urlencode({name: value for name, value in wanted.items() if value or name in ("dari", "ke")})


def difference_query(query: QueryDict) -> DifferenceQuery:
    """Return what a query string asks for."""
    return DifferenceQuery(
        first=(query.get("dari_waktu") or query.get("dari") or START)[:60],
        second=(query.get("ke_waktu") or query.get("ke") or NOW)[:60],
        pillar=query.get("kelompok", "")[:60],
        how=str(query["jenis"]) if query.get("jenis") in WAYS_ASKED else "",
        kind=str(query["kartu"]) if query.get("kartu") in CHAIN else "",
        start=min(natural(query.get("mulai")) or 0, 1_000_000),
    )


#: Kinds whose cards a document names by their own code; the others by that of their programme.
KNOWN_BY_CODE = {*CHAIN_MODELS, "kesenjangan", "kata_kunci", "tujuan"}


@dataclass(frozen=True)
class DifferenceTab:
    """One filter: its label, how many entries it shows, its query string, whether it is chosen."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class DifferenceField:
    """One field that is not as it was. `back`: the address where its earlier value can be taken again, or ""."""

    change: Any
    back: str = ""

    @property
    def before(self) -> list[tuple[str, str]]:
        """Return the earlier text in runs, what went marked."""
        return [(op, text) for op, text in self.change.runs if op != "add"]

    @property
    def after(self) -> list[tuple[str, str]]:
        """Return the later text in runs, what came marked."""
        return [(op, text) for op, text in self.change.runs if op != "del"]


@dataclass(frozen=True)
class DifferenceRow:
    """One entry that is not as it was; `way` the heading of how, `href` its card, "" where there is none."""

    entry: Any
    way: str
    by: str
    pillar_name: str
    href: str
    fields: tuple

    @property
    def shows_title(self) -> bool:
        """Whether the sentence of the card stands above: not where it is one of the fields that follow."""
        return not any(one.change.key == NAME_FIELD[self.entry.kind] for one in self.fields)


@dataclass(frozen=True)
class DifferencePage:
    """What a page shows. `lines` of this page, `all_lines` of the filter; `older` the query of the next page or ""."""

    headline: str
    tabs: list
    pillars: list
    lines: list
    all_lines: list = field(repr=False)
    more: str = ""
    beside: tuple = ()


def difference_page(plan: Plan, found: Difference, asked: DifferenceQuery, actor: Actor) -> DifferencePage:
    """Return the Told of a Difference, in four queries."""
    comparison = found.found
    names, rows = names_of(plan, comparison.who), _rows(plan, comparison)
    slugs: dict[str, Any] = {pillar.code: pillar for pillar in plan.pillars.all()}
    chosen = next((one.code for one in (*slugs.values(), SHARED) if asked.pillar in _names(one)), None)
    inside = [one for one in comparison.pillars if chosen in (None, one.code)]
    entries = [(one, entry) for one in inside for entry in one.entries if asked.kind in ("", entry.kind)]
    ways = {how: title for how, title, _ in WAYS}
    shown = [(one, entry) for one, entry in entries if asked.how in ("", entry.how)]
    lines = [
        DifferenceRow(
            entry, ways[entry.how], by(entry, names), one.name, *_links(plan, entry, rows, slugs, found, actor)
        )
        for one, entry in shown
    ]
    page = lines[asked.start : asked.start + PAGE]
    further = asked.start + PAGE
    return DifferencePage(
        headline=headline(comparison),
        tabs=_tabs(asked, [entry for _, entry in entries]),
        pillars=[("", "Semua", asked.query(kelompok=""), chosen is None)]
        + [(one.code, one.name, _only(asked, one), one.code == chosen) for one in comparison.pillars],
        lines=page,
        all_lines=lines,
        more=asked.query(mulai=further) if further < len(lines) else "",
        beside=() if chosen is not None or asked.how or asked.kind else comparison.beside,
    )


def _names(pillar):
    """What a pillar is called in an address: its slug, and its code where it has one."""
    return {pillar.slug, pillar.code} - {SHARED.code}


def _only(asked, pillar):
    return asked.query(kelompok=pillar.code or SHARED.slug)


def _tabs(asked, entries):
    counted = [(how, title, sum(entry.how == how for entry in entries)) for how, title, _ in WAYS]
    tabs = [DifferenceTab("Semua", len(entries), asked.query(jenis=""), not asked.how)]
    return tabs + [
        DifferenceTab(title, count, asked.query(jenis=how), asked.how == how) for how, title, count in counted if count
    ]


def _rows(plan, comparison):
    """{(kind, code): row} of the entries that a difference names by their own code."""
    codes = {}
    for pillar in comparison.pillars:
        for entry in pillar.entries:
            codes.setdefault(entry.kind, set()).add(entry.code)
    found = {}
    for kind, wanted in codes.items():
        if kind in KNOWN_BY_CODE:
            rows = CARD_MODELS[kind].objects.filter(plan=plan, code__in=wanted)
            rows = rows.select_related("pillar") if kind in CHAIN_MODELS else rows
            found |= {(kind, row.code): row for row in rows}
    return found


def _links(plan, entry, rows, pillars, found, actor):
    """(address of the card, its Fields)."""
    row = rows.get((entry.kind, entry.code))
    if row is None:
        return "", tuple(DifferenceField(change) for change in entry.changes)
    address = reverse("entry_history" if row.is_deleted else "edit_entry", args=[plan.slug, row.pillar.slug, row.ref])
    may = not row.is_deleted and entry.how not in (DROPPED, MERGED) and found.old.number < plan.head
    may = may and verdict("entry.goback", role_in(actor, row.pillar.code))
    if not may:
        return address, tuple(DifferenceField(change) for change in entry.changes)
    back = reverse("go_back", args=[plan.slug, row.pillar.slug, row.ref])
    return address, tuple(
        DifferenceField(change, _back(back, entry.kind, change, found.old)) for change in entry.changes
    )


def _back(address, kind, change, moment):
    if change.key not in KINDS[kind].keys or change.key in NOT_SAVED:
        return ""
    return f"{address}?{urlencode({'isian': change.key, 'nomor': moment.number})}"
