"""The RPJMD of a plan beside one of its targets: what was found, what is chosen, how the figures differ."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pillars.alignment.search import compare, findings, search
from pillars.models import RpjmdDocument
from pillars.models.chain import Entry
from pillars.models.reference_data import Objective
from workshops.plans.models import Plan

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
