"""The RPJMD of a plan beside one of its targets: finding a sasaran, what is chosen, how the figures differ."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.measures import plain_unit, same_indicator
from pillars.models import RpjmdDocument
from pillars.models.chain import Entry
from pillars.models.reference_data import Objective
from pillars.query_words import plain, words_of
from workshops.number_format import show_number
from workshops.plans.models import Plan

# Weight of a hit by where the word stands
CODE, STATEMENT, INDICATOR, OFFICE = 8, 4, 2, 1


@dataclass(frozen=True)
class ObjectiveHit:
    """A sasaran of the RPJMD as a search result. `statement` and `indicator` are runs [(text, is found)]."""

    objective: Objective
    statement: tuple
    indicator: tuple
    is_match: bool
    is_chosen: bool

    @property
    def figures(self) -> str:
        """Return “9,11 % (2024) menjadi 4 % (2029)”, as far as the document says it."""
        targets = fields.from_json(self.objective.targets, "years_table_number") or {}
        points = [(self.objective.baseline, self.objective.baseline_year)]
        points += [(targets[year], year) for year in sorted(targets)[-1:]]
        unit = self.objective.unit or ""
        return " menjadi ".join(
            f"{show_number(number)} {unit}".strip() + (f" ({year})" if year else "")
            for number, year in points
            if number is not None
        )


def search(objectives: list[Objective], query: str, chosen: Objective | None = None) -> list[ObjectiveHit]:
    """Return hits for `query`, best first, then those under the same tujuan; without a query all, in their order."""
    words = words_of(query)
    scores = {objective.pk: _score(objective, words) for objective in objectives}
    goals = {objective.goal_id for objective in objectives if scores[objective.pk]}
    found = [
        objective
        for objective in objectives
        if not query.strip() or scores[objective.pk] or objective.goal_id in goals - {None} or objective == chosen
    ]
    found.sort(key=lambda objective: -scores[objective.pk])
    return [
        ObjectiveHit(
            objective,
            marked(objective.statement, words),
            marked(objective.indicator, words),
            scores[objective.pk] > 0,
            objective == chosen,
        )
        for objective in found
    ]


def _score(objective, words):
    office = objective.lead_opd
    places = (
        (CODE, objective.code),
        (STATEMENT, objective.statement),
        (INDICATOR, " ".join(one.indicator or "" for one in objective.measures)),
        (OFFICE, f"{office.name} {office.short or ''}" if office else ""),
    )
    texts = [(weight, plain(text)) for weight, text in places]
    best = [max((weight for weight, text in texts if _holds(text, word)), default=0) for word in words]
    return sum(best) if best and all(best) else 0


def _holds(text, word):
    """True when the word or its Indonesian root stands in the text: `kemiskinan` finds `miskin`."""
    return word in text or any(root in text for root in roots(word))


def roots(word: str) -> list[str]:
    """Return what may remain of a word without its prefix and suffix; nothing shorter than four letters."""
    found = set()
    for prefix in ("", "meng", "mem", "men", "me", "ber", "ter", "peng", "pem", "pen", "per", "pe", "ke", "di", "se"):
        for suffix in ("", "kan", "an", "nya", "i"):
            if word.startswith(prefix) and word.endswith(suffix):
                root = word[len(prefix) : len(word) - len(suffix)]
                if len(root) >= 4 and root != word:
                    found.add(root)
    return sorted(found, key=len, reverse=True)


def marked(text: str | None, words: list[Any]) -> tuple[tuple[str, bool], ...]:
    """Return the text as runs [(piece, is found)]; the longest form of each word that occurs is marked."""
    text = unicodedata.normalize("NFC", text or "")
    low, marks = plain(text), bytearray(len(text))
    for word in words:
        form = next((form for form in (word, *roots(word)) if form in low), "")
        start = low.find(form) if form else -1
        while start >= 0:
            marks[start : start + len(form)] = b"\1" * len(form)
            start = low.find(form, start + len(form))
    runs = []
    for letter, mark in zip(text, marks, strict=True):
        if runs and runs[-1][1] == bool(mark):
            runs[-1][0].append(letter)
        else:
            runs.append(([letter], bool(mark)))
    return tuple(("".join(letters), is_found) for letters, is_found in runs)


@dataclass(frozen=True)
class ComparisonRow:
    """A line of the comparison: theirs, ours, and whether they differ in a way worth a word."""

    label: str
    theirs: str
    ours: str
    is_off: bool = False


def compare(objective: Objective, target: Entry) -> list[ComparisonRow]:
    """Return the region's figures beside ours: indicator, unit and direction, angka awal, each year that both name.

    Of several indicators of the sasaran the one that the target is measured by; the first where none is.
    """
    measure = _measure_of(objective, target)
    theirs = fields.from_json(measure.targets, "years_table_number") or {}
    ours = fields.from_json(target.targets_by_year, "years_table_number") or {}
    rows = [
        _texts("Indikator", measure.indicator, target.indicator),
        _texts("Satuan", measure.unit, target.unit),
        ComparisonRow(
            "Angka awal",
            measure.baseline_text or _with_year(measure.baseline, measure.baseline_year),
            _with_year(target.baseline, target.baseline_year),
        ),
    ]
    direction = _direction_of(measure, target)
    for year in sorted(theirs):
        weaker = _weaker(theirs[year], ours.get(year), direction)
        mine = show_number(ours[year]) if year in ours else "belum diisi"
        shown = f"{mine} · {weaker}" if weaker else mine
        rows.append(ComparisonRow(f"Target {year}", show_number(theirs[year]), shown, bool(weaker)))
    after = [year for year in sorted(ours) if theirs and year > max(theirs)]
    if after:
        later = ", ".join(f"{show_number(ours[year])} ({year})" for year in after)
        rows.append(ComparisonRow(f"Setelah {max(theirs)}", "tidak diatur", later))
    return rows


def findings(objective: Objective, target: Entry) -> list[str]:
    """Return [sentence] for each year in which our target is weaker than the RPJMD's."""
    measure = _measure_of(objective, target)
    theirs = fields.from_json(measure.targets, "years_table_number") or {}
    ours = fields.from_json(target.targets_by_year, "years_table_number") or {}
    return [
        f"Target {year} ({show_number(ours[year])}) lebih lemah daripada RPJMD {objective.code} "
        f"({show_number(theirs[year])})."
        for year in sorted(theirs)
        if _weaker(theirs[year], ours.get(year), _direction_of(measure, target))
    ]


