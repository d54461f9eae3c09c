"""A save decided without a lock: whatever happened since its request read the card, it is as if it had waited."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.save_at_once import ALONE
from pillars.cards.actions.trash import delete_entry
from pillars.cards.values import CARD_MODELS, kind_fields
from pillars.models import Problem
from tests.cast import as_read, form_values, new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import Refused
from workshops.live.models import Event
from workshops.people.actions.membership import remove_person
from workshops.plans.models import Plan

REF, PAGE = "masalah-1", "/r/ponorogo/tata-kelola/masalah-1/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def card(ani):
    return add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean", "evidence": "Dua jam"}, op=new_op())


@pytest.fixture
def late(plan, ani, card):
    """`late(evidence=…)`: a save of Ani's that read the plan and the card when `card` was new."""
    read, actor, base = as_read(plan, REF), ani.actor, card.receipt.number

    def save(op=None, **values):
        return save_entry(actor, REF, values, base=base, op=op or new_op(), read=read)

    return save


@pytest.fixture
def one_statement():
    """Within it only statements that write at once may write: a lock that was taken fails the test."""
    with CaptureQueriesContext(connection) as asked:
        yield asked
    assert not [one["sql"] for one in asked.captured_queries if "FOR NO KEY UPDATE" in one["sql"]]


def numbers():
    return list(Event.objects.values_list("number", flat=True))


def test_it_takes_one_statement_and_no_lock(plan, late, one_statement):
    saved = late(evidence="Tiga jam")
    event = Event.objects.get(number=2)
    assert (saved.receipt.number, event.at, event.verb) == (2, saved.receipt.at, "entry.saved")
    assert event.changes == {REF: {"evidence": ["Dua jam", "Tiga jam"]}} and event.refs == [REF]
    row, head = Problem.objects.get(), Plan.objects.get(pk=plan.pk).head
    assert (row.evidence, row.version, row.changed_by, row.changed_at, head) == ("Tiga jam", 2, "p1", event.at, 2)


def test_a_text_that_came_in_between_is_never_overwritten(late, budi, card):
    save_entry(budi.actor, REF, {"evidence": "Budi"}, base=1, op=new_op())
    met = late(evidence="Ani", affected="Lansia")
    row = Problem.objects.get()
    assert (met.status, row.evidence, row.affected) == ("conflict", "Budi", "Lansia")
    assert Event.objects.get(verb="entry.conflict").lost == {"evidence": "Ani"} and numbers() == [1, 2, 3]


def test_other_fields_that_came_in_between_stay(late, budi, card):
    save_entry(budi.actor, REF, {"affected": "Lansia"}, base=1, op=new_op())
    assert late(evidence="Ani").status == "saved"
    row = Problem.objects.get()
    assert (row.evidence, row.affected, numbers()) == ("Ani", "Lansia", [1, 2, 3])


def test_what_happens_to_other_cards_meanwhile_stops_nothing(late, budi, one_statement):
    with connection.cursor() as cursor:
        # as another process would write it: nothing of it is known here
        cursor.execute("UPDATE workshops_plan SET head = head + 7")
    assert late(evidence="Tiga jam").receipt.number == 9 and Problem.objects.get().version == 9


def test_a_card_that_went_into_the_bin_meanwhile_stays_there_and_the_text_is_kept(late, dewi, card):
    delete_entry(dewi.actor, REF, op=new_op())
    assert late(evidence="Ani").status == "deleted"
    assert Problem.objects.get().evidence == "Dua jam" and Event.objects.get(number=3).lost == {"evidence": "Ani"}


def test_who_was_removed_meanwhile_writes_nothing(plan, late, ani, fitri):
    remove_person(fitri.actor, ani.number, op=new_op())
    with pytest.raises(Refused):
        late(evidence="Ani")
    assert Problem.objects.get().evidence == "Dua jam" and numbers() == [1, 2]


def test_a_bimtek_that_was_signed_meanwhile_is_locked(plan, late, satya):
    from masterplan.closing.actions import sign_bimtek

    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    with pytest.raises(Refused) as refused:
        late(evidence="Ani")
    assert refused.value.verdict.reason == "terkunci" and Problem.objects.get().evidence == "Dua jam"
    assert Event.objects.get(verb="entry.locked").lost == {"evidence": "Ani"}


def test_the_same_sending_twice_is_one_event_and_one_answer(late):
    op = new_op()
    first, second = late(op=op, evidence="Ani"), late(op=op, evidence="Ani")
    assert first.receipt == second.receipt and numbers() == [1, 2]


def test_every_plain_field_of_every_kind_can_be_written_at_once():
    for kind in ALONE:
        plain = {one.key for one in kind_fields(kind) if one.type in ("text", "long_text")}
        assert plain <= ALONE[kind] and ALONE[kind] <= {one.key for one in kind_fields(kind)}
    assert {"masalah", "sasaran", "strategi", "program"} <= ALONE.keys() <= CARD_MODELS.keys()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["masalah", "sasaran"])
def test_a_save_from_a_page_takes_at_most_six_round_trips(ani, card, kind, django_assert_max_num_queries):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Pendek", "problem_refs": [REF]}, op=new_op())
    page = PAGE.replace("masalah", kind)
    values = form_values(ani.get(page).content.decode()) | {"note": "Catatan"}
    with django_assert_max_num_queries(6):
        answer = ani.post(page, values, **HTMX)
    assert answer.status_code == 200 and answer["X-Rembuk"] == "3"


@pytest.mark.parametrize("act", ["add", "move", "delete"])
def test_whoever_adds_moves_or_deletes_takes_the_plan_with_the_last_statement(ani, card, act):
    """Everything that is read, and every card that is written, comes before others have to wait."""
    other = add_entry(ani.actor, "masalah", "GOV", {"statement": "Data ganda"}, op=new_op())
    acts = {
        "add": lambda: add_entry(ani.actor, "masalah", "GOV", {"statement": "Baru"}, op=new_op()),
        "move": lambda: reorder_entry(ani.actor, other.ref, "naik", op=new_op()),
        "delete": lambda: delete_entry(ani.actor, other.ref, op=new_op()),
    }
    with CaptureQueriesContext(connection) as asked:
        receipt = acts[act]().receipt
    said = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert [sql for sql in said if "FOR NO KEY UPDATE" in sql] == said[-1:]
    assert numbers()[-1] == receipt.number == Plan.objects.get().head
