"""The law of live pages: a stale page with its changes applied is the fresh page."""

from itertools import count

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pillars.alignment.models import Objective, RpjmdDocument
from pillars.chain.actions import Gone, add_entry, delete_entry, reorder_entry, restore_entry, save_entry
from pillars.chain.models import Problem, Programme, Strategy, Target
from tests.cast import make_plan, new_op, seat_account, seat_participant
from workshops.live.actions import Refused
from workshops.people.actions.membership import correct_self

BOARD = "/r/{}/tata-kelola/"
SIX = "/r/{}/kelompok/"
MODELS = {"masalah": Problem, "sasaran": Target, "strategi": Strategy, "program": Programme}
_rooms = count(1)


def page_of(html):
    return BeautifulSoup(html, "html.parser")


def applied(page, answer):
    """What a browser shows after swapping the parts of `answer` into `page`, as static/js does."""
    for part in [tag for tag in page_of(answer).contents if getattr(tag, "name", None)]:
        if part.get("data-remove"):
            page.find(id=part["data-remove"]).decompose()
            continue
        old = page.find(id=part["id"])
        assert old is not None, f"the page has no place for #{part['id']}"
        old.replace_with(part)
    return page


def seen(page):
    """What the page says and where it leads, without the white space between tags."""
    main = page.find(id="isi")
    words = []
    for node in main.descendants:
        if getattr(node, "name", None):
            words.append(f"<{node.name} {' '.join(f'{key}={value}' for key, value in sorted(node.attrs.items()))}>")
        elif node.strip():
            words.append(" ".join(node.split()))
    return words


class Room:
    """A plan with people in it, and a table of things that they do."""

    def __init__(self):
        number = next(_rooms)
        self.plan = make_plan(f"kota-{number}", f"Kota {number}")
        document = RpjmdDocument.objects.create(plan=self.plan, role="berlaku")
        for place in (1, 2):
            Objective.objects.create(plan=self.plan, document=document, number=place, position=place, code=f"S{place}")
        self.ani = seat_participant(self.plan, "Ani", "GOV", role="ketua")
        self.cici = seat_participant(self.plan, "Cici", "ECO", role="ketua")
        self.fitri = seat_account(self.plan, f"Fitri{number}", "fasilitator")
        self.texts = count(1)

    def pick(self, kind, which, *, deleted=False, pillar="GOV"):
        rows = list(
            MODELS[kind]
            .objects.filter(plan=self.plan, pillar__code=pillar, deleted_in__isnull=not deleted)
            .order_by("number")
        )
        return rows[which % len(rows)].ref if rows else None

    def do(self, act, kind, first, second):
        """One act; what is not possible at the moment is left out."""
        try:
            getattr(self, act)(kind, first, second)
        except (Gone, Refused):
            return

    def parents(self, kind, first, second, pillar="GOV"):
        if kind == "sasaran":
            refs = [self.pick("masalah", which, pillar=pillar) for which in {first, second}]
            return {"problem_refs": list(dict.fromkeys(ref for ref in refs if ref))}
        if kind == "strategi":
            return {"target_ref": self.pick("sasaran", first, pillar=pillar)}
        if kind == "program":
            return {"strategy_ref": self.pick("strategi", first, pillar=pillar)}
        return {}

    def add(self, kind, first, second, pillar="GOV", actor=None):
        values = self.parents(kind, first, second, pillar)
        if None not in values.values():
            name = "name" if kind == "program" else "statement"
            values[name] = f"Kalimat {next(self.texts)}"
            add_entry((actor or self.ani).actor, kind, pillar, values, op=new_op())

    def add_elsewhere(self, kind, first, second):
        self.add(kind, first, second, "ECO", self.cici)

    def add_loose(self, kind, first, second):
        add_entry(self.fitri.actor, "sasaran", "GOV", {"statement": f"Kalimat {next(self.texts)}"}, op=new_op())

    def save(self, ref, values):
        self.plan.refresh_from_db()
        save_entry(self.fitri.actor, ref, values, base=self.plan.head, op=new_op())

    def edit(self, kind, first, second):
        if ref := self.pick(kind, first):
            name = "name" if kind == "program" else "statement"
            self.save(ref, {name: f"Kalimat {next(self.texts)}"})

    def late(self, kind, first, second):
        if ref := self.pick(kind, first, deleted=True):
            self.save(ref, {"note": "terlambat"})

    def score(self, kind, first, second):
        if ref := self.pick("masalah", first):
            self.save(ref, {"urgency": 1 + second % 5, "seriousness": 3, "growth": 2})

    def align(self, kind, first, second):
        if ref := self.pick("sasaran", first):
            aligned = {"rpjmd_ref": f"rpjmd-{1 + second % 2}", "alignment_status": "sebagian"}
            self.save(ref, aligned if second % 3 else {"rpjmd_ref": None, "alignment_status": "belum_ada"})

    def move(self, kind, first, second):
        kind = "sasaran" if kind == "masalah" else kind
        if ref := self.pick(kind, second):
            values = self.parents(kind, first, second + 1)
            if None not in values.values():
                self.save(ref, values)

    def loosen(self, kind, first, second):
        if ref := self.pick("sasaran", first):
            self.save(ref, {"problem_refs": []})

    def reorder(self, kind, first, second):
        if ref := self.pick(kind, first):
            reorder_entry(self.ani.actor, ref, "naik" if second % 2 else "turun", op=new_op())

    def delete(self, kind, first, second):
        if ref := self.pick(kind, first):
            delete_entry(self.ani.actor, ref, op=new_op())

    def restore(self, kind, first, second):
        if ref := self.pick(kind, first, deleted=True):
            restore_entry(self.ani.actor, ref, op=new_op())


