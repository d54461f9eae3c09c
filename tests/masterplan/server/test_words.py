"""What stands in the log and on the terminal."""

import logging

import pytest

from masterplan.server.logs import OneLine, safe_path
from masterplan.server.startup_banner import Addresses, startup_banner


def line(logger, message, *arguments, error=None, **extra):
    record = logging.LogRecord(logger, logging.ERROR, "x.py", 1, message, arguments, None)
    record.__dict__.update(extra)
    if error:
        try:
            raise error
        except type(error) as raised:
            record.exc_info = (type(raised), raised, raised.__traceback__)
    return OneLine().format(record)


def test_a_problem_is_one_line_with_its_place_and_without_what_was_typed():
    text = line("rembuk.web", "no answer", error=ValueError("rahasia\nDETAIL: Key (name)=(Ani)"))
    assert "\n" not in text
    assert "ValueError at test_words.py" in text
    assert "rahasia" not in text
    assert "Ani" not in text


def test_what_django_says_about_a_request_is_reduced_to_method_and_address(rf):
    request = rf.get("/r/ponorogo/?cari=rahasia", {"cari": "rahasia"})
    text = line("django.request", "Internal Server Error: %s", request.path, request=request, status_code=500)
    assert "500 GET /r/ponorogo/" in text
    assert "rahasia" not in text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/g/WC7PMJZ9GFGVJN/", "/g/*/"),
        ("/g/WC7PMJZ9GFGVJN/lagi/", "/g/*/lagi/"),
        ("/r/ponorogo/tata-kelola/masalah-3/", "/r/ponorogo/tata-kelola/masalah-3/"),
        ("/<script>Ani/", "/?script?Ani/"),
        ("/" + "a" * 500, "/" + "a" * 199),
    ],
)
def test_addresses_in_the_log_hold_no_token_and_no_odd_letters(path, said):
    assert safe_path(path) == said


HERE = Addresses("http://localhost:8000/", "http://192.168.1.7:8000/", open_to_network=False)
OPEN = Addresses("http://localhost:8000/", "http://192.168.1.7:8000/", open_to_network=True)
PUBLIC = Addresses("http://localhost:8000/", None, open_to_network=False, public="https://rembuk.contoh.go.id")
WAY_IN = {"code": "7K4M-P2QX", "path": "/g/TOKEN/"}


def test_the_qr_code_leads_where_phones_can_go():
    assert "http://localhost:8000/g/TOKEN/" in startup_banner(HERE, WAY_IN, lan=False)
    assert "http://192.168.1.7:8000/g/TOKEN/" in startup_banner(OPEN, WAY_IN, lan=True)
    assert "https://rembuk.contoh.go.id/g/TOKEN/" in startup_banner(PUBLIC, WAY_IN, lan=False)


def test_plain_http_is_named_as_what_it_is_only_where_it_is_used():
    assert "enkripsi" in startup_banner(OPEN, WAY_IN, lan=True)
    assert "enkripsi" not in startup_banner(HERE, WAY_IN, lan=False)
    assert "enkripsi" not in startup_banner(PUBLIC, WAY_IN, lan=False)


def test_a_password_is_shown_when_it_was_made_and_a_way_back_otherwise():
    first = startup_banner(HERE, {**WAY_IN, "login": "staf", "password": "kebun-terong"}, lan=False)
    assert "staf   kata sandi  kebun-terong" in first
    later = startup_banner(HERE, {**WAY_IN, "plan": "ponorogo"}, lan=False)
    assert "./rembuk manage staff_password" in later
    assert "./rembuk manage load_plan" in startup_banner(HERE, None, lan=False)
