"""Every address of the resolver, asked as every role, with every method: the answer is the matrix's."""

import json
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from tests.amounts import TURN, either
from tests.cast import Person, make_plan, new_op, seat_account, seat_participant
from tests.journeys.law import taken_back
from workshops.permissions import ROLES, TABLE

MATRIX = json.loads((Path(__file__).parents[1] / "corpus" / "access_matrix.json").read_text(encoding="utf-8"))
CELLS = {row["id"]: row["cells"] for row in MATRIX["actions"]}
# what may change something comes last
METHODS = ("GET", "HEAD", "POST")
# what no address answers is refused in one place, before anybody's role counts: who may most, a member, nobody, of
# whom one asks at each address with one of these methods each day (all of them with all with --slow)
REFUSED = ("PUT", "DELETE", "PATCH", "OPTIONS")
ASK_REFUSED = ("staf", "anggota", "anonim")


def patterns(resolver=None, before=""):
    """(address pattern, URLPattern) of everything the resolver knows."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


# logging out comes last: what follows it would be asked by nobody
ROUTES = dict(sorted(patterns(), key=lambda item: item[0] == "keluar/"))


def test_every_address_asks_for_a_row_of_the_matrix():
    asked = {route: getattr(pattern.callback, "asks", None) for route, pattern in ROUTES.items()}
    assert [route for route, asks in asked.items() if not asks] == [], "decorate its view with @asks"
    assert {route: asks for route, asks in asked.items() if not set(asks.values()) <= set(TABLE)} == {}


@pytest.fixture(scope="module")
def _room(django_db_setup, django_db_blocker):
    """A plan with one chain, one card in the bin and one finished file, and a person for each column."""
    from tests.journeys.things import things

    with django_db_blocker.unblock(), taken_back():
        plan, other_plan = make_plan(), make_plan("trenggalek", "Kabupaten Trenggalek")
        ani = seat_participant(plan, "Ani", "GOV")
        satya = seat_account(plan, "Satya", "staf")
        people = {
            "anonim": Person("Nana", plan, number=0),
            "luar": seat_account(other_plan, "Oka", "staf"),
            "anggota": ani,
            "ketua": seat_participant(plan, "Dewi", "GOV", role="ketua"),
            "lain": seat_participant(plan, "Cici", "ECO", institution="Kadin"),
            "fasilitator": seat_account(plan, "Fitri", "fasilitator"),
            "ahli": seat_account(plan, "Eko", "ahli"),
            "staf": satya,
            "operator": seat_account(plan, "Wira", "operator"),
        }
        assert tuple(people) == ROLES

        def add(kind, **values):
            return add_entry(ani.actor, kind, "GOV", values, op=new_op()).ref

        problem = add("masalah", statement="Antrean panjang")
        target = add("sasaran", statement="Antrean pendek", problem_refs=[problem])
        binned = add("masalah", statement="Salah tulis")
        delete_entry(ani.actor, binned, op=new_op())
        yield people, things(plan, ani, satya, problem, target, binned)


@pytest.fixture
def room(_room, db):
    """The people, each with a browser of their own, and the addresses; what a test does is taken back."""
    people, addresses = _room
    with taken_back():
        yield {role: person.elsewhere() for role, person in people.items()}, addresses


def expected(route, role, method):
    asks = ROUTES[route].callback.asks
    row = asks.get("GET" if method == "HEAD" else method)
    inside = "<slug:slug>" in route and "<str:key>" not in route  # a key in the address is a right of its own
    if row == "projector.view" and inside:
        return {200} if CELLS["projector.steer"][role] == "allow" else {404}
    if row is None and "layar/" in route and inside and "tautan" not in route:
        return {405} if CELLS["projector.steer"][role] == "allow" else {404}
    if row is None:
        blind = inside and role in ("anonim", "luar", "operator")
        return {404} if blind else {405}
    if row == "plan.create" and role == "luar":
        # Oka is staff of another region: the wizard that she sees is the one of her own
        role = "staf"
    if row == "review.answer" and "/telaah/bab/" in route and role == "lain":
        # a chapter is no group's: everybody may answer what was said of it
        role = "anggota"
    if row == "plan.dump" and role == "operator" and inside:
        # theirs by command line on the machine; running it opens no page of a plan
        return {404}
    if row == "analysis.edit" and role == "lain":
        # the analyses are of no group: at their pages nobody is of another one
        role = "anggota"
    cell = CELLS[row][role]
    if cell == "404":
        return {404}
    if cell == "allow":
        return {200, 204, 301, 302, 303, 400, 409, 422, 429}
    return {403}


def is_asked(role, method, at, wanted):
    """Whether `role` asks the address at that place with `method`.

    What is refused is asked for each day; of what is shown, and of HEAD, which tells what GET shows, each role takes
    another third (all of it with --slow).
    """
    if method in REFUSED:
        turn = (at + REFUSED.index(method)) % len(ASK_REFUSED)
        today = either(role == ASK_REFUSED[turn] and (at + TURN) % len(REFUSED) == REFUSED.index(method), True)
        return role in ASK_REFUSED and today
    if wanted <= {403, 404, 405} and method != "HEAD":
        return True
    return either((at + ROLES.index(role)) % 3 == TURN % 3, True)


def is_as_nothing(route, method, wanted):
    """Whether what is not yours has to look exactly like nothing."""
    return method == "GET" and wanted == {404} and "<slug:slug>" in route and "<str:key>" not in route


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_promised(room, everything, role):
    people, addresses = room
    wrong, nothing = [], people[role].get("/r/tidak-pernah-ada/").content

    def ask(method, routes):
        for route, wanted in routes:
            for address in addresses(route):
                answer = people[role].client.generic(method, address, "", "application/x-www-form-urlencoded")
                if answer.status_code not in wanted:
                    wrong.append(f"{method} {address} as {role}: {answer.status_code}, promised {sorted(wanted)}")
                elif is_as_nothing(route, method, wanted) and answer.content != nothing:
                    wrong.append(f"{method} {address} as {role}: another page than for a plan that is not there")

    for method in (*REFUSED, *METHODS):
        promised = [(route, expected(route, role, method)) for route in ROUTES]
        promised = [pair for at, pair in enumerate(promised) if is_asked(role, method, at, pair[1])]
        before = everything() if method == "POST" else None
        ask(method, ((route, wanted) for route, wanted in promised if wanted <= {403, 404, 405}))
        if method == "POST":
            assert everything() == before, f"something that {role} may not do has changed something"
        ask(method, ((route, wanted) for route, wanted in promised if not wanted <= {403, 404, 405}))
    assert wrong == []


@pytest.mark.parametrize("rest", ["", "hapus/", "kembalikan/", "urutan/", "pindah/"])
def test_a_card_that_is_not_there_comes_before_who_opened_the_page(room, rest):
    ani = room[0]["anggota"]
    as_another = {"op": new_op(), "base": "1", "as": "p99"}
    assert ani.post(f"/r/ponorogo/tata-kelola/masalah-1/{rest}", as_another).status_code == 403
    assert ani.post(f"/r/ponorogo/tata-kelola/masalah-99/{rest}", as_another).status_code == 404
