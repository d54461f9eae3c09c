"""The pages of a bimtek's end: what each person finds there, what bad input is answered, and the files."""

import io
from datetime import timedelta

import docx
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from masterplan.book_details.models import Commitment
from masterplan.closing.actions import sign_bimtek
from masterplan.closing.models import Head, Minutes
from masterplan.downloads.models import Export
from masterplan.exports.tasks import make_export
from masterplan.snapshots.models import Signing
from pillars.cards.actions.save import add_entry
from pillars.models import Problem
from tests.books.reader import Reader
from tests.cast import form_values, new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.models import Handset

pytestmark = pytest.mark.django_db
HOME = "/r/ponorogo/penutupan/"


@pytest.fixture
def running(plan, ani, satya):
    """Bimtek I runs, and Ani has written a problem in it."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def led(person, address):
    """The page that an old address leads to."""
    return person.get(person.get(address)["Location"])


def test_each_finds_what_they_may_do_and_no_button_that_would_be_refused(running, ani, dewi, fitri, satya):
    seen = {who.name: text_of(who.get(HOME)) for who in (ani, dewi, fitri, satya)}
    assert "Penutupan bimtek" in seen["Ani"] and "Lihat naskah" not in seen["Ani"]
    assert "Lihat naskah" in seen["Dewi"] and "Tandatangani" not in seen["Fitri"]
    assert "Tandatangani dan kunci" in seen["Satya"]
    assert "Ubah naskah" in text_of(fitri.get(f"{HOME}1/")) and "Ubah naskah" not in text_of(dewi.get(f"{HOME}1/"))


def test_the_preview_shows_the_paper_and_what_is_missing(running, fitri):
    page = text_of(fitri.get(f"{HOME}1/"))
    for said in (
        "Bimbingan Teknis I Penyusunan Masterplan",
        "A. Kehadiran",
        "1 masalah pada enam pilar",
        "Tanda tangan",
    ):
        assert said in page
    assert "Belum diisi: Nama tempat" in page and "Kehadiran belum dicatat" in page


def test_fitri_changes_one_part_and_takes_the_shipped_text_again(running, fitri):
    answer = fitri.form(f"{HOME}1/naskah/", keputusan="Sampah memakai angka 90 ton.\n{{nama_daerah}} <b>cerdas</b>")
    assert answer.status_code == 303
    page = fitri.get(answer["Location"])
    assert "Tersimpan" in text_of(page) and "{{nama_daerah}} <b>cerdas</b>" in text_of(page)
    assert set(Minutes.objects.get().words) == {"keputusan"}
    assert fitri.form(f"{HOME}1/naskah/", **{"bawaan-keputusan": "1"}).status_code == 303
    assert Minutes.objects.get().words == {}


def test_a_form_that_was_open_while_the_plan_grew_changes_nothing_by_itself(running, ani, fitri):
    values = form_values(fitri.get(f"{HOME}1/naskah/").content.decode())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Lagi"}, op=new_op())
    assert fitri.post(f"{HOME}1/naskah/", values).status_code == 303
    assert not Minutes.objects.exists() and "2 masalah" in text_of(fitri.get(f"{HOME}1/"))


def test_what_is_too_long_is_said_and_kept_and_so_is_what_meets_another_s_text(running, fitri, satya):
    values = form_values(fitri.get(f"{HOME}1/naskah/").content.decode())
    long = fitri.post(f"{HOME}1/naskah/", values | {"nomor": "9" * 200, "penutup": "Demikian."})
    assert long.status_code == 422 and "Nomor berita acara:" in text_of(long) and "Demikian." in text_of(long)
    satya.form(f"{HOME}1/naskah/", penutup="Sekian.")
    met = fitri.post(f"{HOME}1/naskah/", values | {"op": new_op(), "penutup": "Demikian."})
    assert met.status_code == 409 and "Sekian." in text_of(met) and "Demikian." in text_of(met)
    again = form_values(met.content.decode())
    assert fitri.post(f"{HOME}1/naskah/", again).status_code == 303
    assert Minutes.objects.get().words == {"penutup": "Demikian."}


def test_the_signature_needs_a_number_and_says_which_phones_hold_unsent_text(running, plan, ani, satya):
    assert "Belum ada HP yang terdengar" in text_of(satya.get(f"{HOME}1/tanda-tangan/"))
    now = timezone.now()
    Handset.objects.create(
        plan=plan, member=ani.key, device="d1", heard_at=now, reported_at=now, unsent=2, drafts=2, asleep=False
    )
    page = satya.get(f"{HOME}1/tanda-tangan/")
    assert "Belum: 2 isian di 1 HP" in text_of(page) and "Ani (GOV)" in text_of(page)
    values = form_values(page.content.decode())
    answer = satya.post(f"{HOME}1/tanda-tangan/", values | {"nomor": " "})
    assert answer.status_code == 422 and "Tulis nomor berita acara" in text_of(answer)
    answer = satya.post(f"{HOME}1/tanda-tangan/", values | {"nomor": "041/2026"})
    assert answer.status_code == 422 and "Masih ada HP yang belum terkirim" in text_of(answer)
    assert 'value="041/2026"' in answer.content.decode() and not Signing.objects.exists()
    assert satya.post(f"{HOME}1/tanda-tangan/", values | {"nomor": "041/2026", "tahu": "1"}).status_code == 303
    home = text_of(satya.get(HOME))
    assert "Berita acara 041/2026, ditandatangani Satya" in home and "Isi rencana terkunci sejak" in home
    again = satya.post(f"{HOME}1/tanda-tangan/", values | {"nomor": "042/2026", "tahu": "1", "op": new_op()})
    assert again.status_code == 409 and "sudah ditandatangani" in text_of(again)


def test_a_phone_that_comes_back_after_the_signature_is_told_and_changes_nothing(running, ani, satya):
    """NET-17: three edits wait on a phone, the bimtek is signed, the phone comes back."""
    page = form_values(ani.get("/r/ponorogo/tata-kelola/masalah-1/").content.decode())
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    for n, text in enumerate(("satu", "dua", "tiga")):
        sent = page | {"op": new_op(), "evidence": text}
        answer = ani.post("/r/ponorogo/tata-kelola/masalah-1/", sent, **{"HX-Request": "true"} if n else {})
        assert answer.status_code == 403 and answer["X-Rembuk-Op"] == sent["op"]
        assert 'data-kind="locked"' in answer.content.decode()
        assert "berita acara 041/2026" in text_of(answer) and "Hubungi staf" in text_of(answer)
    assert Problem.objects.get().evidence is None
    stream = ani.get("/r/ponorogo/tata-kelola/?since=2")
    assert stream["X-Rembuk-Reload"] == "1"
    assert "Bimtek sudah ditandatangani" in text_of(ani.get("/r/ponorogo/tata-kelola/"))


def test_reopening_asks_for_a_reason_in_words(running, satya):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    short = satya.form(f"{HOME}1/buka-kembali/", alasan="salah")
    assert (
        short.status_code == 422 and "paling sedikit 10 huruf" in text_of(short) and "salah" in short.content.decode()
    )
    assert satya.form(f"{HOME}1/buka-kembali/", alasan="Angka sampah salah ketik").status_code == 303
    home = text_of(satya.get(HOME))
    assert "Alasan: Angka sampah salah ketik" in home and "terkunci sejak" not in home
    assert satya.form(f"{HOME}1/buka-kembali/", alasan="Angka sampah salah ketik").status_code == 409


def test_the_signed_paper_comes_again_byte_for_byte_and_reads_as_it_should(running, plan, dewi, satya):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    address = f"{HOME}edisi/1/berita-acara"
    first = dewi.get(f"{address}.docx")
    plan.participants.update(name="Orang lain")
    assert dewi.get(f"{address}.docx").content == first.content
    assert 'filename="berita-acara-ponorogo-1.docx"' in first["Content-Disposition"]
    assert "041/2026" in " ".join(p.text for p in docx.Document(io.BytesIO(first.content)).paragraphs)
    frozen = satya.get(f"{HOME}edisi/1/rencana.json").json()
    assert frozen["pillars"][0]["problems"][0]["statement"] == "Antrean panjang"


def test_the_pdf_is_made_by_the_worker_and_fetched_from_the_list_of_files(running, plan, fitri, satya):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    answer = fitri.post(f"{HOME}edisi/1/pdf/", {"op": new_op()})
    assert answer.status_code == 303 and answer["Location"].endswith("/buku/#unduhan-1")
    assert "Berita acara bertanda tangan 1 · PDF" in text_of(fitri.get("/r/ponorogo/buku/"))
    make_export.call(Export.objects.get().pk)
    file = fitri.get("/r/ponorogo/buku/unduhan/1/berkas/")
    assert file["Content-Disposition"].startswith('attachment; filename="ba-1-ponorogo-')
    said = " ".join(Reader(file.content).pages)
    assert "041/2026" in said and "1 dari " in said and "Daftar Hadir" in said


@pytest.mark.parametrize("name", ["berita-acara.exe", "berita-acara", "rahasia.docx", "a" * 300])
def test_no_other_file_is_there(running, satya, name):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    for place in ("1/berkas", "edisi/1"):
        assert satya.get(f"{HOME}{place}/{name}").status_code == 404
    assert satya.get(f"/r/ponorogo/komitmen/{name}").status_code == 404


def test_two_states_are_compared_on_a_page_for_everybody(running, plan, ani, cici, satya):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    open_bimtek(satya.actor, 2, op=new_op())
    ani.form("/r/ponorogo/tata-kelola/masalah-1/", statement="Antrean tiga jam")
    page = led(cici, f"{HOME}edisi/1/")
    assert "1 berubah, 0 tetap" in text_of(page) and "Ani" in text_of(page)
    soup = BeautifulSoup(page.content, "lxml")
    assert (soup.find("del").text, soup.find("ins").text) == ("panjang", "tiga jam")
    assert "Antrean" not in text_of(led(cici, f"{HOME}edisi/1/?kelompok=ECO"))
    for query in ("dengan=99", "dengan=x", "dengan=1", "kelompok=%3Cb%3E", "dengan=-1"):
        assert led(cici, f"{HOME}edisi/1/?{query}").status_code == 200
    assert cici.get(f"{HOME}edisi/99/").status_code == 404


def test_the_signing_sheet_is_filled_from_the_list_of_offices(running, plan, fitri, dewi):
    answer = fitri.form("/r/ponorogo/komitmen/", **{"name-2": "dr. Dyah", "position-2": "Kepala", "ikut": ["1", "2"]})
    assert answer.status_code == 303
    assert Head.objects.get().name == "dr. Dyah" and Commitment.objects.get().left_out == [3]
    sheet = docx.Document(io.BytesIO(dewi.get("/r/ponorogo/komitmen/komitmen-bersama.docx").content))
    lines = [[cell.text for cell in row.cells] for row in sheet.tables[1].rows]
    assert lines[2][1:3] == ["Dinas Kesehatan", "dr. Dyah\nKepala"] and len(lines) == 3
    assert "Name" not in text_of(dewi.get("/r/ponorogo/komitmen/")) and "dr. Dyah" in text_of(
        dewi.get("/r/ponorogo/komitmen/")
    )


def test_bad_names_on_the_signing_sheet_are_said_and_kept(running, fitri):
    values = form_values(fitri.get("/r/ponorogo/komitmen/").content.decode())
    answer = fitri.post("/r/ponorogo/komitmen/", values | {"nip-2": "9" * 90, "name-1": "Sapto"})
    assert answer.status_code == 422 and "9" * 90 in answer.content.decode() and "Sapto" in answer.content.decode()
    assert not Head.objects.exists()


def test_a_paper_of_no_bimtek_cannot_be_ordered(running, fitri):
    for number in (0, 10**6, 10**30):
        assert fitri.post(f"{HOME}{number}/pdf/", {"op": new_op(), "as": fitri.key}).status_code == 404
        assert fitri.post(f"{HOME}edisi/{number}/pdf/", {"op": new_op(), "as": fitri.key}).status_code == 404
    assert not Export.objects.exists()


def test_a_former_snapshot_that_is_damaged_is_said_on_the_page_that_signs(running, satya):
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    open_bimtek(satya.actor, 2, op=new_op())
    Signing.objects.update(sha256="0" * 64)
    answer = satya.form(f"{HOME}2/tanda-tangan/", nomor="042/2026")
    assert "tidak utuh lagi" in text_of(answer) and "042/2026" in answer.content.decode()
    assert Signing.objects.count() == 1


def test_the_page_that_signs_says_whether_cards_can_still_be_changed_afterwards(running, plan, satya):
    soon = timezone.now() + timedelta(days=3)
    for until, said in ((None, False), (soon, True), (timezone.now() - timedelta(days=3), False)):
        plan.bimteks.update(window_until=until)
        page = text_of(satya.get(f"{HOME}1/tanda-tangan/"))
        assert ("isi tetap dapat diubah" in page, "Sesudah ini kartu hanya dapat dibaca" in page) == (said, not said)
