"""Tasks as pages show them: with their card, whether they are done, and how each receiver stands."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet, prefetch_related_objects
from django.http import QueryDict

from pillars.cards.display import in_sentence, joined
from pillars.cards.gaps import gaps_in, holes_of, office_of
from pillars.cards.merged import living_card
from pillars.cards.queries import chains_of, entries_by_ref, find_entry
from pillars.cards.values import kind_fields, read_value, title_of
from pillars.homework.holders import Me, holds, is_me, office_like
from pillars.homework.suggestions import LINK, Suggestion, planning_office, suggest
from pillars.kinds import KINDS, is_empty
from pillars.models import Pillar, Task
from pillars.models.chain import Entry
from workshops.live.models import Event, Handset
from workshops.membership.actors import active_participants, names_of
from workshops.membership.models import Participant
from workshops.plans.models import Opd, Plan

OPEN, FILLED, TICKED, NO_CARD, WITHDRAWN = "terbuka", "terisi", "ditandai", "tanpa_kartu", "ditarik"
#: What the panel of a task is headed with, by the first of its fields that is listed here.
THEMES = {
    LINK: "Kaitan RPJMD",
    "baseline": "Angka awal",
    "baseline_year": "Angka awal",
    "evidence": "Bukti dan sumber",
    "funding": "Anggaran dan sumber dana",
    "budget_by_year": "Anggaran dan sumber dana",
    "sources": "Sumber",
}
_REST = "Isian lain"


@dataclass(frozen=True)
class TaskRow:
    """One task. `card` is None once its card is in the bin; `lacking` are the keys that are still empty there."""

    task: Task
    card: Entry | None
    lacking: tuple = ()

    @property
    def state(self) -> str:
        if self.task.withdrawn_at:
            return WITHDRAWN
        if self.task.done_at:
            return TICKED
        if self.card is None:
            return NO_CARD
        return FILLED if self.task.by_gap and not self.lacking else OPEN

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def is_done(self) -> bool:
        return self.state in (FILLED, TICKED)

    @property
    def labels(self) -> str:
        """Return `sumber dan tahun angka awal`, the fields that it asks for."""
        kind = KINDS[self.task.card.partition("-")[0]]
        return joined([in_sentence(kind.field(key).label) for key in self.task.keys])

    @property
    def title(self) -> str:
        return title_of(self.card) if self.card else "Kartu ini sudah dihapus"

    @property
    def theme(self) -> str:
        return next((THEMES[key] for key in self.task.keys if key in THEMES), _REST)

    @property
    def receiver(self) -> str:
        return receiver_name(self.task)


def receiver_name(task: Task) -> str:
    """Return `Dinkes`, `Agus Widodo`, `Agus Widodo (Dinkes)`: whose a task is."""
    office = task.opd and (task.opd.short or task.opd.name)
    if task.participant is None:
        return office or "Tanpa penerima"
    return f"{task.participant.name} ({office})" if office else task.participant.name


def find_task(plan: Plan, number: int, *, with_withdrawn: bool = False) -> Task | None:
    """Return the task with this number, or None."""
    tasks = Task.objects.filter(plan=plan, number=number).select_related("participant", "opd", "passed_by", "bimtek")
    return (tasks if with_withdrawn else tasks.filter(withdrawn_at=None)).first()


def card_of(plan: Plan, task: Task) -> Entry | None:
    """Return the live card of a task, or None; where it was merged into another one, that one."""
    entry = find_entry(plan, task.card, with_deleted=True)
    return entry and living_card(plan, entry)


def current_ref(plan: Plan, task: Task) -> str:
    """Return the ref of the card that a task is about now; its own where that lies in the bin."""
    card = card_of(plan, task)
    return card.ref if card else task.card


def unfilled(entry: Entry, keys: list[str], period: tuple[int, int]) -> tuple[str, ...]:
    """Return those of `keys` that are empty on `entry`, or not yet whole where the card has to be."""
    needed = {hole.key for hole in holes_of(entry, 1, period)}
    kind = KINDS[entry.KIND]
    owed = {one.key for one in kind.fields if one.needed_for_complete}
    return tuple(
        key for key in keys if key in needed or (key not in owed and is_empty(read_value(entry, kind.field(key))))
    )


def items_of(plan: Plan, tasks: QuerySet[Any] | list[Task]) -> list[TaskRow]:
    """Return `TaskRow`s of tasks, in five queries however many they are."""
    tasks = list(tasks)
    cards = entries_by_ref(plan, [task.card for task in tasks])
    prefetch_related_objects([card for card in cards.values() if card.KIND == "sasaran"], "answers")
    period = (plan.period_start, plan.period_end)
    # what was merged is rare, and found one by one
    found = [(task, cards.get(task.card) or card_of(plan, task)) for task in tasks]
    return [TaskRow(task, card, unfilled(card, task.keys, period) if card else ()) for task, card in found]


def tasks_of(plan: Plan, me: Me) -> tuple[list[TaskRow], list[TaskRow]]:
    """Return the tasks on a participant's own page: theirs, those of their office, those they handed on."""
    rows = Task.objects.filter(plan=plan, withdrawn_at=None).select_related("participant", "opd", "passed_by")
    mine = [task for task in rows if holds(me, task)]
    passed = [task for task in rows if is_me(me, task.passed_by)]
    return items_of(plan, mine), items_of(plan, [task for task in passed if task not in mine])


