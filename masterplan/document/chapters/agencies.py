"""Lampiran D: what each OPD carries and supports, the partners outside, and the OPD of the plan."""

from collections import defaultdict

from masterplan.document import pieces, sums, words
from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter

COLUMNS = pieces.cols("Kode 18 code | Program | Tahun 24 | Anggaran 26 number")


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    numbering = pieces.Numbering("D")
    leads, supports = _carried(book_data, texts.facts)
    parts = [_by_lead(book_data, leads, supports, numbering)]
    partners = {name: programmes for name, programmes in supports.items() if name not in leads}
    if partners:
        parts.append(_partners(partners, numbering))
    if book_data.opd:
        parts.append(_listed(book_data, texts, numbering))
    return pieces.annex("opd", "Program menurut OPD", *parts)


def _carried(book_data, facts):
    """Programmes by lead and by supporter; a supporter written by its short name counts under the full one."""
    full = {o.short.casefold(): o.name for o in book_data.opd if o.short} | {
        o.name.casefold(): o.name for o in book_data.opd
    }
    leads, supports = defaultdict(list), defaultdict(list)
    for p in facts.programmes.values():
        leads[p.lead_opd].append(p)
        for name in p.support_opd:
            supports[full.get(name.casefold(), name)].append(p)
    return leads, supports


def _by_lead(book_data, leads, supports, numbering):
    if not leads:
        return pieces.absent("Belum ada program.")
    known = [o.name for o in book_data.opd]
    short = {o.name: o.short for o in book_data.opd}
    order = [name for name in known if name in leads] + sorted(n for n in leads if n and n not in known)
    rows = []
    for name in (*order, *([""] if "" in leads else [])):
        said = f"  {short[name]}" if short.get(name) and short[name] != name else ""
        head = (
            (pieces.span(name), pieces.span(said, "small")) if name else pieces.gap("Penanggung jawab belum ditetapkan")
        )
        rows.append(pieces.group_row(head, len(COLUMNS)))
        rows += map(_programme, leads[name])
        total = sums.total(leads[name])
        rows.append(pieces.row(pieces.cell("Jumlah", columns=3), pieces.money(total), role="sum"))
        if name and name in supports:
            told = "Mendukung: " + ", ".join(p.code for p in supports[name])
            rows.append(pieces.row(pieces.cell(told, columns=len(COLUMNS)), role="note"))
    return numbering.table(
        "Program menurut OPD penanggung jawab", rows, *COLUMNS, unit="anggaran dalam juta rupiah", look="close"
    )


def _programme(p):
    years = pieces.cell(pieces.years_of(p.years))
    return pieces.row(pieces.code_cell(p), p.name, years, pieces.money(p.cost, words.NO_BUDGET))


def _partners(partners, numbering):
    rows = tuple(
        pieces.row(name, ", ".join(p.code for p in partners[name])) for name in sorted(partners, key=str.casefold)
    )
    return numbering.table("OPD dan mitra yang mendukung saja", rows, "Nama 70 | Program yang didukung", look="close")


def _listed(book_data, texts, numbering):
    rows = []
    for o in book_data.opd:
        source = str(texts.sources.number(o.source)) if o.source else "–"
        rows.append(pieces.row(o.name, o.short or "–", pieces.status_words(o.status) or "–", source))
    return numbering.table(
        "Perangkat daerah dalam rencana ini",
        rows,
        "Nama | Singkatan 38 | Keterangan 28 | Sumber 18 number",
        look="close",
    )
