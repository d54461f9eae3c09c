"""What people read: values with the names of what they point to, people with their institution, receipts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from pillars import fields
from pillars.cards.queries import find_entry, kinds_below, parents_of
from pillars.cards.values import CARD_MODELS, PARENT_FIELD, TABLES, from_json, title_of
from pillars.fields.values import FieldDescription
from pillars.kinds import KINDS, Field
from pillars.models.chain import Entry
from workshops.dates import short_date
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.plans.local_time import local
from workshops.plans.models import Opd, Plan

_READ_AGAIN = ("text", "long_text", "list_text", "number_unit", "rupiah", "year", "years_list", *TABLES)


class Showing:
    """Turns values of one plan into text; what they point to is asked for once per kind of thing."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._codes, self._names = {}, {}

    def text(self, described: Field, value: str | None) -> str:
        """Return the text of a value (canonical) of a field."""
        if value in (None, "", [], {}):
            return ""
        if described.points_to:
            refs = value if isinstance(value, list) else [value]
            return ", ".join(self.code(ref) for ref in refs)
        if described.refers_to:
            return self.name(described.refers_to, value)
        return fields.display_field(described, value)

    def code(self, ref: str) -> str:
        """Return the code of a card, in the bin or not."""
        kind = ref.partition("-")[0]
        if kind in CARD_MODELS and kind not in self._codes:
            rows = CARD_MODELS[kind].objects.filter(plan=self.plan).only("number", "code")
            self._codes[kind] = {row.ref: row.code for row in rows}
        return self._codes.get(kind, {}).get(ref, ref)

    def card(self, ref: str) -> str:
        """Return a card by its code and sentence, where its code alone would say too little."""
        entry = find_entry(self.plan, ref, with_deleted=True)
        return f"{entry.code} {title_of(entry)}" if entry else ref

    def name(self, kind: str, value: str) -> str:
        """Return the name of a row that is no card; `kind`: as `Field.refers_to`, `value`: of the field."""
        if kind not in self._names:
            self._names[kind] = self._named(kind)
        return self._names[kind].get(value, value)

    def _named(self, kind):
        plan = self.plan
        if kind == "dimension":
            return dict(plan.dimensions.order_by().values_list("code", "name"))
        if kind == "opd":
            return {office.ref: office.name for office in Opd.every.filter(plan=plan)}
        if kind == "renstra":
            return {row.ref: str(row) for row in plan.renstra_programmes.all()}
        return {row.ref: f"{row.code} {row.statement or ''}".strip() for row in plan.rpjmd_objectives.all()}