@dataclass
class Receiver:
    """A person or an office that has tasks. `value` names it in forms and addresses (`opd-3`, `peserta-12`)."""

    value: str
    name: str
    row: Participant | Opd
    items: list = field(default_factory=list)
    heard_at: datetime | None = None
    people: int = 0
    removed: bool = False

    @property
    def open(self) -> int:
        return sum(1 for item in self.items if item.is_open)

    @property
    def done(self) -> int:
        return sum(1 for item in self.items if item.is_done)

    @property
    def reminded_at(self) -> datetime | None:
        return max((item.task.reminded_at for item in self.items if item.task.reminded_at), default=None)

    @property
    def given_at(self) -> datetime:
        return max(item.task.given_at for item in self.items)

    @property
    def has_opened(self) -> bool:
        """Whether a phone of theirs was here since the last task was given."""
        return self.heard_at is not None and self.heard_at >= self.given_at


def receivers_of(plan: Plan, *, withdrawn: bool = False) -> list[Receiver]:
    """Return everybody who has tasks, who owes most first, with when a phone of theirs was here last."""
    tasks = Task.objects.filter(plan=plan, withdrawn_at__isnull=not withdrawn)
    found = {}
    for item in items_of(plan, tasks.select_related("participant", "opd", "passed_by")):
        row = item.task.participant or item.task.opd
        if row is None:
            continue
        row = getattr(row, "merged_into", None) or row
        is_removed = getattr(row, "removed_at", None) is not None
        found.setdefault(row.ref, Receiver(row.ref, row.name, row, removed=is_removed)).items.append(item)
    _add_people(plan, found.values())
    return sorted(found.values(), key=lambda one: (-one.open, one.name))


def _add_people(plan, receivers):
    heard = dict(Handset.objects.filter(plan=plan).values_list("member").annotate(last=Max("heard_at")))
    people = list(active_participants(plan).only("number", "institution"))
    offices = list(plan.opds.all())
    members = defaultdict(list)
    for person in people:
        if office := office_like(person.institution, offices):
            members[office.ref].append(person)
    for receiver in receivers:
        theirs = members[receiver.value] if receiver.value.startswith("opd-") else [receiver.row]
        receiver.people = len(theirs)
        receiver.heard_at = max((heard[f"p{one.number}"] for one in theirs if f"p{one.number}" in heard), default=None)


def counts_of(plan: Plan) -> tuple[int, int]:
    """Return (open, done) tasks of a plan."""
    items = items_of(plan, Task.objects.filter(plan=plan, withdrawn_at=None).select_related("participant", "opd"))
    return sum(1 for item in items if item.is_open), sum(1 for item in items if item.is_done)


