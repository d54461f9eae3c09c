"""The law of live pages: a stale page with its changes applied is the fresh page.

`REMBUK_LAW=250` runs so many random sequences instead of a few, with new ones each time (`REMBUK_LAW_SEED` repeats).
"""

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.queries import find_entry
from tests.amounts import either
from tests.cast import new_op
from tests.journeys.law import KINDS, Open, Room, applied, page_of, parts_in, seen, taken_back
from tests.long_board import lengthen
from workshops.live.models import Event
from workshops.people.actions.membership import correct_self

BOARD = "/r/{}/tata-kelola/"
SIX = "/r/{}/kelompok/"
MANY = int(os.environ.get("REMBUK_LAW", "0"))
SEED = os.environ.get("REMBUK_LAW_SEED")

CARDS = [
    *("add", "add", "add", "add_loose", "add_elsewhere", "edit", "edit_elsewhere", "type_more", "type_more", "clash"),
    *("late", "go_back", "align", "fill", "move", "put_first", "loosen", "reorder", "delete", "restore"),
    *("paste", "unpaste", "excel", "unexcel"),
    *("merge", "merge_across", "split", "offer", "share", "decline", "withdraw"),
    *("note", "mend"),
]
PEOPLE = ["come", "rename_self", "rename", "lead_over", "appoint", "remove", "new_words", "sign_others_out", "guess"]
BESIDE = ["new_code", "new_screen", "export", "cancel", "open_page", "wait"]
ACTS = [*CARDS, *PEOPLE, *BESIDE]
#: Cards are what a room does most of the time.
act = st.tuples(
    st.one_of(st.sampled_from(CARDS), st.sampled_from(CARDS), st.sampled_from(PEOPLE + BESIDE)),
    st.sampled_from(KINDS),
    st.integers(0, 9),
    st.integers(0, 9),
)
GROWN = [("add", kind, place, place + 1) for place in range(3) for kind in KINDS]
PLACES = range(15)
rounds = st.lists(st.tuples(st.lists(act, min_size=1, max_size=5), st.sets(st.integers(0, 3))), min_size=1, max_size=4)

long_or_short = settings(
    max_examples=MANY or either(4, 60),
    deadline=None,
    derandomize=not MANY,
    suppress_health_check=list(HealthCheck),
)


def seeded(test):
    return seed(int(SEED))(test) if SEED else test


@pytest.mark.django_db
@seeded
@long_or_short
@given(
    before=st.lists(act, max_size=8),
    places=st.sets(st.sampled_from(PLACES), min_size=2, max_size=4),
    meanwhile=rounds,
)
def test_a_stale_page_with_its_changes_is_the_fresh_page(before, places, meanwhile):
    """Up to four pages of one room, stale by different amounts: in each round only some of them ask."""
    room = Room()
    for step in GROWN + before:
        room.do(*step)
    pages = [Open(*room.pages()[place]) for place in sorted(places)]
    for steps, asking in meanwhile:
        for step in steps:
            room.do(*step)
        for place in asking & set(range(len(pages))):
            pages[place].pull()
    for page in pages:
        page.pull()


@pytest.mark.django_db
def test_a_problem_that_comes_out_of_the_bin_with_its_target_is_there_again():
    """Found by a long run of the law."""
    room = Room()
    for step in [("add", "masalah", 0, 0), ("add", "sasaran", 0, 0), ("delete", "masalah", 0, 0)]:
        room.do(*step)
    pages = [Open(*place) for place in room.pages()[:4]]
    room.do("restore", "sasaran", 0, 0)
    for page in pages:
        page.pull()
        assert page.page.find(id="masalah-1")


#: Cards that stand in any part of a long board.
far_acts = st.tuples(st.sampled_from(CARDS), st.sampled_from(KINDS), st.integers(0, 99), st.integers(0, 99))
far_rounds = st.lists(
    st.tuples(st.lists(far_acts, min_size=1, max_size=4), st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4))),
    min_size=1,
    max_size=4,
)


@pytest.mark.in_turn
@pytest.mark.django_db
@seeded
@settings(long_or_short, max_examples=MANY or either(2, 60))
@given(loose=st.integers(0, 3), meanwhile=far_rounds)
def test_a_long_board_keeps_the_law_whichever_parts_of_it_are_shown(loose, meanwhile):
    """From its beginning, from a card in the middle, to its end, and grown part by part while others write."""
    room = long_room(loose)
    address = BOARD.format(room.plan.slug)
    pages = [
        Open(reader, address + query)
        for reader, query in (
            (room.ani, ""),
            (room.cici, ""),
            (room.fitri, "?kartu=program-60"),
            (room.eko, "?semua=1"),
            (room.budi, "?dari=5&sampai=6"),
        )
    ]
    assert all(page.page.find(id="utas-lanjutan") for page in pages)
    for steps, scrolling, asking in meanwhile:
        for step in steps:
            room.do(*step)
        for place in sorted(scrolling):
            pages[place].scroll()
        for place in sorted(asking):
            pages[place].pull()
    for page in pages:
        page.pull()


