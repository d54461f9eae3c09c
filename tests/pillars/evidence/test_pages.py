"""Files as proof: attached by those who may, given back as downloads only, asked for each time, gone when removed."""

import hashlib

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from pillars.cards.actions.save import add_entry
from pillars.evidence import actions
from pillars.models import Evidence
from tests.cast import new_op
from tests.pillars.evidence.test_checking import PAGE, PDF, picture
from workshops.live.models import Event
from workshops.people.actions.membership import remove_person

CARD = "/r/ponorogo/tata-kelola/masalah-1/"
ATTACH = f"{CARD}berkas/"
FILE = "/r/ponorogo/berkas/1/"
REMOVE = "/r/ponorogo/tata-kelola/berkas/1/hapus/"


@pytest.fixture
def card(plan, ani):
    return add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref


def attach(person, name="bukti.pdf", data=PDF, op=None, **more):
    sent = {"op": op or new_op(), "as": person.key, "berkas": SimpleUploadedFile(name, data), **more}
    return person.client.post(ATTACH, sent)


def test_a_file_comes_back_as_it_was_and_never_as_a_page(card, ani, cici):
    assert attach(ani).status_code == 303
    answer = cici.get(FILE)
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bukti.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.get(verb="file.attached")
    assert (event.pillar, event.refs) == ("GOV", ["masalah-1", "berkas-1"])
    assert event.changes["berkas-1"]["sha256"] == [None, hashlib.sha256(PDF).hexdigest()]
    assert "%PDF" not in str(event.changes)


@pytest.mark.parametrize("name", ["a;b=c.pdf", "../../../etc/passwd.pdf", "Reog \u202efdp.pdf", "あ.pdf"])
def test_no_name_escapes_its_header(card, ani, name):
    attach(ani, name)
    said = ani.get(FILE).headers["Content-Disposition"]
    assert said.startswith("attachment; filename")
    assert not set("\r\n/\\\u202e") & set(said)
    assert "Set-Cookie" not in ani.get(FILE).headers


@pytest.mark.parametrize(
    ("name", "data"), [("bukti.pdf", PAGE), ("x.svg", b"<svg/>"), ("x.exe", b"MZ"), ("x.pdf", b"")]
)
def test_what_is_refused_is_said_in_a_sentence_and_nothing_is_stored(card, ani, name, data):
    answer = attach(ani, name, data)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.content, "lxml")
    assert soup.find(attrs={"data-kind": "bad_file"})
    assert soup.find("a", href=CARD)
    assert not Evidence.objects.exists()


def test_a_file_over_ten_megabytes_is_refused_with_the_limit(card, ani):
    answer = attach(ani, data=PDF + b"x" * (10 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Paling besar 10 MB" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_without_a_file_the_page_says_which_are_taken(card, ani):
    answer = ani.post(ATTACH, {"op": new_op(), "as": ani.key})
    assert answer.status_code == 422
    assert "PDF, PNG, JPG, XLSX, atau DOCX" in answer.content.decode()


def test_the_same_sending_twice_is_one_file(card, ani):
    op = new_op()
    assert [attach(ani, op=op).status_code for _ in range(2)] == [303, 303]
    assert Evidence.objects.count() == 1


def test_only_the_own_group_attaches_and_removes_and_strangers_see_nothing(card, ani, cici, eko, oka, nana):
    attach(ani)
    for person in (cici, eko):
        assert attach(person).status_code == 403
        assert person.post(REMOVE, {"op": new_op(), "as": person.key}).status_code == 403
        assert person.get(FILE).status_code == 200
    for stranger in (oka, nana):
        assert stranger.get(FILE).status_code == 404
        assert stranger.client.post(ATTACH, {"op": new_op()}).status_code == 404
    assert Evidence.objects.filter(removed_at=None).count() == 1


def test_who_is_removed_from_the_plan_downloads_nothing_more(card, ani, budi, fitri):
    attach(ani)
    assert budi.get(FILE).status_code == 200
    remove_person(fitri.actor, budi.number, op=new_op())
    assert budi.get(FILE).status_code == 404


def test_a_file_of_another_plan_is_not_there(card, ani, oka, other_plan):
    attach(ani)
    assert oka.get("/r/trenggalek/berkas/1/").status_code == 404
    assert oka.post("/r/trenggalek/tata-kelola/berkas/1/hapus/", {"op": new_op()}).status_code == 404


def test_removing_erases_the_content_and_the_journal_keeps_who_and_what(card, ani, budi):
    attach(ani)
    assert budi.post(REMOVE, {"op": new_op(), "as": budi.key}).status_code == 303
    row = Evidence.objects.defer(None).get()
    assert (row.content, row.removed_by) == (None, budi.key)
    assert ani.get(FILE).status_code == 404
    assert ani.post(REMOVE, {"op": new_op(), "as": ani.key}).status_code == 404
    event = Event.objects.get(verb="file.removed")
    assert event.changes["berkas-1"]["name"] == ["bukti.pdf", None]
    trail = ani.get(f"{CARD}riwayat/").content.decode()
    assert "melampirkan berkas bukti" in trail
    assert "menghapus berkas bukti" in trail
    history = ani.get("/r/ponorogo/riwayat/").content.decode()
    assert "menghapus berkas bukti dari masalah" in history


def test_a_card_takes_so_many_files_and_a_plan_so_many_bytes(card, ani, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 2)
    assert [attach(ani).status_code for _ in range(3)] == [303, 303, 422]
    monkeypatch.setattr(actions, "MOST_FILES", 10)
    monkeypatch.setattr(actions, "MOST_BYTES", 2 * len(PDF) + 10)
    assert "penuh" in attach(ani).content.decode()


@pytest.mark.parametrize(
    "back", ["https://jahat.example/", "//jahat.example/r/ponorogo/", "/r/trenggalek/", "/r/ponorogo/\r\nX: y", ""]
)
def test_the_way_back_stays_within_the_plan(card, ani, back):
    assert attach(ani, kembali=back).headers["Location"].startswith(f"{CARD}?tersimpan=")


def test_a_photo_is_stored_without_what_else_was_in_its_file(card, ani):
    attach(ani, "foto.jpg", picture("JPEG") + PAGE)
    assert b"script" not in ani.get(FILE).content
    assert ani.get(FILE).headers["Content-Type"] == "image/jpeg"
