"""Nobody sees what is not theirs: another region's plan holds a secret word in every text, and it shows nowhere."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from masterplan.exchange.actions import load_plan
from pillars.cards.actions.save import add_entry
from tests.amounts import TURN, either
from tests.cast import new_op, seat_account, seat_participant
from tests.journeys.law import taken_back
from tests.journeys.test_access import ROUTES
from tests.journeys.things import things
from tests.masterplan.exchange.files import example
from workshops.plans.models import Plan

SECRET = "kenarirahasia"
# Texts of the file that name a row or a choice.
CHOSEN = {"lead_opd", "funding", "bentuk", "sdg_refs", "sumber", "group", "strategi_keberlangsungan"}


def with_canaries(value, key=""):
    """The plan with the secret word in each text that is not a code, a reference or a choice."""
    if isinstance(value, dict):
        return {name: with_canaries(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [with_canaries(item, key) for item in value]
    if isinstance(value, str) and " " in value and key not in CHOSEN:
        return f"{value} {SECRET}"
    return value


@pytest.fixture(scope="module")
def _plans(django_db_setup, django_db_blocker):
    """(our plan, our people, one of theirs), both plans from a file."""
    ours, theirs = example(), with_canaries(example())
    theirs["opd"] = [office | {"short": f"{office['short']} {SECRET}", "source": SECRET} for office in example()["opd"]]
    for pillar in ours["pillars"]:
        for kind in ("programmes", "strategies", "targets", "problems"):
            pillar[kind] = []
    ours["quick_win_profiles"] = []
    with django_db_blocker.unblock(), taken_back():
        load_plan(ours, "ponorogo")
        load_plan(theirs, "trenggalek")
        plan, other = Plan.objects.get(slug="ponorogo"), Plan.objects.get(slug="trenggalek")
        secretive = seat_participant(other, f"Oka {SECRET}", "GOV", institution=SECRET)
        ani, satya = seat_participant(plan, "Ani", "GOV"), seat_account(plan, "Satya", "staf")
        people = [ani, seat_account(plan, "Fitri", "fasilitator"), seat_account(plan, "Eko", "ahli"), satya]
        yield plan, people, secretive


@pytest.fixture(scope="module")
def _addresses(_plans, django_db_blocker):
    """The addresses of things of ours."""
    plan, people, _ = _plans
    ani, satya = people[0], people[-1]
    with django_db_blocker.unblock(), taken_back():
        problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
        values = {"statement": "Antrean pendek", "problem_refs": [problem]}
        target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
        yield things(plan, ani, satya, problem, target, "masalah-7")


@pytest.fixture
def our_people(_plans, db):
    """Our people, each with a browser of their own; what a test does is taken back."""
    with taken_back():
        yield [person.elsewhere() for person in _plans[1]]


@pytest.fixture
def secretive(_plans, our_people):
    """Somebody of theirs."""
    return _plans[2].elsewhere()


def told(answer):
    """All that an answer says; of a packed file what is in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            content = b"".join(map(packed.read, packed.namelist()))
    return f"{answer.headers}\n{content.decode('utf-8', 'replace')}"


def test_no_page_of_ours_holds_a_word_of_theirs(_addresses, our_people):
    """One of the people asks for each page, another each day; Satya for what is refused to that one."""
    satya = our_people[-1]
    for place, route in enumerate(ROUTES):
        asking = either([our_people[(place + TURN) % len(our_people)]], our_people)
        for address in _addresses(route):
            answers = [(person, person.get(address)) for person in asking]
            if all(answer.status_code in (403, 404, 405) for _, answer in answers) and satya not in asking:
                answers.append((satya, satya.get(address)))
            # a part of a page holds what the page holds: a quarter of them each day
            if either((place + TURN) % 4 == 0, True):
                answers += [(person, person.get(address, **{"HX-Request": "true"})) for person, _ in answers]
            for person, answer in answers:
                assert SECRET not in told(answer), f"{address} as {person.name}"


def test_their_cards_are_not_there_under_our_address(our_people):
    for person in our_people:
        for ref in ("masalah-7", "sasaran-5", "strategi-3", "program-9"):
            assert person.get(f"/r/ponorogo/tata-kelola/{ref}/").status_code == 404
            assert person.get(f"/r/ponorogo/tata-kelola/{ref}/riwayat/").status_code == 404
            assert person.post(f"/r/ponorogo/tata-kelola/{ref}/", {"statement": "x"}).status_code == 404


def test_what_we_may_not_see_and_what_was_never_there_are_the_same_bytes(our_people):
    for person in our_people:
        theirs = person.get("/r/trenggalek/tata-kelola/")
        nothing = person.get("/r/tidak-pernah-ada/tata-kelola/")
        assert theirs.status_code == nothing.status_code == 404
        assert theirs.content == nothing.content


def test_their_plan_really_holds_the_word_everywhere(secretive):
    for address in ("tata-kelola/", "tata-kelola/program-9/"):
        assert SECRET in told(secretive.get(f"/r/trenggalek/{address}"))


def test_no_search_of_ours_finds_what_is_theirs(our_people, secretive):
    theirs = secretive.get(f"/r/trenggalek/cari/?q={SECRET}").content.decode()
    kinds = set(re.findall('aria-labelledby="jenis-([a-z_]+)"', theirs))
    assert kinds >= {"masalah", "sasaran", "strategi", "program", "swot", "kesiapan", "rpjmd", "opd", "peserta"}
    for turn, person in enumerate(our_people):
        # all kinds together always, each kind alone by another of the people each day
        for kind in ("", *either(sorted(kinds)[(turn + TURN) % 4 :: 4], sorted(kinds))):
            answer = person.get(f"/r/ponorogo/cari/?q={SECRET}&jenis={kind}").content.decode()
            assert "Tidak ada yang cocok" in answer and "list__link" not in answer
