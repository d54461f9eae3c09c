"""What an uploaded workbook would change: against the plan as it was taken out, and against the plan as it is now.

Every cell that differs from what was handed out is read as if it had been typed into the card's form. Nothing in here
writes; the action compares once more under the plan's lock, and writes what was shown and chosen.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from masterplan.paper.columns import ANALYSES, PROFILE, SHEETS, Words
from masterplan.paper.upload import Fault, Upload
from masterplan.paper.workbook import plan_rows
from pillars import fields, merge
from pillars.cards.cells import CachedOffer, plain, posted
from pillars.cards.display import Showing, people_of
from pillars.cards.forms import EntryForm
from pillars.cards.queries import parent_refs
from pillars.cards.values import NAME_FIELD, ONE_A_PLAN, TABLES, as_json, from_json, kind_fields, title_of, values_of
from pillars.kinds import KINDS
from pillars.models import SHARED
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.sheets.cells import CELL_TEXT

DELETED = "Kartu ini sudah dihapus di Rembuk. Kembalikan dahulu dari Kartu terhapus, lalu unggah lagi."
UNKNOWN = "Tidak ada kartu dengan nomor ini di lembar ini. Kosongkan Nomor bila ini kartu baru."
NO_PILLAR = "Isi Pilar dengan kode pilar, misalnya {code}."
MOVED = "Kartu tidak dapat pindah pilar lewat Excel. Tulis lagi {code}."
RECODED = "Kode dibuat Rembuk dan tidak berubah. Tulis lagi {code}."
NO_PROFILE = "Profil baru dibuat di halaman Quick Win, dari program yang terpilih. Di sini yang sudah ada dapat diubah."
SAME_PROGRAMME = "Profil tidak dapat pindah ke program lain lewat Excel. Tulis lagi {code}."
ONLY_ONE = "Rencana punya satu kartu visi dan misi. Tulis di halaman Visi, atau ubah baris yang sudah ada."
PARENT_NOT_MADE = "Baris {code} yang ditunjuk belum dapat menjadi kartu. Perbaiki baris itu dahulu."
PARENT_GONE = "Kartu {code} sudah dihapus di Rembuk. Pilih kartu lain, atau kembalikan dahulu."
TOO_LONG = "Isian ini terlalu panjang untuk satu sel Excel. Ubah di kartunya."


@dataclass(frozen=True)
class CellChange:
    """One field of a card. `old`, `new` are texts for people, `value` what would be written.

    clash  somebody changed the field in Rembuk after the workbook was taken: by whom and when (name, moment)
    """

    ref: str
    key: str
    code: str
    title: str
    pillar: str
    label: str
    place: str
    old: str
    new: str
    value: Any
    clash: tuple = ()
    before: Any = None

    @property
    def token(self) -> str:
        """Return a name of the change with both its values: another present value is another change."""
        kind = self.ref.partition("-")[0]
        told = [as_json(kind, {self.key: value}) for value in (self.before, self.value)]
        return f"{self.ref}.{self.key}.{_digest(told)}"


@dataclass(frozen=True)
class New:
    """A card that would be made. `ghost` is what other rows of the file know it by; `same` is the code of a card of its
    pillar that says the same already, as after a second upload of one file.
    """

    kind: str
    ghost: str
    pillar: str
    title: str
    facts: tuple
    place: str
    values: dict
    same: str = ""

    @property
    def token(self) -> str:
        told = {key: value for key, value in as_json(self.kind, self.values).items() if value not in (None, "", [], {})}
        return f"{self.ghost}.baru.{_digest([self.pillar, told])}"


@dataclass
class UploadPreview:
    """Changes, clashes and new cards in the order of the file; `same` cards are as they were."""

    changes: list = field(default_factory=list)
    clashes: list = field(default_factory=list)
    news: list = field(default_factory=list)
    same: int = 0
    faults: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def offered(self) -> dict[str, Any]:
        """Return {token: Change or New} of everything that can be chosen."""
        return {one.token: one for one in [*self.news, *self.changes, *self.clashes]}


def _digest(told):
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def compare(plan: Plan, upload: Upload) -> UploadPreview:
    """Return the Preview of an upload, in a number of queries that does not grow with its rows."""
    return _Comparing(plan, upload).preview()


class _Comparing:
    def __init__(self, plan: Plan, upload: Upload) -> None:
        self.plan, self.upload = plan, upload
        self.words, self.show = Words(plan), Showing(plan)
        self.pillars = {pillar.code: pillar for pillar in plan.pillars.all()}
        self.offers = {code: CachedOffer(plan, pillar) for code, pillar in self.pillars.items()}
        self.offers[SHARED.code] = CachedOffer(plan, SHARED)
        self.entries = {row.ref: row for kind in SHEETS for row in plan_rows(plan, kind)}
        self.now = {ref: values_of(entry) for ref, entry in self.entries.items()}
        self.stood, self.last = self._base(upload.base)
        self.by = people_of(plan, {event.actor for keys in self.last.values() for event in keys.values()})
        self.codes, self.ghosts, self.made = self._codes(), {}, set()
        there = [entry for entry in self.entries.values() if not entry.is_deleted]
        self.said = {(entry.pillar.code, entry.KIND, plain(title_of(entry))): entry.code for entry in there}
        self.found = UploadPreview(faults=list(upload.faults))

    def preview(self) -> UploadPreview:
        self._name_new_rows()
        for row in self.upload.rows:  # problems first, programmes last: what is pointed to is known by then
            if row.ref:
                self._old(row)
            else:
                self._new(row)
        return self.found

    def _base(self, base):
        """({ref: values at event `base`}, {ref: {key: last event that changed it since}})."""
        stood, last = {}, {}
        for event in Event.objects.filter(plan=self.plan, number__gt=base).order_by("-number"):
            for ref, changed in event.changes.items():
                if ref in self.entries:
                    for key, (before, _after) in changed.items():
                        stood.setdefault(ref, {})[key] = before
                        last.setdefault(ref, {}).setdefault(key, event)
        for ref, values in stood.items():
            kind, known = self.entries[ref].KIND, self.now[ref]
            stood[ref] = known | from_json(kind, {key: value for key, value in values.items() if key in known})
        return stood, last

    def _codes(self):
        """{(pillar, kind): {plain code: ref}} of every card, and later of the new rows."""
        codes = {}
        for ref, entry in self.entries.items():
            codes.setdefault((entry.pillar.code, entry.KIND), {})[plain(entry.code)] = ref
        return codes

    def _name_new_rows(self):
        """New rows can be pointed to by what stands in their Kode, or by their number of line."""
        for row in self.upload.rows:
            pillar = self._pillar(row)
            if row.ref or pillar is None or row.broken:
                continue
            self.ghosts[row.ghost] = row
            self.offers[pillar.code].refs(row.kind).add(row.ghost)
            if row.code:
                self.codes.setdefault((pillar.code, row.kind), {}).setdefault(plain(row.code), row.ghost)

    def _pillar(self, row):
        if row.kind in ANALYSES:
            return SHARED
        wanted = plain(row.pillar)
        return next((p for p in self.pillars.values() if wanted in (plain(p.code), plain(p.name_id))), None)

    def _fault(self, row, key, sentence):
        heads = {"nomor": row.ref, "pilar": row.pillar, "kode kartu": row.code}
        self.found.faults.append(Fault(row.place(key), sentence, (row.texts | heads).get(key, "")[:80]))

    def _read(self, row, pillar, keys, entry=None):
        """The EntryForm of the cells `keys` of a row, read."""
        described = kind_fields(row.kind)
        texts = {key: row.texts[key] for key in row.texts if key.partition(".")[0] in keys}
        parent = KINDS[row.kind].parent
        codes = self.codes.get((pillar.code, parent), {})
        offer = self.offers[pillar.code]
        with_codes = [one for one in described if one.points_to]
        data = posted([one for one in described if not one.points_to], texts, offer)
        data.update(posted(with_codes, texts, offer, codes=codes))
        data["beda"] = "1"  # the fields of the RPJMD too, which have a page of their own elsewhere
        form = EntryForm(self.plan, pillar, row.kind, entry=entry, data=data, offer=offer)
        form.is_valid()
        for key, error in form.errors.items():
            for year, fault in (error.cells or {"": error}).items():
                self._fault(row, f"{key}.{year}" if year else key, fault.sentence)
        return form

    def _old(self, row):
        entry = self.entries.get(row.ref)
        if key_and_sentence := self._not_this_card(row, entry):
            self._fault(row, *key_and_sentence)
            return
        stood = self.stood.get(row.ref, self.now[row.ref])
        before = self.words.cells(row.kind, stood)
        touched = {
            key.partition(".")[0]
            for key, text in row.texts.items()
            if _as_compared(text) != _as_compared(before.get(key, ""))
        }
        for key in [key for key in touched if len(before.get(key, "")) > CELL_TEXT]:
            touched.discard(key)
            self._fault(row, key, TOO_LONG)
        if row.kind == PROFILE and "programme_ref" in touched:  # a programme has one profile
            touched.discard("programme_ref")
            self._fault(row, "programme_ref", SAME_PROGRAMME.format(code=before["programme_ref"]))
        counted = len(self.found.changes) + len(self.found.clashes)
        if touched:
            self._compare(row, entry, touched, stood)
        if len(self.found.changes) + len(self.found.clashes) > counted:
            self.found.rows.append(row)
        else:
            self.found.same += 1

    def _not_this_card(self, row, entry):
        if entry is None or row.kind != entry.KIND:
            return "nomor", UNKNOWN
        if entry.is_deleted:
            return "nomor", DELETED
        if row.pillar and self._pillar(row) != entry.pillar:
            return "pilar", MOVED.format(code=entry.pillar.code)
        if row.code and plain(row.code) != plain(entry.code):
            return "kode kartu", RECODED.format(code=entry.code)
        return ()

    def _compare(self, row, entry, touched, stood):
        form = self._read(row, entry.pillar, touched, entry)
        now, kind = self.now[row.ref], KINDS[row.kind]
        mine = {key: self._whole(row, kind.field(key), form.values[key], stood) for key in touched & set(form.values)}
        merged = merge.merge(kind, stood, mine, now)
        for described in kind.fields:
            key = described.key
            if key in merged.write and self._parents_there(row, entry, key, merged.write[key]):
                self.found.changes.append(self._change(row, entry, described, merged.write[key]))
            elif key in merged.conflicts:
                self.found.clashes.append(self._change(row, entry, described, merged.conflicts[key][1], clash=True))

    def _whole(self, row, described, value, stood):
        """A table as the sheet has it, with the years for which the sheet has no cell that can be read."""
        if described.type not in TABLES:
            return value
        before = stood.get(described.key) or {}
        return (value or {}) | {y: v for y, v in before.items() if f"{described.key}.{y}" not in row.texts}

    def _change(self, row, entry, described, value, clash=False):
        event = self.last.get(row.ref, {}).get(described.key) if clash else None
        before = self.now[row.ref][described.key]
        place = next((key for key in row.at if key.partition(".")[0] == described.key), described.key)
        return CellChange(
            row.ref,
            described.key,
            entry.code,
            title_of(entry),
            entry.pillar.code,
            described.label,
            row.place(place),
            self.show.text(described, before),
            self._said(described, value),
            value,
            (self.by[event.actor].name, event.at) if event else ("Orang lain", None) if clash else (),
            before,
        )

    def _said(self, described, value):
        """The text of a value; a new row of the file by the name that it has there."""
        if not described.points_to or not value:
            return self.show.text(described, value)
        refs = value if isinstance(value, list) else [value]
        named = [self._named(ref) if ref in self.ghosts else self.show.text(described, ref) for ref in refs]
        return ", ".join(named)

    def _named(self, ghost):
        row = self.ghosts[ghost]
        return row.code or f"baris {row.line}"

    def _parents_there(self, row, entry, key, value):
        """Whether everything that a card would newly hang from is there; a fault where it is not."""
        if KINDS[row.kind].parent_field is None or key != KINDS[row.kind].parent_field.key:
            return True
        had = parent_refs(row.kind, self.now[entry.ref]) if entry else []
        for ref in value if isinstance(value, list) else [value]:
            if ref in had or ref in self.made:
                continue
            if ref in self.ghosts:
                self._fault(row, key, PARENT_NOT_MADE.format(code=self._named(ref)))
                return False
            parent = self.entries.get(ref)
            if parent is None or parent.is_deleted:
                self._fault(row, key, PARENT_GONE.format(code=parent.code if parent else ref))
                return False
        return True

    def _new(self, row):
        pillar = self._pillar(row)
        if pillar is None:
            self._fault(row, "pilar", NO_PILLAR.format(code=next(iter(self.pillars), "GOV")))
        elif row.kind in ONE_A_PLAN:
            self._fault(row, "nomor", ONLY_ONE)
        elif row.kind == PROFILE:
            self._fault(row, "nomor", NO_PROFILE)
        elif not row.broken:  # which is said at its cells
            form = self._read(row, pillar, {key.partition(".")[0] for key, text in row.texts.items() if text})
            values = {key: value for key, value in form.values.items() if value not in (None, "", [], {})}
            parent = KINDS[row.kind].parent_field
            hangs = parent is not None and parent.key in values
            if not form.errors and (not hangs or self._parents_there(row, None, parent.key, values[parent.key])):
                self._offer_new(row, pillar, values)

    def _offer_new(self, row, pillar, values):
        facts = [(one.label, self._said(one, values[one.key])) for one in kind_fields(row.kind) if one.key in values]
        title = values[NAME_FIELD[row.kind]]
        facts = tuple((name, text) for name, text in facts if text != title)
        same = self.said.get((pillar.code, row.kind, plain(title)), "")
        self.found.news.append(New(row.kind, row.ghost, pillar.code, title, facts, row.place(""), values, same))
        self.found.rows.append(row)
        self.made.add(row.ghost)


def _as_compared(text):
    """Line ends, spaces at ends and invisible characters make no change."""
    try:
        return fields.clean(text, one_line=False).text
    except fields.FieldError:
        return text
