"""Bab 6: who carries the plan, how it is paid, watched and kept safe."""

from masterplan.document import pieces
from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter

BODIES = (
    ("council", "Dewan Smart City", "Memberi arahan", "Paling sedikit dua kali setahun"),
    ("team", "Tim Pelaksana", "Mengoordinasikan kelompok dan pelaksanaan", "Setiap bulan"),
    ("forum", "Forum Smart City", "Wadah keikutsertaan di luar pemerintah", "Setiap triwulan"),
)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-6")
    numbering = pieces.Numbering("6")
    children = []
    for n, part in enumerate(shipped["sections"], 1):
        body = list(texts.opening(part))
        if part["code"] == "B2-6.1":
            body += _bodies(book_data, texts, part, numbering)
        if part["code"] == "B2-6.2" and not any(p.funding for p in texts.facts.programmes.values()):
            body = [pieces.absent(texts.missing(part))]
        children.append(pieces.section(f"6.{n}", texts.title(part), *body))
    return pieces.chapter("bab-6", shipped["title"], children)


def _bodies(book_data, texts, shipped, numbering):
    g = book_data.governance
    if not (g.council or g.team or g.forum):
        return [pieces.absent(texts.missing(shipped))]
    rows = tuple(
        pieces.row(label, pieces.cell(*(getattr(g, key) or (pieces.gap("belum diisi"),)), style="even"), task, when)
        for key, label, task, when in BODIES
    )
    out = [numbering.table(shipped["tables"][0]["caption"], rows, "Lembaga 32 | Unsur | Tugas 36 | Jadwal 30")]
    if g.status:
        out.append(pieces.para(f"Keterangan susunan: {pieces.status_words(g.status)}.", "source"))
    if g.note:
        out.append(pieces.para(g.note, "note"))
    return out
