"""The colophon: what this edition is, from which state of the plan, and the fingerprint of its content."""

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.pieces import field
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Colophon
from workshops.dates import long_date
from workshops.number_format import show_number


def build(book_data: BookData, texts: BookTexts, fingerprint: str) -> Colophon:
    facts = texts.facts
    counts = words.listing(f"{count} {noun}" for count, noun in facts.counts)
    office = texts.values["dinas_kominfo"]
    rows = (
        field("Judul", f"{texts.book['title']}, {texts.fill(texts.book['subtitle'])}"),
        field("Kedudukan", "DRAF untuk ditelaah. Belum ditetapkan." if texts.draft else "Disetujui."),
        field(
            "Dibuat dari",
            f"Keadaan rencana {long_date(book_data.read_at)}, pukul {words.clock(book_data.read_at)}, catatan nomor "
            f"{show_number(book_data.number)}: {counts}",
        ),
        field("Penyusun", f"Tim Pelaksana Smart City {book_data.region.name}"),
        field("Penerbit", f"Pemerintah {book_data.region.name}" + (f" melalui {office}" if office else "")),
        field("Huruf", "Plus Jakarta Sans dan Noto Sans, keduanya berlisensi SIL Open Font License 1.1"),
        field(
            "Kutipan",
            "Boleh dikutip dengan menyebut tanggal keadaan rencana. Angka bertanda c atau “perkiraan” tidak "
            "boleh dikutip.",
        ),
    )
    return Colophon(
        id="kolofon",
        title="Tentang edisi ini",
        rows=rows,
        fingerprint=fingerprint,
        note="Sidik dihitung dari isi rencana yang sudah diurutkan, bukan dari berkas PDF. Dua berkas "
        "dengan isi yang sama memakai sidik yang sama.",
    )
