"""Random histories of four people with stale pages against a small model: nothing lost or overwritten silently.

`REMBUK_HISTORIES=10000` runs as many as the promises say (`--hypothesis-seed` for others); by default a few.
"""

import os
from copy import deepcopy
from decimal import Decimal
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pillars.cards.actions.result import without_parent
from pillars.cards.actions.save import save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.values import CHAIN_MODELS, read_value
from pillars.kinds import KINDS
from pillars.models import Programme, Strategy, Target
from tests.amounts import either
from tests.cast import make_plan, new_op, seat_participant
from workshops.live.models import Event

TABLE = "targets_by_year"
YEARS = (2027, 2028)
_numbers = count(1)
TEXTS = {"sasaran": ("indicator", "note"), "strategi": ("statement", "note"), "program": ("name", "output")}
PARENT = {"strategi": "target_ref", "program": "strategy_ref"}

text = some.text("abc", min_size=1, max_size=2)
cell = some.none() | some.integers(1, 3).map(Decimal)
who, card = some.integers(0, 3), some.integers(0, 4)
step = some.one_of(
    some.tuples(some.just("save"), who, card, some.dictionaries(some.integers(0, 1), text), some.tuples(cell, cell)),
    some.tuples(some.just("move"), who, card, some.dictionaries(some.integers(0, 1), text), some.integers(0, 1)),
    some.tuples(some.sampled_from(["reload", "delete", "restore", "mine", "theirs"]), who, card),
)


@pytest.fixture
def four(transactional_db):
    """A plan, and four people who may do anything on the cards of one group.

    Committed step by step: in one long transaction each of the plan's thousand heads would still lie in the way.
    """
    plan = make_plan()
    people = [seat_participant(plan, name, "GOV", role="ketua") for name in ("Ani", "Budi", "Cici", "Dewi")]
    plan.refresh_from_db()
    return plan, [person.actor for person in people]


class Model:
    """What each cell (a field, or one year of a table) of each card must hold, and every text that must be found."""

    def __init__(self, cards, number):
        self.now = cards
        self.after = {number: deepcopy(cards)}
        self.gone = {}  # card → the deletion that it went with
        self.kept = []

    def remember(self, number):
        self.after[number] = deepcopy(self.now)

    def parent(self, ref):
        return self.now[ref].get(PARENT.get(ref.partition("-")[0]))

    def below(self, ref):
        live = [one for one in self.now if self.parent(one) == ref and one not in self.gone]
        return [ref, *(deeper for one in live for deeper in self.below(one))]

    def save(self, ref, cells, base):
        """(status, cells that are written) of a save from the page of event `base`."""
        then, now = self.after[max(number for number in self.after if number <= base)][ref], self.now[ref]
        changed = {name: value for name, value in cells.items() if value not in (then.get(name), now.get(name))}
        won = {name: value for name, value in changed.items() if now.get(name) == then.get(name)}
        parent = next((won[name] for name in PARENT.values() if name in won), None)
        if ref in self.gone or parent in self.gone:
            self.kept += [(ref, *sent) for sent in cells.items() if sent[1] is not None]
            return ("deleted" if ref in self.gone else "parent_deleted"), {}
        self.kept += [(ref, *sent) for sent in changed.items()]
        now |= won
        return ("saved" if won == changed else "conflict"), won

    def delete(self, ref, number):
        self.gone |= dict.fromkeys(self.below(ref) if ref not in self.gone else [], number)

    def restore(self, ref):
        back = [one for one in self.gone if self.gone[one] == self.gone.get(ref)]
        for one in back:
            del self.gone[one]
        for one in back:
            while (one := self.parent(one)) in self.gone:
                del self.gone[one]


def cells_of(values):
    """A card's values with each year of the table as a cell of its own."""
    years = {f"{TABLE}.{year}": (values[TABLE] or {}).get(year) for year in YEARS} if TABLE in values else {}
    return {name: value for name, value in values.items() if name != TABLE} | years


@settings(
    max_examples=int(os.environ.get("REMBUK_HISTORIES", either(20, 400))),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=some.lists(step, max_size=14))
