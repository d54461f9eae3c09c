"""The pages of editions: what staff find before they freeze, what each may press, and what a print's page says."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import timezone

from masterplan.book_details.actions import save_book_details
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.downloads.models import Export
from masterplan.editions import views
from masterplan.editions.actions import withdraw_edition
from masterplan.editions.gaps import missing_texts
from masterplan.editions.models import Edition
from tests.cast import form_values, new_op

pytestmark = pytest.mark.django_db
HOME = "/r/ponorogo/buku/edisi/"
APPROVAL = {"nama": "Drs. Agus", "jabatan": "Sekretaris Daerah", "tanggal": "12/10/2026", "surat": "050/12/2026"}


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def test_before_freezing_staff_read_what_is_missing_and_freeze_all_the_same(begun, satya):
    page = satya.get(f"{HOME}baru/?buku=2")
    said = text_of(page)
    for words in ("Bekukan edisi", "celah", "Temuan pemeriksaan", "edisi pertama buku ini", "belum diisi"):
        assert words in said, words
    assert "Edisi tetap dapat dibekukan sekarang" in said
    answer = satya.post(f"{HOME}baru/", form_values(page.content.decode()) | {"catatan": "setelah Bimtek I"})
    assert answer.status_code == 303 and answer["Location"].startswith(f"{HOME}1/?tersimpan=")
    there = text_of(satya.get(answer["Location"]))
    assert "Tersimpan" in there and "DRAF" in there and "setelah Bimtek I" in there
    assert Edition.objects.get().address.startswith("http://testserver/e/")
    assert "Edisi terakhir buku ini 2.1" in text_of(satya.get(f"{HOME}baru/"))


def test_a_plan_without_a_card_is_not_called_complete(satya):
    said = text_of(satya.get(f"{HOME}baru/?buku=2"))
    assert "Belum ada masalah, sasaran, strategi, atau program" in said and "Semua isian wajib terisi" not in said


def test_sentences_that_an_edition_leaves_out_are_told_before(begun, satya):
    def told():
        return [
            one.sentence
            for one in missing_texts(build_book(read_book_data(begun), "1"))
            if "Arah tata ruang" in one.place
        ]

    assert "tidak dicetak: Satu alinea ringkasan RTRW" in told()[-1]
    save_book_details(satya.actor, {"ringkasan_rtrw": ("", "Kota di kaki gunung.")}, op=new_op())
    assert not told()


def test_open_data_that_is_damaged_is_said_and_not_handed_out(begun, frozen, satya):
    row = frozen()
    Edition.objects.filter(pk=row.pk).update(data=bytes(row.data)[:-5])
    answer = satya.get(f"{HOME}1/data.zip")
    assert answer.status_code == 500 and "tidak utuh lagi" in text_of(answer)
    frozen("1")
    answer = satya.get(f"{HOME}2/data.zip")
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;") and answer["Cache-Control"] == "private, no-store"


def test_what_cannot_be_frozen_is_said(begun, satya):
    values = form_values(satya.get(f"{HOME}baru/").content.decode())
    long = satya.post(f"{HOME}baru/", values | {"catatan": "x" * 1200})
    assert long.status_code == 422 and "x" * 1200 in long.content.decode() and not Edition.objects.exists()
    for book in ("9", "'", "edisi-1", ""):
        assert satya.get(f"{HOME}baru/?buku={book}").status_code == 404
        assert satya.post(f"{HOME}baru/", values | {"buku": book}).status_code == 404


def test_each_finds_the_list_and_only_staff_its_buttons(begun, ani, fitri, satya, oka, nana, frozen):
    frozen()
    seen = {who.name: (text_of(who.get(HOME)), text_of(who.get(f"{HOME}1/"))) for who in (ani, fitri, satya)}
    for home, one in seen.values():
        assert "2.1" in home and "Sidik isi" in one
    for name in ("Ani", "Fitri"):
        home, one = seen[name]
        assert "Hanya staf" in home and "Catat persetujuan" not in one and "Tarik edisi" not in one
    assert "Data terbuka" in seen["Fitri"][1] and "Data terbuka" not in seen["Ani"][1]
    assert "Catat persetujuan" in seen["Satya"][1]
    for who in (oka, nana):
        assert who.get(HOME).status_code == who.get(f"{HOME}1/").status_code == 404
    assert satya.get(f"{HOME}2/").status_code == 404
    assert fitri.get(f"{HOME}1/data.zip").content[:2] == b"PK"


def approve(satya, **changes):
    page = satya.get(f"{HOME}1/").content.decode()
    form = BeautifulSoup(page, "lxml").find("form", action=re.compile("setujui"))
    values = form_values(str(form)) if form else {"op": new_op()}
    return satya.post(f"{HOME}1/setujui/", values | APPROVAL | changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nama": " "}, "Tulis nama"),
        ({"jabatan": ""}, "jabatannya"),
        ({"tanggal": "besok"}, "Tulis tanggal seperti"),
        ({"tanggal": ""}, "Tulis tanggal persetujuan"),
        ({"tanggal": "1/1/2099"}, "belum tiba"),
        ({"surat": ""}, "tanpa nomor"),
        ({"nama": "A" * 500}, "160"),
    ],
)
def test_an_approval_that_lacks_something_keeps_what_was_typed(begun, satya, frozen, changes, sentence):
    frozen()
    answer = approve(satya, **changes)
    assert answer.status_code == 422 and sentence in text_of(answer)
    kept = APPROVAL | changes
    inputs = {i["name"]: i.get("value") for i in BeautifulSoup(answer.content, "lxml").select("input.input")}
    assert all((inputs[name] or "") == value for name, value in kept.items())


def test_an_approval_is_recorded_and_taken_back_with_a_reason(begun, satya, frozen):
    row = frozen()
    assert approve(satya).status_code == 303
    said = text_of(satya.get(f"{HOME}1/"))
    assert "Drs. Agus, Sekretaris Daerah, 12 Oktober 2026, surat nomor 050/12/2026" in said and "Dicatat Satya" in said
    assert "Catat persetujuan" not in said and "Tarik edisi" not in said
    again = approve(satya)
    assert again.status_code == 409 and "sudah dicatat" in text_of(again)
    short = satya.post(f"{HOME}1/tarik-persetujuan/", {"op": new_op(), "alasan": "salah"})
    assert short.status_code == 422 and 'value="salah"' in short.content.decode()
    back = satya.post(f"{HOME}1/tarik-persetujuan/", {"op": new_op(), "alasan": "Nomor suratnya keliru"})
    assert back.status_code == 303
    said = text_of(satya.get(f"{HOME}1/"))
    assert "Ditarik kembali oleh Satya" in said and "Nomor suratnya keliru" in said and "Catat persetujuan" in said
    assert satya.post(f"{HOME}1/tarik/", {"op": new_op(), "alasan": "Salah memuat RPJMD"}).status_code == 303
    said = text_of(satya.get(f"{HOME}1/"))
    assert "Ditarik oleh Satya" in said and "Catat persetujuan" not in said
    assert row.code in said and satya.get(f"{HOME}1/setujui/").status_code == 405
    told = text_of(satya.get("/r/ponorogo/riwayat/"))
    assert "mencatat persetujuan sebuah edisi buku" in told and "menarik sebuah edisi buku yang keliru" in told


def check(who, code, query=""):
    answer = who.get(f"/e/{code}/{query}")
    return answer, text_of(answer)


def test_everybody_may_check_a_print_and_learns_nothing_of_its_content(begun, satya, oka, nana, frozen):
    row = frozen()
    for who in (nana, oka, satya):
        answer, said = check(who, row.code)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        for words in ("Edisi 2.1 dikenal, masih DRAF", row.title, "Kabupaten Ponorogo", "belum disetujui"):
            assert words in said
        assert "".join(re.findall(r"[0-9a-f]{4}\b", said))[-64:] == row.fingerprint
        assert "Antrean" not in said and "noindex" in answer.content.decode()
    approve(satya)
    assert "Disetujui oleh Drs. Agus, Sekretaris Daerah" in check(nana, row.code)[1]


def test_the_fingerprint_of_the_qr_code_is_compared(begun, nana, frozen):
    row = frozen()
    short = row.fingerprint[:8]
    assert row.address.endswith(f"/e/{row.code}/?s={short}")
    assert (
        "cocok" in check(nana, row.code, f"?s={short}")[1]
        and "tidak cocok" not in check(nana, row.code, f"?s={short}")[1]
    )
    for wrong in ("00000000", short[:4], f"{short}zz", "%22%3E"):
        assert "Sidik tidak cocok" in check(nana, row.code, f"?s={wrong}")[1]


def test_a_withdrawn_edition_says_so_on_its_page(begun, satya, nana, frozen):
    row = frozen()
    withdraw_edition(satya.actor, 1, "Salah memuat RPJMD lama", op=new_op())
    said = check(nana, row.code)[1]
    assert "sudah ditarik" in said and "Salah memuat RPJMD lama" in said and "jangan dipakai" in said


def test_an_unknown_number_is_told_as_unknown_and_guessing_is_slowed(begun, nana, frozen):
    row = frozen()
    wrong = "00000000" if row.code != "00000000" else "00000001"
    answer, said = check(nana, wrong)
    assert answer.status_code == 404 and "Edisi tidak dikenal" in said
    for code in ("abc", "123"):
        answer, said = check(nana, code)
        assert answer.status_code == 404 and "Nomor pemeriksaan terdiri atas delapan angka." in said
    try:
        for _ in range(views.opened.limit.tries):
            views.opened.note(RequestFactory().get("/"))
        assert check(nana, wrong)[0].status_code == 429
        assert check(nana, row.code)[0].status_code == 200, "a right number is answered whoever guesses beside it"
    finally:
        views.opened.seen.clear()


def test_the_digits_can_be_typed(begun, nana, frozen):
    row = frozen()
    assert "Periksa cetakan buku" in text_of(nana.get("/e/"))
    typed = nana.get(f"/e/?nomor={row.code[:4]}+{row.code[4:]}")
    assert typed["Location"] == f"/e/{row.code}/"
    odd = nana.get("/e/?nomor=12")
    assert odd.status_code == 422 and "delapan angka" in text_of(odd)


def test_the_files_of_an_edition_are_listed_on_its_page(begun, satya, frozen):
    row = frozen()
    Export.objects.create(
        plan=begun, number=99, book=row.ref, label="Edisi 2.1", format="pdf", state=Export.SELESAI,
        ordered_by=satya.key, ordered_at=timezone.now(), done_at=timezone.now(), content=b"%PDF", size=4,
        plan_number=row.plan_number,
    )  # fmt: skip
    page = satya.get(f"{HOME}1/").content.decode()
    assert "/r/ponorogo/buku/unduhan/99/berkas/" in page
    assert "menyebut kedudukan yang lama" not in page
    approve(satya)
    assert "Unduhan 99 dipesan sebelum kedudukan edisi ini berubah" in text_of(satya.get(f"{HOME}1/"))
    assert satya.post(f"/r/ponorogo/buku/{row.ref}/unduhan/", {"op": new_op(), "format": "pdf"}).status_code == 303
    assert satya.post("/r/ponorogo/buku/edisi-9/unduhan/", {"op": new_op(), "format": "pdf"}).status_code == 404
