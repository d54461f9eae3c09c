"""Nominations of a plan, pillar by pillar, with what the data say of each; the profile of one quick win."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pillars import fields
from pillars.kinds import KINDS
from pillars.models import Answer, Nomination, Pillar, Programme, QuickWinProfile, risks_of_profiles
from pillars.models.chain import Entry
from pillars.models.quick_wins import Risk
from pillars.quick_win_guide import CONDITIONS, HIGH, MOST, PARTS, SHORT, is_placeholder, level_of, order_of, sum_of
from workshops.access import PlanRequest
from workshops.number_format import show_rupiah_short
from workshops.plans.models import Plan

NOMINATED, CHOSEN, DROPPED = "nominasi", "terpilih", "tidak_terpilih"
#: Chosen ones first, then those that wait, then those that were not chosen.
_PLACES = {CHOSEN: 0, NOMINATED: 1, DROPPED: 2}
#: Fields of a criterion that may stay empty.
OPTIONAL = {KINDS["profil_quick_win"].field("tenaga").label}
_LABELS = {
    key: {answer.value: answer.label.lower() for answer in KINDS["nominasi_quick_win"].field(key).answers}
    for key in ("gate", "criteria")
}


@dataclass(frozen=True)
class AnswerCell:
    """One answer as a table shows it. `said` in words, "" for none; `look` ok, warn or bad."""

    key: str
    head: str
    said: str = ""
    look: str = ""
    data: str = ""


@dataclass(frozen=True)
class NominationRow:
    """A nomination. `card` is None for a programme that is only marked as one; `programme` None for a free proposal."""

    card: Nomination | None
    programme: Programme | None
    status: str
    gate: tuple
    criteria: tuple
    sum: Any
    profile: QuickWinProfile | None = None

    @property
    def ref(self) -> str:
        return self.card.ref if self.card else self.programme.ref

    @property
    def code(self) -> str:
        return self.programme.code if self.programme else self.card.code

    @property
    def title(self) -> str:
        return self.programme.name if self.programme else self.card.usulan

    @property
    def is_ordinary(self) -> bool:
        """Return whether a condition was answered with “tidak”: it stays an ordinary programme."""
        return any(cell.said == "tidak" for cell in self.gate)


@dataclass
class PillarNominations:
    """A pillar with its nominations, the best first; `chosen` those that were decided on."""

    pillar: Pillar
    lines: list = field(default_factory=list)

    @property
    def chosen(self) -> list[Any]:
        return [line for line in self.lines if line.status == CHOSEN]


def read_places(plan: Plan) -> list[PillarNominations]:
    """Return [Place] of all pillars of a plan, in a number of queries that does not grow."""
    cards = list(Nomination.objects.filter(plan=plan, deleted_in=None).select_related("programme"))
    marked = Programme.objects.filter(plan=plan, deleted_in=None, quick_win=True).select_related("strategy__target")
    programmes: dict[Any, Programme] = {row.pk: row for row in marked}
    others = [card.programme_id for card in cards if card.programme_id and card.programme_id not in programmes]
    if others:
        rows = Programme.objects.filter(plan=plan, pk__in=others).select_related("strategy__target")
        programmes |= {row.pk: row for row in rows}
    profiles: dict[Any, QuickWinProfile] = {
        row.programme_id: row for row in QuickWinProfile.objects.filter(plan=plan, deleted_in=None)
    }
    facts = NominationFacts(plan)
    places = {row.pk: PillarNominations(row) for row in Pillar.objects.filter(plan=plan)}
    said = set()
    for card in cards:
        programme = programmes.get(card.programme_id)
        said.add(card.programme_id)
        places[card.pillar_id].lines.append(line_of(card, programme, facts, profiles.get(card.programme_id)))
    for pk, programme in programmes.items():
        if pk not in said:
            places[programme.pillar_id].lines.append(line_of(None, programme, facts, profiles.get(pk)))
    for place in places.values():
        place.lines.sort(key=_place_of)
    return list(places.values())


def _place_of(line):
    given = (line.card.gate, line.card.criteria) if line.card else (None, None)
    return _PLACES.get(line.status, 1), *order_of(*given), fields.code_sort_key(line.code)


def line_of(
    card: Nomination | None, programme: Any, facts: "NominationFacts", profile: QuickWinProfile | None = None
) -> NominationRow:
    """Return the Line of a nomination, of a marked programme, or of both."""
    gate, criteria = (card.gate or {}, card.criteria or {}) if card else ({}, {})
    status = (programme.quick_win_status if programme else None) or NOMINATED
    conditions = tuple(_cell("gate", one.key, gate, facts.of(one.key, programme)) for one in CONDITIONS)
    answers = tuple(_cell("criteria", part.key, criteria) for part in PARTS)
    return NominationRow(card, programme, status, conditions, answers, sum_of(criteria), profile)


def _cell(table, key, given, data=""):
    said = given.get(key, "")
    look = {"ya": "ok", "sebagian": "warn", "tidak": "bad"}.get(said, "")
    return AnswerCell(key, SHORT[key], _LABELS[table].get(said, said), look, data)


class NominationFacts:
    """What the plan itself says to the three conditions of a programme, in sentences. Two queries for all of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        live = Programme.objects.filter(plan=plan, deleted_in=None)
        self.beside = Counter(live.order_by().values_list("strategy__target", flat=True))
        answers = Answer.objects.filter(plan=plan, problem__deleted_in=None)
        self.problems = Counter(answers.order_by().values_list("target", flat=True))

    def of(self, key: str, programme: Any) -> str:
        """Return the sentence for the condition `key`; "" for a proposal that is no programme yet."""
        if programme is None:
            return ""
        return {
            "under_12_months": self._time,
            "leverage": self._leverage,
            "felt_directly": self._felt,
        }[key](programme)

    def _time(self, programme):
        years = sorted(programme.years or [])
        if not years:
            return "Tahun program belum dipilih."
        money = (programme.budget_by_year or {}).get(str(years[0]))
        first = f"anggaran {years[0]} {show_rupiah_short(money)}" if money else f"anggaran {years[0]} belum ada"
        if len(years) == 1:
            return f"Program berjalan {years[0]} saja; {first}."
        years = fields.show_years(years)
        return f"Program berjalan {years}; {first}. Sebut apa yang sudah dapat dipakai pada tahun itu."

    def _leverage(self, programme):
        target = programme.strategy.target
        beside, problems = self.beside[target.pk] - 1, self.problems[target.pk]
        shared = f", milik bersama {', '.join(programme.shared_with)}" if programme.shared_with else ""
        others = f"bersama {beside} program lain" if beside > 0 else "satu-satunya program"
        return f"Untuk sasaran {target.code} {others}; sasaran itu menjawab {problems} masalah{shared}."

    def _felt(self, programme):
        where = f" Lokasi: {', '.join(map(str, programme.location[:3]))}." if programme.location else ""
        output = programme.output or ""
        text = output if len(output) <= 160 else f"{output[:159].rsplit(' ', 1)[0]} …"
        return f"Keluaran: {text.rstrip('.')}.{where}" if text else f"Keluaran program belum ditulis.{where}"


