"""A list of invited people as somebody has it in Excel, held against those who are known: what an import would do.

Reads only. Names are kept as they are written and compared without titles; an empty cell never takes anything away.
"""

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from workshops.live.actions import digest
from workshops.membership.actors import active_participants
from workshops.membership.models import Group, Participant
from workshops.people.models import Invitation
from workshops.people.names import Offices, bare_key, name_key
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.sheets import WorkbookTable, write_workbook
from workshops.sheets.table_import import Columns, TableKind
from workshops.sheets.workbook_reader import WorkbookSheet
from workshops.text import LIMITS, FieldError, parse_name, parse_text

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
    "phone": {"hp", "telepon", "telp", "tlp", "telpon", "wa", "whatsapp", "ponsel", "handphone", "phone"},
    "email": {"email", "surel", "mail"},
    "contact": {"kontak"},
    "name": {"nama", "peserta", "undangan", "name"},
}
#: What makes a head of `Nomor peserta` or a title of `Daftar undangan`, and not of names.
_NO_NAME = {"no", "nomor", "nip", "nik", "tanda", "ttd", "paraf", "daftar", "acara", "kegiatan", "bimtek", "jumlah"}


def field_of(head: str) -> str | None:
    """Return the field that a heading names, or None. A long text is a title and no heading."""
    words = set(re.findall(r"[a-z]+", head.casefold().replace("e-mail", "email")))
    if not words or len(words) > 6:
        return None
    found = next((key for key, known in _WORDS.items() if words & known), None)
    if found == "contact":
        return "phone"
    return None if found == "name" and words & _NO_NAME else found


#: The kind of table that a list of invited people is.
KIND = TableKind("undangan", FIELDS, ("name",), field_of)


@dataclass(frozen=True)
class GroupNames:
    """The groups of a plan, found by whatever lists call them."""

    known: dict
    by_position: dict

    @classmethod
    def of(cls, groups: QuerySet[Any]) -> "GroupNames":
        """Return from rows of `Group` their names, addresses, codes, numbers, and `Smart Economy` for the code ECO."""
        known = {}
        for group in groups:
            for text in (group.name, group.slug, group.pillar_code):
                known.setdefault(_plain(text), group)
        return cls(known, {str(group.position): group for group in groups if group.has_pillar})

    def find(self, text: str) -> Group | None:
        """Return the group that `text` names, or None."""
        key, numbers = _plain(text), re.findall(r"\d+", text)
        if key in self.known:
            return self.known[key]
        if not key and len(numbers) == 1:
            return self.by_position.get(numbers[0])
        by_code = [group for group in self.known.values() if group.has_pillar and len(group.pillar_code) >= 3]
        return next((one for one in by_code if key.startswith(one.pillar_code.casefold()) and key.isalpha()), None)

    def near(self, text: str) -> str:
        """Return the name of the group that `text` may mean, or ""."""
        close = difflib.get_close_matches(_plain(text), self.known, 1, 0.6)
        return self.known[close[0]].name if close else ""


def _plain(text):
    """`Kelompok 3: Smart Economy` → economy."""
    words = re.sub(r"\b(kelompok|pilar|smart|pokja|grup|dimensi)\b", " ", text.casefold())
    return name_key(re.sub(r"^[\s\d.:)-]+", "", words))


#: People in one list.
MOST = 2_000
NEW, CHANGED, SAME, WRONG = "baru", "berubah", "sama", "perbaiki"
_LIMITS = {"institution": LIMITS["name"], "position": 200, "group": LIMITS["name"], "phone": 40, "email": 254}


@dataclass
class RosterRow:
    """One row of the list.

    values  {field: text}; errors, notes {field: sentence that begins with the cell}.
    group   the `Group` that is meant; invitation, person  who it is, where known already.
    before  {field: what is stored now} of the fields that would change.
    """

    row: int
    values: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    group: Group | None = None
    invitation: Invitation | None = None
    person: Participant | None = None
    before: dict = field(default_factory=dict)
    result: str = NEW

    @property
    def cells(self) -> list[tuple[str, str, str, str, str]]:
        """Return [(label, text, look, text before, sentence)] of the fields.

        `look` is "" for a cell with nothing to say.
        """
        return [self._cell(key, label) for key, label in FIELDS.items() if key in self.values]

    def _cell(self, key, label):
        text = self.group.name if key == "group" and self.group else self.values[key]
        said = self.errors.get(key) or self.notes.get(key, "")
        look = "bad" if key in self.errors else "look" if said else "new" if key in self.before else ""
        return label, text, look, self.before.get(key, ""), said