def long_room(loose=0):
    """A room whose board has ten threads of fifteen cards, and some targets without a problem."""
    room = Room()
    lengthen(room.plan, "GOV", 10, by=room.ani.key)
    for _ in range(loose):
        room.do("add_loose", "sasaran", 0, 0)
    room.wait("", 0, 0)
    return room


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
    ("add_elsewhere", "masalah", 0, 0),
    *[("add_elsewhere", kind, 0, 0) for kind in KINDS[1:]],
    ("merge", "masalah", 1, 0),
    ("share", "sasaran", 0, 0),
    ("offer", "sasaran", 1, 0),
    *[("edit", kind, which, 0) for which, kind in enumerate(KINDS)],
    *[("note", kind, 0, 0) for kind in KINDS],
]
#: Acts after which some page of the plan looks different; the others must not be noticed anywhere.
UNSEEN_ANYWHERE = {"late", "appoint", "guess", "export", "cancel", "wait"}


@pytest.fixture(scope="module")
def _wide(django_db_setup, django_db_blocker):
    """A room with all of `WIDE` in it, made once for all acts."""
    with django_db_blocker.unblock(), taken_back():
        room = Room()
        for step in WIDE:
            room.do(*step)
        yield room


@pytest.fixture
def wide(_wide, db):
    """The room; what a test does in it is taken back."""
    with taken_back():
        yield _wide.again()


@pytest.mark.in_turn
@pytest.mark.parametrize("name", sorted(set(ACTS)))
def test_each_act_alone_keeps_the_law_on_every_page_and_is_seen(name, wide):
    """With the controls at their defaults each act changes some page, and each page says so when it asks."""
    room, changed = wide, False
    pages = [Open(*room.pages()[place]) for place in (0, 1, 2, 9, 10)]
    before = [page.shown for page in pages]
    for first, kind in enumerate(KINDS):
        room.do(name, kind, first, first + 3)
        # some of the pages always (all of them with --slow); all of them after the last act
        for page in either(pages[first : first + 2], pages) if kind != KINDS[-1] else pages:
            page.pull()
        changed = changed or [page.shown for page in pages] != before
    assert changed is (name not in UNSEEN_ANYWHERE)


# ── the page of a card: its inputs are never touched; what others changed is said ──────────────


@pytest.mark.django_db
@seeded
@long_or_short
@given(meanwhile=rounds, kind=st.sampled_from(KINDS))
def test_an_open_form_says_what_others_changed_however_often_it_asked(meanwhile, kind):
    room = Room()
    for step in GROWN:
        room.do(*step)
    ref = room.pick(kind, 0)
    address = f"/r/{room.plan.slug}/tata-kelola/{ref}/"
    page = page_of(room.fitri.get(address).content)
    base = page.select_one("#isian [name=base]")["value"]
    for steps, _ in meanwhile:
        for step in steps:
            room.do(*step)
        answer = room.fitri.client.get(f"{address}?since={base}", follow=True)
        if answer.status_code == 404:
            return
        applied(page, answer.content)
    others = Event.objects.filter(plan=room.plan, number__gt=base, refs__contains=[ref]).exclude(actor=room.fitri.key)
    changed = {key for event in others for key in event.changes.get(ref, {})} - BESIDE_THE_FORM
    assert {note["data-changed"] for note in page.select("[data-changed]")} == changed
    assert not parts_with_inputs(answer.content)
    if not others.exists() and find_entry(room.plan, ref):
        assert page.find(id="perubahan").get_text(strip=True) == ""


#: What becomes of a card as a whole, and where it stands: no field of its form.
BESIDE_THE_FORM = {"deleted", "merged", "position", "pillar", "shared_with"}


#: What experts say of the card, with a box for the answer: what is typed in it goes on in the new one
#: (live_updates.js).
ANSWERED_IN_PLACE = "telaah"


def parts_with_inputs(answer):
    parts = [part for part in parts_in(answer) if part["id"] != ANSWERED_IN_PLACE]
    return [part["id"] for part in parts if part.select("input, textarea, select")]


@pytest.mark.django_db
@seeded
@long_or_short
@given(meanwhile=rounds, kind=st.sampled_from(KINDS))
def test_a_card_that_is_only_read_is_read_as_it_stands(meanwhile, kind):
    """Cici of another group and Eko the expert read the card; nobody types there, so the page follows."""
    room = Room()
    for step in GROWN:
        room.do(*step)
    address = f"/r/{room.plan.slug}/tata-kelola/{room.pick(kind, 0)}/"
    pages = [Open(reader, address) for reader in (room.cici, room.eko)]
    for steps, asking in meanwhile:
        for step in steps:
            room.do(*step)
        for place in asking & {0, 1}:
            pages[place].pull()
    for page in pages:
        page.pull()


# ── small changes stay small ───────────────────────────────────────────────────────────────────


@pytest.fixture
def board(plan, ani, budi, cici, oka):
    """Ani's page of the board, open, with one chain on it."""
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Pendek", "problem_refs": [problem.ref]}, op=new_op())
    other = add_entry(ani.actor, "masalah", "GOV", {"statement": "Data berbeda"}, op=new_op())
    return problem.ref, target.ref, other.ref


def parts(answer):
    return [tag["id"] for tag in parts_in(answer.content)]


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
    page = budi.get(BOARD.format(plan.slug))
    correct_self(ani.actor, name="Ani Lestari", institution="Kadin", op=new_op())
    answer = budi.get(f"{BOARD.format(plan.slug)}?since={page.headers['X-Rembuk-Head']}")
    now = applied(page_of(page.content), answer.content)
    assert "Ani Lestari" in now.find(id="rantai").get_text()
    assert seen(now) == seen(page_of(budi.get(BOARD.format(plan.slug)).content))


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
