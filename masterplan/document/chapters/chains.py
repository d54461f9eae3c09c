"""The chain masalah → sasaran → strategi → program as knots on a thread: each masalah with answers, by dimension."""

from collections.abc import Iterator

from masterplan.document import pieces, words
from masterplan.document.further_fields import remaining
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chain, Figure, Knot, Paragraph, Table
from pillars.plan_view.cards import Strategy, Target
from pillars.plan_view.shapes import Pillar
from workshops.number_format import show_number

#: Said in a slice where the chain goes on in a pillar that is not in it.
BEYOND = "Sasarannya dimiliki pilar lain."
DIRECTION_WORDS = {"naik": "arah naik", "turun": "arah turun", "tetap": "arah tetap"}


def main_chain(pillar: Pillar, texts: BookTexts) -> Chain:
    """Return the thread of the opening page: the first problem, its first target and strategy, and the quick win."""
    return Chain(
        id=f"rantai-utama-{pillar.code.lower()}",
        title=f"Rantai utama pilar {pillar.name}",
        pillar=pillar.code,
        knots=tuple(_main_knots(pillar, texts.facts)),
    )


def _main_knots(pillar, facts):
    problem = next(iter(facts.ranked(pillar)), None)
    if problem is None:
        yield _missing("Masalah utama", "Belum ada masalah.")
        return
    target = next(iter(facts.targets_of[problem.ref]), None)
    strategy = next(iter(facts.strategies_of[target.ref]), None) if target else None
    yield _knot(f"Masalah utama · {problem.code}", problem.statement)
    if target:
        yield _knot(f"Sasaran · {target.code}", target.statement)
    else:
        yield _missing("Sasaran", "Belum ada sasaran." if not facts.targets_outside_slice(problem) else BEYOND)
    if strategy:
        yield _knot(f"Strategi · {strategy.code}", strategy.statement)
    else:
        yield _missing("Strategi", "Belum ada strategi.")
    if win := next((p for p in pillar.programmes if p.chosen), None):
        yield _knot(f"Quick win · {win.code}", win.name, filled=True)
    elif not facts.book_data.beyond.title:  # in a slice it may be another's
        yield _missing("Quick win", "Pilar belum memiliki quick win terpilih.")


def _knot(kind, text, **kw):
    return Knot(kind=kind, children=(pieces.para(words.sentence(text)),), **kw)


def _missing(kind, sentence):
    return Knot(kind=kind, missing=True, children=(pieces.absent(sentence),))


def by_dimension(
    pillar: Pillar, texts: BookTexts, numbering: pieces.Numbering
) -> Iterator[tuple[str, list[Chain | Paragraph]]]:
    """Return (title, parts) of each sub-dimension, and of what belongs to none."""
    facts = texts.facts
    told = {}  # targets stand once, under the first problem that they answer
    known = {d.code for d in pillar.dimensions}
    own = {p.ref for p in pillar.problems}
    groups = [(d.name, d.code) for d in pillar.dimensions]

    def home(entry):
        return entry.dimension if entry.dimension in known else ""

    if (
        any(not home(p) for p in pillar.problems)
        or any(not home(t) for t in _orphans(pillar, own))
        or _loose(pillar, facts)
    ):
        groups.append(("Tanpa sub-dimensi", ""))
    for name, code in groups:
        problems = [p for p in facts.ranked(pillar) if home(p) == code]
        orphans = [t for t in _orphans(pillar, own) if home(t) == code]
        targets = [t for t in pillar.targets if home(t) == code]
        strategies = [s for t in targets for s in facts.strategies_of[t.ref]]
        programmes = [p for s in strategies for p in facts.programmes_of[s.ref]]
        parts = (
            [
                pieces.para(
                    "Sub-dimensi ini memuat "
                    + words.listing(
                        words.tally(
                            (len(problems), "masalah"),
                            (len(targets), "sasaran"),
                            (len(strategies), "strategi"),
                            (len(programmes), "program"),
                        )
                    )
                    + "."
                    + (" Urutannya mengikuti peringkat masalah." if len(problems) > 1 else "")
                )
            ]
            if problems or targets
            else [pieces.absent(f"Sub-dimensi {name} belum memiliki masalah dan sasaran.")]
        )
        for problem in problems:
            parts += _chain(problem, pillar, texts, numbering, told)
        for target in orphans:
            parts += _orphan_chain(target, pillar, texts, numbering, told)
        if not code:
            parts += _loose_programmes(pillar, facts)
        yield name, parts


