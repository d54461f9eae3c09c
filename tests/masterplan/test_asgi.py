"""What takes long is read fast, or beside the pages: whoever sends it takes nobody's place."""

import asyncio
import gc
import threading
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from masterplan import asgi
from masterplan.server import requests
from masterplan.server.form_body import PageRequest, form_fields
from tests.processes import apart

FORM, FILE = b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x"
CARD = "/r/ponorogo/tata-kelola/masalah-1/"


def scope(path, method="POST", sent_as=FORM):
    return {"type": "http", "method": method, "path": path, "headers": [(b"content-type", sent_as)]}


HOSTILE = [
    (scope("/r/ponorogo/buku/2/bab/B2-3.1/pratinjau/"), 2_000),
    (scope(CARD), 1_900_000),
    (scope("/r/ponorogo/orang/daftar/", sent_as=FILE), 1_900_000),
    (scope(f"{CARD}berkas/", sent_as=FILE), 9_000_000),
    (scope("/r/ponorogo/penutupan/1/tanda-tangan/"), 300),
    (scope("/r/ponorogo/kerangka/impor/rpjmd/"), 60_000),
    (scope("/r/baru/periksa/"), 300),
]


@pytest.mark.parametrize(
    ("sent", "size"), HOSTILE, ids=["preview", "long", "list", "file", "signature", "table", "wizard"]
)
def test_others_are_answered_while_all_that_takes_long_is_at_work(sent, size):
    """60 senders of it are inside, and none of them ends before the others have had their answers."""

    async def hall():
        pages, door = asgi.Pages(), threading.Event()
        inside = [asyncio.create_task(pages.run(door.wait, lane=asgi.lane_of(sent, size))) for _ in range(60)]
        await asyncio.sleep(0)
        others = [(scope(CARD), 3_000), (scope("/r/ponorogo/tata-kelola/", "GET"), 0), (scope("/masuk/"), 200)]
        try:
            return [await pages.run(len, "abc", lane=asgi.lane_of(*other)) for other in others]
        finally:
            door.set()
            await asyncio.gather(*inside, return_exceptions=True)
            pages.close()

    assert apart(hall()) == [3, 3, 3]


@pytest.mark.parametrize("path", ["/r/ponorogo/tata-kelola/", "/r/ponorogo/tata-kelola/?since=3"])
def test_a_save_is_answered_while_every_thread_for_pages_or_questions_is_at_work(path):
    async def hall():
        pages, door = asgi.Pages(), threading.Event()
        asked = scope(path.partition("?")[0], "GET") | {"query_string": path.partition("?")[2].encode()}
        inside = [asyncio.create_task(pages.run(door.wait, lane=asgi.lane_of(asked, 0))) for _ in range(60)]
        await asyncio.sleep(0)
        try:
            return await pages.run(len, "abc", lane=asgi.lane_of(scope(CARD), 3_000))
        finally:
            door.set()
            await asyncio.gather(*inside)
            pages.close()

    assert apart(hall()) == 3


@pytest.mark.parametrize("path", ["/masuk/", "/", "/g/abc/", "/t/abc/", "/tunggu/", "/akun/", "/e/12345678/"])
def test_where_nobody_has_to_be_known_a_long_form_is_refused_unread(path):
    """The reading stops remembering at the limit, and the answer is given without a page thread."""
    sent = scope(path) | {"query_string": b""}
    answers = []

    async def receive():
        return {"type": "http.request", "body": b"%" * 40_000}

    async def send(message):
        answers.append(message)

    async def visit():
        pages = asgi.Pages()
        pages.close()  # no thread makes anything
        await pages(sent, receive, send)

    apart(visit())
    assert answers[0]["status"] == 413 and "lebih besar dari 32 KB" in answers[1]["body"].decode()


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"username=satya&password=salah", b"username=" + b"%41" * 10_000, b"%" * 1_900_000])
def test_what_was_sent_is_gone_from_memory_once_it_was_answered(body):
    """Nobody has to wait for the collector, which comes after thousands of pages."""
    cookie = (b"cookie", b"rembuk_csrf=" + b"a" * 32)
    sent = scope("/masuk/") | {"query_string": b""}
    sent["headers"] += [cookie, (b"host", b"localhost"), (b"content-length", str(len(body)).encode())]
    pages = asgi.Pages()
    gc.collect()
    gc.disable()
    try:
        pages.answer(sent, b"csrfmiddlewaretoken=" + b"a" * 32 + b"&" + body)
        left = [one for one in gc.get_objects() if isinstance(one, PageRequest) and vars(one)]
    finally:
        gc.enable()
        pages.close()
    assert left == []


def test_a_form_of_a_plan_may_be_as_long_as_its_texts():
    assert requests.longest_body(scope(CARD)) > 12 * 100_000  # letters of which a browser makes twelve bytes each


@given(st.lists(st.tuples(st.text(), st.text())))
@example([("a=b&c", "1 + 1 = 2 %41 100%"), ("", ""), ("x", "ꦥ😀\r\n=\n=")])
def test_a_form_is_read_as_it_was_typed(pairs):
    pairs = [(name, value) for name, value in pairs if not any("\ud800" <= c <= "\udfff" for c in name + value)]
    sent = urlencode(pairs).encode()
    assert form_fields(sent) == pairs
    assert [(name, value) for name, values in QueryDict(sent).lists() for value in values] == sorted(
        pairs, key=lambda pair: [name for name, _ in pairs].index(pair[0])
    )


@pytest.mark.parametrize("sent", [b"a=\xff\xfe%ff", b"a=%ed%a0%80", b"&&a&b=&=c&", b"a=\xe2\x82\xac", b"a==3D&=%3D=\n"])
def test_odd_forms_are_read_too(sent):
    found = QueryDict(mutable=True)
    for name, value in form_fields(sent):
        found.appendlist(name, value)
    usual = QueryDict(sent)
    readable = "\xff" not in sent.decode("latin1")  # the usual reading takes what is no UTF-8 for Latin 1
    assert not readable or found == usual
    assert set(found) == set(usual)


def test_a_form_of_too_many_fields_or_with_a_broken_sign_is_read_no_further():
    with pytest.raises(TooManyFieldsSent):
        form_fields(b"&" * 1_900_000)
    with pytest.raises(BadRequest):
        form_fields(b"%" * 1_900_000)
