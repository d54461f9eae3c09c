"""A part of a plan as book data of its own: one pillar, or the programmes that one office leads or supports. Pure.

What belongs to others is not in it; where its cards touch those of others, `book_data.beyond` names them. The frame
(region, RPJMD, offices, SWOT, vision, prose) is everybody's and stays; the bimteks are of the whole plan and do not.
"""

import re
from dataclasses import replace

from masterplan.document.book_data import Beyond, BookData, Neighbour

PILLAR, OFFICE = "pilar", "opd"


class UnknownPart(Exception):
    """The plan has no such pillar or office; `str()` is the sentence for people."""


def sliced(book_data: BookData, part: str) -> BookData:
    """Return `part`: `pilar:GOV` or `opd:<name or short name>`. Raises UnknownPart."""
    kind, _, key = part.partition(":")
    if kind == PILLAR:
        return _of_pillar(book_data, key)
    if kind == OFFICE:
        return _of_office(book_data, key)
    raise UnknownPart(f"Bagian “{part}” tidak dikenal.")


def _of_pillar(book_data, code):
    own = [p for p in book_data.pillars if p.code == code]
    if not own:
        raise UnknownPart(f"Pilar {code} tidak ada pada rencana ini.")
    return _cut(book_data, tuple(own), f"Pilar {own[0].name}")


def _of_office(book_data, key):
    """What the office carries, with what leads to it: its strategies, their targets, the problems answered."""
    name = _names(book_data).get(key.strip().casefold())
    if name is None:
        raise UnknownPart(f"OPD “{key}” tidak ada pada rencana ini.")
    named = _names(book_data)
    carried = {
        e.ref: e
        for p in book_data.pillars
        for e in p.programmes
        if name in {named.get(one.casefold()) for one in (e.lead_opd, *e.support_opd) if one}
    }
    wanted = {e.strategy for e in carried.values()}
    strategies = {s.ref: s for p in book_data.pillars for s in p.strategies if s.ref in wanted}
    wanted = {s.target for s in strategies.values()}
    targets = {t.ref: t for p in book_data.pillars for t in p.targets if t.ref in wanted}
    problems = {ref for t in targets.values() for ref in t.problems}
    pillars = (_pruned(p, carried, strategies, targets, problems) for p in book_data.pillars)
    own = tuple(p for p in pillars if p.programmes or p.strategies or p.targets or p.problems)
    return _cut(book_data, own, f"Program {name}")


def _pruned(pillar, programmes, strategies, targets, problems):
    pillar = replace(
        pillar,
        programmes=tuple(e for e in pillar.programmes if e.ref in programmes),
        strategies=tuple(e for e in pillar.strategies if e.ref in strategies),
        targets=tuple(e for e in pillar.targets if e.ref in targets),
        problems=tuple(e for e in pillar.problems if e.ref in problems),
    )
    used = {e.dimension for e in (*pillar.problems, *pillar.targets)}
    return replace(pillar, dimensions=tuple(d for d in pillar.dimensions if d.code in used))


def _names(book_data) -> dict[str, str]:
    """{name or short name in small letters: the office's name}; a name counts before another's short name."""
    short = {o.short.casefold(): o.name for o in book_data.opd if o.short}
    return short | {o.name.casefold(): o.name for o in book_data.opd}


def _cut(book_data, own, title):
    """The book data with these pillars only: no ref and no code of it leads to a card that is not there."""
    mine = _refs(own)
    codes = {e.code for p in own for e in p.problems}
    programmes = [e for p in own for e in p.programmes]
    groups = {e.action_group for e in programmes}
    pillar_codes = {p.code for p in own}
    return replace(
        book_data.with_cards(**_cards(book_data, mine, pillar_codes, codes)),
        pillars=tuple(_closed(p, mine) for p in own),
        teams=tuple(t for t in book_data.teams if t.pillar in pillar_codes),
        action_plans=tuple(a for a in book_data.action_plans if a.group in groups),
        closings=type(book_data.closings)(),
        notes=tuple(note for note in book_data.notes if not _names_others(note, book_data, mine)),
        beyond=_beyond(book_data, own, title),
    )


def _cards(book_data, mine, pillar_codes, codes):
    """The cards outside the chain, by their kinds, with what they name of the slice."""
    return {
        "profil_quick_win": tuple(w for w in book_data.quick_wins if _is_told(w, mine, pillar_codes)),
        "nominasi_quick_win": tuple(n for n in book_data.nominations if _is_told(n, mine, pillar_codes)),
        "kesenjangan": tuple(
            g.replace(problems=tuple(c for c in g.problems if c in codes))
            for g in book_data.gaps
            if codes.intersection(g.problems)
        ),
        "tujuan": tuple(
            a.replace(targets=tuple(t for t in a.targets if t in mine))
            for a in book_data.aims
            if mine.intersection(a.targets)
        ),
    }


def _is_told(row, mine, pillar_codes):
    """A profile or nomination stays with its programme; a proposal without one with its pillar."""
    return row.programme in mine if row.programme else row.pillar in pillar_codes


def _names_others(note, book_data, mine) -> bool:
    """Whether a note of the plan speaks of a card that is not in the slice, by its code."""
    said = set(re.findall(r"[\w.-]+\w", note))
    return any(e.code in said for p in book_data.pillars for e in p.chain if e.ref not in mine)


def _refs(pillars) -> set[str]:
    return {e.ref for p in pillars for e in p.chain}


def _closed(pillar, mine):
    return replace(
        pillar,
        targets=tuple(t.replace(problems=tuple(r for r in t.problems if r in mine)) for t in pillar.targets),
        strategies=tuple(s.replace(target=s.target if s.target in mine else "") for s in pillar.strategies),
        programmes=tuple(e.replace(strategy=e.strategy if e.strategy in mine else "") for e in pillar.programmes),
    )


def _beyond(book_data, own, title) -> Beyond:
    """The cards outside that cards inside point at, or that point at them."""
    mine = _refs(own)
    codes = {p.code for p in own}
    problems, targets, shared = [], [], []
    for p in book_data.pillars:
        for e in p.problems:
            answers = tuple(t.ref for q in own for t in q.targets if e.ref in t.problems)
            if e.ref not in mine and answers:
                problems.append(_neighbour("Masalah", e, e.statement, p, answers))
        for t in p.targets:
            answered = tuple(ref for ref in t.problems if ref in mine)
            if t.ref not in mine and answered:
                targets.append(_neighbour("Sasaran", t, t.statement, p, answered))
        if p.code in codes:
            continue
        for kind, e, text in (
            *(("Sasaran", t, t.statement) for t in p.targets),
            *(("Program", e, e.name) for e in p.programmes),
        ):
            if owners := tuple(code for code in e.shared_with if code in codes):
                shared.append(_neighbour(kind, e, text, p, owners))
    outside = tuple((p.code, p.name) for p in book_data.pillars if p.code not in codes)
    return Beyond(title=title, pillars=outside, problems=tuple(problems), targets=tuple(targets), shared=tuple(shared))


def _neighbour(kind, card, text, pillar, touches) -> Neighbour:
    return Neighbour(kind=kind, code=card.code, text=text, pillar=pillar.name, touches=touches)
