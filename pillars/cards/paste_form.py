"""The form of a paste: the text, what it shall become, and each row as it would be saved."""

import hashlib
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.cards.cells import CachedOffer, posted
from pillars.cards.forms import EntryForm
from pillars.cards.pasted_text import (
    MOST,
    SHORT,
    WIDEST,
    PastedRow,
    PastedTable,
    choices_of,
    columns_of,
    mark_doubles,
    read_sheet,
)
from pillars.cards.values import CHAIN_MODELS, NAME_FIELD
from pillars.kinds import CHAIN, KINDS, Kind
from pillars.models.chain import Pillar, Shared
from workshops.plans.models import Plan
from workshops.text import natural

LIMIT = 100_000
NOTHING = "Tempel atau tulis paling sedikit satu baris. Satu baris menjadi satu kartu."


class PasteForm:
    """Text → `lines`. Nothing is kept between two requests: the page carries all of it.

    error   (id of the input, sentence) where no row can be made of the text; None otherwise
    seen    whether these rows, from this text, stood on the page that was sent: only then ticks mean something
    """

    def __init__(
        self, plan: Plan, pillar: Pillar | Shared, data: QueryDict | None = None, kind: str = "masalah"
    ) -> None:
        self.plan, self.pillar = plan, pillar
        data = QueryDict() if data is None else data
        given = data.get("jadikan", kind)
        self.kind = KINDS[given if given in CHAIN_MODELS else "masalah"]
        self.text = data.get("teks", "")
        self.parent = data.get("induk", "")
        self.offer = CachedOffer(plan, pillar)
        self.entry_form = EntryForm(plan, pillar, self.kind.key, offer=self.offer)
        self.sheet, self.columns, self.lines, self.error = PastedTable(()), [], [], None
        self.is_confirmed = False
        if data:
            self._read(data)

    @property
    def kinds(self) -> list[Kind]:
        return [KINDS[key] for key in CHAIN]

    @property
    def parents(self) -> list[tuple[str, list[Any]]]:
        """Return [(label of the kind, options)] of what the cards may hang from, whichever kind is chosen."""
        found = [(KINDS[key].label, self.offer.parents(key)) for key in CHAIN[:-1]]
        return [(label, options) for label, options in found if options]

    @property
    def column_choices(self) -> list[tuple[str, str]]:
        return choices_of(self.kind, self.plan, self.entry_form.fields())

    @property
    def shown_columns(self) -> list[tuple[str, str, str]]:
        """Return [(name of the input, number with head or first cell, key)] of a table."""
        first = self.sheet.heads or (self.sheet.rows[0] if self.sheet.rows else ())
        named = [f": {told}" if told else "" for told in first] + [""] * self.sheet.width
        return [(f"kolom{at}", f"Kolom {at + 1}{named[at]}", key) for at, key in enumerate(self.columns)]

    @property
    def made(self) -> list[PastedRow]:
        """Return the rows that become cards."""
        return [line for line in self.lines if line.ticked and not line.faults]

    @property
    def left_out(self) -> int:
        return len(self.lines) - len(self.made)

    @property
    def in_the_way(self) -> list[PastedRow]:
        """Return the rows that can be no cards and that nobody has decided to leave out."""
        return [line for line in self.lines if line.faults and not line.skipped]

    @property
    def digest(self) -> str:
        """Return a fingerprint of what the rows were made of."""
        told = "\x00".join([self.text.replace("\r\n", "\n"), self.kind.key, self.parent, *self.columns])
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]

    def _read(self, data):
        if fields.length(self.text) > LIMIT:
            self.error = ("i-teks", "Tulisan ini terlalu panjang untuk satu kali tempel. Tempel sebagian dahulu.")
            return
        try:
            self.sheet = read_sheet(self.text)
        except fields.FieldError as error:
            self.error = ("i-teks", error.sentence)
            return
        if not self.sheet.rows:
            self.error = ("i-teks", NOTHING)
        elif len(self.sheet.rows) > MOST:
            many = len(self.sheet.rows)
            self.error = ("i-teks", f"Ada {many} baris, paling banyak {MOST} sekaligus. Tempel sebagian dahulu.")
        elif self.sheet.width > WIDEST:
            said = (
                f"Tabel ini memiliki {self.sheet.width} kolom, paling banyak {WIDEST}. Tempel kolom yang dipakai saja."
            )
            self.error = ("i-teks", said)
        if self.error:
            return
        self.columns = self._columns(data)
        self.error = self._wrong_parent() or self._no_sentence()
        if self.error:
            return
        self.lines = [self._line(number, cells) for number, cells in enumerate(self.sheet.rows, 1)]
        mark_doubles(self.plan, self.pillar, self.kind.key, self.lines)
        self._tick(data)

    def _columns(self, data):
        choices = self.column_choices
        known = {"", *(key for key, _ in choices)}
        if not self.sheet.is_table:
            return [NAME_FIELD[self.kind.key]]
        found = columns_of(self.kind, choices, self.sheet)
        asked = [data.get(f"kolom{at}") for at in range(self.sheet.width)]
        if data.get("jadikan_tadi") == self.kind.key and all(key in known for key in asked):
            found = asked
        return found + [""] * (self.sheet.width - len(found))

    def _wrong_parent(self):
        described = self.kind.parent_field
        if described is None or described.key in self.columns:
            return None
        options = {option.value for option in self.offer.parents(described.points_to)}
        label = KINDS[described.points_to].label.lower()
        if self.parent and self.parent not in options:
            return "i-induk", f"Di bawah: pilih {label}, karena {self.kind.label.lower()} menempel pada {label}."
        if not self.parent and described.type == "reference":
            return "i-induk", f"Di bawah: pilih {label} tempat kartu-kartu ini menempel."
        return None

    def _no_sentence(self):
        name = self.kind.field(NAME_FIELD[self.kind.key])
        given = [key for key in self.columns if key]
        if name.key not in given:
            return "i-kolom0", f"Pilih kolom mana yang menjadi “{name.label}”."
        twice = next((key for key in given if given.count(key) > 1), "")
        if twice:
            label = dict(self.column_choices)[twice]
            return "i-kolom0", f"Dua kolom menjadi “{label}”. Pilih satu, dan jadikan yang lain “tidak dipakai”."
        return None

    def _line(self, number, cells):
        texts = {key: cells[at] for at, key in enumerate(self.columns) if key and at < len(cells)}
        data = posted(self.entry_form.fields(), texts, self.offer)
        parent = self.kind.parent_field
        if parent and self.parent and parent.key not in texts:
            data[parent.key] = self.parent
        form = EntryForm(self.plan, self.pillar, self.kind.key, data=data, offer=self.offer)
        line = PastedRow(number, cells, texts.get(NAME_FIELD[self.kind.key], ""))
        if not form.is_valid():
            line.faults = [
                (self.kind.field(key).label, error.sentence, error.kind) for key, error in form.errors.items()
            ]
        line.values = form.values
        line.title = form.values.get(NAME_FIELD[self.kind.key]) or line.title
        labels = dict(self.column_choices)
        line.more = [(labels[key], text) for key, text in texts.items() if text and text != line.title]
        line.is_short = len(line.title.split()) < SHORT
        return line

    def _tick(self, data):
        self.is_confirmed = data.get("dilihat") == self.digest
        wanted = {natural(text) for text in data.getlist("baris")} if self.is_confirmed else None
        skipped = {natural(text) for text in data.getlist("lewati")} if self.is_confirmed else set()
        for line in self.lines:
            line.skipped = line.number in skipped
            line.ticked = not (line.same or line.near) if wanted is None else line.number in wanted
