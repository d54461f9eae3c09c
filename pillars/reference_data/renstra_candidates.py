"""The programmes of Renstra that a programme of a group may be: those of its lead office first, others by search."""

from dataclasses import dataclass

from pillars.fields import code_sort_key
from pillars.models.chain import Programme
from pillars.models.reference_data import RenstraProgramme
from pillars.query_words import plain, words_of
from pillars.reference_data.row_states import renstra_state
from pillars.reference_data.table_import.renstra import facts_of
from workshops.plans.models import Plan

#: Programmes of Renstra that a page lists.
MOST = 60


@dataclass(frozen=True)
class Pick:
    """One programme of a Renstra to choose: `facts` [(label, text)]."""

    row: RenstraProgramme
    facts: list
    is_chosen: bool


@dataclass(frozen=True)
class Picks:
    """`groups` [(office, [Pick], whether it leads the programme)]; `found` of `total` are listed."""

    query: str
    groups: list
    found: int
    total: int


def picks_for(plan: Plan, entry: Programme, query: str, chosen: str) -> Picks:
    """Return the Picks beside a programme; `chosen`: the ref that is chosen now.

    Without a query those of the lead office.
    """
    rows = list(plan.renstra_programmes.select_related("opd"))
    rows.sort(key=lambda row: (row.opd.number, code_sort_key(row.code or ""), row.number))
    words = words_of(query)
    lead = entry.lead_opd_id
    found = [row for row in rows if row.ref == chosen or (_holds(row, words) if query.strip() else row.opd_id == lead)]
    if not found and not query.strip() and lead is None:
        found = rows
    found.sort(key=lambda row: row.opd_id != lead)
    groups = {}
    for row in found[:MOST]:
        pick = Pick(row, facts_of(renstra_state(row), lambda refs: ""), row.ref == chosen)
        groups.setdefault(row.opd, []).append(pick)
    listed = [(office, picks, office.pk == lead) for office, picks in groups.items()]
    return Picks(query, listed, len(found), len(rows))


def _holds(row, words):
    text = plain(f"{row.code or ''} {row.name} {row.opd.name} {row.opd.short or ''}")
    return all(word in text for word in words)
