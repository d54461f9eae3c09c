"""Bab 6: who carries the plan, how it is paid, watched and kept safe."""

from masterplan.document.book_data import BookData
from masterplan.document.pieces import Numbering, absent, cell, chapter, gap, para, row, section, status_words
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter

BODIES = (
    ("council", "Dewan Smart City", "Memberi arahan", "Paling sedikit dua kali setahun"),
    ("team", "Tim Pelaksana", "Mengoordinasikan kelompok dan pelaksanaan", "Setiap bulan"),
    ("forum", "Forum Smart City", "Wadah keikutsertaan di luar pemerintah", "Setiap triwulan"),
)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-6")
    numbering = Numbering("6")
    children = []
    for n, part in enumerate(shipped["sections"], 1):
        body = list(texts.opening(part))
        if part["code"] == "B2-6.1":
            body += _bodies(book_data, texts, part, numbering)
        if part["code"] == "B2-6.2" and not any(p.funding for p in texts.facts.programmes.values()):
            body = [absent(texts.missing(part))]
        children.append(section(f"6.{n}", texts.title(part), *body))
    return chapter("bab-6", shipped["title"], children)


def _bodies(book_data, texts, shipped, numbering):
    g = book_data.governance
    if not (g.council or g.team or g.forum):
        return [absent(texts.missing(shipped))]
    rows = tuple(
        row(label, cell(*(getattr(g, key) or (gap("belum diisi"),)), style="even"), task, when)
        for key, label, task, when in BODIES
    )
    out = [numbering.table(shipped["tables"][0]["caption"], rows, "Lembaga 32 | Unsur | Tugas 36 | Jadwal 30")]
    if g.status:
        out.append(para(f"Keterangan susunan: {status_words(g.status)}.", "source"))
    if g.note:
        out.append(para(g.note, "note"))
    return out