KINDS = ("masalah", "sasaran", "strategi", "program")
ACTS = [
    *("add", "add", "add", "add", "add_loose", "add_elsewhere", "edit", "edit", "late", "score", "align"),
    *("move", "loosen", "reorder", "delete", "restore"),
]
act = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from(KINDS),
    st.integers(0, 9),
    st.integers(0, 9),
)
GROWN = [
    ("add", kind, place, place + 1) for place in range(3) for kind in ("masalah", "sasaran", "strategi", "program")
]


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(act, max_size=8), meanwhile=st.lists(st.lists(act, min_size=1, max_size=5), min_size=1, max_size=3)
)
def test_a_stale_board_with_its_changes_is_the_fresh_board(before, meanwhile):
    room = Room()
    for step in GROWN + before:
        room.do(*step)
    readers = {"anggota": room.ani, "lain": room.cici, "fasilitator": room.fitri}
    for address in (BOARD.format(room.plan.slug), SIX.format(room.plan.slug)):
        pages = {}
        for role, reader in readers.items():
            answer = reader.get(address)
            pages[role] = page_of(answer.content), answer.headers["X-Rembuk-Head"]
        for steps in meanwhile:
            for step in steps:
                room.do(*step)
            for role, reader in readers.items():
                page, head = pages[role]
                answer = reader.get(f"{address}?since={head}")
                assert answer.status_code == 200
                assert "X-Rembuk-Reload" not in answer.headers
                page = applied(page, answer.content)
                pages[role] = page, answer.headers["X-Rembuk-Head"]
                assert seen(page) == seen(page_of(reader.get(address).content))


#: Four targets below the first problem, two of which answer the second too, with strategies and programmes below.
WIDE = [
    *[("add", "masalah", 0, 0)] * 3,
    *[("add", "sasaran", 0, 1)] * 2,
    *[("add", "sasaran", 0, 0)] * 2,
    *[("add", "strategi", 0, 0)] * 2,
    *[("add", "program", 0, 0)] * 2,
    *[("add_loose", "sasaran", 0, 0)] * 2,
    ("delete", "program", 0, 0),
    ("add", "program", 0, 0),
    ("add", "program", 0, 0),
]
CHANGES_THE_BOARD = set(ACTS) - {"late", "add_elsewhere"}


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(set(ACTS)))
def test_each_act_alone_keeps_the_law_and_is_seen(act):
    room = Room()
    for step in WIDE:
        room.do(*step)
    address, changed = BOARD.format(room.plan.slug), 0
    for kind, first, second in [
        (kind, first, first + more) for more in (0, 1) for first in (0, 1, 2) for kind in KINDS
    ]:
        answer = room.ani.get(address)
        page, before = page_of(answer.content), seen(page_of(answer.content))
        room.do(act, kind, first, second)
        answer = room.ani.get(f"{address}?since={answer.headers['X-Rembuk-Head']}")
        fresh = seen(page_of(room.ani.get(address).content))
        assert seen(applied(page, answer.content)) == fresh
        changed += fresh != before
    assert bool(changed) is (act in CHANGES_THE_BOARD)


