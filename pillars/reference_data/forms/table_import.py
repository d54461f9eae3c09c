"""The import as a page sends it: a file, or a preview with columns, choices for unknown offices and a yes."""

from collections.abc import Mapping
from typing import Any

from pillars.models import RpjmdDocument
from pillars.reference_data.column_headings import KINDS
from pillars.reference_data.table_import.cells import FACTORS
from pillars.reference_data.table_import.query import TableImportQuery
from workshops.plans.models import Plan
from workshops.sheets import SheetError, read_workbook
from workshops.sheets.table_import import STALE, UploadedWorkbook, best_sheet, columns_of, pack, unpack
from workshops.text import FieldError, natural, parse_text

POINTS = ("", "desimal", "ribuan")


class ImportForm:
    """`book`, `chosen` (place of the sheet), `asked`, `packed`. Raises SheetError for what cannot be read."""

    def __init__(self, plan: Plan, what: str, data: Mapping[str, Any], files: Any) -> None:
        self.plan, self.what, self.data = plan, what, data
        self.kind = KINDS[what]
        self.role = RpjmdDocument.PREVIOUS if data.get("peran") == RpjmdDocument.PREVIOUS else RpjmdDocument.CURRENT
        self.version = _name(data.get("daftar", ""))
        self.seen, self.op = data.get("seen", "")[:64], data.get("op", "")
        file = files.get("berkas")
        if file is not None:
            self.book = UploadedWorkbook.of(file.name, read_workbook(file.read()))
            self.chosen, given = best_sheet(self.kind, self.book), {}
        elif data.get("isi"):
            self.book = unpack(plan, self.kind, data["isi"])
            self.chosen, given = self._sheet(data)
        else:
            raise SheetError("Pilih dahulu berkas Excel yang akan diimpor.")
        if what == "kode" and not self.version:
            self.version = _name(self.book.name.rpartition(".")[0]) or "daftar kode"
        name = self.book.sheets[self.chosen].name
        self.packed = pack(plan, self.kind, self.book, self.chosen)
        self.chosen = next(place for place, sheet in enumerate(self.book.sheets) if sheet.name == name)
        sheet = self.book.sheets[self.chosen]
        self.columns = columns_of(self.kind, sheet, given)
        self._years_of_period()
        self.asked = TableImportQuery(
            what, sheet, self.columns, self.role, self.version, self._choices(), self._options()
        )

    def _years_of_period(self):
        """Columns of the period's first, second … year get the years that these are."""
        row = self.plan.rpjmd_documents.filter(role=self.role).first()
        first = row.period_start if row and row.period_start else next(iter(self.plan.years), 0)
        years = self.columns.years
        self.columns.years = {year if year > 0 else first - year - 1: column for year, column in years.items()}

    def _sheet(self, data):
        """(place of the chosen sheet, the columns that were chosen for it: of another sheet none are)."""
        chosen, before = natural(data.get("lembar"), 2) or 0, natural(data.get("lembar_lama"), 2) or 0
        if chosen >= len(self.book.sheets):
            raise SheetError(STALE)
        return chosen, data if chosen == before else {}

    def _choices(self):
        return {key[4:]: self.data[key][:40] for key in self.data if key.startswith("opd-")}

    def _options(self):
        points, factor = self.data.get("titik", ""), self.data.get("kali", "1")
        return {
            "titik": points if points in POINTS else "",
            "kali": factor if factor in FACTORS else "1",
            "opd": self.data.get("opd_semua", "")[:40],
            "kata": {key[5:] for key in self.data if key.startswith("kata-")},
            "tahun_akhir": self.data.get("tahun_akhir", "").strip() or self._last_year(),
        }

    def _last_year(self):
        row = self.plan.rpjmd_documents.filter(role=self.role).first()
        return str(row.period_end) if row and row.period_end else ""

    @property
    def is_known(self) -> bool:
        """Whether the column is known without which nothing can be read."""
        if self.what == "kode":
            return all(key in self.columns.fields for key in self.kind.needed)
        return self.kind.is_known_in(self.columns)


def _name(text):
    """The name of a list, "" for one that cannot be stored."""
    try:
        return parse_text(text[:120], limit=120, one_line=True).text
    except FieldError:
        return ""
