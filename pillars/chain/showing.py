"""What people read: values with the names of what they point to, people with their institution, receipts."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from pillars import fields
from pillars.chain.models import Dimension
from pillars.chain.reading import branch
from pillars.chain.values import MODELS, from_json
from pillars.kinds import KINDS
from workshops.live.models import Event
from workshops.people.seats import names_of

TABLES = ("years_table_number", "years_table_rupiah")
_READ_AGAIN = ("text", "long_text", "list_text", "number_unit", "rupiah", "year", "years_list", *TABLES)


class Showing:
    """Turns values of one plan into text; what they point to is asked for once per kind of thing."""

    def __init__(self, plan):
        self.plan = plan

    def text(self, described, value):
        """The text of a value (canonical) of a field."""
        if value in (None, "", [], {}):
            return ""
        if described.points_to:
            refs = value if isinstance(value, list) else [value]
            return ", ".join(self._codes.get(ref, ref) for ref in refs)
        if described.key == "dimension":
            return self._dimensions.get(value, value)
        if described.key in ("lead_opd", "baseline_owner"):
            return self._offices.get(value, value)
        if described.key == "rpjmd_ref":
            return self._objectives.get(value, value)
        return fields.display_field(described, value)

    @cached_property
    def _codes(self):
        rows = [row for model in MODELS.values() for row in model.objects.filter(plan=self.plan).only("number", "code")]
        return {row.ref: row.code for row in rows}

    @cached_property
    def _dimensions(self):
        return dict(Dimension.objects.filter(plan=self.plan).values_list("code", "name"))

    @cached_property
    def _offices(self):
        return {office.ref: office.name for office in self.plan.opds.all()}

    @cached_property
    def _objectives(self):
        return {row.ref: f"{row.code} {row.statement or ''}".strip() for row in self.plan.rpjmd_objectives.all()}


@dataclass(frozen=True)
class Person:
    """Somebody as a history names them. `institution` is the role for accounts."""

    key: str
    name: str
    institution: str = ""


def people_of(plan, keys):
    """{membership key: Person}; a membership that is gone keeps a name that says so."""
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
class Receipt:
    """The receipt of a save as a page shows it.

    written  field keys · removed  invisible characters · others  [(field, name, moment)]: what other
    people changed on the card between the page that was saved and the save.
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
    def news(self):
        """The keys of the fields that look different now than on the page that was saved."""
        return {*self.written, *self.warnings, *(described.key for described, _name, _at in self.others)}

    @property
    def removed_sentence(self):
        return fields.removed_sentence(self.removed)


def receipt_now(plan, saved, form):
    """The receipt of a save that has just been committed, from what its form read."""
    others = {key: event for key, event in saved.since.items() if event.actor != form.actor_key}
    said = {key: text for key, text in form.read_backs.items() if key in saved.written}
    warned = {key: sentences for key, sentences in form.warnings.items() if key in saved.written}
    number, at = saved.receipt.number, saved.receipt.at
    return Receipt(number, at, saved.written, said, warned, form.removed, others=_named(plan, saved.entry, others))


def receipt_of(plan, entry, number, removed=0):
    """The receipt of event `number` for `entry`, from the journal; without one, of the card as it stands."""
    event = Event.objects.filter(plan=plan, number=number, refs__contains=[entry.ref]).first()
    if event is None:
        return Receipt(number, entry.changed_at, removed=removed)
    changes = {key: after for key, (_before, after) in event.changes.get(entry.ref, {}).items()}
    known = {key: after for key, after in changes.items() if key in KINDS[entry.KIND].keys}
    receipt = Receipt(number, event.at, tuple(known), removed=removed, is_new=event.verb == "entry.added")
    receipt.others = _others(plan, entry, event)
    for key, value in from_json(entry.KIND, known).items():
        parsed = _read_again(plan, entry, KINDS[entry.KIND].field(key), value)
        if parsed and parsed.warnings:
            receipt.warnings[key] = list(parsed.warnings)
        if parsed and parsed.read_back:
            receipt.read_backs[key] = parsed.read_back
    return receipt


def _others(plan, entry, event):
    if event.base is None or event.base >= event.number - 1:
        return ()
    between = Event.objects.filter(
        plan=plan, number__gt=event.base, number__lt=event.number, refs__contains=[entry.ref]
    ).exclude(actor=event.actor)
    last = {key: other for other in between.order_by("number") for key in other.changes.get(entry.ref, {})}
    return _named(plan, entry, last)


def _named(plan, entry, last):
    """((field, name, moment)) for {field key: event}."""
    kind = KINDS[entry.KIND]
    known = {key: event for key, event in last.items() if key in kind.keys}
    people = people_of(plan, [event.actor for event in known.values()]) if known else {}
    return tuple((kind.field(key), people[event.actor].name, event.at) for key, event in known.items())


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


def delete_question(entry):
    """What deleting a card takes along, as a question."""
    kinds = list(MODELS)
    rows = [row.KIND for row in branch(entry)]
    below = [f"{rows.count(kind)} {KINDS[kind].label.lower()}" for kind in kinds[kinds.index(entry.KIND) + 1 :]]
    along = f" {joined(below)} di bawahnya ikut tersembunyi." if below else ""
    return f"Hapus {KINDS[entry.KIND].label.lower()} {entry.code}?{along} Dapat dikembalikan dari Kartu terhapus."


def joined(words):
    """`satu, dua dan tiga`."""
    return " dan ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