@pytest.fixture
def board(plan, ani, budi, cici, oka):
    """Ani's page of the board, open, with one chain on it."""
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Pendek", "problem_refs": [problem.ref]}, op=new_op())
    other = add_entry(ani.actor, "masalah", "GOV", {"statement": "Data berbeda"}, op=new_op())
    return problem.ref, target.ref, other.ref


def parts(answer):
    return [tag["id"] for tag in page_of(answer.content).contents if getattr(tag, "name", None)]


def test_an_edit_of_budi_replaces_that_card_and_no_other(board, plan, ani, budi):
    problem, target, other = board
    head = ani.get(BOARD.format(plan.slug)).headers["X-Rembuk-Head"]
    save_entry(budi.actor, target, {"statement": "Antrean di bawah 10 menit"}, base=int(head), op=new_op())
    sent = parts(ani.get(f"{BOARD.format(plan.slug)}?since={head}"))
    assert target in sent
    assert not {problem, other, "rantai", f"utas-{problem}"} & set(sent)


def test_a_new_target_replaces_its_thread_and_leaves_the_other_alone(board, plan, ani, budi):
    problem, _, other = board
    head = ani.get(BOARD.format(plan.slug)).headers["X-Rembuk-Head"]
    add_entry(budi.actor, "sasaran", "GOV", {"statement": "Satu data", "problem_refs": [other]}, op=new_op())
    sent = parts(ani.get(f"{BOARD.format(plan.slug)}?since={head}"))
    assert f"utas-{other}" in sent
    assert not {f"utas-{problem}", "rantai"} & set(sent)


def test_what_another_group_writes_leaves_the_chain_alone(board, plan, ani, cici):
    head = ani.get(BOARD.format(plan.slug)).headers["X-Rembuk-Head"]
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Pasar sepi"}, op=new_op())
    answer = ani.get(f"{BOARD.format(plan.slug)}?since={head}")
    assert parts(answer) == ["hadir"]
    assert int(answer.headers["X-Rembuk-Head"]) == int(head) + 1


def test_a_new_name_reaches_the_cards_that_its_owner_wrote(board, plan, ani, budi):
    page = ani.get(BOARD.format(plan.slug))
    correct_self(budi.actor, name="Budi Santoso", institution="Kadin", op=new_op())
    correct_self(ani.actor, name="Ani Lestari", institution="Kadin", op=new_op())
    answer = ani.get(f"{BOARD.format(plan.slug)}?since={page.headers['X-Rembuk-Head']}")
    now = applied(page_of(page.content), answer.content)
    assert "Ani Lestari" in now.find(id="rantai").get_text()
    assert seen(now) == seen(page_of(ani.get(BOARD.format(plan.slug)).content))


@pytest.mark.parametrize("number", ["999999", "-1", "abc", "", "1" * 40, "٣"])
@pytest.mark.parametrize("address", [BOARD, SIX])
def test_a_number_that_no_page_can_have_shown_asks_for_the_page_again(board, plan, ani, address, number):
    answer = ani.client.get(address.format(plan.slug), {"since": number})
    assert answer.status_code == 200
    assert answer.headers["X-Rembuk-Reload"] == "1"
    assert answer.content == b""


def test_changes_are_refused_to_whom_the_page_is_refused(board, plan, oka, nana):
    for stranger in (oka, nana):
        assert stranger.get(f"{BOARD.format(plan.slug)}?since=1").status_code == 404
        assert stranger.get(f"{SIX.format(plan.slug)}?since=1").status_code == 404
