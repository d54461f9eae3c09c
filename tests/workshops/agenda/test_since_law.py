"""The law of live pages for what runs beside the cards: step, end time, announcement, call, lock, projector.

a stale page + its changes = a fresh page
"""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masterplan.closing.actions import reopen_bimtek, sign_bimtek
from tests.amounts import either
from tests.cast import new_op
from tests.journeys.law import Open, Room, seen
from tests.journeys.test_since_law import MANY, long_or_short, seeded
from workshops.agenda.actions.announcements import (
    CallTaken,
    accept_call,
    broadcast,
    call_help,
    close_call,
    end_broadcast,
    show_on_screen,
)
from workshops.agenda.actions.schedule import NotOpened, open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import NoStep, Overtaken, release_group, start_group_step, steer
from workshops.agenda.actions.steps import change_step, delete_step, move_step
from workshops.agenda.models import Broadcast, HelpCall, Step
from workshops.live.actions.plan_write import NotFound
from workshops.plans.models import Bimtek, Plan

REFUSED = (
    Overtaken,
    NoStep,
    NotOpened,
    CallTaken,
    NotFound,
)


class Running(Room):
    """A room with an agenda: what facilitators press, and where everybody looks."""

    def __init__(self):
        super().__init__()
        plan_agenda(self.satya.actor, "satu_hari", op=new_op())
        open_bimtek(self.satya.actor, 1, op=new_op())
        self.plan.refresh_from_db()

    def pages(self):
        slug = self.plan.slug
        gov, six, sheet = f"/r/{slug}/tata-kelola/", f"/r/{slug}/kelompok/", f"/r/{slug}/acara/"
        wall = (self.wall, f"/r/{slug}/layar/{self.key}/")
        card = (self.ani, f"{gov}masalah-1/")
        boards = [
            *((reader, gov) for reader in (self.ani, self.cici, self.fitri, self.eko)),
            (self.cici, f"/r/{slug}/ekonomi/"),
        ]
        return [*boards, (self.ani, six), (self.fitri, six), (self.ani, sheet), (self.fitri, sheet), wall, card]

    def running(self, name, first, second):
        with suppress(*REFUSED):
            getattr(self, name)(first, second)
        self.plan.refresh_from_db()

    def press(self, act, **named):
        base = Plan.objects.get(pk=self.plan.pk).head
        steer(self.fitri.actor, act, base=base, op=new_op(), **named)

    def step(self, which):
        steps = list(Step.objects.filter(plan=self.plan))
        return steps[which % len(steps)].number

    def start(self, first, second):
        self.press("start", number=self.step(first))

    def go_on(self, first, second):
        self.press(("next", "back", "next", "finish")[first % 4])

    def pause(self, first, second):
        self.press(("pause", "resume")[first % 2])

    def time(self, first, second):
        self.press("time", minutes=(5, -5)[first % 2])

    def skip(self, first, second):
        self.press(("skip", "unskip")[second % 2], number=self.step(first))

    def rename_step(self, first, second):
        base = Plan.objects.get(pk=self.plan.pk).head
        values = {"title": f"Langkah {next(self.texts)}", "instruction": ["Satu", "Dua"]}
        change_step(self.fitri.actor, self.step(first), values, base=base, op=new_op())

    def swap(self, first, second):
        move_step(self.fitri.actor, self.step(first), (1, -1)[second % 2], op=new_op())

    def drop(self, first, second):
        if Step.objects.filter(plan=self.plan).count() > 6:
            delete_step(self.fitri.actor, self.step(first), op=new_op())

    def hold(self, first, second):
        group = ("tata-kelola", "ekonomi")[first % 2]
        start_group_step(self.fitri.actor, group, number=self.step(second), minutes=15, op=new_op())

    def release(self, first, second):
        release_group(self.fitri.actor, ("tata-kelola", "ekonomi")[first % 2], op=new_op())

    def say(self, first, second):
        group = ("", "ekonomi", "tata-kelola")[first % 3]
        broadcast(self.fitri.actor, f"Umum {next(self.texts)}", group=group, op=new_op())

    def hush(self, first, second):
        end_broadcast(self.fitri.actor, first % (Broadcast.objects.filter(plan=self.plan).count() + 1), op=new_op())

    def call(self, first, second):
        person = (self.ani, self.cici)[first % 2]
        call_help(person.actor, ("tata-kelola", "ekonomi")[first % 2], note="Angka mana?", op=new_op())

    def answer(self, first, second):
        number = HelpCall.objects.filter(plan=self.plan).count()
        act = (accept_call, close_call)[second % 2]
        act(self.fitri.actor, number, op=new_op())

    def project(self, first, second):
        shows = ("", "?tampil=maju", "?tampil=gabung", "?kelompok=tata-kelola&jenis=masalah")[first % 4]
        show_on_screen(self.fitri.actor, shows, op=new_op())


