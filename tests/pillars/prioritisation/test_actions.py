"""Choosing together: what is counted and what is not, what an order changes, and what happens meanwhile."""

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.models import Choosing, Problem, Score
from pillars.prioritisation.actions import (
    PrioritisationNotPossible,
    apply_order,
    close,
    give_dots,
    give_scores,
    open_choosing,
    reopen,
    score_again,
    show,
    take_back_order,
)
from pillars.prioritisation.queries import ScoresSecret, count_of, read_result, results_of
from tests.cast import new_op, seat_participant
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.models import Place

pytestmark = pytest.mark.django_db
TEXTS = ("Antrean panjang", "Data berbeda-beda", "Jaringan putus")


@pytest.fixture
def problems(ani):
    return [add_entry(ani.actor, "masalah", "GOV", {"statement": text}, op=new_op()).ref for text in TEXTS]


@pytest.fixture
def number(problems, dewi):
    return open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())[1]


def row(number):
    return Choosing.objects.select_related("pillar", "plan").get(number=number)


def give(person, number, ref, *given):
    return give_scores(person.actor, "GOV", number, ref, list(given) or None, op=new_op())


def press(act, person, number, **named):
    return act(person.actor, "GOV", number, op=new_op(), **named)


def order(plan):
    return list(
        Problem.objects.filter(plan=plan, deleted_in=None).order_by("position").values_list("statement", flat=True)
    )


def ranks(number):
    return [(line.ref, line.ranked.total) for line in read_result(row(number)).scored]


def test_scores_are_counted_when_they_are_shown_and_cannot_be_read_before(number, problems, ani, budi, dewi):
    give(ani, number, problems[0], 2, 2, 2)
    give(ani, number, problems[1], 5, 5, 5)
    give(budi, number, problems[1], 4, 4, 4)
    give(budi, number, problems[1], 5, 4, 4)
    count = count_of(row(number), "GOV")
    assert (count.members, count.people, count.of(problems[1])) == (3, 2, 2)
    assert row(number).results == {}
    with pytest.raises(ScoresSecret):
        results_of(row(number))
    press(show, dewi, number)
    assert ranks(number) == [(problems[1], 14), (problems[0], 6)]
    assert [line.title for line in read_result(row(number)).unscored] == ["Jaringan putus"]


def test_who_steers_does_not_score_and_who_scores_does_not_show(number, problems, ani, cici, fitri, satya, eko):
    for person in (cici, fitri, satya, eko):
        with pytest.raises(Refused) as refused:
            give(person, number, problems[0], 1, 1, 1)
        assert refused.value.verdict.sentence == "Hanya anggota kelompok yang memberi skor."
    with pytest.raises(Refused):
        press(show, ani, number)
    assert Score.objects.count() == 0 and row(number).is_open


def test_a_repeated_score_is_written_once_and_the_journal_does_not_hold_it(number, problems, ani):
    op = new_op()
    first = give_scores(ani.actor, "GOV", number, problems[0], [5, 1, 4], op=op)
    again = give_scores(ani.actor, "GOV", number, problems[0], [5, 1, 4], op=op)
    assert (first.number, Score.objects.count()) == (again.number, 1)
    event = Event.objects.get(op=op)
    assert (event.verb, event.refs, event.changes, event.lost) == ("choosing.scored", [f"pilihan-{number}"], {}, {})


def test_a_score_can_be_taken_back_until_it_is_shown_and_then_not_even_changed(number, problems, ani, budi, dewi):
    give(ani, number, problems[0], 5, 5, 5)
    give(ani, number, problems[0])
    with pytest.raises(PrioritisationNotPossible) as nobody:
        press(show, dewi, number)
    assert nobody.value.why == "empty"
    give(budi, number, problems[0], 3, 3, 3)
    press(show, dewi, number)
    with pytest.raises(PrioritisationNotPossible) as late:
        give(ani, number, problems[0], 5, 5, 5)
    assert late.value.why == "shown" and ranks(number) == [(problems[0], 9)]


def test_what_happens_to_the_list_meanwhile(number, problems, ani, budi, dewi):
    give(ani, number, problems[0], 5, 5, 5)
    give(ani, number, problems[1], 1, 1, 1)
    delete_entry(ani.actor, problems[0], op=new_op())
    with pytest.raises(PrioritisationNotPossible) as gone:
        give(budi, number, problems[0], 4, 4, 4)
    assert gone.value.why == "gone" and gone.value.refs == (problems[0],)
    new = add_entry(budi.actor, "masalah", "GOV", {"statement": "Baru ditulis"}, op=new_op()).ref
    give(budi, number, new, 2, 2, 2)
    press(show, dewi, number)
    assert ranks(number) == [(new, 6), (problems[1], 3)] and read_result(row(number)).gone == 1
    restore_entry(ani.actor, problems[0], op=new_op())
    assert ranks(number)[0] == (problems[0], 15)


def test_only_who_belongs_to_the_group_counts_and_a_person_counts_once(plan, number, problems, ani, budi, dewi):
    for person, score in ((ani, 5), (budi, 4), (dewi, 1)):
        give(person, number, problems[0], score, score, score)
    second = seat_participant(plan, "Dewi", "GOV")
    give(second, number, problems[0], 2, 2, 2)
    people = Participant.objects.filter(plan=plan)
    people.filter(number=second.number).update(merged_into=people.get(number=dewi.number))
    people.filter(number=ani.number).update(group=Group.objects.get(plan=plan, pillar_code="ECO"))
    # at a table of another formation for an hour: budi sits in this group again afterwards
    gov = Group.objects.get(plan=plan, pillar_code="GOV")
    table = Group.objects.create(plan=plan, pillar_code="MEJA-1", slug="meja-1", name="Meja 1", formation="komponen")
    people.filter(number=budi.number).update(group=table)
    Place.objects.create(plan=plan, participant=people.get(number=budi.number), formation="pilar", group=gov)
    assert count_of(row(number), "GOV").people == 2
    press(show, dewi, number)
    assert row(number).results == {
        "members": 2,
        "people": 2,
        "cards": {problems[0]: {"n": 2, "u": [0, 1, 0, 1, 0], "s": [0, 1, 0, 1, 0], "g": [0, 1, 0, 1, 0]}},
    }


