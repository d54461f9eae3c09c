"""A save and the signature in the same instant: what has a receipt is in the snapshot, what is not was refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, transaction

from masterplan.closing.actions import reopen_bimtek, sign_bimtek
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import document_of
from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import Problem
from tests.cast import make_plan, new_op, seat_account, seat_participant
from tests.pillars.cards.test_races import TIMES, at_once
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import Refused
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)
#: A signature takes ten times as long as a save: by default half of the other races' repetitions.
TRIES = TIMES if TIMES >= 200 else TIMES // 2


def waits_for_the_plan(act, waiting):
    """Run `act` in a thread until `waiting` connections stand in line for the plan's row; returns its future."""

    def run():
        try:
            return act()
        finally:
            connection.close()
            close_old_connections()

    pool = ThreadPoolExecutor(1)
    running = pool.submit(run)
    pool.shutdown(wait=False)
    blocked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with connection.cursor() as cursor:
        while cursor.execute(blocked).fetchone()[0] < waiting:
            # what was seen of the activity stays for the whole transaction otherwise
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            assert not running.done(), running.result()
    return running


def test_a_save_that_stands_in_line_behind_the_signature_is_refused_whenever_it_came():
    plan = make_plan()
    ani, satya = seat_participant(plan, "Ani", "GOV"), seat_account(plan, "Satya", "staf")
    plan_agenda(satya.actor, "daring", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    base, writer, signer = Plan.objects.get().head, ani.actor, satya.actor
    with transaction.atomic():
        Plan.objects.select_for_update(no_key=True).get()
        signed = waits_for_the_plan(lambda: sign_bimtek(signer, 1, "001/2026", op=new_op()), 1)
        saved = waits_for_the_plan(
            lambda: save_entry(writer, "masalah-1", {"statement": "Ani"}, base=base, op=new_op()), 2
        )
    signed.result()
    with pytest.raises(Refused) as refused:
        saved.result()
    assert refused.value.verdict.reason == "terkunci"
    assert Problem.objects.get().statement == "Antrean"


def test_a_save_that_meets_the_signature_is_in_the_snapshot_or_is_refused():
    plan = make_plan()
    ani, satya = seat_participant(plan, "Ani", "GOV"), seat_account(plan, "Satya", "staf")
    plan_agenda(satya.actor, "daring", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    writer, signer, outcomes = ani.actor, satya.actor, set()
    for n in range(1, TRIES + 1):
        base, text = Plan.objects.get().head, f"Ani {n}"
        was = Problem.objects.get().statement

        def write(base=base, text=text):
            try:
                return save_entry(writer, "masalah-1", {"statement": text}, base=base, op=new_op()).status
            except Refused as refused:
                return refused.verdict.reason

        saved, _ = at_once(write, lambda n=n: sign_bimtek(signer, 1, f"{n:03d}/2026", op=new_op()))
        frozen = document_of(Signing.objects.get(number=n))["pillars"][0]["problems"][0]["statement"]
        assert (saved, frozen, Problem.objects.get().statement) in [("saved", text, text), ("terkunci", was, was)]
        outcomes.add(saved)
        reopen_bimtek(signer, 1, "Percobaan berikutnya", op=new_op())
    assert TRIES < 200 or outcomes == {"saved", "terkunci"}
