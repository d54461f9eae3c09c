"""The law of live pages while groups choose: a stale page + its changes = a fresh page."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.models import Choosing
from pillars.prioritisation import actions
from tests.amounts import either
from tests.cast import new_op
from tests.journeys.law import KINDS, Open, Room
from tests.journeys.test_since_law import MANY, long_or_short, seeded
from workshops.agenda.actions.announcements import show_on_screen
from workshops.live.actions.plan_write import NotFound

CARD_ACTS = ("add", "edit", "delete", "restore", "reorder", "move", "rename", "come", "remove")
ACTS = ("open", "score", "score", "score", "show", "close", "reopen", "use", "take_back", "again", "project")


class Choosers(Room):
    """A room whose groups score, with everybody on their boards and before the wall."""

    def pages(self):
        gov = f"/r/{self.plan.slug}/tata-kelola/"
        wall = f"/r/{self.plan.slug}/layar/{self.key}/"
        readers = [(reader, gov) for reader in (self.ani, self.budi, self.cici, self.fitri)]
        return [*readers, (self.fitri, f"/r/{self.plan.slug}/kelompok/"), (self.wall, wall)]

    def choosing(self, act, first, second):
        with suppress(actions.PrioritisationNotPossible, NotFound, ValueError):
            getattr(self, f"let_{act}")(first, second)
        self.plan.refresh_from_db()
        self.heads.append(self.plan.head)

    def number(self, which):
        """The latest choosing, now and then an earlier one."""
        numbers = list(Choosing.objects.filter(plan=self.plan).order_by("-number").values_list("number", flat=True))
        if not numbers:
            raise NotFound
        return numbers[which % 3 % len(numbers)]

    def let_open(self, first, second):
        way = ("usg", "dots")[first % 2]
        actions.open_choosing(
            self.fitri.actor, "GOV", KINDS[second % 4 if way == "dots" else 0], way, dots=3, op=new_op()
        )

    def let_score(self, first, second):
        row = Choosing.objects.filter(plan=self.plan, state="open").first()
        person, ref = (self.ani, self.budi)[first % 2], row and self.pick(row.kind, second)
        if not ref or not person.actor:
            return
        if row.way == "dots":
            actions.give_dots(person.actor, "GOV", row.number, {ref: first % 4}, op=new_op())
        else:
            given = [1 + first % 5, 1 + second % 5, 3]
            actions.give_scores(person.actor, "GOV", row.number, ref, given, op=new_op())

    def let_show(self, first, second):
        actions.show(self.fitri.actor, "GOV", self.number(0), op=new_op())

    def let_close(self, first, second):
        actions.close(self.fitri.actor, "GOV", self.number(first), op=new_op())

    def let_reopen(self, first, second):
        actions.reopen(self.fitri.actor, "GOV", self.number(first), op=new_op())

    def let_use(self, first, second):
        actions.apply_order(self.fitri.actor, "GOV", self.number(first), op=new_op())

    def let_take_back(self, first, second):
        actions.take_back_order(self.fitri.actor, "GOV", self.number(first), op=new_op())

    def let_again(self, first, second):
        ref = self.pick("masalah", second) if first % 2 else ""
        actions.score_again(self.fitri.actor, "GOV", self.number(first), ref=ref or "", op=new_op())

    def let_project(self, first, second):
        show_on_screen(self.fitri.actor, f"?kelompok=tata-kelola&nilai={self.number(first)}", op=new_op())


deed = st.tuples(st.sampled_from([*ACTS, *ACTS, *CARD_ACTS]), st.integers(0, 20), st.integers(0, 9))


@pytest.mark.django_db
@seeded
@settings(long_or_short, max_examples=MANY or either(2, 20))
@given(
    before=st.lists(deed, max_size=5),
    meanwhile=st.lists(st.lists(deed, min_size=2, max_size=6), min_size=1, max_size=3),
)
def test_a_stale_page_with_its_changes_is_the_fresh_page_while_groups_choose(before, meanwhile):
    room = Choosers()
    for kind, which in (("masalah", 0), ("masalah", 1), ("sasaran", 0), ("strategi", 0), ("program", 0)):
        room.do("add", kind, which, 0)

    def act(name, first, second):
        if name in CARD_ACTS:
            room.do(name, KINDS[second % 4], first, second)
        else:
            room.choosing(name, first, second)

    act("open", 0, 0)
    act("score", 4, 0)
    for one in before:
        act(*one)
    pages = [Open(*page) for page in room.pages()]
    for deeds in meanwhile:
        for one in deeds:
            act(*one)
        for page in pages:
            page.pull()
