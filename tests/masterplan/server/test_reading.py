"""The tests' own guard: a GET that writes is noticed, and what follows it may write again."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import RequestFactory

from tests.read_only import ReadOnlyGets
from workshops.plans.models import Region


def writing(request):
    Region.objects.create(name="Ditulis oleh GET", province="")
    return HttpResponse("sudah")


def swallowing(request):
    with pytest.raises(DatabaseError):
        writing(request)
    return HttpResponse("pura-pura")


def reading(request):
    return HttpResponse(str(Region.objects.count()))


@pytest.fixture(params=["inside a transaction", "outside of one"])
def way(request):
    """Both ways in which a test may hold the database."""
    request.getfixturevalue("db" if request.param == "inside a transaction" else "transactional_db")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_reading_request_that_writes_fails(way, method):
    with pytest.raises(DatabaseError, match="read-only"):
        ReadOnlyGets(writing)(getattr(RequestFactory(), method)("/"))
    assert Region.objects.count() == 0


def test_it_is_noticed_even_when_the_view_hides_it(way):
    with pytest.raises(AssertionError, match="tried to write: INSERT"):
        ReadOnlyGets(swallowing)(RequestFactory().get("/"))


def test_reading_is_free_and_writing_works_after_it(way, django_assert_num_queries):
    Region.objects.create(name="Sebelum", province="")
    with django_assert_num_queries(1):
        answer = ReadOnlyGets(reading)(RequestFactory().get("/"))
    assert answer.content == b"1"
    assert ReadOnlyGets(writing)(RequestFactory().post("/")).content == b"sudah"
    assert Region.objects.count() == 2