@dataclass(frozen=True)
class CriterionText:
    """One field of a criterion: `is_placeholder` where the instruction of the form still stands there."""

    label: str
    text: str
    is_placeholder: bool


@dataclass(frozen=True)
class CriterionSection:
    """A criterion of a profile: what is written to it, what the nomination answers, and `empty`: what is missing."""

    part: Any
    said: tuple
    answer: AnswerCell | None
    empty: tuple

    @property
    def is_complete(self) -> bool:
        return not self.empty and not any(one.is_placeholder for one in self.said)


@dataclass(frozen=True)
class RiskLine:
    row: Risk
    level: Any

    @property
    def look(self) -> str:
        return {"rendah": "ok", "sedang": "warn"}.get(self.level.value, "bad") if self.level else ""


@dataclass
class QuickWinPage:
    """Everything about the quick win of one programme. `profile` None: it has none yet."""

    programme: Entry
    line: NominationRow | None
    profile: QuickWinProfile | None
    sections: list = field(default_factory=list)
    risks: list = field(default_factory=list)
    grid: list = field(default_factory=list)

    @property
    def complete(self) -> int:
        return sum(section.is_complete for section in self.sections)

    @property
    def unhandled(self) -> list[str]:
        """Return the codes of the high risks that nobody has written a treatment for."""
        return [one.row.kode or one.row.code for one in self.risks if untreated(one.row)]