def suggestions_of(plan: Plan) -> list[Suggestion]:
    """Return what the gaps of all groups ask for, without what is asked already; see `suggest`."""
    offices = list(plan.opds.all())
    chains = chains_of(plan)
    pillars = Pillar.objects.filter(plan=plan)
    asked = items_of(plan, Task.objects.filter(plan=plan, withdrawn_at=None, done_at=None))
    taken = {(item.card.ref, key) for item in asked if item.card for key in item.task.keys}
    authors = _offices_of_authors(plan, offices)
    found = []
    for pillar in pillars:
        if chain := chains.get(pillar.pk):
            owners = {link.entry.ref: _owner(link.entry, authors) for link in chain.all_links()}
            found += suggest(gaps_in(chain, plan), owners=owners, planning=planning_office(offices), taken=taken)
    return found


def _owner(entry, authors):
    """The office that owes the figures of a card: the one it names, else the one its author came from."""
    return office_of(entry) or authors.get(entry.created_by)


def _offices_of_authors(plan, offices):
    people = Participant.objects.filter(plan=plan).values_list("number", "institution")
    known = {institution: office_like(institution, offices) for _, institution in people}
    return {f"p{number}": known[institution] for number, institution in people}


@dataclass(frozen=True)
class CompletedTask:
    """A task that is done: `by` (name) and `at` of the last change of its fields, or of the tick with its `note`."""

    item: TaskRow
    by: str
    at: datetime | None
    note: str = ""


def done_by(plan: Plan, items: list[TaskRow]) -> list[CompletedTask]:
    """Return `CompletedTask` for each of a few items, newest first."""
    found = [(item, *_closing(plan, item)) for item in items]
    names = names_of(plan, {key for _, key, _ in found if key})
    done = [CompletedTask(item, names.get(key, ""), at, item.task.done_note) for item, key, at in found]
    return sorted(done, key=lambda one: one.at or one.item.task.given_at, reverse=True)


def _closing(plan, item):
    """(membership key, time) of what closed a task."""
    task = item.task
    if task.done_at:
        return task.done_by, task.done_at
    ref = item.card.ref if item.card else task.card
    events = Event.objects.filter(plan=plan, refs__contains=[ref], **{f"changes__{ref}__has_any_keys": task.keys})
    event = events.order_by("-number").first()
    return (event.actor, event.at) if event else ("", None)


#: The address of what nobody is known to owe.
NOBODY = "tanpa-pemilik"


@dataclass
class Pile:
    """The suggestions for one receiver. `value` is `opd-3`, or NOBODY."""

    value: str
    name: str
    items: list = field(default_factory=list)


@dataclass(frozen=True)
class Offers:
    """The page: all `piles`, and the `chosen` one whose items can be ticked. `card` is the entry of `?kartu=`."""

    piles: list
    chosen: Pile | None
    card: Entry | None = None

    @property
    def to(self) -> str:
        """Return who is chosen as receiver before anybody chooses."""
        return self.chosen.value if self.chosen and self.chosen.value != NOBODY else ""

    @property
    def total(self) -> int:
        return sum(len(pile.items) for pile in self.piles)


def read_offers(plan: Plan, query: QueryDict) -> Offers:
    """Return what `query` asks for: `kartu` (a ref) or `untuk` (the value of a pile; default the largest)."""
    if card := find_entry(plan, query.get("kartu", "")):
        return Offers([], _fields_of(card), card)
    piles = {}
    for item in suggestions_of(plan):
        value = item.to.ref if item.to else NOBODY
        name = (item.to.short or item.to.name) if item.to else "Belum ada pemilik"
        piles.setdefault(value, Pile(value, name)).items.append(item)
    ordered = sorted(piles.values(), key=lambda pile: (pile.value == NOBODY, -len(pile.items), pile.name))
    return Offers(ordered, piles.get(query.get("untuk", ""), ordered[0] if ordered else None))


def _fields_of(card):
    """Every field of a card, to be asked of anybody one by one."""
    about = {"ref": card.ref, "kind": card.KIND, "code": card.code, "title": title_of(card)}
    items = [Suggestion(**about, keys=(one.key,), labels=(one.label,)) for one in kind_fields(card.KIND)]
    return Pile(NOBODY, card.code, items)
