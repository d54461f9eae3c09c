"""The kinds of tables that staff bring for the RPJMD, the Renstra and the codes, and what their heads are called."""

import re

from workshops.sheets.table_import import TableKind

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
_YEAR = re.compile(r"(?<![0-9])(199[0-9]|20[0-9]{2}|2100)(?![0-9])")
_OFFICE = {"opd", "skpd", "pd", "dinas", "penanggung", "penanggungjawab", "pengampu", "pelaksana"}
_FIRST = {"awal", "baseline", "dasar", "existing", "eksisting"}
_BEFORE = {"kondisi", "capaian", "realisasi"}
_TURN = re.compile(r"\b(?:tahun|thn|th)\.? ?(?:ke)? ?[-–]? ?([1-9])$")


def _first_of_each(found, named):
    for column, key in named.items():
        if isinstance(key, int) and _is_money(found.labels[column]):
            found.years[key] = column
        else:
            found.take([(column, key)])


def _weigh(found):
    """How many of the first columns of years say that they are in rupiah."""
    return sum(_is_money(found.labels[column]) for column in list(found.years.values())[:6])


def _is_money(label):
    return bool(re.search(r"\b(rp|rupiah|pagu|anggaran|dana)\b", label.casefold()))


def _of_rpjmd(found, named):
    """Tables repeat `Baseline`, `Satuan`, `OPD` for tujuan, sasaran and program: those of the sasaran count."""
    upper = ("misi_code", "misi", "tujuan_code", "tujuan", "sasaran_code", "sasaran")
    upper += ("level", "code", "parent", "statement")
    _first_of_each(found, {column: key for column, key in named.items() if key in upper})
    for level in ("misi", "tujuan", "sasaran"):
        beside = found.fields.get(level, 0) - 1
        if named.get(beside) == "code" and f"{level}_code" not in found.fields and found.labels.get(beside):
            found.fields[f"{level}_code"] = beside
    if "statement" not in found.fields:
        found.fields.pop("code", None)
    start = found.fields.get("sasaran") or found.fields.get("statement") or 0
    end = next((column for column, key in named.items() if key == "program" and column > start), len(named) + 1)
    rest = {column: key for column, key in named.items() if key not in upper and key != "program"}
    # money is no target, and of several columns of the past the one that says so is the first figure, else the last
    money = {column for column, key in rest.items() if isinstance(key, int) and _is_money(found.labels[column])}
    first = [column for column, key in rest.items() if key == "baseline" and start < column < end]
    said = [column for column in first if _FIRST & {*_words(found.labels[column])}] or first
    rest = {column: key for column, key in rest.items() if column not in {*first, *money} - {*said[-1:]}}
    found.take((column, key) for column, key in rest.items() if start < column < end)
    if not found.years and not {"indicator", "baseline", "target"} <= found.fields.keys():
        found.take((column, key) for column, key in rest.items() if column > end)
    if not any(key in found.fields for key in ("indicator", "opd", "unit")) and not found.years:
        found.take((column, key) for column, key in rest.items() if column < start)


def _words(head):
    return re.findall(r"[a-z]+", head.casefold())


def _rpjmd_field(head):
    words = _words(head)
    given = set(words)
    if len(head) > 120 or not words and not _YEAR.search(head):
        return None
    if "satuan" in given:
        return "unit"
    if given & {"indikator", "iku", "ik", "indikatornya"} and not given & {*_FIRST, "target", "program", "realisasi"}:
        return None if "tujuan" in given and "sasaran" not in given else "indicator"
    if key := _figure_of(head, words, given):
        return key
    if given & {"program", "outcome"}:
        return "program"
    return _structure(given) or _single(given)


def _figure_of(head, words, given):
    """Which figure a head speaks of: the first, its year, the last, one of a year; -2 is the period's second year."""
    years = _YEAR.findall(head)
    if turn := _TURN.search(head.casefold()):
        return -int(turn[1])
    if "akhir" in given and not given & _FIRST:
        return "target"
    if given & (_FIRST | _BEFORE) and not given & {"misi", "visi"}:
        is_year = (
            not years and {"tahun", "thn"} & {words[0], words[-1]} and not given & {"capaian", "realisasi", "kinerja"}
        )
        return "baseline_year" if is_year else "baseline"
    if len(years) == 1 and len(words) <= (7 if "target" in given else 4):
        return int(years[0]) if "target" in given or not given & {"misi", "tujuan", "sasaran", "visi"} else None
    return None


def _structure(words):
    for level in ("sasaran", "tujuan", "misi"):
        if level in words:
            # a running number is no code
            return f"{level}_code" if "kode" in words else None if words & {"no", "nomor"} else level
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


#: The kinds of tables, with the fields of which one must be known. Of two columns of a year the one in rupiah counts.
KINDS = {
    "rpjmd": TableKind("rpjmd", RPJMD, ("sasaran", "statement"), _rpjmd_field, _of_rpjmd, _weigh),
    "renstra": TableKind("renstra", RENSTRA, ("name",), _renstra_field, _first_of_each, _weigh),
    "kode": TableKind("kode", NOMENCLATURE, ("code", "name"), _code_field),
}
