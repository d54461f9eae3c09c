"""Which column of somebody's table holds what: recognised by its heads, in one row or several; correctable. Pure."""

import re
from dataclasses import dataclass, field

#: What the tables that staff bring may hold, as the page calls it. `tahun` are the columns of single years.
RPJMD = {
    "misi_code": "Kode misi",
    "misi": "Misi",
    "tujuan_code": "Kode tujuan",
    "tujuan": "Tujuan",
    "sasaran_code": "Kode sasaran",
    "sasaran": "Sasaran",
    "indicator": "Indikator",
    "unit": "Satuan",
    "baseline": "Angka awal",
    "baseline_year": "Tahun angka awal",
    "target": "Target akhir",
    "opd": "OPD",
    "level": "Jenis baris",
    "code": "Kode",
    "parent": "Kode induk",
    "statement": "Uraian",
}
RENSTRA = {"opd": "OPD", "code": "Kode program", "name": "Nama program", "period": "Masa Renstra"}
NOMENCLATURE = {"code": "Kode", "name": "Nama", "urusan": "Urusan"}
FIELDS = {"rpjmd": RPJMD, "renstra": RENSTRA, "kode": NOMENCLATURE}
#: The field without which nothing can be read.
NEEDED = {"rpjmd": ("sasaran", "statement"), "renstra": ("name",), "kode": ("code", "name")}
_TOP, _DEEP = 25, 4
_YEAR = re.compile(r"(?<![0-9])(199[0-9]|20[0-9]{2}|2100)(?![0-9])")
_OFFICE = {"opd", "skpd", "pd", "dinas", "penanggung", "penanggungjawab", "pengampu", "pelaksana"}
_FIRST = ("awal", "baseline", "dasar", "existing", "eksisting")


@dataclass
class Columns:
    """`head`: the last row of the head, 0 for none; `first`: the first row below it.

    fields {field: column}, years {year: column}, labels {column: what its head says}.
    """

    head: int = 0
    first: int = 1
    fields: dict = field(default_factory=dict)
    years: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)


def recognise(what, sheet):
    """The `Columns` of a sheet; `what` is a key of FIELDS."""
    best = Columns(labels=dict.fromkeys(range(1, sheet.width + 1), ""))
    worth = 0
    for top in range(1, min(sheet.height, _TOP) + 1):
        for deep in range(1, _DEEP + 1):
            last = top + deep - 1
            if last > sheet.height or not _is_head(sheet, top, last):
                break
            found = _columns(what, sheet, top, last)
            value = _worth(found) - deep * 0.5
            if any(key in found.fields for key in NEEDED[what]) and value > worth and _few(what, sheet, last, found):
                best, worth = found, value
    if best.head:
        best.first += _is_numbering(sheet, best.first)
    return best


def _worth(found):
    """How much a head says; of two columns of a year the one in rupiah says more."""
    years = list(found.years.values())[:6]
    return 3 * len(found.fields) + 2 * len(years) + sum(_is_money(found.labels[column]) for column in years)


def _is_head(sheet, top, last):
    """Whether the rows down to `last` may be one head: each below the first says something new under a merged cell,
    or stands where the rows above are empty.
    """
    if last == top:
        return any(cell.text.strip() for cell in sheet.row(top))
    texts = [cell for cell in sheet.row(last) if cell.text.strip()]
    return bool(texts) and all(cell.merged or _is_above(sheet, last - 1, cell.column) for cell in texts)


def _is_above(sheet, row, column):
    """Whether the head of a column may go on below `row`: nothing stands there, or it is one of several columns."""
    cell, right = sheet.cell(row, column), sheet.cell(row, column + 1)
    return not cell.text.strip() or cell.merged or (right.merged and right.text == cell.text)


def _few(what, sheet, last, found):
    """A row of the table itself is no head: under one stands text, not only in the column of years."""
    long = [cell for cell in sheet.row(last) if len(cell.text) > 80]
    return not long


def _columns(what, sheet, top, last):
    labels = {}
    for column in range(1, sheet.width + 1):
        texts = [sheet.cell(row, column).text.strip() for row in range(top, last + 1)]
        labels[column] = " ".join(dict.fromkeys(text for text in texts if text))
    found = Columns(last, last + 1, labels=labels)
    named = {column: _FIELD_OF[what](label) for column, label in labels.items()}
    if what == "rpjmd":
        _of_rpjmd(found, named)
    else:
        _first_of_each(found, named.items())
    return found


