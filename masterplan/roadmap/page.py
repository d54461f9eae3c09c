"""What the road map shows: rows under their heads, sums, the columns of years, the figure and the table of money.

Drawn with the code of the books (`writers.figures`, `document.chapters.money`), added up where they add up
(`document.sums`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import mark_safe

from masterplan.document import sums, words
from masterplan.document.books import pillar_inks
from masterplan.document.chapters.money import yearly_figure
from masterplan.roadmap.move import PANJANG, Horizons
from masterplan.roadmap.query import NONE, TERMS, RoadMapQuery
from masterplan.writers import figures
from pillars.plan_view.cards import Programme
from pillars.plan_view.shapes import PlanView
from workshops.number_format import show_rupiah_short
from workshops.plans.models import Plan

NO_AGENCY, NO_FUNDING = "Belum ada OPD", "Belum ada sumber dana"
HEADS = {"pilar": "Pilar", "opd": "OPD penanggung jawab", "dana": "Sumber dana"}
#: So many bars at most on one page; what is added up is always all of them.
MOST_ROWS = 400
#: With more years than that between the first and the last, only those that are used are drawn.
MOST_YEARS = 20


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme: its drawing, and where it is moved (`move` is "" for whoever may not)."""

    item: Programme
    track: str
    card: str
    move: str
    facts: str


@dataclass(frozen=True)
class ProgrammeGroup:
    """What stands under one head. `pillar` gives colour and icon, "" where it is of several."""

    title: str
    pillar: str
    sum: sums.ProgrammeSum
    rows: tuple
    directions: tuple = ()
    beyond: str = ""


@dataclass(frozen=True)
class MoneyRow:
    """A line of the table of money: rupiah for each year, `undated`, `total`; None prints as a dash."""

    title: str
    pillar: str
    years: tuple
    undated: int
    total: int | None
    heads: tuple = ()

    @property
    def full_title(self) -> str:
        return f"{self.pillar} · {self.title}" if self.pillar else self.title

    @property
    def cells(self) -> list[tuple[int, int]]:
        return list(zip(self.heads, self.years, strict=True))