def test_the_order_is_used_with_one_press_and_taken_back_with_another(plan, number, problems, ani, dewi):
    save_entry(ani.actor, problems[0], {"urgency": 1}, base=3, op=new_op())
    give(ani, number, problems[2], 5, 5, 4)
    give(ani, number, problems[0], 3, 2, 2)
    press(show, dewi, number)
    press(apply_order, dewi, number)
    assert order(plan) == ["Jaringan putus", "Antrean panjang", "Data berbeda-beda"]
    cards = {card.ref: card for card in Problem.objects.filter(plan=plan)}
    assert [(cards[ref].score, cards[ref].rank) for ref in problems] == [(7, 2), (None, None), (14, 1)]
    assert Problem.objects.filter(plan=plan, deleted_in=None).count() == 3
    # what somebody changes afterwards is theirs
    save_entry(ani.actor, problems[2], {"growth": 1}, base=Event.objects.latest("number").number, op=new_op())
    press(take_back_order, dewi, number)
    assert order(plan) == list(TEXTS)
    cards = {card.ref: card for card in Problem.objects.filter(plan=plan)}
    first, last = cards[problems[0]], cards[problems[2]]
    assert (first.urgency, first.seriousness, first.growth, first.rank) == (1, None, None, None)
    assert (last.urgency, last.seriousness, last.growth) == (None, None, 1)


def test_dots_are_secret_limited_and_free_again_when_their_card_goes(plan, problems, ani, budi, dewi):
    _, number = open_choosing(dewi.actor, "GOV", "masalah", "dots", dots=3, op=new_op())

    def dot(person, **given):
        given = {problems[int(key[1:])]: dots for key, dots in given.items()}
        return give_dots(person.actor, "GOV", number, given, op=new_op())

    dot(ani, p0=2, p1=1)
    with pytest.raises(ValueError, match="4"):
        dot(ani, p0=2, p1=2)
    delete_entry(budi.actor, problems[0], op=new_op())
    dot(ani, p2=2)
    restore_entry(budi.actor, problems[0], op=new_op())
    dot(budi, p0=1, p1=0, p2=2)
    with pytest.raises(ScoresSecret):
        results_of(row(number))
    press(show, dewi, number)
    assert ranks(number) == [(problems[2], 4), (problems[0], 1), (problems[1], 1)]
    press(apply_order, dewi, number)
    assert order(plan) == ["Jaringan putus", "Antrean panjang", "Data berbeda-beda"]
    assert Problem.objects.get(plan=plan, number=3).score is None


def test_one_choosing_at_a_time_that_can_be_closed_unseen_and_opened_again(number, problems, ani, dewi, fitri):
    with pytest.raises(PrioritisationNotPossible) as other:
        open_choosing(fitri.actor, "GOV", "program", "dots", dots=3, op=new_op())
    assert other.value.why == "open" and other.value.choosing.number == number
    give(ani, number, problems[0], 5, 5, 5)
    press(close, dewi, number)
    with pytest.raises(ScoresSecret):
        results_of(row(number))
    with pytest.raises(PrioritisationNotPossible):
        give(ani, number, problems[1], 1, 1, 1)
    with pytest.raises(NotFound):
        open_choosing(fitri.actor, "GOV", "program", "dots", dots=3, op=new_op())
    press(reopen, dewi, number)
    assert row(number).is_open and Score.objects.count() == 1


def test_a_second_round_over_one_card_keeps_the_others(number, problems, ani, budi, dewi):
    for ref, score in zip(problems, (4, 5, 3), strict=True):
        give(ani, number, ref, score, score, score)
    with pytest.raises(PrioritisationNotPossible):
        press(score_again, dewi, number)
    press(show, dewi, number)
    _, second = press(score_again, dewi, number, ref=problems[1])
    with pytest.raises(PrioritisationNotPossible):
        give(budi, second, problems[0], 1, 1, 1)
    give(budi, second, problems[1], 2, 2, 2)
    assert ranks(number)[0] == (problems[1], 15) and row(number).state == "shown"
    press(show, dewi, second)
    assert ranks(second) == [(problems[0], 12), (problems[2], 9), (problems[1], 6)]
    assert [line.ranked.round for line in read_result(row(second)).scored] == [0, 0, 2]
    assert row(number).state == "closed"
    press(reopen, dewi, number)
    assert (row(number).state, row(second).state) == ("shown", "closed")


def test_a_card_in_the_bin_does_not_come_back_with_scores_that_were_taken_back(number, problems, ani, dewi, plan):
    give(ani, number, problems[1], 5, 5, 5)
    press(show, dewi, number)
    press(apply_order, dewi, number)
    delete_entry(dewi.actor, problems[1], op=new_op())
    press(take_back_order, dewi, number)
    restore_entry(dewi.actor, problems[1], op=new_op())
    card = Problem.objects.get(plan=plan, number=2)
    assert (card.urgency, card.seriousness, card.growth, card.rank) == (None,) * 4
    assert order(plan) == list(TEXTS)
