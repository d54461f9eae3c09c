"""Bab 3 of the quick wins: the risks of all of them, and how they are watched."""

from masterplan.document import pieces
from masterplan.document.book_data import BookData
from masterplan.document.chapters.quick_book.risks import all_risks, counted, weighed
from masterplan.document.chapters.summary.selection import wins_of
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter

WHEN = (
    ("Bulan 1–6", "Keluaran dilaporkan setiap bulan", "OPD penanggung jawab"),
    ("Bulan 3 dan 6", "Pengguna ditanya langsung apakah manfaatnya dirasakan", "Tim Pelaksana"),
    ("Bulan 7–12", "Keluaran dilaporkan setiap triwulan; risiko tinggi dilaporkan ke Dewan", "OPD penanggung jawab"),
    ("Akhir tahun", "Diteruskan sebagai program tetap, diperbaiki, atau dihentikan secara terbuka", "Dewan Smart City"),
)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("QW-3")
    risks, watched = shipped["sections"]
    numbering, wins = pieces.Numbering("3"), wins_of(book_data, texts.facts)
    known = any(weighed(win) for win in wins)
    told = [*texts.opening(risks, **counted(wins)), *all_risks(wins, risks, numbering)] if known else []
    schedule = numbering.table(
        "Jadwal pemantauan quick win",
        tuple(pieces.row(pieces.span(when, "strong"), what, who) for when, what, who in WHEN),
        "Waktu 30 | Yang dilakukan | Oleh 44",
    )
    children = (
        *texts.intro(shipped),
        pieces.section("3.1", texts.title(risks), *(told or [pieces.absent(texts.missing(risks))])),
        pieces.section("3.2", texts.title(watched), *texts.opening(watched), schedule),
    )
    return pieces.chapter("qw-bab-3", shipped["title"], children, side="")
