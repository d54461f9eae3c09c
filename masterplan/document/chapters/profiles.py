"""Every programme in full: what it produces, for which target, who does it, when, and with which money, to the
rupiah.
"""

from masterplan.document import pieces, words
from masterplan.document.further_fields import remaining_rows
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Profile, ProfileRow
from pillars.plan_view.shapes import Pillar
from workshops.number_format import show_number, show_rupiah

GROUP_LABELS = {
    "kebijakan_kelembagaan": "Kebijakan dan kelembagaan",
    "infrastruktur": "Infrastruktur pendukung",
    "aplikasi": "Aplikasi dan perangkat lunak",
    "kapasitas_sdm": "Kapasitas SDM",
    "literasi": "Literasi warga",
}
RENSTRA = {"selaras": "selaras", "sebagian": "sebagian", "belum_ada": "belum ada"}


def programme_profiles(pillar: Pillar, texts: BookTexts) -> list[Profile]:
    return [_profile(p, texts, pillar) for p in pillar.programmes]


def _profile(p, texts, pillar):
    facts = texts.facts
    strategy, target = facts.strategies.get(p.strategy), facts.target_of(p)
    objective = facts.objectives.get(target.objective) if target else None
    rows = [
        ProfileRow(label="Keluaran", lines=pieces.typed_lines(p.output, "belum ada keluaran")),
        pieces.field(
            "Strategi",
            pieces.coded(strategy.code, strategy.statement, strategy.ref)
            if strategy
            else pieces.gap("belum dikaitkan dengan strategi"),
        ),
        pieces.field(
            "Sasaran",
            *(
                (pieces.coded(target.code, target.statement, target.ref), pieces.span(_course(target), "small"))
                if target
                else (pieces.gap("belum dikaitkan dengan sasaran"),)
            ),
        ),
        pieces.field("Menjawab", _problems(target, facts), half=True),
        pieces.field("Keterangan", _about(p), half=True),
        pieces.field(
            "Sasaran RPJMD",
            pieces.coded(objective.code, objective.statement) if objective else pieces.gap("belum dikaitkan"),
        ),
        pieces.field(
            "Nomenklatur",
            " ".join(filter(None, (p.nomenclature_code, p.nomenclature_program))) or pieces.gap("belum ditulis"),
        ),
        pieces.field(
            "Kelompok", GROUP_LABELS.get(p.action_group, p.action_group) or pieces.gap("belum dikelompokkan"), half=True
        ),
        pieces.field("Waktu", _time(p), half=True),
        pieces.field("Penanggung jawab", p.lead_opd or pieces.gap(words.NO_AGENCY), half=True),
        pieces.field("Sumber dana", words.listing(p.funding) or pieces.gap("belum ada sumber dana"), half=True),
        pieces.field("Pendukung", words.listing(p.support_opd) or "–"),
        pieces.field("Anggaran", *_money(p)),
    ]
    if owners := facts.co_owners(p):
        rows.append(pieces.field("Milik bersama", f"pilar {owners}"))
    if p.location:
        rows.append(pieces.field("Lokasi", words.listing(p.location)))
    if p.note:
        rows.append(ProfileRow(label="Catatan", lines=pieces.typed_lines(p.note)))
    rows += remaining_rows(p)
    badge = (
        "Quick win"
        if p.chosen
        else "Nominasi quick win"
        if p.quick_win and p.quick_win_status != "tidak_terpilih"
        else ""
    )
    return Profile(id=p.ref, code=p.code or p.ref, title=p.name, badge=badge, rows=tuple(rows), pillar=pillar.code)


def _course(target):
    """Where the indicator goes: 'Indeks, indeks: 84,1 (2025) menjadi 89 (2031)'."""
    if not target.indicator:
        return "Indikator belum ditulis."
    start = (
        f"{show_number(target.baseline)} ({target.baseline_year or 'tahun belum ditulis'})"
        if target.baseline is not None
        else words.NO_DATA
    )
    end = f"{show_number(target.targets[-1][1])} ({target.targets[-1][0]})" if target.targets else "target belum ada"
    return f"{target.indicator}{f', {target.unit}' if target.unit else ''}: {start} menjadi {end}"


def _problems(target, facts):
    problems = [facts.problems[r] for r in target.problems if r in facts.problems] if target else []
    if not problems:
        return (pieces.gap("belum dikaitkan dengan masalah"),)
    spans = []
    for at, p in enumerate(problems):
        spans += [pieces.span(", " if at else "Masalah "), pieces.span(p.code, "code", p.ref)]
    return tuple(spans)


def _time(p):
    term = f"jangka {pieces.TERM.get(p.term, p.term).lower()}" if p.term else None
    return (
        pieces.span(words.years(p.years)) if p.years else pieces.gap(words.NO_YEARS),
        pieces.span(", "),
        pieces.span(term) if term else pieces.gap("jangka belum ditetapkan"),
    )


def _money(p):
    total = p.cost
    if total is None:
        return (pieces.gap(words.NO_BUDGET),)
    lines = [(pieces.span(show_rupiah(total), "strong"),)]
    if p.budgets:
        lines.append((pieces.span("; ".join(f"{year}: {show_rupiah(amount)}" for year, amount in p.budgets), "small"),))
    else:
        lines.append((pieces.gap("belum dibagi per tahun"),))
    if p.budget is not None and p.budgets and p.budget != total:
        lines.append(
            (
                pieces.span(
                    f"Jumlah yang ditulis kelompok: {show_rupiah(p.budget)}, berbeda dengan jumlah per tahun.", "small"
                ),
            )
        )
    return lines


def _about(p):
    parts = []
    if p.status:
        parts.append(f"isi: {pieces.status_words(p.status)}")
    if p.quick_win_status or p.quick_win:
        parts.append(f"quick win: {pieces.QUICK_WIN.get(p.quick_win_status, p.quick_win_status or 'nominasi')}")
    if p.renstra_status:
        parts.append(f"keadaan di Renstra: {RENSTRA.get(p.renstra_status, p.renstra_status)}")
    return "; ".join(parts) or "–"