def test_histories(four, steps):
    plan, actors = four
    refs = cards_of_one_history(plan)
    start = plan.head
    model = Model({ref: cells for ref, (cells, _) in stored(plan, refs).items()}, start)
    pages, open_choices, found = [start] * len(actors), {}, set()
    for act, who, card, *more in steps:
        actor, ref, seen = actors[who], refs[card], plan.head
        if act in ("save", "move"):
            open_choices[who] = sent(model, actor, ref, typed(model, ref, refs, *more), pages[who])
        elif act in ("mine", "theirs") and open_choices.get(who):
            answer = open_choices.pop(who)
            values = {clash.field.key: getattr(clash, act) for clash in answer.clashes}
            open_choices[who] = sent(model, actor, answer.ref, values, answer.stands)
        elif act == "delete":
            model.delete(ref, delete_entry(actor, ref, op=new_op()).receipt.number)
        elif act == "restore":
            restore_entry(actor, ref, op=new_op())
            model.restore(ref)
        plan.refresh_from_db(fields=["head"])
        model.remember(plan.head)
        if act == "reload":
            pages[who] = plan.head
        assert stored(plan, refs) == {each: (cells, each in model.gone) for each, cells in model.now.items()}
        events = list(Event.objects.filter(plan=plan, number__gt=seen))
        found |= {str(text) for event in events for text in texts_of(event)}
        assert set(map(str, model.kept)) <= found
        assert [event.number for event in events] == list(range(seen + 1, plan.head + 1))
    assert not Strategy.objects.filter(deleted_in=None, target__deleted_in__isnull=False).exists()
    assert not Programme.objects.filter(deleted_in=None, strategy__deleted_in__isnull=False).exists()


def cards_of_one_history(plan):
    """Two targets, two strategies below the first and a programme below the first of these."""
    n, changed = next(_numbers), {"changed_at": timezone.now(), "changed_by": "p1", "created_by": "p1"}
    pillar = plan.pillars.get(code="GOV")

    def make(model, number, **values):
        place = {"number": number, "position": number, "code": f"{model.KIND}-{number}"}
        return model.objects.create(plan=plan, pillar=pillar, **place, **changed, **values)

    one, two = (make(Target, number, statement="Sasaran") for number in (2 * n, 2 * n + 1))
    first, second = (make(Strategy, number, statement="Cara", target=one) for number in (2 * n, 2 * n + 1))
    last = make(Programme, n, name="Program", strategy=first)
    return [row.ref for row in (one, two, first, second, last)]


def stored(plan, refs):
    """{card: (its cells, whether it lies in the bin)} as the database has them."""
    found = {}
    for kind, parent in (("sasaran", None), ("strategi", "target"), ("program", "strategy")):
        numbers = [int(ref.partition("-")[2]) for ref in refs if ref.startswith(kind)]
        rows = CHAIN_MODELS[kind].objects.filter(plan=plan, number__in=numbers)
        for row in rows.select_related(parent) if parent else rows:
            keys = [*TEXTS[kind], *([TABLE] if not parent else [PARENT[kind]])]
            values = {key: read_value(row, KINDS[kind].field(key)) for key in keys}
            found[row.ref] = (cells_of(values), row.is_deleted)
    return found


def typed(model, ref, refs, texts, extra):
    """The values that a form sends: some texts, and the table of a target or the parent of what hangs from one."""
    kind = ref.partition("-")[0]
    values = {TEXTS[kind][n]: value for n, value in texts.items()}
    if kind == "sasaran" and isinstance(extra, tuple):
        values[TABLE] = {year: value for year, value in zip(YEARS, extra, strict=True) if value is not None}
    if kind in PARENT and isinstance(extra, int):
        values[PARENT[kind]] = refs[extra] if kind == "strategi" else refs[2 + extra]
    return values


def sent(model, actor, ref, values, base):
    """Sends a save and holds its answer against the model's; the answer where a choice is open, else None."""
    status, won = model.save(ref, cells_of(values), base)
    answer = save_entry(actor, ref, values, base=base, op=new_op())
    assert (answer.status, set(answer.written)) == (status, {name.partition(".")[0] for name in won})
    return answer if answer.status == "conflict" else None


def texts_of(event):
    """(card, cell, text) that an event of the journal holds: taken or not."""
    ref = without_parent(event) or event.refs[0]
    for key, value in event.lost.items():
        yield from cells_in(ref, key, value)
    for ref, fields in event.changes.items():
        for key, (_before, after) in fields.items():
            yield from cells_in(ref, key, after)


def cells_in(ref, key, value):
    if key != TABLE:
        yield ref, key, value
        return
    for year in YEARS:
        cell = (value or {}).get(str(year))
        yield ref, f"{TABLE}.{year}", cell and Decimal(cell)
