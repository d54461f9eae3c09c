"""The law of live pages on the analyses: a stale page + its changes = a fresh page."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.analysis.actions import add_words, agree
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.values import CARD_MODELS
from pillars.kinds import CHOICES
from pillars.models import SwotItem
from tests.amounts import either
from tests.cast import new_op
from tests.journeys.law import KINDS, Open, Room
from tests.journeys.test_since_law import MANY, long_or_short, seeded
from workshops.live.actions import Refused

SIX = ("kesiapan", "kesenjangan", "swot", "kata_kunci", "tujuan", "visi_misi")
COMPONENTS = [one.value for one in CHOICES["readiness_component"]]
TYPES = [one.value for one in CHOICES["swot_type"]]
WORDS = ("Reog mendunia", "Longsor di lereng", "data", "warga guyub", "kota kreatif")
OWN = ("write", "write", "write", "change", "change", "bin", "unbin", "shift", "say", "say", "word", "use")
ROOM_ACTS = ("add", "add", "edit", "delete", "restore", "come", "remove", "rename", "merge", "paste", "move")


class Analysts(Room):
    """A room that writes its analyses, with everybody on their pages."""

    def pages(self):
        home = f"/r/{self.plan.slug}/analisis/"
        places = ((self.ani, ""), (self.budi, "swot/"), (self.cici, "swot/"), (self.eko, "visi/"))
        return [(reader, f"{home}{page}") for reader, page in places]

    def analyse(self, act, first, second):
        with suppress(Refused, SwotItem.DoesNotExist):
            getattr(self, f"let_{act}")(SIX[first % 6], first, second)
        self.plan.refresh_from_db()
        self.heads.append(self.plan.head)

    def card(self, kind, which, *, deleted=False):
        rows = CARD_MODELS[kind].objects.filter(plan=self.plan, deleted_in__isnull=not deleted).order_by("number")
        return rows[which % len(rows)].ref if rows else None

    def values(self, kind, first, second):
        text, problem, target = WORDS[second % 5], self.pick("masalah", first), self.pick("sasaran", first)
        statement = self.card("swot", first)
        return {
            "kesiapan": {
                "component": COMPONENTS[second % 5],
                "aspect": text,
                "condition": ("baik", "buruk", None)[first % 3],
            },
            "kesenjangan": {"element": f"Alam: {text}", "current": text, "problem_refs": [problem] if problem else []},
            "swot": {"type": TYPES[second % 4], "statement": text},
            "kata_kunci": {
                "word": text,
                "swot_refs": [statement] if statement else [],
                "meaning": (text, None)[first % 2],
            },
            "tujuan": {"statement": text, "misi": WORDS[first % 5], "target_refs": [target] if target else []},
            "visi_misi": {"visi": f"{text} menjadi tenaga", "misi": list(WORDS[: first % 4])},
        }[kind]

    def let_write(self, kind, first, second):
        add_entry(self.ani.actor, kind, "", self.values(kind, first, second), op=new_op())

    def let_change(self, kind, first, second):
        if ref := self.card(kind, second):
            save_entry(self.cici.actor, ref, self.values(kind, second, first), base=self.plan.head, op=new_op())

    def let_bin(self, kind, first, second):
        if ref := self.card(kind, second):
            delete_entry(self.ani.actor, ref, op=new_op())

    def let_unbin(self, kind, first, second):
        if ref := self.card(kind, second, deleted=True):
            restore_entry(self.ani.actor, ref, op=new_op())

    def let_shift(self, kind, first, second):
        if ref := self.card(kind, second):
            reorder_entry(self.ani.actor, ref, ("naik", "turun")[first % 2], op=new_op())

    def let_say(self, kind, first, second):
        if ref := self.card("swot", second):
            agree((self.ani, self.budi)[first % 2].actor, int(ref.partition("-")[2]), first % 3 > 0, op=new_op())

    def let_word(self, kind, first, second):
        add_words(self.ani.actor, [(WORDS[first % 5], [])], op=new_op())

    def let_use(self, kind, first, second):
        """A strategy of the chain names a quadrant and a statement."""
        if ref := self.pick("strategi", first):
            statement = self.card("swot", second)
            values = {"swot_quadrant": ("SO", "WT", None)[second % 3], "swot_refs": [statement] if statement else []}
            save_entry(self.ani.actor, ref, values, base=self.plan.head, op=new_op())


deed = st.tuples(st.sampled_from([*OWN, *OWN, *ROOM_ACTS]), st.integers(0, 20), st.integers(0, 9))


def grown():
    room = Analysts()
    for kind, which in (("masalah", 0), ("masalah", 1), ("sasaran", 0), ("sasaran", 1), ("strategi", 0)):
        room.do("add", kind, which, 0)
    for first in range(6):
        room.analyse("write", first, first)
    return room


def act(room, name, first, second):
    if name in ROOM_ACTS:
        room.do(name, KINDS[second % 4], first, second)
    else:
        room.analyse(name, first, second)


@pytest.mark.django_db
@seeded
@settings(long_or_short, max_examples=MANY or either(2, 20))
@given(meanwhile=st.lists(st.lists(deed, min_size=2, max_size=6), min_size=1, max_size=3))
def test_a_stale_page_of_the_analyses_with_its_changes_is_the_fresh_page(meanwhile):
    room = grown()
    pages = [Open(*page) for page in room.pages()]
    for deeds in meanwhile:
        for one in deeds:
            act(room, *one)
        for page in pages:
            page.pull()


@pytest.mark.django_db
def test_no_change_of_the_analyses_needs_the_page_to_be_loaded_again():
    room = grown()
    pages = [Open(*page) for page in room.pages()]
    for place, name in enumerate(dict.fromkeys(OWN)):
        for first in range(place % 2, 6, 2):
            act(room, name, first, place + first)
        for page in pages[place % 2 :: 2]:
            page.pull()
    for page in pages:
        page.pull()
    assert [page.reloads for page in pages] == [0] * len(pages)
