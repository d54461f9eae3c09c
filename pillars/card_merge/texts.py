"""What a merged card says: part by part the text of one of the two, or both. Pure."""

from dataclasses import dataclass
from typing import Any

from pillars.kinds import KINDS
from pillars.merge import both_lists, same

KEPT, TWIN, BOTH = "tetap", "kembar", "keduanya"
EMPTY = (None, "", [], {}, ())
LISTS = ("list_text", "choices", "years_list")
TITLES = ("statement", "name")
#: These belong to the place of a card and not to what it says.
PLACES = {"code", "problem_refs", "target_ref", "strategy_ref"}
#: Fields that mean something only together: nobody gets the figures of one indicator under the name of another.
TOGETHER = (
    (
        "Indikator dan angkanya",
        ("indicator", "unit", "direction", "baseline", "baseline_year", "baseline_status", "baseline_owner")
        + ("measurement", "targets_by_year", "targets_status"),
    ),
    ("Keselarasan RPJMD", ("rpjmd_ref", "rpjmd_previous_ref", "alignment_status", "alignment_reason")),
    ("Urgency, Seriousness, Growth", ("urgency", "seriousness", "growth")),
    ("Nomenklatur", ("nomenclature_code", "nomenclature_version", "nomenclature_program")),
    ("Anggaran", ("budget_by_year", "budget")),
    ("Quick win", ("quick_win", "quick_win_status")),
)


@dataclass(frozen=True)
class FieldGroup:
    """Fields that are chosen together, under the key of the first. `both`: whether two texts can stand in it."""

    key: str
    label: str
    fields: tuple
    both: bool = False


def parts_of(kind: str, *, across: bool = False) -> list[FieldGroup]:
    """Return the parts of a kind in the order of its form. `across`: a sub-dimension belongs to one group and stays."""
    found, done = [], PLACES | ({"dimension"} if across else set())
    known = {field.key: field for field in KINDS[kind].fields if field.editable}
    for key, field in known.items():
        if key in done:
            continue
        label, keys = next(((label, keys) for label, keys in TOGETHER if key in keys), (field.label, (key,)))
        fields = tuple(known[one] for one in keys if one in known)
        found.append(FieldGroup(key, label, fields, len(fields) == 1 and field.type in ("long_text", *LISTS)))
        done |= set(keys)
    return found


def to_choose(
    kind: str, kept: dict[str, str | None], twin: dict[str, Any], *, across: bool = False
) -> list[FieldGroup]:
    """Return the parts to choose of: both cards ({field key: value}) say something, and not the same."""
    return [
        part
        for part in parts_of(kind, across=across)
        if _speaks(part, kept) and _speaks(part, twin) and not all(same(kept[f.key], twin[f.key]) for f in part.fields)
    ]


def default(part: FieldGroup, kept: dict[str, Any], twin: dict[str, Any]) -> str:
    """Return the default choice: the longer sentence, both of other texts and lists, else the kept card's."""
    field = part.fields[0]
    if field.key in TITLES:
        return TWIN if len(twin[field.key]) > len(kept[field.key]) else KEPT
    return BOTH if may_both(part, kept, twin) else KEPT


def may_both(part: FieldGroup, kept: dict[str, Any], twin: dict[str, Any]) -> bool:
    """Whether the two values of a part can stand together, also by their length."""
    field = part.fields[0]
    if not part.both or field.key in TITLES:
        return False
    joint = _both(field, kept[field.key], twin[field.key])
    limits = field.limits
    return len(joint) <= limits.get("max_items" if field.type in LISTS else "max_chars", 10**6)


def merged_values(
    kind: str, kept: dict[str, Any], twin: dict[str, Any], how: dict[str, str], *, across: bool = False
) -> dict[str, Any]:
    """Return {field key: value} that the kept card gets and does not have yet. `how` {key of a part: KEPT, TWIN or
    BOTH}.

    What only the twin says is taken over. The kept card's place is no part of it.
    """
    found = {}
    for part in parts_of(kind, across=across):
        if not _speaks(part, twin):
            continue
        way = TWIN if not _speaks(part, kept) else how.get(part.key) or default(part, kept, twin)
        if way == BOTH and may_both(part, kept, twin):
            key = part.fields[0].key
            found[key] = _both(part.fields[0], kept[key], twin[key])
        elif way == TWIN:
            found |= {field.key: twin[field.key] for field in part.fields}
    return {key: value for key, value in found.items() if not same(value, kept[key])}


def taken_over(kind: str, kept: dict[str, str | None], twin: dict[str, Any], *, across: bool = False) -> list[str]:
    """Return the labels of the parts that only the twin fills."""
    parts = parts_of(kind, across=across)
    return [part.label for part in parts if _speaks(part, twin) and not _speaks(part, kept)]


def _speaks(part, values):
    return any(values[field.key] not in EMPTY for field in part.fields)


def _both(field, mine, theirs):
    if field.type in LISTS:
        return both_lists(mine or [], theirs or [])
    return mine if theirs in mine else theirs if mine in theirs else f"{mine}\n\n{theirs}"
