"""One card of every kind with a value in every field that no other field has, typed in through a save."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from pillars import prose
from pillars.cards.actions.save import add_entry, assign
from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, kind_fields, values_of
from pillars.kinds import KINDS
from pillars.models import SwotAgreement
from pillars.models.chain import SHARED
from tests.cast import new_op, seat_account
from tests.masterplan.exchange.files import load, small
from workshops.permissions import SHARED_BOARD
from workshops.plans.models import Bimtek

TEXTS = ("text", "long_text", "list_text", "prose")
#: Names of the choices that are rows of the plan, as `small` and `frame` make them.
ROWS = {
    "pillars[].dimensions[].code": "D1",
    "opd[].name": "opd-2",
    "rpjmd.sasaran[].code": "rpjmd-1",
    "rpjmd_previous.sasaran[].code": "rpjmd-2",
    "renstra[].ref": "renstra-1",
    "rpjmd.misi[].code": "M1",
}
#: What a value has to be like beyond its type, so that the card has its place.
GIVEN = {
    ("program", "quick_win"): True,
    ("program", "quick_win_status"): "terpilih",
    ("program", "years"): [2031],
    ("realisasi", "year"): 2031,
    ("realisasi", "status"): "berjalan",
    ("butir_evaluasi", "item"): "A01",
    ("butir_evaluasi", "report_year"): 2031,
    ("naskah", "section"): "B2-1.1",
    ("swot", "type"): "threats",
    ("kesiapan", "component"): "budaya",
}


@dataclass(frozen=True)
class Marked:
    """A field of a card, with the value that was typed and the text by which a reader finds it ("" for none)."""

    field: object
    card: object
    value: object
    text: str

    @property
    def name(self):
        return f"{self.card.KIND}.{self.field.key}"


def frame():
    """The document of a small plan in which every reference has something to name."""
    document = small()
    document["rpjmd"]["sasaran"] = [{"code": "S1", "statement": "Warga sehat"}]
    document["rpjmd_previous"] = {"sasaran": [{"code": "L1", "statement": "Warga bugar"}]}
    document["renstra"] = [{"ref": "renstra-1", "opd": "BPBD", "code": "1.02.02", "name": "Kesehatan warga"}]
    pillar = document["pillars"][0]
    pillar["targets"][0]["problem_refs"] = ["P1"]
    pillar["programmes"].append({"code": "PR2", "name": "Kader posyandu", "strategy_ref": "ST1"})
    document["quick_win_profiles"] = [{"programme_ref": "PR1"}]
    return document


def marked_plan():
    """(plan, somebody of its staff, [Marked] of every field that a save can carry or the system makes)."""
    plan, _ = load(frame())
    Bimtek.objects.create(plan=plan, number=1, first_day=timezone.now().date(), days=2)
    staff = seat_account(plan, "Satya", "staf")
    found, refs, count = [], {kind: f"{kind}-1" for kind in ("masalah", "sasaran", "strategi", "program")}, 0
    # the statements of the SWOT first: strategies and keywords name them
    for kind in sorted(CARD_MODELS, key=lambda one: one != "swot"):
        values, texts = {}, {}
        for field in kind_fields(kind):
            count += 1
            values[field.key], texts[field.key] = _value(kind, field, count, refs)
        pillar = SHARED.code if CARD_MODELS[kind].HOME == "" else "SEHAT"
        given = values | {key: GIVEN[kind, key] for key in ("item", "report_year", "section") if (kind, key) in GIVEN}
        refs[kind] = add_entry(staff.actor, kind, pillar, given, op=new_op()).ref
        card = find_entry(plan, refs[kind])
        stood = values_of(card)
        if kind == "swot":
            SwotAgreement.objects.create(plan=plan, item=card, member="p1", at=timezone.now())
            stood["agreement"] = 1
        for field in KINDS[kind].fields:
            value = stood.get(field.key, getattr(card, field.key, None))
            text = texts.get(field.key, value if isinstance(value, str) else "")
            found.append(Marked(field, card, value, text))
    plan.refresh_from_db()
    return plan, staff, found


def _value(kind, field, n, refs):
    """(a value for a field, the text by which it is found again)."""
    word = f"Qz{kind[:3]}{n}x"
    if (kind, field.key) in GIVEN:
        return GIVEN[kind, field.key], ""
    if field.points_to:
        ref = refs.get(field.points_to, "")
        return ([ref] if field.type == "references" else ref), ""
    if field.choices in ROWS:
        return ([ROWS[field.choices]] if field.type == "references" else ROWS[field.choices]), ""
    if field.options and field.type == "scale_table":
        return {one.value: field.answers[n % 2].value for one in field.options}, ""
    if field.open_list and field.type == "choices":
        return [word], word
    if field.options:
        one = [one.value for one in field.options if one.value is not None][-1 if field.type != "scale" else n % 5]
        return ([one], one) if field.type == "choices" else (one, "")
    number = 20_300 + n
    match field.type:
        case "text" | "long_text" | "choice":
            return word, word
        case "list_text":
            return ([f"{word}: pendanaan"] if field.key == "kemitraan" else [word]), word
        case "prose":
            return prose.parse(f"{word} dalam naskah."), word
        case "number_unit":
            return Decimal(f"3.{number}"), f"3,{number}".rstrip("0")
        case "rupiah":
            return number * 1_000_003, f"{number * 1_000_003:,}".replace(",", ".")
        case "year":
            return 2031, ""
        case "years_list":
            return [2031], ""
        case "years_table_number":
            return {2031: Decimal(f"5.{number}")}, f"5,{number}".rstrip("0")
        case "years_table_rupiah":
            return {2031: number * 1_000_007}, f"{number * 1_000_007:,}".replace(",", ".")
        case "yes_no":
            return True, ""
    raise LookupError(f"no value for a field of type {field.type}")


def other(one):
    """Another value for the field of a card, for outputs in which a choice has no text of its own."""
    field = one.field
    if field.type in ("computed",):
        raise LookupError(one.name)
    if field == KINDS[one.card.KIND].parent_field and field.type == "reference":
        return "program-2" if field.points_to == "program" else f"{field.points_to}-1"
    if field.needed_to_save:
        return next((choice.value for choice in field.options if choice.value not in (None, one.value)), 2030)
    return {"list": [], "dict": {}}.get(type(one.value).__name__)


def with_other(plan, one):
    """Writes another value into the row, past the journal: the caller takes it back."""
    card = find_entry(plan, one.card.ref)
    if one.name == "swot.agreement":
        card.agreements.all().delete()
        return
    columns = assign(plan, card, {one.field.key: other(one)})
    card.version += 1
    card.save(update_fields=[*columns, "version"])
    if one.name == "sasaran.problem_refs":
        card.answers.all().delete()


def slug_of(card):
    """The slug of the board that a card's address has."""
    return card.pillar.slug if card.pillar.pk else SHARED_BOARD
