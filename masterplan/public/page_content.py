"""The public page from the facts of an edition: what stands where, in words and figures. Pure."""

from dataclasses import dataclass

from masterplan.document import words
from workshops.number_format import show_number, show_rupiah, show_rupiah_short

NO_DATA = "belum ada data"
#: Years that fit beside a programme; of a longer time only words tell.
WIDEST = 10


@dataclass(frozen=True)
class MoneyBar:
    """Money of one year: `share` of the largest year in hundredths, for its picture."""

    year: int
    said: str
    exact: str
    share: int


@dataclass(frozen=True)
class PublicTarget:
    """A sasaran. `answers`: codes of masalah; `now` and `then`: `74 persen (2025)`, or that there is no number."""

    ref: str
    code: str
    statement: str
    answers: str
    indicator: str
    now: str
    then: str


@dataclass(frozen=True)
class PublicProgramme:
    """A program. `runs`: (year, whether it runs then, its money of that year in words) for each year of the page.

    place   where it stands on the page: itself, or its pillar in an edition that keeps no refs
    serves  code of its sasaran
    first   the year in which it begins, or None
    """

    ref: str
    place: str
    code: str
    name: str
    agency: str
    serves: str
    years: str
    first: int | None
    money: str
    quick_win: bool
    runs: tuple


@dataclass(frozen=True)
class RoadmapYear:
    """A year of the road map; None: not scheduled yet.

    running  how many programmes of each pillar run then, in words
    begun    the programmes that begin then, as (code of the pillar, Programme)
    """

    year: int | None
    running: tuple
    begun: tuple

    @property
    def place(self) -> str:
        """Return where it stands on the page."""
        return f"mulai-{self.year}" if self.year else "belum-dijadwalkan"


@dataclass(frozen=True)
class PublicPillar:
    """One pillar with its headline numbers (number, word); `told` are those that are not nothing."""

    code: str
    name: str
    definition: str
    counts: tuple
    money: str
    problems: tuple
    targets: tuple
    programmes: tuple
    long_term: tuple

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def shown_counts(self) -> tuple[tuple[str, str], ...]:
        return tuple((number, label) for number, label in self.counts if number != "0")


@dataclass(frozen=True)
class PublicPageContent:
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
    columns: tuple
    horizons: tuple
    pillars: tuple
    road: tuple
    quick_wins: tuple

    @property
    def vision_title(self) -> str:
        """Return what of vision and missions there is: `Visi dan misi`, or "" for neither."""
        given = {"visi": self.vision, "misi": self.missions}
        return " dan ".join(name for name, text in given.items() if text).capitalize()

    @property
    def is_long_vision(self) -> bool:
        return len(self.vision) > 240

    @property
    def years(self) -> tuple[RoadmapYear, ...]:
        """Return the years of the road map, without what is not scheduled."""
        return tuple(row for row in self.road if row.year)

    @property
    def begun(self) -> tuple[RoadmapYear, ...]:
        """Return what of the road map programmes begin in."""
        return tuple(row for row in self.road if row.begun)

    @property
    def is_scheduled(self) -> bool:
        """Whether there is anything to draw on the road map."""
        return any(pillar.programmes for pillar in self.pillars)

    @property
    def description(self) -> str:
        """Return a sentence for search engines and for who is sent the link."""
        counted = words.listing([f"{number} {label}" for number, label in self.counts])
        return f"Masterplan Smart City {self.region} {self.period}: {counted} dalam {len(self.pillars)} pilar."


