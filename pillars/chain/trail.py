"""The journal of one card in words: who did what, with the difference, newest first."""

from dataclasses import dataclass, field
from datetime import datetime

from pillars import fields
from pillars.chain.showing import Person, Showing, people_of
from pillars.chain.values import from_json
from pillars.kinds import KINDS
from workshops.live.journal import history


@dataclass(frozen=True)
class Line:
    """One sentence of the trail. `runs` [(op, text)] marks the difference; `is_lost`: a text that was not chosen."""

    by: Person
    at: datetime
    what: str
    key: str = ""
    runs: tuple = ()
    is_lost: bool = False
    is_now: bool = False


@dataclass
class Trail:
    """Lines of one card, newest first, and the fields that can be asked for."""

    lines: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    people: int = 0


_DEEDS = {
    "entry.added": "membuat kartu ini",
    "entry.deleted": "menghapus kartu ini",
    "entry.restored": "mengembalikan kartu ini",
    "entry.reordered": "mengubah urutan kartu ini",
}


def trail_of(plan, entry, *, only=""):
    """The trail of `entry`; `only` is a field key, "" for all. Every verb that touched the card has its line."""
    kind = KINDS[entry.KIND]
    events = history(plan, entry.ref)
    people = people_of(plan, [event.actor for event in events])
    show = Showing(plan)
    trail = Trail(people=len({event.actor for event in events}))
    touched = []
    for event in events:
        for line in _lines(event, entry, kind, people[event.actor], show, set(touched)):
            touched += [line.key] if line.key and not line.is_lost else []
            if not only or line.key == only:
                trail.lines.append(line)
    known = {key for event in events for key in (*event.changes.get(entry.ref, {}), *event.lost)}
    trail.fields = [described for described in kind.fields if described.key in known]
    return trail


def _lines(event, entry, kind, person, show, newer):
    changes = event.changes.get(entry.ref, {})
    if event.verb in _DEEDS and event.verb != "entry.added":
        if entry.ref in event.changes or entry.ref == event.refs[0]:
            yield Line(person, event.at, _deed(event, changes))
        return
    if event.verb == "entry.added" and event.refs[0] != entry.ref:
        yield Line(person, event.at, f"menambah {_what(event.refs[0])} di bawahnya")
        return
    if event.verb == "entry.added":
        yield from _added(event, kind, person, changes, show, newer)
        return
    for described in kind.fields:
        if described.key in changes:
            before, after = changes[described.key]
            yield _change(event, kind, described, before, after, person, show, described.key not in newer)
    if event.refs[0] == entry.ref:
        yield from _lost(event, entry, kind, person, changes, show)


def _deed(event, changes):
    if event.verb == "entry.reordered" and "position" in changes:
        before, after = changes["position"]
        return f"memindahkan urutan: {'naik' if after < before else 'turun'} satu tempat"
    return _DEEDS[event.verb]


def _what(ref):
    return KINDS[ref.partition("-")[0]].label.lower()


def _added(event, kind, person, changes, show, newer):
    given = [described for described in kind.fields if described.key in changes]
    for described in reversed(given):
        key = described.key
        text = show.text(described, from_json(kind.key, {key: changes[key][1]})[key])
        what = _DEEDS["entry.added"] if described is given[0] else f"mengisi {_name(described)}"
        yield Line(person, event.at, what, key, (("same", text),), is_now=key not in newer)


def _change(event, kind, described, before, after, person, show, is_now):
    values = [from_json(kind.key, {described.key: value})[described.key] for value in (before, after)]
    old, new = (show.text(described, value) for value in values)
    verb = "mengisi" if not old else "mengosongkan" if not new else "mengubah"
    runs = tuple(fields.diff_words(old, new))
    return Line(person, event.at, f"{verb} {_name(described)}", described.key, runs, is_now=is_now)


def _lost(event, entry, kind, person, changes, show):
    """The texts of a save that were not taken."""
    for described in kind.fields:
        if described.key not in event.lost:
            continue
        key = described.key
        text = show.text(described, from_json(kind.key, {key: event.lost[key]})[key])
        what = f"menulis {_name(described)} " + (
            "pada saat bersamaan" if event.verb == "entry.conflict" else "setelah kartu ini dihapus"
        )
        yield Line(person, event.at, what, key, (("same", text),), is_lost=True)


def _name(described):
    """A field's label inside a sentence: lower case unless it is an abbreviation."""
    label = described.label
    return label if label[:2].isupper() else label[0].lower() + label[1:]