def runs_between(described: Field, old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return how the text of a field became another: runs of ("same" | "del" | "add", text).

    Of a table its whole cells.
    """
    return tuple((fields.diff_parts if described.type in TABLES else fields.diff_words)(old, new))


@dataclass(frozen=True)
class Person:
    """Somebody as a history names them. `institution` is the role for accounts."""

    key: str
    name: str
    institution: str = ""


def people_of(plan: Plan, keys: Any) -> dict[str, Person]:
    """Return {membership key: Person}; a membership that is gone keeps a name that says so."""
    keys = set(keys)
    names = names_of(plan, keys)
    numbers = [int(key[1:]) for key in keys if key.startswith("p")]
    rows = plan.participants.filter(number__in=numbers).values_list("number", "institution") if numbers else []
    institutions = {f"p{number}": institution for number, institution in rows}
    accounts = [int(key[1:]) for key in keys if key.startswith("a")]
    roles = plan.staff_roles.filter(account_id__in=accounts) if accounts else []
    institutions |= {f"a{row.account_id}": row.get_role_display() for row in roles}
    return {key: Person(key, names.get(key, "Peserta"), institutions.get(key, "")) for key in keys}


@dataclass
class SaveReceipt:
    """The receipt of a save as a page shows it.

    written  field keys · removed  invisible characters · others  [Told]: what other people changed on the
    card between the page that was saved and the save.
    """

    number: int
    at: datetime
    written: tuple = ()
    read_backs: dict = field(default_factory=dict)
    warnings: dict = field(default_factory=dict)
    removed: int = 0
    is_new: bool = False
    others: tuple = ()

    @property
    def news(self) -> set[str]:
        """Return the keys of the fields that look different now than on the page that was saved."""
        return {*self.written, *self.warnings, *(one.field.key for one in self.others)}

    @property
    def removed_sentence(self) -> str:
        return fields.removed_sentence(self.removed)


@dataclass(frozen=True)
class ConcurrentChange:
    """What somebody else did to a field: `how` is "changed", "same" (they wrote what I wrote) or "moved" (the
    card hangs from `place` now)."""

    field: FieldDescription
    name: str
    at: datetime
    how: str = "changed"
    place: str = ""


def receipt_of(
    plan: Plan,
    entry: Entry,
    number: int,
    removed: int = 0,
    *,
    me: str = "",
    since: int | None = None,
    agreed: Sequence[str] = (),
) -> SaveReceipt:
    """Return the receipt of event `number` for `entry`, from the journal; without one, of the card as it stands.

    me  membership key of whoever saved: a save that had nothing to write carries the number of another's event
    since, agreed  what that save was based on, and the fields that another had already changed to the same
    """
    event = Event.objects.filter(plan=plan, number=number, refs__contains=[entry.ref]).first()
    if event is None or (me and event.actor != me):
        others = concurrent_changes_of(plan, entry, last_of_others(plan, entry, since, number, me), agreed)
        return SaveReceipt(number, entry.changed_at, removed=removed, others=others)
    changes = {key: after for key, (_before, after) in event.changes.get(entry.ref, {}).items()}
    known = {key: after for key, after in changes.items() if key in KINDS[entry.KIND].keys}
    is_new = event.verb in ("entry.added", "entry.pasted")
    receipt = SaveReceipt(number, event.at, tuple(known), removed=removed, is_new=is_new)
    receipt.others = concurrent_changes_of(
        plan, entry, last_of_others(plan, entry, event.base, event.number - 1, event.actor), agreed
    )
    for key, value in from_json(entry.KIND, known).items():
        parsed = _read_again(plan, entry, KINDS[entry.KIND].field(key), value)
        if parsed and parsed.warnings:
            receipt.warnings[key] = list(parsed.warnings)
        if parsed and parsed.read_back:
            receipt.read_backs[key] = parsed.read_back
    return receipt


def last_of_others(plan: Plan, entry: Entry, base: int | None, number: int, me: str) -> dict[str, Event]:
    """Return {field key: event}: what anybody but `me` changed last on an entry after `base`, up to `number`."""
    if base is None or base >= number:
        return {}
    between = Event.objects.filter(plan=plan, number__gt=base, number__lte=number, refs__contains=[entry.ref])
    events = between.exclude(actor=me).order_by("number")
    return {key: event for event in events for key in event.changes.get(entry.ref, {})}


def concurrent_changes_of(
    plan: Plan, entry: Entry, last: dict[str, Event], agreed: Sequence[Any] = ()
) -> tuple[ConcurrentChange, ...]:
    """Return (Told) for {field key: event} of an entry."""
    kind = KINDS[entry.KIND]
    known = {key: event for key, event in last.items() if key in kind.keys}
    people = people_of(plan, [event.actor for event in known.values()]) if known else {}
    return tuple(
        ConcurrentChange(kind.field(key), people[event.actor].name, event.at, *_how(entry, key, agreed))
        for key, event in known.items()
    )


def _how(entry, key, agreed):
    if key in agreed:
        return ("same",)
    if key == PARENT_FIELD.get(entry.KIND) and entry.KIND != "sasaran" and (parents := parents_of(entry)):
        return "moved", parents[0].code
    return ("changed",)


def _read_again(plan, entry, described, value):
    """What reading the stored value says: the same warnings and read-back as when it was typed."""
    if value in (None, "", [], {}) or described.type not in _READ_AGAIN:
        return None
    if described.type in TABLES:
        raw = fields.input_cells(value, described.type)
    elif described.type == "years_list":
        raw = [str(year) for year in value]
    else:
        raw = [fields.input_text(value, described.type)]
    unit = getattr(entry, "unit", None)
    return fields.parse_field(described, raw, fields.Context((plan.period_start, plan.period_end), unit))


def delete_question(entry: Entry) -> str:
    """Return what deleting a card takes along, as a question."""
    kinds = list(CARD_MODELS)
    rows = kinds_below(entry)
    below = [f"{rows.count(kind)} {KINDS[kind].label.lower()}" for kind in kinds if kind in rows]
    along = f" {joined(below)} di bawahnya ikut tersembunyi." if below else ""
    return f"Hapus {KINDS[entry.KIND].label.lower()} {entry.code}?{along} Dapat dikembalikan dari Kartu terhapus."


def joined(words: list[str]) -> str:
    """Return `satu, dua dan tiga`."""
    return " dan ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def in_sentence(label: str) -> str:
    """Return the label inside a sentence: `Sumber dana` → `sumber dana`, but `OPD penanggung jawab` stays."""
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


def when(moment: datetime, plan: Plan, seconds: bool = False) -> str:
    """Return `10.42` (with `seconds` `10.42.09`) for today, `3 Des 2026, 10.42` for another day, in the plan's zone."""
    here = local(moment, plan)
    time = f"{here:%H.%M.%S}" if seconds else fields.show_time(here)
    return time if here.date() == local(timezone.now(), plan).date() else f"{short_date(here.date())}, {time}"
