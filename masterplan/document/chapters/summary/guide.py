"""How to read the summary: where to look for what, and what its signs mean."""

from masterplan.document import pieces
from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Items, Table

WHERE = (
    ("Visi, misi, dan isi rencana dalam angka", "Visi dan misi", "misi"),
    ("Keadaan daerah sekarang dan kaitannya dengan RPJMD", "Bab 1", "b3-bab-1"),
    ("Satu pilar: masalah, perubahan, program, dan biayanya", "Bab 2", "b3-bab-2"),
    ("Yang dirasakan warga dalam dua belas bulan", "Bab 3", "b3-bab-3"),
    ("Peta jalan dan biaya seluruh rencana", "Bab 3", "b3-bab-3"),
    ("Siapa yang menyusun dan apa yang disepakati", "Bab 4", "b3-bab-4"),
    ("Arti istilah", "Lampiran A", "lampiran-istilah"),
)
BOOKS = (
    ("Buku 1 Analisis Strategis", "bukti, kesiapan, kesenjangan, SWOT, dan asal visi"),
    ("Buku 2 Masterplan", "seluruh sasaran, strategi, dan program beserta anggaran tiap tahun"),
    ("Quick Wins", "profil, sepuluh kriteria, dan risiko setiap quick win"),
)
SIGNS = (
    ("–", "nol, atau tidak direncanakan pada tahun itu"),
    ("belum ada data", "belum diketahui; bukan nol, dan tidak ikut dijumlahkan"),
    ("perkiraan", "angka tanpa dokumen pendukung; jangan dikutip"),
)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.front("cara_membaca")
    where = tuple(pieces.row(said, pieces.span(place, "strong", to)) for said, place, to in WHERE)
    code = _example(book_data)
    signs = (*((code, "kode isian; kode yang sama dipakai di semua buku"),) * bool(code), *SIGNS)
    return Chapter(
        id="cara-membaca",
        title=texts.fill(shipped["title"]),
        matter="front",
        children=(
            *texts.opening({**shipped, "code": f"{texts.book['code']}-cara_membaca"}),
            pieces.para("Bila Anda ingin tahu", "sub"),
            Table(title="", columns=pieces.cols("Yang dicari | Buka 45"), rows=where),
            pieces.para("Tanda yang dipakai", "sub"),
            Table(
                title="",
                columns=pieces.cols("Tanda 45 | Artinya"),
                rows=tuple(pieces.row(pieces.span(sign, "strong"), meaning) for sign, meaning in signs),
            ),
            pieces.para("Bila Anda ingin memeriksa", "sub"),
            Items(items=tuple((pieces.span(book, "strong"), pieces.span(f" memuat {what}.")) for book, what in BOOKS)),
        ),
    )


def _example(book_data) -> str:
    codes = (t.code for p in book_data.pillars for t in (*p.targets, *p.programmes) if t.code)
    return next(codes, "")