@dataclass
class Roster:
    """The lines of a list and how many of each result; `fingerprint` is one of what an import would do."""

    lines: list
    more: int = 0

    def of(self, *results: str) -> list[RosterRow]:
        """Return the lines with one of these results."""
        return [line for line in self.lines if line.result in results]

    @property
    def counts(self) -> dict[str, int]:
        return {result: len(self.of(result)) for result in (NEW, CHANGED, SAME, WRONG)}

    @property
    def to_save(self) -> list[RosterRow]:
        return self.of(NEW, CHANGED)

    @property
    def fingerprint(self) -> str:
        """Return a fingerprint that differs as soon as an import would do something else than what the page shows."""
        return digest(
            [
                [line.row, line.result, line.values, line.before, line.invitation and line.invitation.number]
                for line in self.lines
            ]
        )


def read_roster(plan: Plan, sheet: WorkbookSheet, columns: Columns) -> Roster:
    """Return what importing `sheet` (`sheets.Sheet`), read by `columns` (`Columns`), would do to `plan`."""
    groups = GroupNames.of(plan.groups.all())
    lines = []
    for row in range(columns.first, sheet.height + 1):
        if line := _line(sheet, row, columns.fields, groups):
            lines.append(line)
    roster = Roster(lines[:MOST], max(0, len(lines) - MOST))
    _compare(plan, roster.lines)
    return roster


def _line(sheet, row, fields, groups):
    """The `RosterRow` of a row, None where no person stands."""
    cells = {key: sheet.cell(row, column) for key, column in fields.items()}
    name = cells.get("name")
    if name is None or (name.merged and sheet.cell(row - 1, name.column).text == name.text):
        return None
    if not name.text.strip() and not any(_text(cell) and not cell.merged for cell in cells.values()):
        return None
    line = RosterRow(row)
    for key, cell in cells.items():
        try:
            line.values[key] = _read(key, cell)
        except FieldError as error:
            line.values[key] = cell.text[:200]
            line.errors[key] = f"{cell.address}: {error.sentence}"
    _find_group(line, cells, groups)
    if "institution" in cells and not line.values["institution"]:
        line.notes["institution"] = f"{cells['institution'].address}: instansi kosong; diisi orangnya saat bergabung."
    if line.errors:
        line.result = WRONG
    return line


def _text(cell):
    """The text of a cell; a dash stands for nothing."""
    text = cell.text.strip()
    return text if any(letter.isalnum() for letter in text) else ""


def _read(key, cell):
    if cell.error:
        raise FieldError("field_error", f"sel ini berisi galat Excel {cell.text}. Betulkan di Excel.")
    if key == "name":
        return parse_name(cell.text, label="Nama").text
    text = parse_text(_text(cell), limit=_LIMITS[key], one_line=True).text
    if key == "phone":
        return _phone(text)
    if key == "email" and text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise FieldError("field_error", "alamat surel tidak lengkap, misalnya nama@contoh.go.id.")
    return text


def _phone(text):
    digits = re.sub(r"\D", "", text)
    if text and not 5 <= len(digits) <= 25:
        raise FieldError("field_error", "nomor HP ditulis dengan angka, misalnya 0812 3456 7890.")
    # Excel takes the number for a number and drops its zero
    return f"0{text}" if text.isdigit() and text.startswith("8") and 9 <= len(text) <= 13 else text


def _find_group(line, cells, groups):
    text = line.values.get("group")
    if not text or "group" in line.errors:
        return
    line.group = groups.find(text)
    if line.group is None:
        near = groups.near(text)
        advice = f"Maksudnya {near}?" if near else "Tulis nama kelompok seperti di halaman Orang, atau kosongkan."
        line.errors["group"] = f"{cells['group'].address}: kelompok tidak dikenal. {advice}"


