"""Recognises by their headings which columns of a list hold names, offices and groups; people can correct it."""

import difflib
import re
from dataclasses import dataclass, field

from workshops.people.names import name_key

#: What a list of invited people may say, as it is shown.
FIELDS = {
    "name": "Nama",
    "institution": "Instansi",
    "position": "Jabatan",
    "group": "Kelompok",
    "phone": "HP",
    "email": "Surel",
}
#: The words of their heads, in the order in which a head is judged: `Nama instansi` is an institution.
_WORDS = {
    "institution": {"instansi", "opd", "skpd", "dinas", "lembaga", "organisasi", "unit", "asal", "kantor", "institusi"}
    | {"perangkat", "perusahaan"},
    "position": {"jabatan", "posisi"},
    "group": {"kelompok", "pilar", "pokja", "dimensi", "meja", "grup"},
    "phone": {"hp", "telepon", "telp", "tlp", "telpon", "wa", "whatsapp", "ponsel", "handphone", "kontak", "phone"},
    "email": {"email", "surel", "mail"},
    "name": {"nama", "peserta", "undangan", "name"},
}
#: What makes a head of `Nomor peserta` or a title of `Daftar undangan`, and not of names.
_NO_NAME = {"no", "nomor", "nip", "nik", "tanda", "ttd", "paraf", "daftar", "acara", "kegiatan", "bimtek", "jumlah"}
#: Rows at the top in which the head is looked for; above it stand titles.
_TOP = 20


@dataclass
class RosterColumns:
    """`head`: the last row of the head, 0 for none; `first`: the first row of people.

    fields {field: number of its column}, labels {column: what its head says}.
    """

    head: int = 0
    first: int = 1
    fields: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)


def recognise_columns(sheet):
    """Return the `RosterColumns` of `sheet` (`sheets.Sheet`), also where heads are merged or stand in two rows."""
    rows = range(1, min(sheet.height, _TOP) + 1)
    head = max(rows, key=lambda row: (_worth(_heads(sheet, row)), -row), default=0)
    if not head or "name" not in _heads(sheet, head):
        return RosterColumns(0, 1, {}, dict.fromkeys(range(1, sheet.width + 1), ""))
    fields, first = _heads(sheet, head), head + 1
    labels = {column: sheet.cell(head, column).text.strip() for column in range(1, sheet.width + 1)}
    below = _heads(sheet, head + 1)
    if below and _goes_on(sheet, head, fields["name"]):
        # a second row of heads under merged ones: `Kontak` over `HP` and `Surel`
        fields = below | {name: column for name, column in fields.items() if name not in below}
        labels |= {column: text for column in labels if (text := sheet.cell(head + 1, column).text.strip())}
        first += 1
    if _is_numbering(sheet, first):
        first += 1
    return RosterColumns(first - 1, first, fields, labels)


def _worth(heads):
    return len(heads) + ("name" in heads)


def _heads(sheet, row):
    """{field: column} of what is recognised in `row`; the first column of a field counts."""
    found = {}
    for column in range(1, sheet.width + 1):
        cell = sheet.cell(row, column)
        if cell.merged and sheet.cell(row, column - 1).text == cell.text and column > 1:
            continue
        key = field_of(cell.text)
        if key and key not in found:
            found[key] = column
    return found


def field_of(head):
    """Return the field that a heading names, or None. A long text is a title and no heading."""
    words = set(re.findall(r"[a-z]+", head.casefold().replace("e-mail", "email")))
    if not words or len(words) > 6:
        return None
    found = next((key for key, known in _WORDS.items() if words & known), None)
    return None if found == "name" and words & _NO_NAME else found


def _goes_on(sheet, head, column):
    """Whether the row under `head` still belongs to it: nothing new stands there under the head of the names."""
    under = sheet.cell(head + 1, column)
    return under.value is None or under.merged


def _is_numbering(sheet, row):
    """Whether `row` only numbers the columns: `(1) (2) (3)`."""
    texts = [cell.text.strip(" ().") for cell in sheet.row(row) if cell.text.strip()]
    if len(texts) < 2 or not all(text.isdigit() and len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@dataclass(frozen=True)
class GroupNames:
    """The groups of a plan, found by whatever lists call them."""

    known: dict
    by_position: dict

    @classmethod
    def of(cls, groups):
        """From rows of `Group`: their names, addresses, codes, numbers, and `Smart Economy` for the code ECO."""
        known = {}
        for group in groups:
            for text in (group.name, group.slug, group.pillar_code):
                known.setdefault(_plain(text), group)
        return cls(known, {str(group.position): group for group in groups if group.has_pillar})

    def find(self, text):
        """The group that `text` names, or None."""
        key, numbers = _plain(text), re.findall(r"\d+", text)
        if key in self.known:
            return self.known[key]
        if not key and len(numbers) == 1:
            return self.by_position.get(numbers[0])
        by_code = [group for group in self.known.values() if group.has_pillar and len(group.pillar_code) >= 3]
        return next((one for one in by_code if key.startswith(one.pillar_code.casefold()) and key.isalpha()), None)

    def near(self, text):
        """The name of the group that `text` may mean, or ""."""
        close = difflib.get_close_matches(_plain(text), self.known, 1, 0.6)
        return self.known[close[0]].name if close else ""


def _plain(text):
    """`Kelompok 3: Smart Economy` → economy."""
    words = re.sub(r"\b(kelompok|pilar|smart|pokja|grup|dimensi)\b", " ", text.casefold())
    return name_key(re.sub(r"^[\s\d.:)-]+", "", words))
