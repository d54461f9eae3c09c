"""What a plan holds of what was typed: one question for the stems, one for everything that is found."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import ClientCursor

from pillars.models.search_index import INDEXED, word_of_plan, words_sql
from pillars.search.sources import Source, sources
from pillars.search.terms import SearchQuery, Term, terms_of
from workshops.permissions import Actor, role_in, verdict
from workshops.plans.models import Plan

#: Results of a kind on the page of all kinds, and on its own page.
FEW, MANY = 6, 100
MANY_ROWS = 1_000
EXACT, TITLE, ELSEWHERE = range(3)
_INDEXES = "SET LOCAL enable_seqscan = off; "


@dataclass(frozen=True)
class FoundRow:
    """A row that was found. `rank` EXACT, TITLE or ELSEWHERE; `total` rows of its source; `slug`, `pillar` of its
    pillar or ""; `parts` the texts of its source's parts, as the database gives them.
    """

    source: Source
    number: int
    code: str
    title: str
    slug: str
    pillar: str
    deleted: bool
    rank: int
    total: int
    parts: tuple


def find(plan: Plan, actor: Actor, asked: SearchQuery, only: Source | None = None) -> tuple[list[FoundRow], list[Term]]:
    """Return ([Row] grouped by source, best first, [Term]). Searches the bin as far as `actor` may open it."""
    terms = terms_of(asked.pieces, _stems(asked.words))
    wanted = [only] if only else sources()
    values = _values(plan, actor, asked, terms) | {"most": MANY if only else FEW}
    named = _offices(plan, terms, values)
    selects = [_select(number, one, asked, terms, named) for number, one in enumerate(wanted)]
    connection.ensure_connection()
    # two statements in one go, planned for their values: the client fills them in, a server would only take one
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    filled_in: Any = ClientCursor(connection.connection)
    with wrap(filled_in) as cursor:
        # how common a word is, the planner can only guess: reading all rows is never the shorter way here
        cursor.execute(_INDEXES + " UNION ALL ".join(f"({select})" for select in selects), values)
        cursor.nextset()
        found: list[Any] = cursor.fetchall()
        rows = [FoundRow(wanted[row[0]], *row[1:-1], parts=tuple(row[-1] or ())) for row in found]
    rows.sort(key=lambda row: wanted.index(row.source))
    return rows, terms


def _stems(words):
    """{word: stem} by the Indonesian dictionary that every PostgreSQL has."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('indonesian_stem', word))[1] FROM unnest(%s::text[]) AS word", [list(words)]
        )
        return {word: stem for word, stem in cursor.fetchall() if stem}


def _offices(plan, terms, values):
    """For each term whether an office is named so; their ids go into `values`."""
    texts = "lower(concat_ws(' ', o.name, o.short))"
    each = [f"array_agg(o.id) FILTER (WHERE {_matches(texts, [(n, term)])})" for n, term in enumerate(terms)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(each)} FROM workshops_opd o WHERE o.plan_id = %(plan)s", values)
        found = cursor.fetchone()
    values |= {f"opd{n}": ids for n, ids in enumerate(found) if ids}
    return [bool(ids) for ids in found]


def _values(plan, actor, asked, terms):
    own = actor.pillar or None
    values = {
        "plan": plan.pk,
        "key": asked.key,
        "own": own or "",
        "bin_own": bool(verdict("bin.view", role_in(actor, own))),
        "bin_other": bool(verdict("bin.view", role_in(actor, "\ue000"))),
    }
    for n, term in enumerate(terms):
        before = "(?<![0-9.,])" if term.is_number else "\\m"
        values[f"re{n}"] = before + term.pattern
        values[f"words{n}"] = re.sub("'(.+?)'", lambda word: f"'{word_of_plan(plan.pk, word[1])}'", term.words)
        for m, text in enumerate(term.likes):
            values[f"like{n}_{m}"] = f"%{_escaped(text)}%"
    return values