def page_of(facts: dict) -> PublicPageContent:
    """Return `facts` as `editions.facts` keeps them."""
    money = facts["money"]
    start, end = facts["period"]
    years = _years(facts)
    pillars = tuple(_pillar(pillar, years) for pillar in facts["pillars"])
    return PublicPageContent(
        region=facts["region"],
        province=facts["province"],
        period=f"{start}–{end}" if start != end else str(start),
        vision=facts["vision"],
        missions=tuple(facts["missions"]),
        counts=_counts(facts["counts"]),
        money=_short(money["total"]),
        bars=_bars(money["years"]),
        undated=_short(money["undated"]) if money["undated"] else "",
        unbudgeted=money["unbudgeted"],
        columns=years if len(years) <= WIDEST else (),
        horizons=tuple(map(tuple, facts["horizons"])),
        pillars=pillars,
        road=_road(pillars, years),
        quick_wins=tuple(
            {**one, "money": _short(one["budget"]), "place": _place(one, one["pillar"])} for one in facts["quick_wins"]
        ),
    )


def anchor(code: str) -> str:
    """Return where the pillar with this code stands on the page."""
    return f"pilar-{code.lower()}"


def _place(one, code):
    return one.get("ref") or anchor(code)


def _years(facts):
    """Those of the plan, and any other in which a programme runs or has money."""
    years = {year for year, _ in facts["money"]["years"]}
    for pillar in facts["pillars"]:
        years.update(*(one["years"] for one in pillar["programmes"]))
    return tuple(sorted(years))


def _road(pillars, years):
    told = [(pillar.code, one) for pillar in pillars for one in pillar.programmes]
    rows = [
        RoadmapYear(
            year,
            tuple((pillar.code, show_number(sum(one.runs[at][1] for one in pillar.programmes))) for pillar in pillars),
            tuple((code, one) for code, one in told if one.first == year),
        )
        for at, year in enumerate(years)
    ]
    unplanned = tuple((code, one) for code, one in told if one.first is None)
    return (*rows, RoadmapYear(None, (), unplanned)) if unplanned else tuple(rows)


def _counts(counts):
    return tuple((show_number(number), label) for label, number in counts)


def _bars(years):
    most = max((amount for _, amount in years), default=0)
    return tuple(
        MoneyBar(
            year, _short(amount) if amount else "–", show_rupiah(amount), round(100 * amount / most) if most else 0
        )
        for year, amount in years
    )


def _pillar(pillar, years):
    return PublicPillar(
        code=pillar["code"],
        name=pillar["name"],
        definition=pillar["definition"],
        counts=_counts(pillar["counts"]),
        money=_short(pillar["money"]["total"]),
        problems=tuple(pillar.get("problems", ())),
        targets=tuple(map(_target, pillar["targets"])),
        programmes=tuple(_programme(one, years, pillar["code"]) for one in pillar["programmes"]),
        long_term=tuple(pillar["long_term"]),
    )


def _target(target):
    unit = target["unit"]
    last = target["targets"][-1] if target["targets"] else None
    return PublicTarget(
        ref=target.get("ref", ""),
        code=target["code"],
        statement=target["statement"],
        answers=words.listing(target.get("problems", ())),
        indicator=target["indicator"],
        now=_measured(target["baseline"], unit, target["baseline_year"]),
        then=_measured(last[1], unit, last[0]) if last else "belum ditetapkan",
    )


def _measured(value, unit, year):
    if value is None:
        return NO_DATA
    return f"{show_number(value)} {unit}".strip() + (f" ({year})" if year else "")


def _programme(one, years, pillar):
    amounts, running = dict(one["budgets"]), set(one["years"])
    runs = tuple(
        (year, year in running or bool(amounts.get(year)), _short(amounts.get(year) or None)) for year in years
    )
    return PublicProgramme(
        ref=one.get("ref", ""),
        place=_place(one, pillar),
        code=one["code"],
        name=one["name"],
        agency=one["agency"],
        serves=one.get("target", ""),
        years=words.years(one["years"]),
        first=next((year for year, is_running, _ in runs if is_running), None),
        money=_short(one["budget"]),
        quick_win=one["quick_win"],
        runs=runs,
    )


def _short(amount: int | None) -> str:
    """Return `Rp12,35 miliar`; "" for None. The full amounts are in the open data."""
    return "" if amount is None else show_rupiah_short(amount)
