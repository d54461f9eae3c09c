"""Nobody sees what is not theirs: another region's plan holds a secret word in every text, and it shows nowhere."""

import re

import pytest

from masterplan.exchange.actions import load_plan
from pillars.cards.actions.save import add_entry
from tests.amounts import TURN, either
from tests.cast import new_op, seat_account, seat_participant
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


@pytest.fixture
def two_plans(db):
    ours, theirs = example(), with_canaries(example())
    theirs["opd"] = [office | {"short": f"{office['short']} {SECRET}", "source": SECRET} for office in example()["opd"]]
    for pillar in ours["pillars"]:
        for kind in ("programmes", "strategies", "targets", "problems"):
            pillar[kind] = []
    ours["quick_win_profiles"] = []
    load_plan(ours, "ponorogo")
    load_plan(theirs, "trenggalek")
    return Plan.objects.get(slug="ponorogo"), Plan.objects.get(slug="trenggalek")


@pytest.fixture
def our_people(two_plans):
    plan, _ = two_plans
    found = [seat_participant(plan, "Ani", "GOV"), seat_account(plan, "Fitri", "fasilitator")]
    return [*found, seat_account(plan, "Eko", "ahli"), seat_account(plan, "Satya", "staf")]


@pytest.fixture
def ours(two_plans, our_people):
    plan, other = two_plans
    secretive = seat_participant(other, f"Oka {SECRET}", "GOV", institution=SECRET)
    people = our_people
    ani, satya = people[0], people[3]
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    values = {"statement": "Antrean pendek", "problem_refs": [problem]}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    return plan, people, things(plan, ani, satya, problem, target, "masalah-7"), secretive


def test_no_page_of_ours_holds_a_word_of_theirs(ours):
    _, people, addresses, _ = ours
    for turn, person in enumerate(people):
        for place, route in enumerate(ROUTES):
            # Satya asks for all pages, the others for a third of them each day (for all with --slow)
            if either(person.name != "Satya" and (place + turn) % 3 != TURN % 3, False):
                continue
            # a part of a page holds what the page holds: one of the people asks for it (all of them with --slow)
            parts = either(place % len(people) == turn, True)
            for address in addresses(route):
                for headers in ({}, {"HX-Request": "true"}) if parts else ({},):
                    answer = person.get(address, **headers)
                    assert SECRET not in answer.content.decode("utf-8", "replace"), f"{address} as {person.name}"
                    assert SECRET not in str(answer.headers)


def test_their_cards_are_not_there_under_our_address(our_people):
    for person in our_people:
        for ref in ("masalah-7", "sasaran-5", "strategi-3", "program-9"):
            assert person.get(f"/r/ponorogo/tata-kelola/{ref}/").status_code == 404
            assert person.get(f"/r/ponorogo/tata-kelola/{ref}/riwayat/").status_code == 404
            assert person.post(f"/r/ponorogo/tata-kelola/{ref}/", {"statement": "x"}).status_code == 404


def test_what_we_may_not_see_and_what_was_never_there_are_the_same_bytes(ours):
    _, people, _, _ = ours
    for person in people:
        theirs = person.get("/r/trenggalek/tata-kelola/")
        nothing = person.get("/r/tidak-pernah-ada/tata-kelola/")
        assert theirs.status_code == nothing.status_code == 404
        assert theirs.content == nothing.content


def test_their_plan_really_holds_the_word_everywhere(two_plans, ours):
    _, other = two_plans
    person = ours[3]
    assert SECRET in person.get(f"/r/{other.slug}/tata-kelola/").content.decode()
    assert SECRET in person.get(f"/r/{other.slug}/tata-kelola/program-9/").content.decode()


def test_no_search_of_ours_finds_what_is_theirs(two_plans, our_people):
    secretive = seat_participant(two_plans[1], f"Oka {SECRET}", "GOV", institution=SECRET)
    theirs = secretive.get(f"/r/trenggalek/cari/?q={SECRET}").content.decode()
    kinds = set(re.findall('aria-labelledby="jenis-([a-z_]+)"', theirs))
    assert kinds >= {"masalah", "sasaran", "strategi", "program", "swot", "kesiapan", "rpjmd", "opd", "peserta"}
    for person in our_people:
        for kind in ("", *sorted(kinds)):
            answer = person.get(f"/r/ponorogo/cari/?q={SECRET}&jenis={kind}").content.decode()
            assert "Tidak ada yang cocok" in answer and "list__link" not in answer
