"""The page of search: results by kind, what was found marked in its sentence, and where it stands."""

import json
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.kinds import KINDS
from pillars.models import SHARED
from pillars.search.queries import EXACT, FoundRow, find
from pillars.search.sources import Source, source
from pillars.search.terms import SearchQuery, Unclear, marked, parse_query, snippet
from workshops.access import PlanRequest, asks
from workshops.number_format import show_number, show_rupiah


@dataclass(frozen=True)
class SearchHit:
    """One result. `title`, `text`: runs [(part, whether it was found)]; `field` the label of the text that was found
    besides the title, "" for none.
    """

    code: str
    title: tuple
    field: str
    text: tuple
    href: str
    pillar: str
    deleted: bool


@dataclass(frozen=True)
class HitGroup:
    """The results of a source; `more` the query of the page that shows further ones, "" where all are shown."""

    source: Source
    total: int
    hits: list
    more: str = ""


@dataclass(frozen=True)
class Results:
    """What the page shows. `sentence`: why nothing was searched; `exact`: what has the very code that was typed."""

    query: str
    only: Source | None = None
    sentence: str = ""
    exact: tuple = ()
    groups: tuple = ()
    total: int = 0


def results(request: PlanRequest) -> Results:
    """Return what the address of `request` (`?q=…&jenis=…`) finds."""
    query, only = request.GET.get("q", ""), source(request.GET.get("jenis", ""))
    if not query.strip():
        return Results("", only)
    try:
        wanted = parse_query(query)
    except Unclear as unclear:
        return Results(query[:200], only, unclear.sentence)
    return _found(request, query, wanted, only)


def _found(request, query, wanted: SearchQuery, only):
    rows, terms = find(request.plan, request.actor, wanted, only)
    groups = {}
    for row in rows:
        groups.setdefault(row.source, []).append(row)
    made = tuple(
        HitGroup(one, members[0].total, [_hit(request.plan, row, terms) for row in members], _more(query, one, members))
        for one, members in groups.items()
    )
    exact = tuple(_hit(request.plan, row, terms) for row in rows if row.rank == EXACT)
    return Results(query, only, "", exact, made, sum(group.total for group in made))


def _more(query, one, members):
    return f"?{urlencode({'q': query, 'jenis': one.key})}" if members[0].total > len(members) else ""


def _hit(plan, row: FoundRow, terms) -> SearchHit:
    title = marked(_cut(row.title, terms), terms)
    part, text = _where(row, terms)
    return SearchHit(
        code=row.code if row.source.key != "catatan" else "",
        title=title,
        field=part.label if part else "",
        text=marked(snippet(text, terms), terms) if part else (),
        href=_address(plan, row, part),
        pillar=row.pillar,
        deleted=row.deleted,
    )


def _cut(title, terms):
    return title if len(title) <= 240 else snippet(title, terms, 240)


def _where(row, terms):
    """(Part, its text) where the words stand that the title does not hold; (None, "") where it holds them all."""
    left = [term for term in terms if not any(found for _, found in marked(f"{row.code} {row.title}", [term]))]
    for part, raw in zip(row.source.parts, row.parts, strict=False):
        text = _as_read(part.type, raw)
        if text and any(found for term in left for _, found in marked(text, [term])):
            return part, text
    return None, ""


def _as_read(type_, raw):
    """The text of a part as pages write it."""
    if not raw:
        return ""
    if type_ in ("list_text", "choices"):
        items = _parsed(raw)
        return "; ".join(map(str, items)) if isinstance(items, list) else str(items)
    if type_ == "rupiah":
        return show_rupiah(int(raw)) if raw.lstrip("-").isdigit() else raw
    if type_ == "number_unit":
        return show_number(Decimal(raw))
    if type_ == "years_table_rupiah":
        return "; ".join(show_rupiah(int(one)) for one in _parsed(raw) if one is not None)
    if type_ == "years_table_number":
        return "; ".join(show_number(Decimal(str(one))) for one in _parsed(raw) if one is not None)
    return raw


def _parsed(raw):
    try:
        return json.loads(raw, parse_float=Decimal)
    except ValueError:
        return [raw]


def _address(plan, row, part):
    slug, key = plan.slug, row.source.key
    if row.source.is_card:
        card = reverse("edit_entry", args=[slug, row.slug or SHARED.slug, f"{key}-{row.number}"])
        return f"{card}#f-{part.key}" if part and part.key in KINDS[key].keys else card
    if key == "catatan":
        is_card = not row.code.startswith("bab-")
        return reverse("review_card", args=[slug, row.code]) if is_card else reverse("review_desk", args=[slug])
    if key == "pilar":
        return reverse("group_board", args=[slug, row.slug])
    numbered = {"rpjmd": "coverage_objective", "renstra": "coverage_renstra", "opd": "coverage_office"}
    if key in numbered:
        return reverse(numbered[key], args=[slug, row.number])
    return reverse("people" if key == "peserta" else "frame", args=[slug])


@asks(GET="search")
def search(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the field, and what `?q=` finds in this plan."""
    found = results(request)
    return render(request, "pillars/search/search.html", {"found": found, "plan": request.plan})
