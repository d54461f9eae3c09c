"""What a frozen book is worth now, printed onto it: its number, who approved it, what was withdrawn. Pure.

Only the status, the cover and the colophon say it. The rest of the book is the same for ever.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from masterplan.document import words
from masterplan.document.pieces import field
from masterplan.document.tree import Book, Colophon, Cover, Status
from workshops.dates import long_date

DRAFT, WITHDRAWN = "DRAF", "DITARIK"
#: Rows of the colophon that an edition says in its own way.
_OWN = ("Edisi", "Kedudukan", "Disetujui", "Edisi sebelumnya", "Kutipan")
QUOTING = "Boleh dikutip dengan menyebut nomor edisi. Angka bertanda c atau “perkiraan” tidak boleh dikutip."
CHECKING = (
    "Pindai kode ini atau buka {place}. Halaman itu menyebutkan nomor edisi, tanggal, kedudukan, dan sidik isi. Bila "
    "sidiknya sama dengan yang tercetak di sini, isi buku yang Anda pegang tidak berubah sejak dibekukan."
)


@dataclass(frozen=True, kw_only=True)
class Approved:
    """By whom, when, and under which letter ("" for none) an edition was approved."""

    name: str
    position: str
    on: date
    letter: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionStatus:
    """How an edition stands. `frozen_at` is local; `previous`: `2.3, 14 Oktober 2026`, "" for the first of its book;
    `changes` since that one, in sentences; `address` of its check page, as the QR code holds it; `withdrawn`: the
    reason, and `withdrawn_at` when.
    """

    label: str
    frozen_at: datetime
    address: str
    note: str = ""
    previous: str = ""
    changes: tuple = ()
    approved: Approved | None = None
    withdrawn: str = ""
    withdrawn_at: datetime | None = None

    @property
    def word(self) -> str:
        """Return what is printed large: DRAF until it is approved, DITARIK once it was a mistake."""
        return WITHDRAWN if self.withdrawn_at else "" if self.approved else DRAFT


def stamped(book: Book, standing: EditionStatus) -> Book:
    """Return the same book with the status, cover and colophon of its standing."""
    word = standing.word
    status = Status(word=word, running=f"{word} · edisi {standing.label}" if word else "", sentence=_sentence(standing))
    return replace(book, status=status, parts=tuple(_part(part, book, standing) for part in book.parts))


def content_of(book: Book) -> tuple:
    """Return what no standing changes: all parts but cover and colophon."""
    return tuple(part for part in book.parts if not isinstance(part, Cover | Colophon))


def _part(part, book, standing):
    if isinstance(part, Cover):
        return replace(part, edition=f"Edisi {standing.label} · {long_date(standing.frozen_at)}")
    if isinstance(part, Colophon):
        return _colophon(part, book, standing)
    return part


def _colophon(part, book, standing):
    place = standing.address.partition("://")[2].partition("?")[0].rstrip("/")
    kept = [row for row in part.rows if row.label not in _OWN]
    at = next((n for n, row in enumerate(kept) if row.label == "Judul"), -1) + 1
    rows = (*kept[:at], *_first(standing), *kept[at:], *_last(standing))
    note = f"{CHECKING.format(place=place)} {part.note}".strip()
    return replace(part, rows=rows, address=standing.address, note=note, fingerprint=book.fingerprint)


def _first(standing):
    when = f"{long_date(standing.frozen_at)}, pukul {words.clock(standing.frozen_at)}"
    yield field("Edisi", f"{standing.label}, dibekukan {when}", *filter(None, [standing.note]))
    yield field("Kedudukan", _position(standing))
    if standing.approved:
        yield field("Disetujui", approval_text(standing.approved))


def _last(standing):
    if standing.previous:
        yield field("Edisi sebelumnya", f"{standing.previous}. Perbedaan dengan edisi ini:", *standing.changes)
    else:
        yield field("Edisi sebelumnya", "Tidak ada: ini edisi pertama buku ini.")
    yield field("Kutipan", QUOTING)


def _position(standing):
    if standing.withdrawn_at:
        return f"DITARIK pada {long_date(standing.withdrawn_at)}, jangan dipakai. {words.sentence(standing.withdrawn)}"
    return "Disetujui." if standing.approved else "DRAF untuk ditelaah. Belum disetujui."


def _sentence(standing):
    if standing.withdrawn_at:
        return "Ditarik, jangan dipakai"
    return f"Disetujui {standing.approved.position}" if standing.approved else "Untuk ditelaah"


def approval_text(approved: Approved) -> str:
    """Return `Drs. Agus, Sekretaris Daerah, 12 Oktober 2026, surat nomor 050/12/2026`."""
    letter = approved.letter
    if letter and letter.casefold() != "tanpa nomor":
        letter = f"surat nomor {letter}"
    return ", ".join(filter(None, (approved.name, approved.position, long_date(approved.on), letter)))
