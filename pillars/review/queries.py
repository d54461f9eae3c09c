"""Notes with their threads, and how far the reading is: everything that pages show of telaah. Starts from a plan."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pillars import fields
from pillars.cards.display import Person, Showing, people_of
from pillars.cards.values import CARD_MODELS, read_value
from pillars.kinds import CHOICES, KINDS, Field
from pillars.models import ReviewNote, ReviewReply, ReviewState
from pillars.models.chain import Entry
from pillars.review.subjects import CHAPTER, cards_of, is_chapter, subjects_of
from workshops.live.models import Event
from workshops.plans.models import Plan

VERDICTS = {choice.value: choice.label for choice in CHOICES["review_verdict"]}
STATES = {choice.value: choice.label for choice in CHOICES["review_status"]}
#: How the chip of a verdict looks, and its icon.
LOOKS = {ReviewNote.MUST: ("bad", "masalah"), ReviewNote.ADVICE: ("info", "saran"), ReviewNote.GOOD: ("ok", "bagus")}
#: What a reply did, as it follows the name of whoever wrote it.
DEEDS = {
    ReviewReply.ANSWER: "menjawab",
    ReviewReply.FIXED: "menandai sudah diperbaiki",
    ReviewReply.CLOSED: "menutup catatan",
    ReviewReply.REOPENED: "membuka lagi catatan",
}


@dataclass(frozen=True)
class Reply:
    """One reply with who wrote it."""

    row: ReviewReply
    by: Person

    @property
    def deed(self) -> str:
        return DEEDS[self.row.deed]


@dataclass(frozen=True)
class NoteThread:
    """A note with what was said under it.

    card     the live card that it is about, or None for a chapter.
    part     label of the field that is meant; "" for all of it.
    runs     [(op, text)] between what was read and what stands there now; () where it is the same.
    """

    note: ReviewNote
    by: Person
    said: tuple
    card: Entry | None = None
    part: str = ""
    runs: tuple = ()

    @property
    def verdict(self) -> str:
        return VERDICTS[self.note.verdict]

    @property
    def look(self) -> str:
        return LOOKS[self.note.verdict][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.note.verdict][1]

    @property
    def state(self) -> Any:
        return STATES[self.note.state]


def threads_of(plan: Plan, notes: Any, cards: dict[str, Any] | None = None) -> list[NoteThread]:
    """Return [Thread] of notes in the order given; those whose card is gone are left out. `cards` {subject: card}."""
    notes = list(notes.prefetch_related("replies"))
    if not notes:
        return []
    cards = cards_of(plan, [note.subject for note in notes]) if cards is None else cards
    keys = {note.by for note in notes} | {reply.by for note in notes for reply in note.replies.all()}
    people, show = people_of(plan, keys), Showing(plan)
    return [
        _thread(note, cards.get(note.subject), people, show)
        for note in notes
        if is_chapter(note.subject) or note.subject in cards
    ]


def _thread(note, card, people, show):
    said = tuple(Reply(reply, people[reply.by]) for reply in note.replies.all())
    kind = KINDS[card.KIND] if card else None
    part, runs = "", ()
    if kind and note.field in kind.keys:
        described = kind.field(note.field)
        part, now = described.label, show.text(described, read_value(card, described))
        runs = tuple(fields.diff_words(note.quoted, now)) if now != note.quoted else ()
    return NoteThread(note, people[note.by], said, card, part, runs)


def threads_of_card(plan: Plan, entry: Entry, twins: Any = None) -> list[NoteThread]:
    """Return [Thread] on one card: what waits first, then the newest. `twins`: see `subjects_of`."""
    if not plan.counters.get("catatan"):
        return []
    subjects = subjects_of(plan, entry, twins)
    notes = ReviewNote.objects.filter(plan=plan, subject__in=subjects).order_by("-number")
    return _waiting_first(threads_of(plan, notes, dict.fromkeys(subjects, entry)))


def threads_of_group(plan: Plan, code: str, *, only_open: bool = False) -> list[NoteThread]:
    """Return [Thread] on the cards of the group with `code`, what waits first. Chapters belong to no group."""
    notes = ReviewNote.objects.filter(plan=plan).exclude(subject__startswith=CHAPTER).order_by("-number")
    notes = notes.exclude(state=ReviewNote.DONE) if only_open else notes
    cards = {ref: card for ref, card in cards_of(plan, _subjects(notes)).items() if card.pillar.code == code}
    return _waiting_first(threads_of(plan, notes.filter(subject__in=list(cards)), cards))


def threads_of_chapter(plan: Plan, code: str) -> list[NoteThread]:
    """Return [Thread] on one chapter of a book, what waits first."""
    notes = ReviewNote.objects.filter(plan=plan, subject=f"{CHAPTER}{code}").order_by("-number")
    return _waiting_first(threads_of(plan, notes, {}))


def _subjects(notes):
    return list(notes.order_by().values_list("subject", flat=True).distinct())


def _waiting_first(threads):
    order = {ReviewNote.OPEN: 0, ReviewNote.ANSWERED: 1, ReviewNote.DONE: 2}
    return sorted(threads, key=lambda one: (order[one.note.state], not one.note.is_must))


def find_thread(plan: Plan, number: int) -> tuple[ReviewNote, Entry | None] | None:
    """Return (note, its card or None) of the note with this number; None where it, or its card, is not there."""
    note = ReviewNote.objects.filter(plan=plan, number=number).first()
    if note is None:
        return None
    card = None if is_chapter(note.subject) else cards_of(plan, [note.subject]).get(note.subject)
    return (note, card) if card is not None or is_chapter(note.subject) else None


@dataclass
class Musts:
    """Notes that must still be met: how many `by_pillar` {code: count}, on `chapters`, and on which `cards`.

    The key "" is of cards of no pillar.
    """

    by_pillar: Counter = field(default_factory=Counter)
    chapters: int = 0
    cards: dict = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_pillar.values()) + self.chapters

    def of(self, code: str) -> list[tuple[Entry, int]]:
        """Return [(card, how many)] of the group with `code`, the most first."""
        found, order = [one for one in self.cards.values() if one[0].pillar.code == code], list(CARD_MODELS)
        return sorted(found, key=lambda one: (-one[1], order.index(one[0].KIND), one[0].number))


def open_musts(plan: Plan) -> Musts:
    """Return the `Musts` of a plan, as of a must that is not closed: also one that was answered.

    No query while nobody has left a note, then one, and one for each kind of card that has one.
    """
    if not plan.counters.get("catatan"):
        return Musts()
    notes = ReviewNote.objects.filter(plan=plan, verdict=ReviewNote.MUST).exclude(state=ReviewNote.DONE)
    subjects = list(notes.order_by().values_list("subject", flat=True))
    found = Musts(chapters=sum(map(is_chapter, subjects)))
    for subject, card in cards_of(plan, subjects).items():
        many = subjects.count(subject)
        found.by_pillar[card.pillar.code] += many
        found.cards[card.ref] = (card, found.cards.get(card.ref, (card, 0))[1] + many)
    return found


def states_of(plan: Plan, subjects: Any = None) -> dict[str, Any]:
    """Return {subject: ReviewState} of a plan, or of some of it."""
    rows = ReviewState.objects.filter(plan=plan)
    rows = rows if subjects is None else rows.filter(subject__in=list(subjects))
    return {row.subject: row for row in rows}


@dataclass(frozen=True)
class ReviewSummary:
    """How far the reading of a card or chapter is, in words for a page.

    state    draf, ditinjau, disetujui
    changed  [(field, runs)] what is different since it was read; a chapter has [] and `is_changed`.
    """

    state: str = ReviewState.DRAFT
    row: ReviewState | None = None
    reviewer: Person | None = None
    approver: Person | None = None
    returner: Person | None = None
    changed: tuple = ()
    is_changed: bool = False

    @property
    def label(self) -> str:
        return self.state.capitalize()

    @property
    def is_approved(self) -> bool:
        return self.state == ReviewState.APPROVED

    @property
    def is_open(self) -> bool:
        """Return whether it may be marked as reviewed, for the first time or again."""
        return not self.is_approved or self.is_changed


def review_status(
    plan: Plan, subject: str, card: Entry | None = None, *, fingerprint: str | None = None
) -> ReviewSummary:
    """Return the Standing of one card, or of a chapter whose words have this `fingerprint` now (None: unknown)."""
    rows = ReviewState.objects.filter(plan=plan, subject=subject) if plan.counters.get("telaah") else ()
    row = next(iter(rows), None)
    if row is None:
        return ReviewSummary()
    keys = {key for key in (row.reviewed_by, row.approved_by, row.reason_by) if key}
    people = people_of(plan, keys) if keys else {}
    changed = differences(plan, row, card) if card and row.state != ReviewState.DRAFT else ()
    other = bool(fingerprint and row.fingerprint and row.fingerprint != fingerprint)
    return ReviewSummary(
        row.state,
        row,
        people.get(row.reviewed_by),
        people.get(row.approved_by),
        people.get(row.reason_by),
        changed,
        bool(changed) or (other and row.state != ReviewState.DRAFT),
    )


def differences(
    plan: Plan, row: ReviewState, card: Entry
) -> tuple[tuple[Field, tuple[tuple[Any, ...], tuple[Any, ...]]], ...]:
    """Return ((field, runs), …): what is different on `card` since the review in `row`, from the journal."""
    found = net_changes(plan, {card.ref: row.reviewed_at_number}).get(card.ref)
    if not found:
        return ()
    kind, show = KINDS[card.KIND], Showing(plan)
    return tuple((kind.field(key), _runs(show, kind.field(key), *pair)) for key, pair in found.items())


def _runs(show, described, before, after):
    texts = [show.text(described, fields.from_json(value, described.type)) for value in (before, after)]
    return tuple(fields.diff_words(*texts))


def net_changes(plan: Plan, since: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Return {ref: {field: [before, after]}} of what is really different after event number `since[ref]`. One query."""
    if not since:
        return {}
    events = Event.objects.filter(plan=plan, number__gt=min(since.values()), refs__overlap=list(since))
    found = {}
    for number, changes in events.order_by("number").values_list("number", "changes"):
        for ref in since.keys() & changes.keys():
            known = KINDS[ref.partition("-")[0]].keys
            for key, (before, after) in changes[ref].items():
                if number > since[ref] and key in known:
                    pair = found.setdefault(ref, {}).setdefault(key, [before, after])
                    pair[1] = after
    real = {ref: {key: pair for key, pair in keys.items() if pair[0] != pair[1]} for ref, keys in found.items()}
    return {ref: keys for ref, keys in real.items() if keys}
