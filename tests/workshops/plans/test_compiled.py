"""Questions whose SQL is written once must answer as if it were written anew, for every plan and every thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from pillars.cards.actions.save import add_entry
from pillars.models import Problem
from workshops.answers import new_op
from workshops.membership.actors import actor_of_participant
from workshops.membership.models import Participant
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan


def test_a_compiled_question_answers_as_its_queryset_does(plan, ani):
    for statement in ("Jaringan belum sampai desa", "Data belum terpadu"):
        add_entry(ani.actor, "masalah", "GOV", {"statement": statement}, op=new_op())

    def asked(plan, number):
        return Problem.objects.filter(plan=plan, number=number).select_related("pillar").defer("extra")

    compiled = Compiled(asked, plan=int, number=int)
    assert len(compiled(plan=plan.pk, number=1)) == 1
    for number in (1, 2, 999, 1):
        told = compiled(plan=plan.pk, number=number)
        assert told == list(asked(plan.pk, number))
        assert [row.pillar.code for row in told] == [row.pillar.code for row in asked(plan.pk, number)]
        assert all(row.get_deferred_fields() == {"extra"} for row in told)


def test_json_and_times_come_as_django_gives_them(plan):
    compiled = Compiled(lambda slug: Plan.objects.filter(slug=slug), slug=str)
    told, there = compiled.first(slug=plan.slug), Plan.objects.get(slug=plan.slug)
    assert (told.counters, told.created_at, told.years) == (there.counters, there.created_at, there.years)
    assert compiled.first(slug="tidak-ada") is None


def test_a_value_that_is_no_parameter_is_refused_at_the_first_run(plan):
    compiled = Compiled(lambda plan, most: Participant.objects.filter(plan=plan)[: most - most + 1], plan=int, most=int)
    with pytest.raises(ValueError, match="no parameter"):
        compiled(plan=plan.pk, most=1)


def test_a_question_that_prefetches_is_refused_since_its_rows_would_come_without(plan):
    compiled = Compiled(lambda slug: Plan.objects.filter(slug=slug).prefetch_related("groups"), slug=str)
    with pytest.raises(ValueError, match="prefetch"):
        compiled(slug=plan.slug)


def test_a_seat_that_was_taken_away_is_no_seat_at_the_next_question(plan, ani):
    seat = ani.actor
    assert actor_of_participant(plan, ani.number, seat.generation) == seat
    plan.participants.filter(number=ani.number).update(generation=seat.generation + 1)
    assert actor_of_participant(plan, ani.number, seat.generation) is None


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection(plan, ani):
    compiled = Compiled(lambda plan: Participant.objects.filter(plan=plan).values_list("name", flat=True), plan=int)
    compiled(plan=plan.pk)

    def ask(_):
        try:
            return compiled(plan=plan.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        assert {tuple(names) for names in threads.map(ask, range(9))} == {tuple(compiled(plan=plan.pk))}
