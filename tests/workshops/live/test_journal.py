"""The journal is append-only for everybody, by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from pillars.cards.actions.save import add_entry, save_entry
from tests.cast import new_op
from workshops.live.models import Event


@pytest.fixture
def event(plan, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    return Event.objects.get()


@pytest.mark.parametrize("change", ["UPDATE workshops_event SET lost = '{}'", "DELETE FROM workshops_event"])
def test_what_happened_cannot_be_changed_or_taken_away(event, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Event.objects.get() == event


def test_change_and_event_stand_or_fall_together(plan, ani, event):
    """An event that cannot be written takes the change with it."""
    save = {"statement": "Antrean sangat panjang"}
    Event.objects.create(
        plan=plan, number=2, at=event.at, actor="a0", verb="entry.saved", refs=[], op="op-dari-orang-lain", body=""
    )
    with pytest.raises(DatabaseError):
        save_entry(ani.actor, "masalah-1", save, base=1, op=new_op())
    assert plan.problems.get().statement == "Antrean panjang"


def test_every_write_leaves_one_event_with_both_values(plan, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    save_entry(ani.actor, "masalah-1", {"statement": "Antrean sangat panjang"}, base=1, op=new_op())
    changes = list(plan.events.values_list("changes", flat=True))
    assert changes[1:] == [{"masalah-1": {"statement": ["Antrean panjang", "Antrean sangat panjang"]}}]