def untreated(risk: Risk) -> bool:
    """Whether a risk is high and nobody has written what is done about it."""
    return risk.tingkat is not None and risk.tingkat >= HIGH and not (risk.penanganan or "").strip()


def read_page(plan: Plan, programme: Entry) -> QuickWinPage:
    """Return the Page of a live programme."""
    card = Nomination.objects.filter(programme=programme, deleted_in=None).first()
    rows = QuickWinProfile.objects.filter(programme=programme, deleted_in=None)
    profile = rows.prefetch_related(risks_of_profiles()).first()
    line = line_of(card, programme, NominationFacts(plan), profile) if card or programme.quick_win else None
    page = QuickWinPage(programme, line, profile)
    if profile is None:
        return page
    page.risks = [RiskLine(row, level_of(row.tingkat)) for row in profile.live_risks]
    answers = {cell.key: cell for cell in line.criteria} if line else {}
    page.sections = [_section(part, profile, answers.get(part.key)) for part in PARTS]
    page.grid = list(_grid(profile.live_risks))
    return page


def _section(part, profile, answer):
    kind = KINDS["profil_quick_win"]
    said = []
    for key in part.fields:
        described = kind.field(key)
        text = fields.display_field(described, getattr(profile, key))
        said.append(CriterionText(described.label, text, is_placeholder(text)))
    empty = [one.label for one in said if not one.text and one.label not in OPTIONAL]
    if part.key == "risk":
        empty = _missing_risks(profile.live_risks)
    return CriterionSection(part, tuple(said), answer, tuple(empty))


def _missing_risks(risks):
    if len(risks) < 2:
        return ["paling sedikit dua risiko"]
    open_ones = [row.kode or row.code for row in risks if not row.penanganan]
    return [f"penanganan {', '.join(open_ones)}"] if open_ones else []


@dataclass(frozen=True)
class Spot:
    """A field of the 5 × 5 map; `codes` of the risks that stand on it, `R1, R2`."""

    impact: int
    score: int
    level: Any
    codes: str


def _grid(risks):
    """[(likelihood, its word, [Spot of impact 1 … 5])], the likeliest first."""
    words = {choice.value: choice.label for choice in KINDS["risiko"].field("kemungkinan").options}
    for likelihood in range(5, 0, -1):
        spots = []
        for impact in range(1, 6):
            here = [row.kode or row.code for row in risks if (row.kemungkinan, row.dampak) == (likelihood, impact)]
            score = likelihood * impact
            spots.append(Spot(impact, score, level_of(score), ", ".join(here)))
        yield likelihood, words[likelihood], spots


def quick_win_panel(request: PlanRequest, entry: Entry) -> dict[str, dict[str, Any]]:
    """Return {"quick": …} for a card that has to do with quick wins, {} for any other."""
    if entry.KIND == "nominasi_quick_win":
        return {"quick": _of_nomination(entry)}
    programme = {"program": lambda: entry, "profil_quick_win": lambda: entry.programme}.get(entry.KIND)
    programme = programme() if programme else entry.profile.programme if entry.KIND == "risiko" else None
    if programme is None:
        return {}
    card = programme.nominations.filter(deleted_in=None).first() if programme.quick_win else None
    may = request.may.quickwin_nominate and not entry.is_deleted
    return {"quick": {"programme": programme, "card": card, "may_nominate": may}}


def _of_nomination(entry):
    """Its Line, and its place among the nominations of its pillar."""
    rows = Nomination.objects.filter(plan=entry.plan_id, pillar=entry.pillar_id, deleted_in=None)
    numbers = list(rows.order_by("position", "number").values_list("number", flat=True))
    at = numbers.index(entry.number) if entry.number in numbers else -1
    around = [numbers[n] if 0 <= n < len(numbers) and at >= 0 else None for n in (at - 1, at + 1)]
    before, after = (f"{entry.KIND}-{number}" if number else "" for number in around)
    line = line_of(entry, entry.programme, NominationFacts(entry.plan))
    places = {"at": at + 1, "many": len(numbers), "before": before, "after": after}
    return {"line": line, "parts": PARTS, "most": MOST, **places}
