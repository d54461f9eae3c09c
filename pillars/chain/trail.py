"""The journal of one card in words: who did what, with the difference, newest first."""

from dataclasses import dataclass, field
from datetime import datetime

from pillars import fields
from pillars.chain.actions.outcome import from_base, without_parent
from pillars.chain.actions.saving import LOCKED
from pillars.chain.showing import Person, Showing, people_of
from pillars.chain.values import from_json, newborn, values_of
from pillars.kinds import KINDS
from pillars.merge import same
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
    "entry.unpasted": "menghapus kartu ini dengan membatalkan tempelan",
    "entry.restored": "mengembalikan kartu ini",
    "entry.reordered": "mengubah urutan kartu ini",
    "check.answered": "menjawab pemeriksaan kartu ini",
    "check.withdrawn": "menarik jawaban pemeriksaan kartu ini",
    "check.accepted": "menerima jawaban pemeriksaan kartu ini",
    "check.repair_asked": "meminta perbaikan atas pemeriksaan kartu ini",
}
#: What was said of the card, or how far its reading went; what was written stands on the card's own page.
_OF_REVIEW = {
    "review.noted": "memberi catatan telaah",
    "review.answered": "menjawab catatan telaah",
    "review.fixed": "menandai catatan telaah sudah diperbaiki",
    "review.closed": "menutup catatan telaah",
    "review.reopened": "membuka lagi catatan telaah",
    "review.reviewed": "menandai kartu ini ditinjau",
    "review.approved": "menyetujui kartu ini",
    "review.taken_back": "mengembalikan status telaah kartu ini",
}
#: What becomes of two cards at once, as the trails of the merged card, of its twin and of what hangs below tell it.
_JOINED = {
    "entry.merged": (
        "menggabungkan {other} ke kartu ini",
        "menggabungkan kartu ini ke {other}",
        "menggabungkan induk kartu ini",
    ),
    "entry.split": (
        "memisahkan {other} dari kartu ini",
        "memisahkan kartu ini dari {other}",
        "memisahkan induk kartu ini",
    ),
}


def trail_of(plan, entry, *, only="", reader=None):
    """The trail of `entry`; `only` is a field key, "" for all. Every verb that touched the card has its line.

    reader  the Actor who looks: a text that came after the signature is for its author, facilitators and staff.
    """
    kind = KINDS[entry.KIND]
    events = [event for event in history(plan, entry.ref) if event.verb != LOCKED or _is_for(reader, event)]
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


def _is_for(reader, event):
    return reader is not None and (reader.key == event.actor or reader.role in ("fasilitator", "staf"))


def _lines(event, entry, kind, person, show, newer):
    changes = event.changes.get(entry.ref, {})
    if event.verb in _OF_REVIEW:
        yield Line(person, event.at, _OF_REVIEW[event.verb])
        return
    if event.verb in _DEEDS and event.verb != "entry.added":
        if entry.ref in event.changes or entry.ref == event.refs[0]:
            yield Line(person, event.at, _deed(event, changes))
        return
    if event.verb == "entry.added" and event.refs[0] != entry.ref:
        yield Line(person, event.at, f"menambah {_what(event.refs[0])} di bawahnya")
        return
    if event.verb == "entry.pasted" and entry.ref not in event.changes:
        yield Line(person, event.at, f"menempel {len(event.changes)} {_what(event.refs[0])} di bawahnya")
        return
    if event.verb == "entry.unimported" and "deleted" in changes:
        yield Line(person, event.at, "menghapus kartu ini dengan membatalkan perubahan dari Excel")
        return
    if event.verb in ("entry.added", "entry.pasted") or entry.ref in newborn(event.changes):
        yield from _added(event, kind, person, changes, show, newer)
        return
    if event.verb in _JOINED:
        yield Line(person, event.at, _joined(event, entry.ref, changes, show))
    for described in kind.fields:
        if described.key in changes:
            before, after = changes[described.key]
            yield _change(event, kind, described, before, after, person, show, described.key not in newer)
    yield from _lost(event, entry, kind, person, show)


def _deed(event, changes):
    if event.verb == "entry.reordered" and "position" in changes:
        before, after = changes["position"]
        return f"memindahkan urutan: {'naik' if after < before else 'turun'} satu tempat"
    return _DEEDS[event.verb]


def _joined(event, ref, changes, show):
    kept, twin = event.refs[:2] if event.verb == "entry.merged" else event.refs[1::-1]
    of_kept, of_twin, of_others = _JOINED[event.verb]
    if "merged" in changes:
        return of_twin.format(other=show.code(kept))
    return of_kept.format(other=show.code(twin)) if ref == kept else of_others


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


def _lost(event, entry, kind, person, show):
    """The texts of a save that were not taken."""
    wanted = without_parent(event)
    if wanted.endswith("-0"):
        yield _unborn(event, KINDS[wanted.removesuffix("-0")], person, show)
        return
    if (wanted or event.refs[0]) != entry.ref:
        return
    when = "pada saat bersamaan"
    if event.verb == "entry.late":
        when = "saat memindahkan kartu ini ke bawah kartu yang sudah dihapus" if wanted else "setelah kartu ini dihapus"
    if event.verb == LOCKED:
        when = "setelah bimtek ditandatangani"
    before = _before(entry, event) if event.verb in ("entry.late", LOCKED) else {}
    for described, value in _values(kind, event.lost):
        if not before or not same(value, before[described.key]):
            text = show.text(described, value) or "dikosongkan"
            what = f"menulis {_name(described)} {when}"
            yield Line(person, event.at, what, described.key, (("same", text),), is_lost=True)


def _before(entry, event):
    """The entry's values as the page had shown them from which a late save came; that sent all of its fields."""
    return from_base(entry.plan, entry, values_of(entry), event.base)[0]


def _unborn(event, kind, person, show):
    """A card that was to hang from one that was already in the bin."""
    texts = [(described.label, show.text(described, value)) for described, value in _values(kind, event.lost)]
    text = "\n".join(f"{label}: {text}" for label, text in texts if text)
    what = f"menulis {kind.label.lower()} di bawah kartu ini setelah kartu ini dihapus"
    return Line(person, event.at, what, "", (("same", text),), is_lost=True)


def _values(kind, lost):
    """[(field, value)] of a journal's lost texts, in the order of the form."""
    values = from_json(kind.key, lost)
    return [(described, values[described.key]) for described in kind.fields if described.key in values]


def _name(described):
    """A field's label inside a sentence: lower case unless it is an abbreviation."""
    label = described.label
    return label if label[:2].isupper() else label[0].lower() + label[1:]
