"""The form of an entry: what was posted, read by the kind's description; what stands in each input."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from pillars import fields
from pillars.cards.cells import CachedOffer
from pillars.cards.display import Showing
from pillars.cards.field_warnings import differences, warnings_of
from pillars.cards.inputs import AnswerRow, Input, YearInput
from pillars.cards.nomenclature import code_warning
from pillars.cards.options import FormOptions, Option
from pillars.cards.values import FREE, NAME_FIELD, TABLES, kind_fields, values_of
from pillars.kinds import KINDS, Field
from pillars.models.chain import Entry, Pillar, Shared
from workshops.forms import PostedForm
from workshops.plans.models import Plan
from workshops.text import FieldErrors

CHOSEN = ("choice", "choices", "reference", "references")
SHORT_LABELS = 18  # letters of all options together that still fit beside each other on a phone
ALWAYS_IN_SIGHT = ("scale", "scale_table", "yes_no")

_CONTROLS = {
    "list_text": "lines",
    "prose": "prose",
    "number_unit": "number",
    "rupiah": "rupiah",
    "year": "year",
    "years_list": "ticks",
    "years_table_number": "table",
    "years_table_rupiah": "table",
    "choices": "ticks",
    "references": "ticks",
    "scale": "scale",
    "scale_table": "answers",
    "yes_no": "segment",
}


class EntryForm(PostedForm):
    """The form of one entry, filled from a row (`entry`), from a parent (`parent`, a ref), from what a new card is
    `begun` with ({field key: value}) or from a post (`data`).

    After `is_valid()`: `values` {key: canonical value} of the fields that the post carried, `errors`
    {key: FieldError}, `warnings` {key: [sentence]}, `removed` (invisible characters).
    """

    def __init__(
        self,
        plan: Plan,
        pillar: Pillar | Shared,
        kind: str,
        *,
        entry: Entry | None = None,
        parent: str = "",
        begun: dict[str, Any] | None = None,
        data: Any = None,
        receipt: Any = None,
        only: Collection[str] | None = None,
        offer: CachedOffer | None = None,
    ) -> None:
        self.plan = plan
        self.pillar = pillar
        self.kind = KINDS[kind]
        self.entry = entry
        self.data = data
        self.receipt = receipt
        self.only = only
        self.visible_keys: Collection[str] | None = None  # keys of the fields to draw; None for all
        # what the draft of a new card lies under on its phone, what the bar calls the card; "": by its kind
        self.draft = self.known_as = ""
        self._offer = offer
        self.stored = values_of(entry) if entry else self._born_under(parent) | (begun or {})
        self.values, self.errors, self.warnings, self.read_backs, self.removed = {}, FieldErrors(), {}, {}, 0
        self.receive(data, plan.head)

    @classmethod
    def of(cls, plan: Plan, entry: Entry, **options: Any) -> Self:
        return cls(plan, entry.pillar, entry.KIND, entry=entry, **options)

    @cached_property
    def offer(self) -> CachedOffer | FormOptions:
        return self._offer or FormOptions(self.plan, self.pillar)

    def fields(self) -> list[Field]:
        """Return the fields that this form shows and takes."""
        return [described for described in kind_fields(self.kind.key) if "form" not in described.left_out]

    def taken(self) -> list[Field]:
        """Return the fields that this post may change: all of the form, or only some.

        A choice between two texts any.
        """
        fields_taken = kind_fields(self.kind.key) if "beda" in self.data else self.fields()
        return [described for described in fields_taken if self.only is None or described.key in self.only]

    def is_valid(self) -> bool:
        """Read the post; every fault of every field at once."""
        for described in self.taken():
            raw = self._posted(described)
            if raw is None:
                continue
            with self.errors.of(described.key):
                parsed = self._parse(described, raw)
                self.values[described.key] = parsed.value
                self.removed += parsed.removed
                if parsed.warnings:
                    self.warnings[described.key] = list(parsed.warnings)
                if parsed.read_back:
                    self.read_backs[described.key] = parsed.read_back
        self._demand_what_is_needed()
        return not self.errors

    def inputs(self) -> list[Input]:
        """Return the inputs in sight: what the kind needs, and the quick answers."""
        return [one for one in self._inputs() if _in_sight(one.field)]

    def further_inputs(self) -> list[Input]:
        """Return the inputs that may stay folded away."""
        return [one for one in self._inputs() if not _in_sight(one.field)]

    def error_list(self) -> list[tuple[str, str, str]]:
        """Return [(id of the input, sentence naming the field, kind)] in the order of the form."""
        found = []
        for described in self.fields():
            error = self.errors.get(described.key)
            if error:
                first = next(iter(error.cells), None)
                target = f"i-{described.key}-{first}" if first else f"i-{described.key}"
                found.append((target, error.with_label(described.label), error.kind))
        return found

    @property
    def has_further_fault(self) -> bool:
        """Return whether something in the folded part needs to be seen."""
        return any(one.error or one.warnings for one in self.further_inputs())

    def reading(self) -> list[tuple[str, str]]:
        """Return [(label, text)] of every field, for those who read only."""
        show = Showing(self.plan)
        return [(f.label, show.text(f, self.stored.get(f.key))) for f in kind_fields(self.kind.key)]

    def _born_under(self, parent):
        described = self.kind.parent_field
        if not described or parent not in self.offer.refs(described.points_to):
            return {}
        return {described.key: [parent] if described.type == "references" else parent}

    def _posted(self, described):
        """What the post carried for a field: texts, or {year: text}; None when it carried nothing."""
        fill, _, text = self.data.get("isi", "").partition("=")
        if described.type in TABLES:
            start = f"{described.key}."
            names = [name for name in self.data if name.startswith(start)]
            given = {name.removeprefix(start): self.data[name] for name in names}
            if fill.startswith(start):
                given[fill.removeprefix(start)] = text
            return given or None
        if described.key not in self.data:
            return None
        return [text] if fill == described.key else self.data.getlist(described.key)

    def _parse(self, described, raw):
        if self.entry is not None and described.type in CHOSEN and self._stands(described, raw):
            return fields.Parsed(self.stored[described.key])
        if described.refers_to == "opd":
            raw = [self.offer.office_ref(raw[-1])]
        allowed = {}
        if described.type in CHOSEN and not described.open_list:
            allowed[described.key] = self.offer.allowed(described, _as_list(self.stored.get(described.key)))
        context = fields.Context((self.plan.period_start, self.plan.period_end), self._unit(), allowed)
        return self._in_stored_order(described, fields.parse_field(described, raw, context))

    def _in_stored_order(self, described, parsed):
        """Ticks have no order of their own: what was chosen before keeps its place, new ones follow."""
        if described.type not in ("choices", "references"):
            return parsed
        stored = self.stored.get(described.key) or []
        kept = [value for value in stored if value in parsed.value]
        return replace(parsed, value=kept + [value for value in parsed.value if value not in kept])

    def _stands(self, described, raw):
        """True when the post repeats what is stored: nothing has to be looked up then."""
        if described.refers_to == "opd" and self.stored[described.key]:
            return getattr(self.entry, described.key).name == raw[-1]
        given = [text for text in raw if text] if described.type.endswith("s") else [text for text in raw[-1:] if text]
        return given == [str(value) for value in _as_list(self.stored[described.key])]

    def _unit(self):
        """The unit that numbers of this save have: as posted, else as stored."""
        posted = self.data.get("unit") if self.data is not None else None
        if posted is None:
            return self.stored.get("unit")
        try:
            return fields.parse_text(posted, limit=fields.LIMITS["unit"], one_line=True).text
        except fields.FieldError:  # said at the unit itself
            return self.stored.get("unit")

    def _demand_what_is_needed(self):
        """A new card needs its sentence and its parent; no card lets go of its one parent."""
        parent = self.kind.parent_field
        for described in self.taken():
            hangs = described == parent and described.type == "reference" and self.kind.key not in FREE
            needed = described.needed_to_save or hangs
            asked = self.entry is None or described.key in self.values
            if needed and asked and described.key not in self.errors and not self.values.get(described.key):
                self.errors[described.key] = fields.FieldError("field_error", f"{described.label} belum diisi.")

        self._demand_a_proposal(parent)

    def _demand_a_proposal(self, parent):
        """A card that may stand without a parent then needs its own sentence."""
        name = NAME_FIELD[self.kind.key]
        standing = self.stored | self.values
        if self.kind.key in FREE and not (standing.get(parent.key) or standing.get(name) or self.errors):
            sentence = f"Pilih {parent.label.lower()}nya, atau tulis usulannya bila belum ada."
            self.errors[name] = fields.FieldError("field_error", sentence)

    def _inputs(self):
        if not hasattr(self, "_built"):
            standing = self.stored | self.values
            doubtful = warnings_of(self.kind.key, standing)
            self._steps = differences(standing)
            drawn = [f for f in self.fields() if self.visible_keys is None or f.key in self.visible_keys]
            self._built = [self._input(described, doubtful) for described in drawn]
        return self._built

    def _input(self, described, doubtful):
        value = self.values.get(described.key, self.stored.get(described.key))
        one = Input(described, _control(described), error=self.errors.get(described.key))
        one.warnings = tuple(self.warnings.get(described.key, [])) + tuple(doubtful.get(described.key, []))
        if described.key == "nomenclature_code" and not one.warnings and (said := code_warning(self.plan, value)):
            one.warnings += (said,)
        raw = self._posted(described) if self.data is not None else None
        if described.type == "scale_table":
            given = raw if raw is not None else value or {}
            said = [(choice, str(choice.value)) for choice in described.options]
            one.cells = tuple(AnswerRow(choice, f"{described.key}.{row}", given.get(row, "")) for choice, row in said)
        elif described.type in TABLES:
            one.cells = tuple(self._cells(described, value, raw, one.error))
        elif one.control in ("ticks", "segment", "scale", "select"):
            one.chosen = tuple(_chosen(raw, value))
            one.options = tuple(self._options(described, one.chosen))
        elif described.refers_to == "opd":
            one.text = raw[-1] if raw is not None and one.error else self.offer.office_name(value)
            one.options = tuple(self.offer.of(described))
        else:
            one.text = raw[-1] if raw else fields.input_text(value, described.type)
        one.unit = (self._unit() or "") if described.key in ("baseline", "targets_by_year") else ""
        if self.receipt and described.key in self.receipt.written:
            one.is_saved = True
            one.read_back = self.receipt.read_backs.get(described.key, "")
        return one

    def _cells(self, described, value, raw, error):
        texts = fields.input_cells(value, described.type)
        faults = error.cells if error else {}
        for year in sorted({*map(str, self.plan.years), *texts, *(raw or {})}):
            text = raw.get(year, "") if raw is not None else texts.get(year, "")
            step = self._steps.get(int(year), "") if year.isdecimal() and described.key == "targets_by_year" else ""
            yield YearInput(year, f"{described.key}.{year}", text, step, faults.get(year))

    def _options(self, described, chosen):
        offered = self.offer.of(described)
        if described.type == "years_list":
            years = sorted({*map(str, self.plan.years), *filter(str.isdecimal, chosen)})
            return [Option(year, year) for year in years]
        if described.type == "yes_no":
            offered = [Option("ya", "Ya"), Option("tidak", "Tidak")]
        known = {option.value for option in offered}
        return offered + [Option(text, self._kept_label(described, text)) for text in chosen if text not in known]

    def _kept_label(self, described, text):
        return f"{Showing(self.plan).card(text)} (dihapus)" if described.points_to else text


def _in_sight(described):
    asked = described.needed_to_save or described.needed_for_complete or described.key in NAME_FIELD.values()
    return asked or described.type in ALWAYS_IN_SIGHT or described.key == "title"


def _control(described):
    if described.refers_to == "opd":
        return "office"
    if described.type in ("choice", "reference"):
        labels = sum(len(choice.label) for choice in described.options)
        return "segment" if described.options and labels <= SHORT_LABELS else "select"
    if described.type in ("text", "long_text"):
        return "line" if described.limits.get("max_chars", 500) < 200 else "area"
    return _CONTROLS[described.type]


def _chosen(raw, value):
    if raw is not None:
        return [text for text in raw if text]
    if value in (None, [], ""):
        return []
    if isinstance(value, bool):
        return ["ya" if value else "tidak"]
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _as_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
