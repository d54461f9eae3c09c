"""The database and the file give one book: nothing is lost on the way through the models."""

import json
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from tests.books.from_example import book_data_of
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan

pytestmark = pytest.mark.django_db


def loaded(plan: dict, tmp_path, slug: str = "uji"):
    from workshops.plans.models import Plan

    place = tmp_path / f"{slug}.json"
    place.write_text(json.dumps(plan))
    call_command("load_plan", str(place), slug=slug, verbosity=0)
    return Plan.objects.get(slug=slug)


@pytest.mark.parametrize(
    "plan", [example_plan(), small_plan(), plan_of_gaps(), empty_plan()], ids=["contoh", "kecil", "celah", "kosong"]
)
def test_the_book_of_a_loaded_plan_is_the_book_of_its_file(plan, tmp_path):
    book_data = read_book_data(loaded(plan, tmp_path))
    expected = build_book(book_data_of(plan))
    moment = book_data_of(plan)
    # the order of a JSON object's keys is not kept by the database
    assert sorted(book_data.notes) == sorted(moment.notes)
    same_moment = replace(book_data, slug=moment.slug, number=moment.number, read_at=moment.read_at, notes=moment.notes)
    assert tree.plain_text(build_book(same_moment)).splitlines() == tree.plain_text(expected).splitlines()


def test_reading_takes_as_many_queries_for_a_large_plan_as_for_a_small_one(tmp_path):
    counts = []
    for slug, plan in (("kecil", small_plan()), ("besar", example_plan())):
        row = loaded(plan, tmp_path, slug)
        with CaptureQueriesContext(connection) as queries:
            read_book_data(row)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 45


#: The database gathers rows by hashing them: whatever was not given an order comes in any.
BY_HASHING = "SET LOCAL enable_sort = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off"


def test_the_order_of_a_book_is_not_left_to_how_the_database_counts(tmp_path):
    row = loaded(example_plan(), tmp_path)
    usual = read_book_data(row)
    with connection.cursor() as cursor:
        cursor.execute(BY_HASHING)
    assert replace(read_book_data(row), read_at=usual.read_at) == usual


def test_deleted_cards_are_not_in_the_book(tmp_path):
    from pillars.models import Problem

    row = loaded(small_plan(), tmp_path)
    problem = Problem.objects.filter(plan=row).first()
    Problem.objects.filter(pk=problem.pk).update(deleted_in=1)
    assert problem.statement not in tree.plain_text(build_book(read_book_data(row)))


def test_the_profile_of_a_quick_win_whose_programme_is_deleted_is_not_in_the_book(tmp_path):
    from pillars.models import QuickWinProfile

    row = loaded(example_plan(), tmp_path)
    profile = QuickWinProfile.objects.filter(plan=row).exclude(nama_inovasi="").first()
    assert profile.nama_inovasi in {win.name for win in read_book_data(row).quick_wins}
    profile.programme.deleted_in = 1
    profile.programme.save(update_fields=["deleted_in"])
    assert profile.nama_inovasi not in {win.name for win in read_book_data(row).quick_wins}


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_read_in_a_snapshot_that_cannot_write(tmp_path):
    row = loaded(small_plan(), tmp_path)
    with CaptureQueriesContext(connection) as queries:
        read_book_data(row)
    assert any("REPEATABLE READ, READ ONLY" in q["sql"] for q in queries)