class RoadPage:
    """The road map of `road` as `asked` for. `may` {pillar code: whether the reader may move its programmes}."""

    def __init__(
        self,
        plan: Plan,
        road: PlanView,
        asked: RoadMapQuery,
        may: dict[str, bool] | None = None,
        names: dict[str, str] | None = None,
    ) -> None:
        self.plan, self.road, self.asked, self.may = plan, road, asked, may or {}
        self.names = names or {}
        self.horizons = Horizons.of(plan)
        self.programmes = road.of_kind("program")
        self.items = [item for item in self.programmes if asked.takes(item)]
        self.sum = sums.summed(self.items)
        self.seats = {ink.code: ink.seat for ink in pillar_inks(road.pillars)}
        self.slugs = {pillar.code: pillar.slug for pillar in road.pillars}

    # ── years ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def money_years(self) -> tuple[int, ...]:
        """Return the years of the table and the figure: those of the books."""
        return sums.money_years(self.plan.years, self.items)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the columns of the bars: the period, and every other year in which something runs or costs."""
        used = {*self.money_years, *(year for item in self.items for year in item.years)}
        if self.asked.term == PANJANG:
            used.update(self.horizons.beyond)
        whole = range(min(used), max(used) + 1)
        return tuple(whole) if len(whole) <= MOST_YEARS else tuple(sorted(used))

    @cached_property
    def far(self) -> str:
        """Return the years of the long term as one column, where they have none of their own."""
        beyond = self.horizons.beyond
        return words.first_and_last(beyond) if beyond and beyond[0] not in self.years else ""

    @property
    def scale(self) -> str:
        heads = [(str(year), self.horizons.kind_of(year)) for year in self.years]
        return mark_safe(figures.scale(heads, self.far, PANJANG))

    # ── rows ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def groups(self) -> list[ProgrammeGroup]:
        """Return [Group], the programmes beyond MOST_ROWS left out of the rows and in the sums."""
        left, found = MOST_ROWS, []
        for title, pillar, members in self.groups_of_items():
            shown = members[:left]
            left -= len(shown)
            directions = self._directions(pillar)
            beyond = self._beyond(pillar) if directions else ""
            rows = tuple(self.row(item) for item in shown)
            found.append(ProgrammeGroup(title, pillar, sums.summed(members), rows, directions, beyond))
        return found

    @property
    def left_out(self) -> int:
        """Return how many programmes are added up and not drawn."""
        return max(0, len(self.items) - MOST_ROWS)

    def groups_of_items(self) -> list[tuple[str, str, list[Any]]]:
        """Return [(title, pillar code or "", members)]: pillars in order, offices by name, sources by gift."""
        if self.asked.by == "pilar":
            members = sums.grouped(self.items, lambda item: item.pillar)
            pillars = [one for one in self.road.pillars if one.code in members or self._directions(one.code)]
            return [(self._title(pillar), pillar.code, members.get(pillar.code, [])) for pillar in pillars]
        if self.asked.by == "opd":
            found = sums.grouped(self.items, lambda item: item.lead)
            named = [(self.road.agency_of(members[0]), members) for members in found.values()]
            named.sort(key=lambda pair: (not pair[0], pair[0].casefold()))
            return [(name or NO_AGENCY, "", members) for name, members in named]
        dearest = sums.dearest_first(sums.grouped(self.items, sums.funding_of))
        return [(name or NO_FUNDING, "", members) for name, members in dearest]

    def _title(self, pillar):
        return self.names.get(pillar.code) or pillar.name

    def _directions(self, code):
        """What a pillar wants of the years after the plan: of no office, without money, and of the long term alone."""
        asked = self.asked
        if asked.by != "pilar" or asked.opd or asked.funding or asked.loose or asked.term not in ("", PANJANG):
            return ()
        if asked.pillar not in ("", code) or not self.programmes:
            return ()
        return next(one.long_term_directions for one in self.road.pillars if one.code == code)

    def _beyond(self, code):
        years = self.horizons.beyond
        if not years:
            return ""
        wanted = [n for n, year in enumerate(self.years) if year in years and not self.far]
        said = words.first_and_last(years)
        return self._track((), code, f"Arah jangka panjang {said}", beyond=said, wanted=wanted)

    def row(self, item: Programme) -> ProgrammeRow:
        """Return the Row of an Programme."""
        base = f"/r/{self.plan.slug}/"
        move = f"{base}peta-jalan/{item.ref}/" if self.may.get(item.pillar) else ""
        money = show_rupiah_short(item.cost) if item.cost is not None else words.NO_BUDGET
        facts = " · ".join(filter(None, (item.code, self.road.agency_of(item) or "belum ada OPD", money)))
        return ProgrammeRow(item, self._bars(item, move), f"{base}{self.slugs[item.pillar]}/{item.ref}/", move, facts)

    def _bars(self, item, move):
        columns = [n for n, year in enumerate(self.years) if year in item.years]
        said = f"{item.code}: {words.years(item.years)}" if item.years else f"{item.code}: {words.NO_YEARS}"
        hooks = ""
        if move and columns:
            hooks = (
                f' data-geser="{move}" data-nama="{figures.plain(item.code)}" data-dari="{columns[0]}"'
                f' data-sampai="{columns[-1]}"'
            )
        return self._track(columns, item.pillar, said, framed=item.chosen, hooks=hooks)

    def _track(self, columns, pillar, said, **more):
        seat = self.seats.get(pillar, "")
        return mark_safe(figures.track(columns, self.years, seat, said, far=self.far, **more))

    # ── money ──────────────────────────────────────────────────────────────────────────────────

    @property
    def figure(self) -> str:
        """Return money per year as the books draw it; "" while there is none that has a year."""
        by_pillar = sums.grouped(self.items, lambda item: item.pillar)
        pillars = [(p.code, sums.per_year(by_pillar.get(p.code, ()))) for p in self.road.pillars if p.code in by_pillar]
        if not any(amount for _, amounts in pillars for amount in amounts.values()):
            return ""
        node = yearly_figure(pillars, self.money_years)
        return mark_safe(figures.DRAWINGS[node.kind](node, "", self.seats))

    @cached_property
    def lines(self) -> list[MoneyRow]:
        """Return the table of money: a line for each group."""
        found = self.groups_of_items()
        return [self._line(title, pillar, sums.summed(members)) for title, pillar, members in found if members]

    @cached_property
    def last_line(self) -> MoneyRow:
        return self._line("Jumlah", "", self.sum)

    def _line(self, title, pillar, asked):
        years = tuple(asked.years.get(year, 0) for year in self.money_years)
        return MoneyRow(title, pillar, years, asked.undated, asked.total if asked.known else None, self.money_years)

    @cached_property
    def table(self) -> list[MoneyRow]:
        """Return the lines of the table with the sum last, each with its `cells` [(year, rupiah)]."""
        return [*self.lines, self.last_line]

    @property
    def table_head(self) -> str:
        return HEADS[self.asked.by]

    # ── what is missing ────────────────────────────────────────────────────────────────────────

    @cached_property
    def without_years(self) -> int:
        return sum(not item.years for item in self.items)

    @cached_property
    def differing(self) -> list[Programme]:
        """Return programmes whose written sum is another than that of their years."""
        return [item for item in self.items if sums.differs(item)]

    # ── what can be asked ──────────────────────────────────────────────────────────────────────

    @property
    def may_any(self) -> bool:
        """Whether the reader may move any programme that is drawn."""
        return any(self.may.get(item.pillar) for item in self.items)

    @property
    def by_pillar(self) -> bool:
        return self.asked.by == "pilar"

    @property
    def most(self) -> int:
        return MOST_ROWS

    @property
    def terms(self) -> list[tuple[str, str, bool]]:
        """Return [(label, query, chosen)] of the horizons, by their length in years as the plan has it."""
        found = [("Semua", "")] + [(self._length(term), term) for term in TERMS]
        return [(label, self.asked.but(term=term).query, self.asked.term == term) for label, term in found]

    def _length(self, term):
        horizons = self.horizons
        years = {
            "pendek": len(horizons.short_term),
            "menengah": len(horizons.medium_term),
            "panjang": max(horizons.long_term) - self.plan.period_start + 1 if horizons.long_term else 0,
        }[term]
        return f"{years} tahun" if years else f"Jangka {term}"

    @property
    def groupings(self) -> list[tuple[str, str, bool]]:
        labels = (("pilar", "Pilar"), ("opd", "OPD"), ("dana", "Sumber dana"))
        return [(label, self.asked.but(by=by).query, self.asked.by == by) for by, label in labels]

    @property
    def pillar_choices(self) -> list[tuple[str, str]]:
        return [(pillar.code, f"{pillar.code} · {self._title(pillar)}") for pillar in self.road.pillars]

    @property
    def office_choices(self) -> list[tuple[str, str]]:
        used = {item.lead for item in self.programmes}
        named = sorted((office.brief, ref) for ref, office in self.road.offices.items() if ref in used)
        none = [(NONE, NO_AGENCY)] if "" in used else []
        return [(ref, name) for name, ref in named] + none

    @property
    def funding_choices(self) -> list[tuple[str, str]]:
        used = sorted({source for item in self.programmes for source in item.funding})
        none = [(NONE, NO_FUNDING)] if any(not item.funding for item in self.programmes) else []
        return [(source, source) for source in used] + none

    @property
    def filters_said(self) -> str:
        """Return the filters in words, for where they are folded away."""
        asked = self.asked
        said = [dict(self.pillar_choices).get(asked.pillar), dict(self.office_choices).get(asked.opd)]
        return ", ".join(filter(None, (*said, dict(self.funding_choices).get(asked.funding))))