def _measure_of(objective, target):
    named = (one for one in objective.measures if same_indicator(one.indicator or "", target.indicator or ""))
    return next(named, objective)


def _direction_of(measure, target):
    """The direction by which the two may be compared: only figures of one indicator in one unit can be weaker."""
    same = same_indicator(measure.indicator or "", target.indicator or "")
    return target.direction if same and plain_unit(measure.unit or "") == plain_unit(target.unit or "") else None


def _weaker(theirs, ours, direction):
    """`lebih lemah 1,0` when ours asks for less than the RPJMD in the direction that is good; else ""."""
    if ours is None or direction not in ("naik", "turun"):
        return ""
    gap = theirs - ours if direction == "naik" else ours - theirs
    return f"lebih lemah {show_number(gap)}" if gap > 0 else ""


def _texts(label, theirs, ours):
    same = theirs and plain(theirs).strip() == plain(ours).strip()
    return ComparisonRow(label, theirs or "–", "sama" if same else (ours or "belum diisi"))


def _with_year(number, year):
    if number is None:
        return "–"
    return show_number(number) + (f" ({year})" if year else "")


NONE_FITS = "tidak-ada"


@dataclass(frozen=True)
class TargetComparison:
    """What the page shows. `hits` are search results; `none_fits`: no sasaran of the RPJMD suits.

    before  [(ref, label)] of the previous RPJMD; before_chosen: the ref that stands chosen there.
    """

    query: str
    hits: list
    count: int
    chosen: Objective | None
    none_fits: bool
    status: str
    reason: str
    rows: list
    findings: list
    before: list
    before_chosen: str

    @property
    def matches(self) -> int:
        return sum(hit.is_match for hit in self.hits)


def objectives_of(plan: Plan) -> list[Objective]:
    """Return the sasaran of the RPJMD in force, with their offices and tujuan, in the document's order."""
    rows = plan.rpjmd_objectives.filter(document__role=RpjmdDocument.CURRENT)
    return list(rows.select_related("lead_opd", "goal").prefetch_related("further"))


def previous_of(plan: Plan) -> list[Any]:
    """Return [(ref, label)] of the sasaran of the previous RPJMD, in the document's order."""
    rows = plan.rpjmd_objectives.filter(document__role=RpjmdDocument.PREVIOUS)
    return [(row.ref, f"{row.code} {row.statement or ''}".strip()[:120]) for row in rows]


def read_alignment_query(plan: Plan, entry: Entry, asked: QueryDict) -> TargetComparison:
    """Return what `asked` (GET or POST: cari, pilih or rpjmd_ref, alignment_…) means for the target `entry`."""
    objectives = objectives_of(plan)
    picked = asked.get("rpjmd_ref") or asked.get("pilih")
    chosen = next((row for row in objectives if row.ref == picked), entry.rpjmd if not picked else None)
    query = asked.get("cari", "")[:200]
    hits = search(objectives, query, chosen)
    if chosen is None and picked != NONE_FITS and query.strip() and hits and hits[0].is_match:
        chosen = hits[0].objective
    return TargetComparison(
        query,
        hits,
        len(objectives),
        chosen,
        picked == NONE_FITS or (not picked and not chosen and entry.alignment_status == "belum_ada"),
        asked.get("alignment_status") or entry.alignment_status or "",
        asked.get("alignment_reason", entry.alignment_reason or ""),
        compare(chosen, entry) if chosen else [],
        findings(chosen, entry) if chosen else [],
        previous_of(plan),
        asked.get("rpjmd_previous_ref", entry.rpjmd_previous.ref if entry.rpjmd_previous_id else ""),
    )
