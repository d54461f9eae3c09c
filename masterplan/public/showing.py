"""The public page from the facts of an edition: what stands where, in words and figures. Pure."""

from dataclasses import dataclass

from masterplan.document import words
from pillars.fields import show_number, show_rupiah

NO_DATA = "belum ada data"


@dataclass(frozen=True)
class Bar:
    """Money of one year: `share` of the largest year in hundredths, for its picture."""

    year: int
    said: str
    exact: str
    share: int


@dataclass(frozen=True)
class Target:
    """A sasaran. `now` and `then`: `74 persen (2025)`, or that there is no number."""

    code: str
    statement: str
    indicator: str
    now: str
    then: str


@dataclass(frozen=True)
class Programme:
    """A program. `runs`: (year, whether it runs then, its money of that year in words) for each year of the page."""

    code: str
    name: str
    agency: str
    years: str
    money: str
    quick_win: bool
    runs: tuple


@dataclass(frozen=True)
class Pillar:
    """One pillar with its headline numbers [(number, word)]."""

    code: str
    name: str
    definition: str
    counts: tuple
    money: str
    targets: tuple
    programmes: tuple
    long_term: tuple

    @property
    def anchor(self):
        return f"pilar-{self.code.lower()}"


@dataclass(frozen=True)
class Page:
    """Everything that the page says of the plan."""

    region: str
    province: str
    period: str
    vision: str
    missions: tuple
    counts: tuple
    money: str
    bars: tuple
    undated: str
    unbudgeted: int
    years: tuple
    horizons: tuple
    pillars: tuple
    quick_wins: tuple

    @property
    def is_scheduled(self):
        """Whether there is anything to draw on the road map."""
        return any(pillar.programmes or pillar.long_term for pillar in self.pillars)

    @property
    def description(self):
        """For search engines and for who is sent the link."""
        counted = words.listing([f"{number} {label}" for number, label in self.counts])
        return f"Masterplan Smart City {self.region} {self.period}: {counted} dalam {len(self.pillars)} pilar."


def page_of(facts: dict) -> Page:
    """`facts` as `editions.facts` keeps them."""
    money = facts["money"]
    start, end = facts["period"]
    years = tuple(year for year, _ in money["years"])
    return Page(
        region=facts["region"],
        province=facts["province"],
        period=f"{start}–{end}" if start != end else str(start),
        vision=facts["vision"],
        missions=tuple(facts["missions"]),
        counts=_counts(facts["counts"]),
        money=rounded(money["total"]),
        bars=_bars(money["years"]),
        undated=rounded(money["undated"]) if money["undated"] else "",
        unbudgeted=money["unbudgeted"],
        years=years,
        horizons=tuple(map(tuple, facts["horizons"])),
        pillars=tuple(_pillar(pillar, years) for pillar in facts["pillars"]),
        quick_wins=tuple({**one, "money": rounded(one["budget"])} for one in facts["quick_wins"]),
    )


def _counts(counts):
    return tuple((show_number(number), label) for label, number in counts)


def _bars(years):
    most = max((amount for _, amount in years), default=0)
    return tuple(
        Bar(year, rounded(amount) if amount else "–", show_rupiah(amount), round(100 * amount / most) if most else 0)
        for year, amount in years
    )


def _pillar(pillar, years):
    return Pillar(
        code=pillar["code"],
        name=pillar["name"],
        definition=pillar["definition"],
        counts=_counts(pillar["counts"]),
        money=rounded(pillar["money"]["total"]),
        targets=tuple(map(_target, pillar["targets"])),
        programmes=tuple(_programme(one, years) for one in pillar["programmes"]),
        long_term=tuple(pillar["long_term"]),
    )


def _target(target):
    unit = target["unit"]
    last = target["targets"][-1] if target["targets"] else None
    return Target(
        code=target["code"],
        statement=target["statement"],
        indicator=target["indicator"],
        now=_measured(target["baseline"], unit, target["baseline_year"]),
        then=_measured(last[1], unit, last[0]) if last else "belum ditetapkan",
    )


def _measured(value, unit, year):
    if value is None:
        return NO_DATA
    return f"{words.number(value)} {unit}".strip() + (f" ({year})" if year else "")


def _programme(one, years):
    amounts, runs = dict(one["budgets"]), set(one["years"])
    return Programme(
        code=one["code"],
        name=one["name"],
        agency=one["agency"],
        years=words.years(one["years"]),
        money=rounded(one["budget"]),
        quick_win=one["quick_win"],
        runs=tuple(
            (year, year in runs or bool(amounts.get(year)), rounded(amounts.get(year) or None)) for year in years
        ),
    )


def rounded(amount: int | None) -> str:
    """12345678901 → `Rp12,3 miliar`, 850000000 → `Rp850 juta`; "" for None. The full figures are in the open data."""
    if amount is None:
        return ""
    for unit, name in ((words.BILLION, "miliar"), (words.MILLION, "juta")):
        if amount >= unit:
            return f"Rp{words.rounded(amount, unit)} {name}"
    return show_rupiah(amount)