def _orphans(pillar, own):
    """Targets that no problem of this pillar leads to."""
    return [t for t in pillar.targets if not own.intersection(t.problems)]


def _loose(pillar, facts):
    """Strategies without a target of the plan and programmes without a strategy of it: kept, and said."""
    return [e for e in pillar.strategies if e.target not in facts.targets] + [
        e for e in pillar.programmes if e.strategy not in facts.strategies
    ]


def _loose_programmes(pillar, facts):
    for entry in _loose(pillar, facts):
        text = getattr(entry, "statement", None) or entry.name
        code = " · ".join(filter(None, (entry.code, getattr(entry, "swot_quadrant", ""))))
        yield pieces.para(
            (
                pieces.span(f"{code} ", "code"),
                pieces.span(words.sentence(text)),
                pieces.gap(" Belum terkait dengan induknya."),
            ),
            "note",
        )
        # the fields of every programme stand in its profile
        yield from _strategy_fields(entry) if isinstance(entry, Strategy) else ()


def _chain(problem, pillar, texts, numbering, told):
    facts = texts.facts
    knots = [_problem_knot(problem, pillar, texts)]
    used = list(problem.sources)
    targets = facts.targets_of[problem.ref]
    elsewhere = facts.targets_outside_slice(problem)
    for target in elsewhere:
        knots.append(_elsewhere(target, target.text, target.pillar))
    if not targets and not elsewhere:
        knots.append(_missing("Sasaran", f"Belum ada sasaran. Ditunggu dari kelompok {pillar.name}."))
    for target in targets:
        if target.ref in told:
            said = (pieces.span(words.sentence(target.statement) + " "), *told[target.ref])
            knots.append(Knot(kind=f"Sasaran · {target.code}", children=(pieces.para(said),)))
            continue
        if facts.pillar_of[target.ref] is not pillar:
            knots.append(_elsewhere(target, target.statement, facts.pillar_of[target.ref].name))
            continue
        told[target.ref] = _told_under(problem)
        knots += _target_knots(target, pillar, texts, numbering)
        used += target.sources
    return _with_sources(
        Chain(id=f"rantai-{problem.ref}", title=f"Rantai {problem.code}", pillar=pillar.code, knots=tuple(knots)),
        used,
        texts,
    )


def _elsewhere(target, text, pillar):
    """A target that is told in the chapter of another pillar."""
    said = f"{words.sentence(text)} Diuraikan pada pilar {pillar}."
    return Knot(kind=f"Sasaran · {target.code}", children=(pieces.para(said),))


def _told_under(problem) -> tuple:
    """Where a target stands that answers further problems."""
    return (
        pieces.span("Diuraikan pada masalah ", "small"),
        pieces.span(problem.code, "code", problem.ref),
        pieces.span(".", "small"),
    )


def _orphan_chain(target, pillar, texts, numbering, told):
    told[target.ref] = ()
    facts = texts.facts
    elsewhere = [(p.code, p.statement) for p in map(facts.problems.get, target.problems) if p]
    elsewhere += [(p.code, p.text) for p in facts.book_data.beyond.problems if target.ref in p.touches]
    first = (
        Knot(
            kind="Masalah",
            children=(
                pieces.para(
                    "Menjawab " + words.listing(f"{code} ({text.rstrip('.')})" for code, text in elsewhere) + "."
                ),
            ),
        )
        if elsewhere
        else _missing("Masalah", "Sasaran ini belum dikaitkan dengan masalah.")
    )
    chain = Chain(
        id=f"rantai-{target.ref}",
        title=f"Rantai {target.code}",
        pillar=pillar.code,
        knots=(first, *_target_knots(target, pillar, texts, numbering)),
    )
    return _with_sources(chain, target.sources, texts)