ACTS = [
    *("start", "start", "go_on", "go_on", "pause", "time", "skip", "rename_step", "swap", "drop", "hold", "release"),
    *("say", "hush", "call", "answer", "project"),
]
act = st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.integers(0, 9))


@pytest.mark.django_db
@seeded
@settings(long_or_short, max_examples=MANY or either(4, 6))
@given(
    before=st.lists(act, max_size=4),
    places=st.sets(st.integers(0, 10), min_size=3, max_size=5),
    meanwhile=st.lists(st.lists(act, min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_a_stale_page_with_its_changes_is_the_fresh_page_while_the_agenda_runs(before, places, meanwhile):
    room = Running()
    room.do("add", "masalah", 0, 0)
    for name, first, second in before:
        room.running(name, first, second)
    pages = [Open(*room.pages()[place]) for place in sorted(places)]
    for steps in meanwhile:
        for name, first, second in steps:
            room.running(name, first, second)
        for page in pages:
            page.pull()


@pytest.mark.django_db
def test_each_act_of_a_facilitator_is_seen_by_whom_it_concerns():
    room = Running()
    room.do("add", "masalah", 0, 0)
    ani, cici, eco, wall = (Open(*room.pages()[place]) for place in (0, 1, 4, 9))
    sheet = Open(*room.pages()[7])
    told = {
        "start": (ani, cici, wall, sheet),
        "time": (ani, wall, sheet),
        "pause": (ani, wall, sheet),
        "go_on": (ani, wall),
        "say": (ani, cici, wall),
        "project": (wall,),
        "rename_step": (ani,),
    }
    for name, pages in told.items():
        before = [seen(page.page) for page in pages]
        room.running("start", 2, 0) if name == "rename_step" else None
        room.running(name, 0 if name not in ("project", "rename_step") else (1 if name == "project" else 2), 0)
        for page in (ani, cici, eco, wall, sheet):
            page.pull()
        after = [seen(page.page) for page in pages]
        assert all(one != other for one, other in zip(before, after, strict=True)), name


@pytest.mark.django_db
def test_who_has_read_an_announcement_sees_it_no_more_and_the_others_do():
    room = Running()
    room.running("say", 0, 0)
    ani, cici = Open(*room.pages()[0]), Open(*room.pages()[1])
    assert "Umum" in ani.page.find(id="umum").get_text()
    assert room.ani.post(f"/r/{room.plan.slug}/acara/umum/1/tutup/").status_code == 303
    assert Open(*room.pages()[0]).page.find(id="umum").get_text(strip=True) == ""
    room.running("start", 0, 0)
    cici.pull()
    assert "Umum" in cici.page.find(id="umum").get_text()


@pytest.mark.django_db
def test_opening_the_next_bimtek_loads_every_board_again_since_a_lock_may_end():
    room = Running()
    ani, fitri = Open(*room.pages()[0]), Open(*room.pages()[2])
    Bimtek.objects.create(plan=room.plan, number=2, title="Bimtek II")
    open_bimtek(room.fitri.actor, 2, op=new_op())
    for page in (ani, fitri):
        page.pull()
        assert page.reloads == 1


@pytest.mark.django_db
def test_a_signature_and_taking_it_off_again_keep_the_law_on_every_page():
    room = Running()
    room.do("add", "masalah", 0, 0)
    staff = room.satya.actor
    pages = [Open(*place) for place in room.pages()]
    sign_bimtek(staff, 1, "041/2026", op=new_op())
    for page in pages:
        page.pull()
    assert "Bimtek sudah ditandatangani" in pages[0].page.get_text()
    reopen_bimtek(staff, 1, "Angka sampah salah ketik", op=new_op())
    for page in pages:
        page.pull()
    assert "Bimtek sudah ditandatangani" not in pages[0].page.get_text()