class _Known:
    """Who is invited and who has joined, by name without titles and by institution."""

    def __init__(self, plan: Plan) -> None:
        self.offices = Offices(plan.opds.all())
        self.invited, self.joined = {}, {}
        self.taken = set()
        rows = Invitation.objects.filter(plan=plan).select_related("group", "participant")
        for row in rows:
            self.invited.setdefault(bare_key(row.name), []).append(row)
        held = set(rows.exclude(participant=None).values_list("participant", flat=True))
        for person in Participant.objects.filter(plan=plan, removed_at=None, merged_into=None):
            if person.pk not in held:
                self.joined.setdefault(bare_key(person.name), []).append(person)

    def key(self, values: dict[str, str]) -> tuple[str, str]:
        return bare_key(values["name"]), self.offices.key(values.get("institution", ""))

    def find(self, among: dict[str, Any], name: str, office: str, alone: bool) -> Any:
        """Return who of `among` is meant: of the same institution, or with `alone` the only one of that name."""
        rows = [row for row in among.get(name, []) if (type(row), row.pk) not in self.taken]
        same = [row for row in rows if self.offices.key(row.institution) == office]
        found = same[0] if same else rows[0] if alone and len(rows) == 1 else None
        if found:
            self.taken.add((type(found), found.pk))
        return found


def _compare(plan, lines):
    known = _Known(plan)
    good = [line for line in lines if line.result != WRONG]
    _mark_doubles(known, good)
    good = [line for line in good if line.result != WRONG]
    names = Counter(known.key(line.values)[0] for line in good)
    # those whose institution is the same come first, so that nobody takes the line of a namesake
    for alone in (False, True):
        for line in good:
            if line.invitation is None:
                name, office = known.key(line.values)
                line.invitation = known.find(known.invited, name, office, alone and names[name] == 1)
    for line in good:
        if line.invitation is None or line.invitation.participant is None:
            line.person = known.find(known.joined, *known.key(line.values), not line.values.get("institution"))
        _judge(line)


def _mark_doubles(known, lines):
    first, namesakes = {}, {}
    for line in lines:
        name, office = known.key(line.values)
        if (earlier := first.setdefault((name, office), line)) is not line:
            line.errors["name"] = f"Nama dan instansi sama dengan baris {earlier.row}. Hapus salah satu."
            line.result = WRONG
        elif (namesake := namesakes.setdefault(name, line)) is not line:
            line.notes["name"] = f"Nama sama dengan baris {namesake.row}, instansi lain. Dicatat sebagai dua orang."


def _judge(line):
    """What would change; an empty cell changes nothing."""
    stored = line.invitation
    if stored is None:
        line.result = NEW
        return
    for key in FIELDS:
        new = line.group if key == "group" else line.values.get(key)
        old = getattr(stored, key)
        if new and new != old:
            line.before[key] = old.name if key == "group" and old else (old or "")
    line.result = CHANGED if line.before or line.person else SAME


HEAD = ["No", "Nama", "Instansi", "Jabatan", "Kelompok", "HP", "Surel", "Peran", "Bergabung"]


def roster_file(plan: Plan) -> bytes:
    """Return the workbook: everybody on the list in its order, then those who joined without standing there."""
    rows, seen = [], set()
    for one in Invitation.objects.filter(plan=plan).select_related("group", "participant__group"):
        person = one.participant
        seen.add(one.participant_id)
        group = person.group if person else one.group
        rows.append([one.name, one.institution, one.position, group and group.name, one.phone, one.email])
        rows[-1] += _joined(plan, person)
    for person in active_participants(plan).exclude(pk__in=seen - {None}).select_related("group").order_by("number"):
        rows.append([person.name, person.institution, person.position, person.group.name, "", ""])
        rows[-1] += _joined(plan, person)
    return write_workbook([WorkbookTable("Orang", [HEAD, *([place, *row] for place, row in enumerate(rows, 1))])])


def _joined(plan, person):
    return [person.get_role_display(), local(person.joined_at, plan)] if person else ["", ""]
