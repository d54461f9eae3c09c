"""Random histories of three people with stale pages against a small model: nothing lost or overwritten silently."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pillars.chain.actions import add_entry, delete_entry, restore_entry, save_entry
from pillars.chain.reading import find_entry
from pillars.chain.values import values_of
from tests.cast import make_plan, new_op, seat_participant
from workshops.live.models import Event

FIELDS = ("evidence", "affected", "note")
_plans = count(1)

saving = some.tuples(
    some.just("save"),
    some.sampled_from(range(3)),
    some.dictionaries(some.sampled_from(FIELDS), some.text("abc", min_size=1, max_size=2), min_size=1),
)
moving = some.tuples(some.sampled_from(["reload", "delete", "restore"]), some.sampled_from(range(3)), some.just({}))


class Model:
    """What a card must hold: the text of each field after each event, and every text that must be findable."""

    def __init__(self):
        self.now = dict.fromkeys(FIELDS)
        self.after = {1: dict(self.now)}
        self.kept = []
        self.is_deleted = False

    def save(self, texts, base):
        """The status of a save, and the fields that it writes."""
        then = self.after[max(number for number in self.after if number <= base)]
        if self.is_deleted:
            self.kept += texts.items()
            return "deleted", ()
        changed = {f: t for f, t in texts.items() if t not in (then[f], self.now[f])}
        self.kept += changed.items()
        won = {f: t for f, t in changed.items() if self.now[f] == then[f]}
        self.now |= won
        return ("saved" if won == changed else "conflict"), tuple(won)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(saving | saving | moving, max_size=12))
def test_histories(db, steps):
    plan = make_plan(f"riwayat-{next(_plans)}")
    people = [seat_participant(plan, name, "GOV", role="ketua") for name in ("Ani", "Budi", "Dewi")]
    ref = add_entry(people[0].actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op()).ref
    plan.refresh_from_db()
    model, pages = Model(), [1, 1, 1]
    for act, who, texts in steps:
        actor = people[who].actor
        if act == "save":
            expected = model.save(texts, pages[who])
            answer = save_entry(actor, ref, texts, base=pages[who], op=new_op())
            assert (answer.status, set(answer.written)) == (expected[0], set(expected[1]))
        elif act == "delete":
            delete_entry(actor, ref, op=new_op())
            model.is_deleted = True
        elif act == "restore":
            restore_entry(actor, ref, op=new_op())
            model.is_deleted = False
        plan.refresh_from_db()
        model.after[plan.head] = dict(model.now)
        if act == "reload":
            pages[who] = plan.head
        stored = values_of(find_entry(plan, ref, with_bin=True))
        assert {field: stored[field] for field in FIELDS} == model.now
    findable = [(field, value) for event in Event.objects.filter(plan=plan) for field, value in texts_of(event, ref)]
    assert set(model.kept) <= set(findable)
    assert [event.number for event in Event.objects.filter(plan=plan)] == list(range(1, plan.head + 1))


def texts_of(event, ref):
    """Every text that an event of the journal holds for the card: taken or not."""
    yield from event.lost.items()
    for field, (_before, after) in event.changes.get(ref, {}).items():
        yield field, after
