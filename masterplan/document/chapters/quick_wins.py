"""The quick win of a pillar: its profile and its risks."""

from masterplan.document import pieces, words
from masterplan.document.further_fields import remaining_lines, remaining_rows
from masterplan.document.nodes import Node
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Profile, ProfileRow
from pillars.plan_view.cards import QuickWin
from pillars.plan_view.shapes import Pillar
from pillars.quick_win_guide import is_placeholder
from workshops.number_format import show_number, show_rupiah

#: (label, name) of the texts of a profile.
TEXTS = (
    ("Penjelasan singkat", "summary"),
    ("Manfaat", "benefit"),
    ("Keunikan", "uniqueness"),
    ("Daya tarik", "attraction"),
    ("Potensi pengembangan", "growth"),
)


def risk_level(level: int | None) -> str:
    """Return 1–4 rendah, 5–9 sedang, 10–15 tinggi, from 16 sangat tinggi (`risk_level` of the kinds)."""
    if level is None:
        return "belum dinilai"
    return "rendah" if level < 5 else "sedang" if level < 10 else "tinggi" if level < 16 else "sangat tinggi"


def partners_of(win: QuickWin | None) -> str:
    """Return `Universitas Contoh (pengetahuan) dan Kampus`; "" for none."""
    return words.listing(f"{p.name} ({p.form})" if p.form else p.name for p in win.partners) if win else ""


def sustained(win: QuickWin | None) -> str:
    """Return in what ways a quick win is to last; "" where none is named."""
    return words.listing(win.sustainability) if win else ""


def quick_win_parts(pillar: Pillar, texts: BookTexts, numbering: pieces.Numbering) -> list[Node]:
    wins = [w for w in texts.book_data.quick_wins if w.pillar == pillar.code]
    if not wins:
        chosen = [p for p in pillar.programmes if p.chosen]
        if not chosen and texts.book_data.beyond.title:  # another's, maybe
            return []
        if not chosen:
            return [pieces.absent("Pilar belum memiliki quick win terpilih.")] if pillar.programmes else []
        return [
            pieces.para((pieces.span("Quick win terpilih: "), *_named(chosen), pieces.gap(". Profilnya belum diisi.")))
        ]
    parts = []
    for win in wins:
        parts += _profile(win, pillar, texts, numbering)
    return parts


def _named(programmes):
    for at, p in enumerate(programmes):
        yield pieces.span(f"{'; ' if at else ''}{p.code} ", "code", p.ref)
        yield pieces.span(p.name)


def _profile(win, pillar, texts, numbering):
    programme = texts.facts.programmes.get(win.programme)
    resources = [show_rupiah(win.budget) if win.budget is not None else pieces.gap(words.NO_BUDGET)]
    if win.funding or win.years:
        resources.append(
            pieces.span("; ".join(filter(None, (words.listing(win.funding), words.years(win.years)))), "small")
        )
    if win.resources:
        resources += list(pieces.typed_lines(win.resources))
    rows = [
        pieces.field(
            "Program",
            pieces.coded(programme.code, programme.name, programme.ref)
            if programme
            else pieces.gap("belum dikaitkan dengan program"),
        ),
        pieces.field("Penanggung jawab", (programme.lead_opd if programme else "") or pieces.gap(words.NO_AGENCY)),
    ]
    kind = "; ".join(
        filter(
            None,
            (
                win.innovation,
                f"tahap {win.stage}" if win.stage else "",
                f"kemajuan {show_number(win.progress)} persen" if win.progress is not None else "",
            ),
        )
    )
    if kind:
        rows.append(pieces.field("Jenis dan tahap", kind))
    *told, growth = (_told(label, getattr(win, name)) for label, name in TEXTS)
    rows += [
        *told,
        pieces.field("Kemitraan", partners_of(win) or pieces.gap("belum diisi")),
        growth,
        pieces.field("Keberlangsungan", sustained(win) or pieces.gap("belum diisi")),
        pieces.field("Sumber daya", *resources),
    ]
    if win.status:
        rows.append(pieces.field("Keterangan isi", pieces.status_words(win.status)))
    rows += remaining_rows(win)
    name = win.name or (programme.name if programme else "Quick win")
    out = [
        Profile(
            id=f"quick-win-{win.programme or pillar.code.lower()}",
            code=programme.code if programme else "",
            title=name,
            badge="Quick win",
            rows=tuple(rows),
            pillar=pillar.code,
        )
    ]
    return [*out, *_risks(win, name, pillar, numbering)]


def _told(label, text):
    """A text of the profile; the instruction of the form is nothing that was written."""
    return ProfileRow(label=label, lines=pieces.typed_lines("" if is_placeholder(text) else text, "belum diisi"))


def _risks(win, name, pillar, numbering):
    if not win.risks:
        return [pieces.absent("Risiko quick win belum diisi.")]
    rows = []
    for r in win.risks:
        level = r.level if r.level is not None else r.likelihood * r.impact if r.likelihood and r.impact else None
        told = [f"Sebab: {r.cause}" if r.cause else "", f"Akibat: {r.effect}" if r.effect else ""]
        score = f"{r.likelihood} × {r.impact} = {level}" if r.likelihood and r.impact else pieces.gap("belum dinilai")
        owner = "; ".join(filter(None, (r.owner, r.when)))
        rows.append(
            pieces.row(
                r.label or "–",
                pieces.cell(pieces.span(r.event, "strong"), *filter(None, told), *remaining_lines(r)),
                pieces.cell(score, risk_level(level)),
                pieces.cell(r.handling or pieces.gap("belum ada penanganan"), owner),
                pillar=pillar.code,
            )
        )
    return [
        numbering.table(
            f"Risiko {name}",
            rows,
            "Kode 14 code | Peristiwa 60 | Tingkat 28 | Penanganan",
            unit="tingkat = kemungkinan × dampak",
            pillar=pillar.code,
        )
    ]
