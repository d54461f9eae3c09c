"""What the server does with requests that no page of ours sends."""

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from masterplan.asgi import LANES, Pages
from masterplan.server.requests import RequestRejected
from tests.processes import apart


@pytest.fixture
def ask(server):
    """`ask(method, path, body=…, **headers)`: status, headers and body of one request."""
    place = urlsplit(server.url)

    def send(method, path, body=None, **headers):
        line = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer

    return send


@pytest.fixture
def raw(server):
    """`raw(bytes)`: the first line of whatever the server answers to them."""
    place = urlsplit(server.url)

    def send(given):
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            line.sendall(given)
            return line.recv(200).split(b"\r\n")[0].decode()

    return send


def works(ask):
    return ask("GET", "/sehat/").body == b"ok\n"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_methods_without_a_use_are_405_with_the_ones_that_have(ask, method):
    answer = ask(method, "/sehat/", X_HTTP_Method_Override="DELETE")
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_htp_22_a_post_that_is_no_form_is_400(ask, kind):
    assert ask("POST", "/masuk/", b'{"username": "staf"}', Content_Type=kind).status == 400
    assert works(ask)


def test_head_tells_what_get_would_send_and_sends_nothing(ask):
    get, head = ask("GET", "/sehat/"), ask("HEAD", "/sehat/")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == "3"


FORM = "application/x-www-form-urlencoded"
CARD = "/r/tidak-ada/gov/masalah-1/"


@pytest.mark.parametrize(
    ("path", "size", "limit"),
    [
        (CARD, 2 * 1024 * 1024 + 1, "2 MB"),
        (CARD, 10 * 1024 * 1024, "2 MB"),
        ("/masuk/", 32 * 1024 + 1, "32 KB"),
        ("/g/abc/", 1_900_000, "32 KB"),
    ],
)
def test_a_body_over_the_limit_gets_the_page_that_says_so(ask, path, size, limit):
    answer = ask("POST", path, b"%" * size, Content_Type=FORM)
    assert answer.status == 413
    assert b'data-kind="too_large"' in answer.body and f"lebih besar dari {limit}" in answer.body.decode()
    assert works(ask)


@pytest.mark.parametrize(("path", "size"), [(CARD, 2 * 1024 * 1024), ("/masuk/", 32 * 1024)])
def test_a_body_at_the_limit_is_read(ask, path, size):
    answer = ask("POST", path, b"a=" + b"b" * (size - 2), Content_Type=FORM)
    assert answer.status == 403
    assert b'data-kind="expired_form"' in answer.body


@pytest.mark.parametrize("body", [b"%" * 1_900_000, b"a=50%", b"a=%4", b"%zz=1"])
def test_a_percent_sign_that_no_browser_sends_is_400(ask, body):
    answer = ask("POST", CARD, body, Content_Type=FORM, Cookie=f"rembuk_csrf={'a' * 32}")
    assert answer.status == 400
    assert works(ask)


@pytest.mark.parametrize(("method", "sent_as", "status"), [("POST", "text/plain", 400), ("PUT", "text/plain", 405)])
def test_who_sends_much_of_what_no_page_sends_still_gets_the_answer(ask, method, sent_as, status):
    for _ in range(5):
        assert ask(method, "/masuk/", b"b" * 1024 * 1024, Content_Type=sent_as).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/r/../../etc/passwd",
        "/r/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/..%2f..%2fsettings.py",
        "/static/../masterplan/settings.py",
        "/media/%00.pdf",
        "/a%00b",
        "/%zz",
        "/r/%ff%fe/",
        "/r/p%D0%BEnorogo/",
        "/r/ponorogo%0d%0aX:1/",
        "/r/PONOROGO/",
    ],
)
def test_odd_addresses_are_not_found(ask, path):
    answer = ask("GET", path)
    assert answer.status == 404
    assert b'data-kind="not_found"' in answer.body


@pytest.mark.parametrize(("length", "statuses"), [(5000, {404, 414}), (70_000, {414})])
def test_endless_addresses_are_refused(ask, length, statuses):
    assert ask("GET", "/r/" + "a" * length + "/").status in statuses
    assert works(ask)


