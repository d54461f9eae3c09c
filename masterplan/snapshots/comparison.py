"""What changed between two states of a plan (documents of the exchange format), in the plan's own terms. Pure.

An entry is known by its code, which it keeps wherever it goes; a card of a further kind as `further` says. Who did it
is asked of `Deeds`, which the journal between the two states fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from masterplan.snapshots.further_cards import FURTHER, SHARED, SHARED_NAME, further
from pillars.fields import diff_parts, diff_words, display_field, show_years
from pillars.kinds import KINDS, Field
from workshops.number_format import show_number, show_rupiah

#: The list of a pillar in the document: (its key, kind, the key that names its parent).
LISTS = (
    ("problems", "masalah", ""),
    ("targets", "sasaran", "problem_refs"),
    ("strategies", "strategi", "target_ref"),
    ("programmes", "program", "strategy_ref"),
)
NEW, REFINED, MERGED, DROPPED, MOVED = "baru", "diubah", "digabung", "dihapus", "dipindah"
#: In the order in which they are told: (how, heading, one of them in a sentence).
WAYS = (
    (NEW, "Baru", "baru"),
    (REFINED, "Berubah", "berubah"),
    (MERGED, "Digabung", "digabung"),
    (MOVED, "Dipindah", "dipindah"),
    (DROPPED, "Dihapus", "dihapus"),
)
#: What is told of the plan beside its chain; of the rest only that it changed.
BESIDE = {
    "region": "Data daerah",
    "period": "Masa rencana",
    "rpjmd": "Kerangka RPJMD",
    "rpjmd_previous": "RPJMD sebelumnya",
    "opd": "Daftar perangkat daerah",
    "renstra": "Program Renstra",
    "nomenclature": "Daftar kode nomenklatur",
    "governance_bodies": "Kelembagaan",
    "supporting_action_plans": "Rencana aksi pendukung",
}
#: The keys of the sentence that people know an entry by, of whatever kind.
TITLES = ("statement", "name", "element", "word", "aspect", "nama_inovasi", "usulan", "peristiwa")
#: Types whose values are written part by part: a year, or a criterion.
TABLE_TYPES = ("years_table_number", "years_table_rupiah", "scale_table")
SWOT = {"strengths": "Kekuatan", "weaknesses": "Kelemahan", "opportunities": "Peluang", "threats": "Ancaman"}


@dataclass(frozen=True)
class Deeds:
    """Who did what between two states, by membership key.

    fields   {(code, field): [keys]}: who wrote the field of the entry, each once, in that order.
    made, dropped   {code: key}
    merged   {code: (code of the entry that it became part of, key)}
    """

    fields: Mapping = field(default_factory=dict)
    made: Mapping = field(default_factory=dict)
    dropped: Mapping = field(default_factory=dict)
    merged: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class FieldChange:
    """One field: `runs` are ("same" | "del" | "add", text) from old to new; `key` of the field, where it is one."""

    label: str
    old: str
    new: str
    runs: tuple
    who: tuple = ()
    key: str = ""


@dataclass(frozen=True)
class EntryComparison:
    """One entry that is not as it was. `note` says where it went: `ke GOV-P1`, `dari ECO ke GOV`."""

    how: str
    kind: str
    code: str
    title: str
    pillar: str
    changes: tuple = ()
    who: tuple = ()
    note: str = ""

    @property
    def label(self) -> str:
        return KINDS[self.kind].label


@dataclass(frozen=True)
class PillarComparison:
    """The entries of one pillar that are not as they were; `same`: how many are."""

    code: str
    name: str
    entries: tuple
    same: int

    def count(self, how: str) -> int:
        return sum(entry.how == how for entry in self.entries)


@dataclass(frozen=True)
class Comparison:
    """The whole difference. `beside`: Changes outside the chain; `also`: names of parts that changed too."""

    pillars: tuple = ()
    beside: tuple = ()
    also: tuple = ()

    @property
    def is_empty(self) -> bool:
        return not (self.beside or self.also or any(pillar.entries for pillar in self.pillars))

    @property
    def who(self) -> set[str]:
        """Return every membership key that is named somewhere."""
        entries = [entry for pillar in self.pillars for entry in pillar.entries]
        found = {key for entry in entries for key in entry.who}
        return found | {key for entry in entries for change in entry.changes for key in change.who}

    def count(self, how: str) -> int:
        return sum(pillar.count(how) for pillar in self.pillars)

    @property
    def same(self) -> int:
        return sum(pillar.same for pillar in self.pillars)


def compare(old: Mapping, new: Mapping, deeds: Deeds = Deeds()) -> Comparison:
    """Return `old` and `new`: documents with Decimals; see the module."""
    before, after = (_entries(plan) | further(plan) for plan in (old, new))
    names = {
        pillar["code"]: pillar.get("name_id") or pillar["code"] for plan in (old, new) for pillar in _pillars(plan)
    }
    homes = {pillar for pillar, _ in (*before.values(), *after.values())}
    names |= {code: SHARED_NAME if code == SHARED else code for code in sorted(homes - set(names))}
    dimensions = {d["code"]: d["name"] for plan in (old, new) for p in _pillars(plan) for d in p.get("dimensions", ())}
    found, same = {code: [] for code in names}, dict.fromkeys(names, 0)
    for key, (pillar, told) in after.items():
        made = _one(key, before.get(key), (pillar, told), deeds, dimensions)
        if made is None:
            same[pillar] += 1
        else:
            found[pillar].append(made)
    for key in before.keys() - after.keys():
        pillar, told = before[key]
        found[pillar].append(_gone(key, pillar, told, deeds))
    place = {how: n for n, (how, *_) in enumerate(WAYS)}
    chain = {kind: n for n, kind in enumerate((*(kind for _, kind, _ in LISTS), *FURTHER))}
    return Comparison(
        pillars=tuple(
            PillarComparison(
                code, name, tuple(sorted(found[code], key=lambda e: (place[e.how], chain[e.kind]))), same[code]
            )
            for code, name in names.items()
        ),
        beside=tuple(_beside(old, new)),
        also=tuple(label for key, label in BESIDE.items() if old.get(key) != new.get(key)),
    )


def _pillars(plan):
    return plan.get("pillars", ())


def _entries(plan):
    """{(kind, code): (pillar's code, object)} in the order of the document."""
    return {
        (kind, told["code"]): (pillar["code"], told)
        for pillar in _pillars(plan)
        for key, kind, _ in LISTS
        for told in pillar.get(key, ())
        if told.get("code")
    }


def _one(key, before, after, deeds, dimensions):
    """The Entry of what is there now; None where it is as it was."""
    kind, (pillar, told) = key[0], after
    code, title = told["code"], _title(told)
    if before is None:
        return EntryComparison(NEW, kind, code, title, pillar, who=_some(deeds.made.get(code)))
    was_in, was = before
    changes = tuple(_changes(kind, code, was, told, deeds, dimensions))
    parent = next((name for _, one, name in LISTS if one == kind), "")
    if was_in != pillar:
        who, note = deeds.fields.get((code, "pillar"), ()), f"dari pilar {was_in} ke pilar {pillar}"
        return EntryComparison(MOVED, kind, code, title, pillar, changes, tuple(who), note)
    # a target may answer several problems: it has not moved while one of them stays
    old, new = (_refs(one.get(parent)) for one in (was, told)) if parent else ((), ())
    if old and new and not set(old) & set(new):
        who = tuple(deeds.fields.get((code, parent), ()))
        note = f"dari {', '.join(old)} ke {', '.join(new)}"
        rest = tuple(change for change in changes if change.label != KINDS[kind].field(parent).label)
        return EntryComparison(MOVED, kind, code, title, pillar, rest, who, note)
    return EntryComparison(REFINED, kind, code, title, pillar, changes) if changes else None


def _gone(key, pillar, told, deeds):
    kind, code = key[0], told["code"]
    if code in deeds.merged and kind not in FURTHER:
        into, who = deeds.merged[code]
        return EntryComparison(
            MERGED, kind, code, _title(told), pillar, who=_some(who), note=f"menjadi bagian dari {into}"
        )
    return EntryComparison(DROPPED, kind, code, _title(told), pillar, who=_some(deeds.dropped.get(code)))


def _title(told):
    return next((told[key] for key in TITLES if told.get(key)), "")


def _some(key):
    return (key,) if key else ()


def _refs(value):
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _changes(kind, code, was, told, deeds, dimensions):
    for one in KINDS[kind].fields:
        if one.type == "computed" or one.key == "code" or was.get(one.key) == told.get(one.key):
            continue
        old, new = (value_text(one, side.get(one.key), dimensions) for side in (was, told))
        if old != new:
            who = tuple(deeds.fields.get((code, one.key), ()))
            yield FieldChange(one.label, old, new, tuple(_runs(one, old, new)), who, one.key)


def _runs(one, old, new):
    return diff_parts(old, new) if one.type in TABLE_TYPES else diff_words(old, new)


def value_text(one: Field, value: Any, names: dict[str, str] | None = None) -> str:
    """Return a value of the document as people read it; `names`: {code of a sub-dimension: its name}."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if one.type == "years_list":
        return show_years(value)
    if one.type == "scale_table":
        return display_field(one, value)
    if isinstance(value, dict):
        return "; ".join(f"{year}: {_figure(one, cell)}" for year, cell in value.items())
    if isinstance(value, list):
        return ", ".join(one.label_of(item) for item in value)
    if isinstance(value, (int, Decimal)):
        return one.label_of(value) if one.options else _figure(one, value)
    return (names or {}).get(value, value) if one.key == "dimension" else one.label_of(value)


def _figure(one, value):
    if not isinstance(value, (int, Decimal)):
        return "" if value is None else str(value)
    if "rupiah" in one.type:
        return show_rupiah(int(value))
    return str(value) if one.type == "year" else show_number(value)


def _beside(old, new):
    """Vision, missions and SWOT, line by line."""
    was, now = (plan.get("smart_city_vision") or {} for plan in (old, new))
    yield from _line("Visi", was.get("visi") or "", now.get("visi") or "")
    yield from _line("Misi", "\n".join(was.get("misi") or ()), "\n".join(now.get("misi") or ()))
    was, now = (plan.get("swot") or {} for plan in (old, new))
    for key, label in SWOT.items():
        lines = ("\n".join(map(_statement, side.get(key) or ())) for side in (was, now))
        yield from _line(label, *lines)


def _line(label, old, new):
    if old != new:
        yield FieldChange(label, old, new, tuple(diff_words(old, new)))


def _statement(item):
    return item.get("statement", "") if isinstance(item, dict) else str(item)