def _with_sources(chain, sources, texts):
    line = pieces.source_line(texts, sources)
    return [chain, Paragraph(spans=line, role="source")] if line else [chain]


def _problem_knot(p, pillar, texts):
    children = []
    evidence = list(pieces.paras(p.evidence, "evidence"))
    status = f" Keterangan bukti: {pieces.status_words(p.evidence_status)}." if p.evidence_status else ""
    if evidence:
        spans = (
            *evidence[-1].spans,
            *pieces.marks(texts, p.sources),
            *((pieces.span(status, "small"),) if status else ()),
        )
        children += [*evidence[:-1], Paragraph(role="evidence", spans=spans)]
    else:
        children.append(
            pieces.para(
                (pieces.gap("Bukti: belum ada data."), *pieces.marks(texts, p.sources), pieces.span(status, "small")),
                "evidence",
            )
        )
    children += labelled("Akar masalah", p.root_cause) + labelled("Terdampak", p.affected)
    children.append(pieces.para((pieces.span("USG ", "strong"), *_usg(p, len(pillar.problems))), "evidence"))
    if p.note:
        children += labelled("Catatan", p.note)
    children += _further(p)
    return Knot(
        id=p.ref, kind=f"Masalah · {p.code}", statement=p.statement, children=tuple(children), pillar=pillar.code
    )


def labelled(label: str, text: str) -> list[Paragraph]:
    """Return what people typed under a bold label; a gap when empty."""
    lines = pieces.paras(text, "evidence")
    if not lines:
        return [pieces.para((pieces.span(f"{label}. ", "strong"), pieces.gap("Belum diisi.")), "evidence")]
    first = Paragraph(role="evidence", spans=(pieces.span(f"{label}. ", "strong"), *lines[0].spans))
    return [first, *lines[1:]]


def _further(card):
    """The fields of a card that have no place of their own."""
    return [part for label, text in remaining(card) for part in labelled(label, text)]


def _strategy_fields(strategy):
    return [*(labelled("Catatan", strategy.note) if strategy.note else ()), *_further(strategy)]


def _usg(p, of):
    parts = (p.urgency, p.seriousness, p.growth)
    if any(v is None for v in parts):
        known = ", ".join(
            f"{label} {v}" for label, v in zip(("mendesak", "gawat", "memburuk"), parts, strict=True) if v is not None
        )
        out = [pieces.gap(f"belum lengkap dinilai{f' ({known})' if known else ''}")]
    else:
        out = [
            pieces.span(
                f"{p.urgency} + {p.seriousness} + {p.growth} = {p.score if p.score is not None else sum(parts)}"
            )
        ]
    out.append(pieces.span(f", peringkat {p.rank} dari {of}." if p.rank else "."))
    return out


def _target_knots(t, pillar, texts, numbering):
    facts = texts.facts
    kind = f"Sasaran · {t.code}" + (f" · RPJMD {t.objective}" if t.objective else " · belum dikaitkan dengan RPJMD")
    children = [*_owned_with(t, facts), *_indicator(t, texts, numbering, pillar)]
    knots = [Knot(id=t.ref, kind=kind, statement=t.statement, children=tuple(children), pillar=pillar.code)]
    strategies = facts.strategies_of[t.ref]
    if not strategies:
        knots.append(_missing("Strategi", "Belum ada strategi untuk sasaran ini."))
    for s in strategies:
        quadrant = f" · {s.swot_quadrant}" if s.swot_quadrant else ""
        body = [pieces.para(words.sentence(s.statement)), *_strategy_fields(s)]
        knots.append(Knot(id=s.ref, kind=f"Strategi · {s.code}{quadrant}", children=tuple(body), pillar=pillar.code))
        programmes = facts.programmes_of[s.ref]
        knots.append(
            Knot(kind="Program", filled=True, pillar=pillar.code, children=(_programmes(programmes, facts, pillar),))
            if programmes
            else _missing("Program", f"Belum ada program untuk strategi {s.code}.")
        )
    return knots