@pytest.mark.parametrize("headers", [{"X_A": "a" * 65_536}, {f"X_{n}": "a" for n in range(300)}])
def test_endless_headers_are_refused(ask, headers):
    assert ask("GET", "/sehat/", **headers).status in (400, 431)
    assert works(ask)


@pytest.mark.parametrize(
    "given",
    [
        b"GET /%zz\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /sehat/?a=\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /masuk/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"GET /sehat/?a=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: canary.test\r\n\r\n",
        b"POST /masuk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"FOO\r\n\r\n",
    ],
)
def test_what_is_no_request_is_400_and_the_server_goes_on(raw, ask, given):
    assert " 400 " in raw(given)
    assert works(ask)


def test_pages_come_compressed_and_with_the_strict_policy(ask):
    answer = ask("GET", "/masuk/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_vendored_files_are_kept_for_ever_and_others_asked_again(ask):
    from masterplan.server.paths import ROOT

    vendored = next((ROOT / "static" / "vendor").glob("*-[0-9]*.js"))
    assert "immutable" in ask("GET", f"/static/vendor/{vendored.name}").headers["Cache-Control"]
    own = next((ROOT / "static" / "css").glob("*.css"))
    assert "immutable" not in ask("GET", f"/static/css/{own.name}").headers["Cache-Control"]


def test_slow_senders_do_not_hold_a_page_thread(server, ask):
    place = urlsplit(server.url)
    slow = [
        socket.create_connection((place.hostname, place.port))
        for _ in range(3 * sum(threads for threads, _ in LANES.values()))
    ]
    for line in slow:
        line.sendall(b"POST /masuk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")
    assert works(ask)
    for line in slow:
        line.close()


def test_many_at_once_are_all_answered(ask):
    with ThreadPoolExecutor(32) as crowd:
        answers = list(crowd.map(lambda _: ask("GET", "/sehat/").status, range(200)))
    assert set(answers) == {200}


def test_past_the_queue_it_says_busy_instead_of_letting_people_wait():
    import asyncio
    import threading

    pages, door = Pages(), threading.Event()

    async def crowd():
        inside = [asyncio.create_task(pages.run(door.wait)) for _ in range(sum(LANES["page"]))]
        await asyncio.sleep(0)
        with pytest.raises(RequestRejected) as refused:
            await pages.run(door.wait)
        door.set()
        await asyncio.gather(*inside)
        return refused.value.status

    assert apart(crowd()) == 503
    pages.close()


def test_the_page_says_busy_while_the_database_is_away_and_works_again_after(start):
    from django.db import connection

    server = start(DATABASE_URL=f"postgresql://rembuk@/tidak_ada?host={connection.settings_dict['HOST']}")
    place = urlsplit(server.url)
    line = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    line.request("GET", "/r/ponorogo/")
    answer = line.getresponse()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert b'data-kind="slow_down"' in answer.read()


def cookie_of(server, **headers):
    place = urlsplit(server.url)
    line = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    line.request("GET", "/masuk/", headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.headers["Set-Cookie"], answer.headers["Strict-Transport-Security"]


def test_behind_https_cookies_travel_encrypted_only(start):
    server = start(REMBUK_URL="https://rembuk.contoh.go.id")
    cookie, strict = cookie_of(server, **{"X-Forwarded-Proto": "https"})
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert strict.startswith("max-age=")


def test_in_the_hotel_cookies_work_over_plain_http(server):
    cookie, strict = cookie_of(server, **{"X-Forwarded-Proto": "https"})
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    assert strict is None


@pytest.mark.parametrize(("size", "status"), [(9 * 1024 * 1024, 404), (11 * 1024 * 1024, 413)])
def test_only_where_files_are_taken_may_a_form_be_larger_and_only_so_much(ask, size, status):
    sent_as = "multipart/form-data; boundary=x"
    head = b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'
    body = head + b"a" * size + b"\r\n--x--\r\n"
    assert ask("POST", "/r/tidak-ada/gov/masalah-1/berkas/", body, Content_Type=sent_as).status in (status, 403)
    assert ask("POST", "/r/tidak-ada/gov/masalah-1/", body, Content_Type=sent_as).status == 413
    assert works(ask)
