"""The keys of the objects that are cards, read from their kinds: which key of the file is which column, in its order.

A field is written under its own key behind the field that stands before it in `kinds.json` (`exchange_after` names
another one). What the file says in another way than by a key of its own stands in `INSTEAD`.
"""

from masterplan.exchange.columns import (
    Key,
    as_is,
    computed,
    document,
    number,
    number_or_no_data,
    numbers_by_year,
    pointer,
    prose,
    rows,
    rupiah_by_year,
    text,
)
from pillars.cards.values import CARD_MODELS
from pillars.kinds import KINDS, Field, Kind

#: What a reference names: where its codes are found while loading, and the attribute by which the file calls it.
NAMED = {
    "dimension": ("dimensions", "code"),
    "opd": ("opd", "name"),
    "rpjmd": ("sasaran", "code"),
    "rpjmd_previous": ("sasaran_sebelumnya", "code"),
    "renstra": ("renstra", "ref"),
    "masalah": ("problems", "code"),
    "sasaran": ("targets", "code"),
    "strategi": ("strategies", "code"),
    "program": ("programmes", "code"),
    "swot": ("swot", "code"),
}
_PILLAR = pointer("pillar", "pillar", "pillars")
#: Keys that stand before those of the fields.
FIRST = dict.fromkeys(("kesenjangan", "kata_kunci", "tujuan", "swot"), (text("code"),))
FIRST |= dict.fromkeys(("profil_quick_win", "nominasi_quick_win"), (_PILLAR,))
#: Keys behind those of the fields.
LAST = {"visi_misi": (rows("tujuan"),)}
#: {(kind, field): the keys in its place}: what is told by where an object stands, or within another object.
INSTEAD = {
    ("kesiapan", "component"): (),
    ("swot", "type"): (),
    ("risiko", "profile_ref"): (),
    ("profil_quick_win", "kemitraan"): (document("peluang_kemitraan", "partnerships", ("bentuk", "nama")),),
    ("profil_quick_win", "anggaran"): (
        document("sumber_daya", "resources", ("anggaran", "sumber", "tahun", "tenaga")),
        rows("risiko"),
    ),
    **dict.fromkeys((("profil_quick_win", key) for key in ("sumber", "tahun", "tenaga")), ()),
}
#: Computed, and kept as the file gave it.
KEPT = ("rank",)
_BY_TYPE = {
    **dict.fromkeys(("text", "long_text", "choice"), text),
    **dict.fromkeys(("rupiah", "year", "scale", "yes_no", "list_text", "choices", "years_list", "references"), as_is),
    "years_table_number": numbers_by_year,
    "years_table_rupiah": rupiah_by_year,
    "prose": prose,
    "computed": computed,
}


def keys_of(kind: Kind) -> tuple[Key, ...]:
    """Return the keys of a card's object in the order of the file. Raises LookupError where one cannot be carried."""
    found = list(FIRST.get(kind.key, ()))
    for field in in_order(kind):
        found += INSTEAD[kind.key, field.key] if (kind.key, field.key) in INSTEAD else (key_of(field),)
    return (*found, *LAST.get(kind.key, ()))


def in_order(kind: Kind) -> list[Field]:
    """Return the fields of a kind that the file has, in its order."""
    fields = [field for field in kind.shown_in("exchange") if not field.exchange_after]
    for field in kind.shown_in("exchange"):
        if field.exchange_after:
            fields.insert([one.key for one in fields].index(field.exchange_after) + 1, field)
    return fields


def key_of(field: Field) -> Key:
    """Return how a field is carried. Raises LookupError where nothing in the file can."""
    if field.is_link and field.refers_to in NAMED:
        return pointer(field.key, field.column, *NAMED[field.refers_to])
    if is_list_of_cards(field):
        return rows(field.key)
    if field.type == "number_unit":
        return (number_or_no_data if field.allows_no_data else number)(field.key)
    if field.type == "scale_table":
        return document(field.key, field.key, tuple(one.value for one in field.options))
    if field.is_link or field.type not in _BY_TYPE:
        raise LookupError(f"{field.key}: nothing in the exchange file carries a field of type {field.type}")
    return as_is(field.key) if field.key in KEPT else _BY_TYPE[field.type](field.key)


def is_list_of_cards(field: Field) -> bool:
    """Whether a field holds refs of cards, which the file calls by their codes."""
    return field.type == "references" and field.points_to is not None


def lists_of_cards(kind: str) -> list[Field]:
    """Return the fields of a kind that hold refs of cards."""
    return [field for field in KINDS[kind].fields if is_list_of_cards(field)]


KEYS = {kind: keys_of(KINDS[kind]) for kind in CARD_MODELS}
