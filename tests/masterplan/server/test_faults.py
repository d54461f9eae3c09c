"""The fault proxy itself: each kind does what its name says, and the server has or has not heard of it."""

import http.client
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.benches.faults import FAULTS, FaultProxy
from tests.processes import until

pytestmark = pytest.mark.server

ANSWER = b"<p>" + b"tersimpan " * 30 + b"</p>"


class Upstream(BaseHTTPRequestHandler):
    """Answers as our server would: a marker, a body, a stream. `heard` holds every body that arrived."""

    protocol_version = "HTTP/1.1"
    heard: list[bytes]
    ring: threading.Event

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(body)
        self.send_response(200)
        self.send_header("X-Rembuk", str(len(self.heard)))
        self.send_header("X-Rembuk-Op", "op-ini")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Content-Type", "text/event-stream" if "/ring/" in self.path else "text/html")
        self.end_headers()
        for piece in (b"data: 1\n\n", b"data: 2\n\n"):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
            if "/ring/" in self.path:
                self.ring.wait(20)
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *parts):
        """Silent."""


@pytest.fixture
def upstream():
    """The handler class of a running server of its own."""
    handler = type("Upstream", (Upstream,), {"heard": [], "ring": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    handler.port = server.server_address[1]
    yield handler
    handler.ring.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def proxy(upstream):
    with FaultProxy("127.0.0.1", upstream.port) as running:
        running.silence = 0.2
        yield running


@pytest.fixture
def line(proxy):
    """One keep-alive connection to the proxy."""
    connection = http.client.HTTPConnection(proxy.url.removeprefix("http://"), timeout=60)
    yield connection
    connection.close()


def post(line, body=b"isi"):
    """(status, headers, body); an exception when the line broke."""
    try:
        line.request("POST", "/r/ponorogo/", body)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    except BaseException:
        line.close()
        raise


#: (status or exception, does the server hear it, a word of the answer)
EXPECTED = {
    "bad_gateway": (502, False, b"Bad Gateway"),
    "unavailable": (503, False, b"Unavailable"),
    "late_gateway": (504, True, b"Time-out"),
    "portal": (200, False, b"Hotel Wi-Fi"),
    "portal_redirect": (302, False, b""),
    "reset_before": (ConnectionResetError, False, b""),
    "reset_after": (ConnectionResetError, True, b""),
    "cut": (http.client.IncompleteRead, True, b""),
    "empty": (200, False, b""),
    "unmarked": (200, True, b"tersimpan"),
    "other_marker": (200, True, b"tersimpan"),
    "too_large": (413, False, b"Too Large"),
    "altered": (200, True, b"Promo"),
    "silence": (ConnectionResetError, False, b""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_kind_does_what_its_name_says_and_then_the_network_heals(fault, proxy, line, upstream):
    expected, hears, word = EXPECTED[fault]
    proxy.fault = fault
    if isinstance(expected, int):
        status, headers, body = post(line)
        assert status == expected
        assert word in body
        assert (headers["X-Rembuk-Op"] == "op-ini") == (fault == "altered")
    else:
        with pytest.raises(expected):
            post(line)
    assert len(upstream.heard) == hears
    proxy.fault = None
    status, headers, body = post(line)
    assert (status, headers["X-Rembuk-Op"], body) == (200, "op-ini", ANSWER)
    assert proxy.seen == [("POST", "/r/ponorogo/", fault), ("POST", "/r/ponorogo/", None)]


def test_the_portal_answers_on_another_origin(proxy, line):
    proxy.fault = "portal_redirect"
    _, headers, _ = post(line)
    assert headers["Location"] == proxy.url.replace("127.0.0.1", "localhost") + "/portal"
    line.request("GET", "/portal")
    assert b"Hotel Wi-Fi" in line.getresponse().read()


def test_unavailable_says_when_to_come_again(proxy, line):
    proxy.fault = "unavailable"
    assert post(line)[1]["Retry-After"] == "1"


def test_half_an_answer_is_its_head_and_a_hundred_bytes(proxy, line):
    proxy.fault = "cut"
    with pytest.raises(http.client.IncompleteRead) as cut:
        post(line)
    assert cut.value.partial == ANSWER[:100]


def test_only_the_chosen_methods_suffer(proxy, line):
    proxy.fault = "bad_gateway"
    line.request("GET", "/")
    assert line.getresponse().read() == b"data: 1\n\ndata: 2\n\n"
    proxy.only = ("GET",)
    assert post(line)[0] == 200
    line.request("GET", "/")
    assert line.getresponse().read().startswith(b"<html>")


def test_the_head_of_a_request_may_choose(proxy, line):
    proxy.fault = lambda head: "empty" if b"Content-Length: 3" in head else None
    assert post(line, b"abc")[2] == b""
    assert post(line, b"abcd")[2] == ANSWER


def test_a_large_form_passes_whole(proxy, line, upstream):
    body = bytes(range(256)) * 8192
    assert post(line, body)[0] == 200
    assert upstream.heard == [body]


def test_a_stream_passes_piece_by_piece_until_it_is_cut(proxy, line, upstream):
    line.request("GET", "/ring/ponorogo/")
    answer = line.getresponse()
    assert answer.readline() == b"data: 1\n"
    assert not upstream.ring.is_set()
    proxy.cut_streams = True
    with pytest.raises(ConnectionResetError):
        answer.read()
    line.close()
    line.request("GET", "/ring/ponorogo/")
    with pytest.raises(ConnectionResetError):
        line.getresponse()
    proxy.cut_streams = False
    line.close()
    upstream.ring.set()
    line.request("GET", "/ring/ponorogo/")
    assert line.getresponse().read() == b"data: 1\n\ndata: 2\n\n"
    until(lambda: proxy.open_streams == 0)


def test_a_server_that_is_away_is_a_bad_gateway(proxy, line):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        proxy.upstreams = [nobody.getsockname()]
        assert post(line)[0] == 502


def test_sent_twice_is_heard_twice_and_answered_once(proxy, line, upstream):
    proxy.fault = "twice"
    assert post(line)[0] == 200
    assert upstream.heard == [b"isi", b"isi"]
    [(first, second)] = proxy.twins
    assert {first.value(b"x-rembuk"), second.value(b"x-rembuk")} == {b"1", b"2"}


def test_what_is_held_is_overtaken(proxy, line, upstream):
    proxy.fault = lambda head: "held" if b"Content-Length: 4" in head else None
    proxy.longest_hold = 20
    slow = http.client.HTTPConnection(proxy.url.removeprefix("http://"), timeout=60)
    slow.request("POST", "/r/ponorogo/", b"lama")
    until(lambda: proxy.holds("/r/ponorogo/"))
    post(line, b"cepat")
    assert slow.getresponse().status == 200
    assert upstream.heard == [b"cepat", b"lama"]
    slow.close()


def test_what_is_kept_comes_again(proxy, line, upstream):
    proxy.fault = "kept"
    post(line, json.dumps({"op": 1}).encode())
    [(first, again)] = proxy.repeat()
    assert (first.status, again.status, upstream.heard) == (200, 200, [b'{"op": 1}'] * 2)
    assert proxy.repeat() == []
