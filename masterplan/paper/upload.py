"""An uploaded workbook as rows of named cells, with what is wrong with it by sheet and cell."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from masterplan.paper.columns import BASE_HEAD, CODE, GUIDE, NUMBER, PILLAR, PLAN_HEAD, SHEETS, columns_of, label
from pillars.cards.cells import plain
from pillars.kinds import CHAIN
from workshops.number_format import show_number
from workshops.plans.models import Plan
from workshops.sheets import SheetError, read_workbook
from workshops.sheets.table_import import sign_upload, signed_upload
from workshops.sheets.workbook_reader import WorkbookCell
from workshops.text import natural

#: Rows of all sheets together.
MOST_ROWS = 3_000
#: What kind of upload this is, where it is signed for the page.
WORKBOOK = "buku"

NOT_OURS = (
    "Berkas ini bukan unduhan Excel dari rencana ini: lembar Petunjuk dengan baris “Rencana” dan “Catatan ke” tidak "
    "ada. Unduh Excel di halaman ini, ubah isinya, lalu unggah lagi."
)
OTHER_PLAN = "Berkas ini diunduh dari rencana lain ({slug}). Unduh Excel dari rencana ini, lalu unggah lagi."
NO_ROWS = "Tidak ada lembar Masalah, Sasaran, Strategi, atau Program dengan judul kolom “Nomor”. Unduh lagi, lalu ubah."


@dataclass(frozen=True)
class Fault:
    """What cannot be taken: where (`Lembar Sasaran, sel F12`) and what to do."""

    place: str
    sentence: str
    text: str = ""


@dataclass
class UploadedRow:
    """One line of a sheet: texts by column key, and the address of each cell. `ref` "" is a new card.

    broken  one of its cells holds no plain value: it is no new card
    """

    kind: str
    line: int
    ref: str = ""
    pillar: str = ""
    code: str = ""
    texts: dict = field(default_factory=dict)
    at: dict = field(default_factory=dict)
    broken: bool = False

    @property
    def ghost(self) -> str:
        """Return the ref by which other rows of the file point to this new card."""
        return f"{self.kind}-baru{self.line}"

    def place(self, key: str) -> str:
        """Return where a cell stands, for people."""
        address = self.at.get(key)
        return f"Lembar {label(self.kind)}, {f'sel {address}' if address else f'baris {self.line}'}"


@dataclass
class Upload:
    """The rows of a workbook that was taken from the plan at event `base`. `notes`: what was left out."""

    name: str
    base: int
    rows: list
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def pack(plan: Plan, upload: Upload) -> str:
    """Return the upload as a signed text for a form. Its faults are found again by comparing."""
    return sign_upload(plan, WORKBOOK, [upload.name, upload.base, [asdict(row) for row in upload.rows], upload.notes])


def unpack(plan: Plan, text: str) -> Upload:
    """Return the Upload of a form. Raises SheetError for one that is not ours or too old."""
    name, base, rows, notes = signed_upload(plan, WORKBOOK, text)
    return Upload(name, base, [UploadedRow(**row) for row in rows], notes=notes)


def read_upload(plan: Plan, data: bytes, name: str = "") -> Upload:
    """Return the Upload in the bytes of an .xlsx. Raises SheetError with a sentence."""
    sheets = {}
    for sheet in read_workbook(data):
        if sheets.setdefault(sheet.name.casefold(), sheet) is not sheet:
            raise SheetError(f"Ada dua lembar bernama “{sheet.name[:40]}”. Hapus salah satu, lalu unggah lagi.")
    upload = Upload(name[:120], _base(plan, sheets.get(GUIDE.casefold())), [])
    found = 0
    for kind in SHEETS:
        sheet = sheets.pop(label(kind).casefold(), None)
        if sheet is None and kind not in CHAIN:
            continue
        if sheet is None:
            upload.notes.append(f"Lembar {label(kind)} tidak ada; kartunya tidak diubah.")
            continue
        found += _read_sheet(plan, upload, kind, sheet)
        upload.notes += [note for note in sheet.left_out if note not in upload.notes]
    if not found:
        raise SheetError(NO_ROWS)
    if len(upload.rows) > MOST_ROWS:
        many = show_number(len(upload.rows))
        raise SheetError(f"Ada {many} baris, paling banyak {show_number(MOST_ROWS)}. Bagi menjadi dua berkas.")
    return upload


def _base(plan, guide):
    told = {}
    for line in range(1, 11):
        if guide is not None:
            told[plain(guide.cell(line, 1).text)] = guide.cell(line, 2).text.strip()
    slug, base = told.get(plain(PLAN_HEAD)), natural(told.get(plain(BASE_HEAD)))
    if slug is None or base is None:
        raise SheetError(NOT_OURS)
    if slug != plan.slug or base > plan.head:
        raise SheetError(OTHER_PLAN.format(slug=slug[:60]))
    return base


def _read_sheet(plan, upload, kind, sheet):
    """Adds the rows of a sheet; 1 where its row of heads was found."""
    head = next((n for n in range(1, min(sheet.height, 20) + 1) if _is_head(sheet, n)), 0)
    if not head:
        sentence = f"Judul kolom “{NUMBER}” tidak ditemukan; lembar dilewati."
        upload.faults.append(Fault(f"Lembar {label(kind)}", sentence))
        return 0
    keys = _keys(plan, upload, kind, sheet, head)
    seen = {}
    for line in range(head + 1, sheet.height + 1):
        row = _read_row(upload, kind, sheet, line, keys)
        if row is None:
            continue
        if row.ref and row.ref in seen:
            sentence = f"Nomor {row.ref} sudah dipakai baris {seen[row.ref]}. Hapus salah satu baris."
            upload.faults.append(Fault(row.place("nomor"), sentence, row.ref))
            continue
        seen[row.ref] = line
        upload.rows.append(row)
    return 1


def _is_head(sheet, line):
    return any(plain(sheet.cell(line, column).text) == plain(NUMBER) for column in range(1, min(sheet.width, 12) + 1))


def _keys(plan, upload, kind, sheet, head):
    """{column number: key}; heads that name nothing are noted, a head that stands twice is a fault."""
    known = {plain(NUMBER): "nomor", plain(PILLAR): "pilar", plain(CODE): "kode kartu"}
    known |= {plain(column.head): column.key for column in columns_of(kind, plan.years)}
    keys, unused = {}, []
    for column in range(1, sheet.width + 1):
        cell = sheet.cell(head, column)
        key = known.get(plain(cell.text))
        if key and key in keys.values():
            sentence = f"Judul “{cell.text[:60]}” ada dua kali (sel gabungan?). Kolom kedua tidak dibaca."
            upload.faults.append(Fault(f"Lembar {label(kind)}, sel {cell.address}", sentence))
        elif key:
            keys[column] = key
        elif cell.text.strip():
            unused.append(cell.text.strip()[:40])
    if unused:
        upload.notes.append(f"Lembar {label(kind)}: kolom {', '.join(unused[:8])} tidak dipakai.")
    return keys


def _read_row(upload, kind, sheet, line, keys):
    """A Row, or None where nothing stands in the line. Cells that are no plain values are faults."""
    row, any_text = UploadedRow(kind, line), False
    for column, key in keys.items():
        cell = sheet.cell(line, column)
        row.at[key] = cell.address
        if sentence := _no_value(cell):
            upload.faults.append(Fault(row.place(key), sentence, cell.text[:80]))
            any_text = row.broken = True
            continue
        text = text_of(cell, key)
        any_text = any_text or bool(text)
        row.texts[key] = text
    if not any_text:
        return None
    row.ref = plain(row.texts.pop("nomor", ""))
    row.pillar, row.code = row.texts.pop("pilar", ""), row.texts.pop("kode kartu", "")
    return row


def _no_value(cell):
    if cell.error:
        return "Sel ini berisi kesalahan Excel. Tulis nilainya, lalu unggah lagi."
    if cell.formula:
        return "Sel ini berisi rumus. Salin sel, tempel sebagai nilai, lalu unggah lagi."
    if cell.merged:
        return "Sel ini bagian dari sel gabungan. Pisahkan selnya, lalu isi satu per satu."
    if isinstance(cell.value, (date, datetime, time)):
        return "Excel membaca isi sel ini sebagai tanggal. Jadikan sel teks, lalu tulis lagi."
    return ""


def text_of(cell: WorkbookCell, key: str) -> str:
    """Return the text of a cell as one would have typed it here: numbers with a comma, whole years without dots."""
    value = cell.value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if cell.percent:
        return f"{show_number(Decimal(repr(value)) * 100)}%"
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        if whole and not _is_number(key):
            return str(int(value))
        return show_number(Decimal(repr(value)) if isinstance(value, float) else value)
    return cell.text.strip()


def _is_number(key):
    return "." in key or key in ("baseline", "budget")