def _indicator(t, texts, numbering, pillar):
    facts = texts.facts
    other = [r for r in t.problems if r in facts.problems]
    answers = words.listing(facts.problems[r].code for r in other)
    details = [
        f"Menjawab {answers}" if answers else "",
        DIRECTION_WORDS.get(t.direction, ""),
        f"angka awal: {pieces.status_words(t.baseline_status)}" if t.baseline_status else "",
        f"target: {pieces.status_words(t.targets_status)}" if t.targets_status else "",
        words.listing(t.sdg),
        f"pemilik data: {t.baseline_owner}" if t.baseline_owner else "",
    ]
    line = "; ".join(d for d in details if d)
    title = (t.indicator or "Indikator belum ditulis") + (f", {t.unit}" if t.unit else "")
    figure = years_strip(t, texts, title, numbering, pillar)
    yield figure
    yield pieces.para((pieces.span(line + "." if line else "", "small"), *pieces.marks(texts, t.sources)), "evidence")
    if t.measurement:
        yield from labelled("Cara mengukur", t.measurement)
    if t.note:
        yield from labelled("Catatan", t.note)
    yield from _further(t)


def years_strip(t: Target, texts: BookTexts, title: str, numbering: pieces.Numbering, pillar: Pillar) -> Figure:
    """Return the indicator's years: baseline first, then every year of the period; a year without a target says so."""
    years = sorted({*texts.book_data.period.years, *(y for y, _ in t.targets)})
    values = dict(t.targets)
    cells = [(f"Awal {t.baseline_year or ''}".strip(), t.baseline), *((str(y), values.get(y)) for y in years)]
    data = tuple((year, "" if n is None else show_number(n), "" if n is None else str(n)) for year, n in cells)
    when = t.baseline_year or "tahun yang belum ditulis"
    said = "belum ada data" if t.baseline is None else f"{show_number(t.baseline)} {t.unit} pada {when}"
    targets = ", ".join(f"{year}: {shown or 'belum ada'}" for year, shown, _ in data[1:])
    described = f"Angka awal {said}; target {targets}."
    return numbering.figure(title, "years_strip", data=data, description=described, pillar=pillar.code)


def _programmes(programmes, facts, pillar):
    rows = []
    for p in programmes:
        name = (pieces.span(p.name), *pieces.badge(p))
        owners = facts.co_owners(p)
        rows.append(
            pieces.row(
                pieces.code_cell(p),
                pieces.cell(
                    name,
                    f"Keluaran: {p.output}" if p.output else pieces.gap("Keluaran belum ditulis"),
                    f"Milik bersama dengan pilar {owners}" if owners else "",
                ),
                pieces.agency_of(p.lead_opd, facts),
                pieces.years_of(p.years),
                pieces.money(p.cost, words.NO_BUDGET),
                pillar=pillar.code,
            )
        )
    return Table(
        look="dense",
        rows=tuple(rows),
        pillar=pillar.code,
        columns=pieces.cols("Kode 19 code | Program | OPD 27 | Tahun 20 | Rp juta 19 number"),
    )


def _owned_with(entry, facts):
    """The sentence that names the co-owners, as children of a card; nothing for a card of one pillar."""
    names = facts.co_owners(entry)
    return (
        (pieces.para((pieces.span("Milik bersama ", "strong"), pieces.span(f"dengan pilar {names}.")), "evidence"),)
        if names
        else ()
    )