def _escaped(text):
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _select(place, one, asked, terms, named):
    """The SELECT of a source: the best rows first by number, then their texts."""
    exact, own = _exact(one, asked), "p.id = t.pillar_id"
    pillar = f"JOIN pillars_pillar p ON {own}" if one.pillar else ""
    parts = f"ARRAY[{', '.join(f'({part.sql})::text' for part in one.parts)}]" if one.parts else "NULL::text[]"
    slug = "p.slug, p.code" if one.pillar else "t.slug, t.code" if one.key == "pilar" else "'', ''"
    deleted = "t.deleted_in IS NOT NULL" if one.is_card else "false"
    head, texts, found = _read(one, list(enumerate(terms)), exact, named, asked)
    return f"""
        SELECT {place}, {one.number}, ({one.code})::text, coalesce({one.title}, '')::text, {slug}, {deleted},
               f.rank, f.total, {parts}
        FROM (SELECT t.id, CASE WHEN {exact} THEN {EXACT} WHEN {_matches(head, list(enumerate(terms)))} THEN {TITLE}
                           ELSE {ELSEWHERE} END AS rank, count(*) OVER () AS total
              FROM {one.table} t {pillar.replace(own, f"{own} + 0")} {one.join} {texts}
              WHERE {found} AND {_there(one)}
              ORDER BY rank, {one.order} LIMIT %(most)s) f
        JOIN {one.table} t ON t.id = f.id {pillar} {one.join}
        ORDER BY f.rank, {one.order}"""


def _read(one, terms, exact, named, asked):
    """How the rows of a source are read: (title, what is joined for their texts, which rows are found)."""
    texts = ", ".join([one.code, one.head, *(part.sql for part in one.parts)])
    head, body = f"lower({one.head})", f"lower(concat_ws(' ', {texts}))"
    if one.key not in INDEXED:
        joined = f"CROSS JOIN LATERAL (SELECT {head} AS head, {body} AS body OFFSET 0) h"
        return "h.head", joined, f"t.plan_id = %(plan)s AND (({_matches('h.body', terms)}) OR {exact})"
    found = _meant(one, "t", asked, terms, named)
    if unsure := [(n, term) for n, term in terms if term.is_number]:
        # what the index says of words is the answer; a number may be part of a longer one, and who asks for one that
        # a thousand rows hold will not read them all
        many = f"SELECT count(*) FROM (SELECT 1 FROM {one.table} x WHERE {_meant(one, 'x', asked, terms, named)}"
        found += f" AND (({many} LIMIT {MANY_ROWS}) c) = {MANY_ROWS} OR ({_matches(body, unsure)}) OR {exact})"
    return head, "", found


def _exact(one, asked):
    """Whether a row is the very one whose code or number was typed."""
    if not asked.key:
        return "false"
    exact = [f"lower(translate({one.code}, ' -', '')) = %(key)s"] if one.code != "''" else []
    return " OR ".join([*exact, *([f"'{one.key}' || t.number = %(key)s"] if one.is_card else [])]) or "false"


def _meant(one, row, asked, terms, named):
    """Which rows of a large table can be meant at all: written so that only the index of its words can answer it, and
    never all rows of the plan one by one. `row`: the alias of the table.
    """
    words = words_sql(one.key, f"{row}.")
    each = []
    for n, _ in terms:
        office = f" OR {row}.{one.office} = ANY(%(opd{n})s)" if one.office and named[n] else ""
        each.append(f"({words} @@ %(words{n})s::tsquery{office})")
    meant = " AND ".join(each)
    number = asked.key.removeprefix(one.key)
    if number != asked.key and number.isdecimal() and len(number) < 10:
        of_number = f"SELECT id FROM {one.table} WHERE plan_id = %(plan)s AND number = {int(number)}"
        meant = f"({meant} OR {row}.id = ({of_number}))"
    return f"{row}.plan_id + 0 = %(plan)s AND {meant}"


def _there(one):
    """Which rows there are for the reader: live ones, and the bin that they may open; what was merged is elsewhere."""
    if not one.is_card:
        return one.where
    bin_of = "CASE WHEN p.code = %(own)s THEN %(bin_own)s ELSE %(bin_other)s END" if one.pillar else "%(bin_own)s"
    return f"(t.deleted_in IS NULL OR ({bin_of} AND t.merged_into = ''))"


def _matches(text, terms):
    """Whether a text holds every one of `terms` (number, Term)."""
    found = []
    for n, term in terms:
        likes = " OR ".join(f"{text} LIKE %(like{n}_{m})s" for m in range(len(term.likes)))
        found.append(f"(({likes}) AND {text} ~ %(re{n})s)")
    return " AND ".join(found) or "true"
