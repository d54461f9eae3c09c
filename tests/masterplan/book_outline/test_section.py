"""One section beside its print: who reads it, what the preview shows, and what it costs."""

import base64
import re

import pytest
from bs4 import BeautifulSoup

from masterplan.document.books import VOLUMES
from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from tests.cast import seat_account
from tests.masterplan.book_outline.test_outline import page, words
from tests.masterplan.roadmap.test_pages import EXAMPLE
from workshops.plans.models import Plan

SECTION = "/r/ponorogo/buku/2/bab/B2-7.1/"
PREVIEW = SECTION + "pratinjau/"


@pytest.fixture
def example(db):
    """The example plan in the database, as a Plan."""
    load_plan(read_document(EXAMPLE.read_bytes()), "contoh")
    return Plan.objects.get(slug="contoh")


def test_who_may_read_the_book_reads_a_section_as_it_prints(ani):
    soup = page(ani, SECTION)
    assert soup.h1.text == "Bab 7 Penutup" and not soup.select("form textarea")
    assert soup.select_one("[data-preview]")["hx-get"] == PREVIEW
    answer = ani.client.get(PREVIEW, headers={"HX-Request": "true"})
    assert answer["Cache-Control"] == "private, no-store"
    image = BeautifulSoup(answer.content, "lxml").select_one("img.sheet")
    kind, _, data = image["src"].partition(";base64,")
    assert kind in ("data:image/png", "data:image/webp")
    assert len(base64.b64decode(data)) > 5000 and int(image["height"]) > int(image["width"]) > 600
    assert image["alt"].startswith("Halaman 1 dari 1 pratinjau Bab 7 Penutup")
    assert "Penutup" in words(BeautifulSoup(answer.content, "lxml").select_one("details"))
    alone = ani.client.get(PREVIEW)
    assert "<html" in alone.content.decode() and 'class="sheet"' in alone.content.decode()


def test_a_section_that_waits_for_data_leads_to_where_it_is_filled(satya):
    soup = page(satya, "/r/ponorogo/buku/2/bab/B2-3.1/")
    notice = soup.select_one(".notice--warn")
    assert "belum memiliki strategi atau program" in words(notice)
    assert notice.a["href"] == "/r/ponorogo/tata-kelola/"
    assert [words(link) for link in soup.select('nav[aria-label="Bagian lain"] a')] == [
        "Pembuka bab",
        "3.2 Pemasaran Daerah Cerdas",
    ]


def test_a_chapter_leads_to_its_first_text_and_what_is_not_there_is_404(satya, ani, oka):
    assert satya.get("/r/ponorogo/buku/2/bab/B2-1/")["Location"] == "/r/ponorogo/buku/2/bab/B2-1.1/"
    for gone in ("2/bab/B2-9.9/", "9/bab/B2-1.1/", "2/bab/lampiran-sumber/", "2/bab/B2-9.9/pratinjau/"):
        assert satya.get(f"/r/ponorogo/buku/{gone}").status_code == 404, gone
    assert oka.get(SECTION).status_code == 404
    assert ani.client.post(PREVIEW, {"as": ani.key}).status_code == 403


def test_the_marks_are_offered_with_what_they_say_now(ani):
    soup = page(ani, SECTION)
    marks = {item.code.text: words(item) for item in soup.select(".marks li")}
    assert "= Ponorogo" in marks["{{nama_daerah}}"]
    assert "belum ada isinya" in marks["{{ibu_kota}}"]


def test_pages_of_a_whole_plan_are_read_once_for_who_asks_again(example, django_assert_max_num_queries):
    satya = seat_account(example, "Satya", "staf")
    for address in ("naskah/", "bab/B2-3.1/", "bab/B2-5.2/"):
        with django_assert_max_num_queries(75):
            assert satya.get(f"/r/contoh/buku/2/{address}").status_code == 200
        with django_assert_max_num_queries(25):
            satya.get(f"/r/contoh/buku/2/{address}")


def test_the_texts_of_every_book_have_their_page(example):
    satya = seat_account(example, "Satya", "staf")
    for volume in VOLUMES:
        html = satya.get(f"/r/contoh/buku/{volume}/naskah/").content.decode()
        links = re.findall(rf'href="(/r/contoh/buku/{volume}/bab/[^"]+)"', html)
        assert links
        for link in links[::6]:
            assert satya.get(link).status_code == 200, link


def test_the_desk_of_the_review_leads_to_the_chapter_as_it_prints(eko):
    soup = page(eko, "/r/ponorogo/telaah/bab/B2-3/")
    assert soup.select_one('a[href="/r/ponorogo/buku/2/bab/B2-3/"]')


def write(person, address=SECTION, **values):
    """Opens the page as a browser would and saves `values`."""
    return person.form(address, **values)


def test_staff_write_here_and_the_book_prints_it(satya, ani, plan):
    soup = page(satya, SECTION)
    assert "Masterplan" in soup.select_one("textarea[name=body]").text  # the shipped text to go on from
    assert "{{" in soup.select_one("textarea[name=body]").text
    answer = write(satya, body="Sampai jumpa di {{nama_daerah}}.", title="Akhir kata")
    assert answer.status_code == 303
    assert "Sampai jumpa di {{nama_daerah}}." in satya.get(SECTION).content.decode()
    printed = BeautifulSoup(ani.client.get(PREVIEW, headers={"HX-Request": "true"}).content, "lxml")
    assert "Sampai jumpa di Ponorogo." in words(printed)
    outline = page(ani)
    assert "Naskah sendiri" in words(outline.select_one("#bab-B2-7"))


def test_a_preview_shows_what_is_typed_and_keeps_nothing(satya, everything):
    sent = {"as": satya.key, "title": "", "body": "Kata **baru** dan 75 program.\n\n> kutipan"}
    before = everything()
    answer = satya.client.post(PREVIEW, sent, headers={"HX-Request": "true"})
    assert everything() == before
    soup = BeautifulSoup(answer.content.decode(), "lxml")
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert "Kata baru dan 75 program." in words(soup.select_one("details"))
    assert "75 program” berbeda dari data" in words(soup.select_one("#angka"))
    assert "{{jumlah_program}}" in words(soup.select_one("#angka"))
    assert "DRAF · 1 halaman" in soup.select_one("#halaman-cetak")["data-said"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[x](javascript:alert(1))", "Tautan"),
        ("x" * 100_001, "100.000"),
        ("*a* " * 24_990, "49.980 tanda"),
        ("Adil\ud800", ""),
    ],
)
def test_what_cannot_be_laid_out_is_said_in_its_place(satya, body, said):
    sent = {"as": satya.key, "body": body.encode("utf-8", "replace").decode()}
    answer = satya.client.post(PREVIEW, sent, headers={"HX-Request": "true"})
    soup = BeautifulSoup(answer.content.decode(), "lxml")
    if said:
        assert answer.status_code == 422 and said in words(soup.select_one('[data-kind="preview_failed"]'))
        assert "Tulisan Anda tidak terpengaruh" in words(soup)
    else:
        assert answer.status_code == 200