def _first_of_each(found, named):
    for column, key in named:
        if isinstance(key, int):
            if key not in found.years or _is_money(found.labels[column]):
                found.years[key] = column
        elif key and key not in found.fields:
            found.fields[key] = column


def _is_money(label):
    return bool(re.search(r"\b(rp|rupiah|pagu|anggaran|dana)\b", label.casefold()))


def _of_rpjmd(found, named):
    """Tables repeat `Baseline`, `Satuan`, `OPD` for tujuan, sasaran and program: those of the sasaran count."""
    upper = ("misi_code", "misi", "tujuan_code", "tujuan", "sasaran_code", "sasaran")
    upper += ("level", "code", "parent", "statement")
    _first_of_each(found, [(column, key) for column, key in named.items() if key in upper])
    for level in ("misi", "tujuan", "sasaran"):
        beside = found.fields.get(level, 0) - 1
        is_code = named.get(beside) == "code" or _words(found.labels.get(beside, "")) == ["no"]
        if is_code and f"{level}_code" not in found.fields and found.labels.get(beside):
            found.fields[f"{level}_code"] = beside
    if "statement" not in found.fields:
        found.fields.pop("code", None)
    start = found.fields.get("sasaran") or found.fields.get("statement") or 0
    end = next((column for column, key in named.items() if key == "program" and column > start), len(named) + 1)
    rest = [(column, key) for column, key in named.items() if key not in upper and key != "program"]
    _first_of_each(found, [(column, key) for column, key in rest if start < column < end])
    if not any(key in found.fields for key in ("indicator", "opd", "unit")) and not found.years:
        _first_of_each(found, [(column, key) for column, key in rest if column < start])


def _words(head):
    return re.findall(r"[a-z]+", head.casefold())


def _rpjmd_field(head):
    words, year = set(_words(head)), _YEAR.search(head)
    if len(head) > 120:
        return None
    if "satuan" in words:
        return "unit"
    if words & set(_FIRST) or {"kondisi", "capaian", "realisasi"} & words:
        return "baseline_year" if words & {"tahun", "thn"} and not year and "kondisi" not in words else "baseline"
    if year and not words & {"misi", "tujuan", "sasaran", "visi"} and len(words) <= 4:
        return int(year[1])
    if words & {"program", "outcome"}:
        return "program"
    if words & {"indikator", "iku", "ik", "indikatornya"}:
        return None if "tujuan" in words else "indicator"
    return _structure(words) or _single(words)


def _structure(words):
    for level in ("sasaran", "tujuan", "misi"):
        if level in words:
            return f"{level}_code" if words & {"kode", "no", "nomor"} else level
    return None


def _single(words):
    if "unit" in words and not words & {"kerja", "opd"}:
        return "unit"
    if words & {"jenis", "tingkat", "level", "jenjang"}:
        return "level"
    if words & {"induk", "parent", "atasan"}:
        return "parent"
    if words & {"uraian", "rumusan", "pernyataan"}:
        return "statement"
    if words & _OFFICE or {"perangkat", "daerah"} <= words:
        return "opd"
    if words & {"target"}:
        return "target"
    return "code" if words & {"kode"} else None


def _renstra_field(head):
    words, year = set(_words(head)), _YEAR.findall(head)
    if len(head) > 120:
        return None
    if words & {"masa", "periode"} and "pagu" not in words:
        return "period"
    if len(year) == 1 and len(words) <= 6:
        return None if words & {"target", "k", "kinerja", "volume"} and not _is_money(head) else int(year[0])
    if words & {"kode", "rekening"}:
        return "code"
    if words & {"program", "nama", "uraian", "nomenklatur"} and not words & {"indikator", "kegiatan", "outcome"}:
        return None if words & {"opd", "perangkat", "skpd"} else "name"
    if words & {"program"} and words & {"kegiatan"} and not words & {"indikator", "kinerja"}:
        return "name"
    return "opd" if words & _OFFICE or {"perangkat", "daerah"} <= words else None


def _code_field(head):
    words = set(_words(head))
    if len(head) > 120:
        return None
    if words & {"kode", "rekening"}:
        return "code"
    if words & {"nama", "nomenklatur", "uraian"}:
        return "name"
    return "urusan" if "urusan" in words else None


_FIELD_OF = {"rpjmd": _rpjmd_field, "renstra": _renstra_field, "kode": _code_field}


def _is_numbering(sheet, row):
    """Whether `row` only numbers the columns: `(1) (2) (3)`."""
    texts = [cell.text.strip(" ().") for cell in sheet.row(row) if cell.text.strip()]
    if len(texts) < 2 or not all(text.isdigit() and len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
