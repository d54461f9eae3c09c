"""Whatever ends a right ends the streams that stood on it, in every web process, and those of nobody else.

`REMBUK_REVOCATIONS=100` runs it as often as the promises say and holds each to two seconds; see docs/benchmarks.md.
"""

import os
import time

import pytest
from django.utils import timezone

from tests.cast import form_values, new_op, seat_account, seat_participant
from tests.processes import until
from tests.streams import Stream, moves_to
from workshops.membership.models import Participant
from workshops.people.actions.membership import leave_others, remove_person, renew_words
from workshops.plans.actions import give_role, set_password
from workshops.plans.models import Account, Plan, StaffRole

TIMES = int(os.environ.get("REMBUK_REVOCATIONS", "20"))


def removed(person):
    Participant.objects.filter(plan=person.plan, number=person.number).update(removed_at=timezone.now())


def leaves(person):
    page = person.get("/r/ponorogo/saya/").content.decode()
    person.post("/r/ponorogo/saya/", form_values(page) | {"act": "tinggalkan"})


#: What happens to a participant or to an expert: an action, a form, or what somebody does at the database's prompt.
ENDS = {
    "removed": ("anggota", lambda who, fitri: remove_person(fitri.actor, who.number, op=new_op())),
    "taken off the list": ("anggota", lambda who, fitri: removed(who)),
    "other devices signed out": ("anggota", lambda who, fitri: leave_others(who.actor, op=new_op())),
    "personal code renewed": ("anggota", lambda who, fitri: renew_words(fitri.actor, who.number, op=new_op())),
    "left this browser": ("anggota", lambda who, fitri: leaves(who)),
    "logged out": ("ahli", lambda who, fitri: who.post("/keluar/")),
    "new password": ("ahli", lambda who, fitri: set_password(who.account, "kata sandi yang lain sama sekali")),
    "account closed": ("ahli", lambda who, fitri: Account.objects.filter(pk=who.account.pk).update(is_active=False)),
    "role taken away": ("ahli", lambda who, fitri: StaffRole.objects.filter(account=who.account).delete()),
    "plan closed": ("anggota", lambda who, fitri: Plan.objects.filter(pk=who.plan.pk).update(closed_at=timezone.now())),
}


def seated(plan, role, name):
    return seat_participant(plan, name, "GOV") if role == "anggota" else seat_account(plan, name, role)


def moves_on(plan, *streams):
    """The plan has a new number, and all `streams` hear it: from here on their processes listen."""
    plan.head += 1
    moves_to(plan, plan.head)
    for stream in streams:
        stream.hears(plan.head)


def test_what_ends_a_right_ends_the_stream_in_both_processes(two, plan, fitri):
    stay = [Stream(web.url, fitri) for web in two]
    for end, (role, act) in ENDS.items():
        gone = seated(plan, role, end)
        streams = [Stream(web.url, gone) for web in two]
        moves_on(plan, *stay, *streams)
        act(gone, fitri)
        assert all(stream.ends() for stream in streams), end
        plan.refresh_from_db()
        moves_on(plan, *stay)
        assert all(plan.head not in stream.numbers for stream in streams), end
        assert {Stream(web.url, gone).status for web in two} == {404}, end


def test_who_is_led_to_another_group_or_gets_another_role_goes_on_listening(server, plan, ani, eko, fitri):
    streams = [Stream(server.url, ani), Stream(server.url, eko)]
    moves_on(plan, *streams)
    fitri.form(f"/r/ponorogo/orang/{ani.number}/", group="ekonomi")
    give_role(eko.account, plan, "staf")
    plan.refresh_from_db()
    moves_on(plan, *streams)


@pytest.mark.slow
def test_again_and_again_in_turn(two, plan, fitri):
    took = []
    for turn in range(TIMES):
        person = seat_participant(plan, f"Peserta {turn}", "GOV")
        streams = [Stream(web.url, person) for web in two]
        plan.refresh_from_db()
        moves_on(plan, *streams)
        began = time.monotonic()
        remove_person(fitri.actor, person.number, op=new_op())
        until(lambda ended=streams: all(stream.over.is_set() for stream in ended))
        took.append(time.monotonic() - began)
        assert all(stream.clean for stream in streams)
    if TIMES >= 100:
        assert max(took) <= 2, f"{TIMES} revocations through two processes, longest {max(took):.3f} s"
