"""Switched off, the public page is read from no process any more, whoever has it kept."""

from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from masterplan.editions.actions import switch_off
from tests.cast import new_op
from tests.masterplan.editions.made import edition_things

PAGES = ("/p/ponorogo/", "/p/ponorogo/data.zip", "/p/ponorogo/buku.pdf")


def status(server, path, tag=""):
    """(status, entity tag) of a page that somebody without a session asks for."""
    try:
        with urlopen(Request(server.url + path, headers={"If-None-Match": tag} if tag else {})) as answer:
            return answer.status, answer.headers.get("ETag", "")
    except HTTPError as error:
        return error.code, error.headers.get("ETag", "")


def test_the_next_request_of_every_process_finds_nothing(transactional_db, server, start, plan, satya):
    edition_things(plan, satya)
    servers = (server, start())
    tags = {}
    for one in servers:
        for path in PAGES:
            found, tags[one.url, path] = status(one, path)
            assert found == HTTPStatus.OK
        assert status(one, PAGES[0], tags[one.url, PAGES[0]])[0] == HTTPStatus.NOT_MODIFIED
    switch_off(satya.actor, op=new_op())
    answers = [status(one, path, tags[one.url, path])[0] for one in servers for path in PAGES]
    assert answers == [HTTPStatus.NOT_FOUND] * len(answers)
