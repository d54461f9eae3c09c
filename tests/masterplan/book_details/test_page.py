"""Keterangan buku: who may write it, what becomes of two people at once, and where it prints."""

import json

from bs4 import BeautifulSoup

from masterplan.book_details.questions import MARKS
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.document.texts import shipped
from masterplan.document.tree import OFFICE, plain_text
from masterplan.document.volumes import VOLUMES
from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan
from tests.cast import new_op

PAGE = "/r/ponorogo/buku/keterangan/"


def save(person, **values):
    sent = {key: typed for key, (_, typed) in values.items()} | {f"dulu-{k}": shown for k, (shown, _) in values.items()}
    return person.post(PAGE, {"op": new_op(), "as": person.key} | sent)


def value(person, key):
    soup = BeautifulSoup(person.get(PAGE).content, "lxml")
    field = soup.find(id=f"f-{key}")
    return field.get("value", field.get_text().strip())


def test_what_staff_write_stands_on_the_page_and_in_the_book(satya, plan):
    answer = save(satya, nama_kepala_daerah=("", "dr. Sari Wulan, M.Kes."), ibu_kota=("", "Ponorogo"))
    assert answer.status_code == 303
    assert "Tersimpan" in satya.get(answer["Location"]).content.decode()
    assert value(satya, "nama_kepala_daerah") == "dr. Sari Wulan, M.Kes."
    for book in ("1", "2", "3"):
        assert "dr. Sari Wulan, M.Kes." in plain_text(build_book(read_book_data(plan), book))
    assert "mengisi keterangan buku" in satya.get("/r/ponorogo/riwayat/").content.decode()


def test_every_entry_is_named_by_a_text_that_ships():
    texts = str(shipped()) + "{{nama_sekda}}{{nomor_perbup}}"
    assert [one.key for one in MARKS if "{{" + one.key + "}}" not in texts] == []


def test_two_people_who_write_different_entries_never_meet(satya, plan):
    save(satya, ibu_kota=("", "Ponorogo"))
    assert save(satya, ibu_kota=("", ""), nama_sekda=("", "Drs. Agus")).status_code == 303
    assert (value(satya, "ibu_kota"), value(satya, "nama_sekda")) == ("Ponorogo", "Drs. Agus")


def test_the_same_entry_is_not_written_over_and_nothing_typed_is_lost(satya, plan):
    save(satya, ibu_kota=("", "Ponorogo"))
    answer = save(satya, ibu_kota=("", "Kota Lama"), nama_sekda=("", "Drs. Agus"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Sekarang berisi: Ponorogo" in page and "Kota Lama" in page
    assert (value(satya, "ibu_kota"), value(satya, "nama_sekda")) == ("Ponorogo", "Drs. Agus")
    assert save(satya, ibu_kota=("Ponorogo", "Kota Lama")).status_code == 303
    assert value(satya, "ibu_kota") == "Kota Lama"


def test_a_paragraph_of_several_lines_is_changed_as_a_browser_sends_it(satya, plan):
    save(satya, kekhasan_daerah=("", "Kota reog.\r\nDi kaki gunung."))
    answer = save(satya, kekhasan_daerah=("Kota reog.\r\nDi kaki gunung.", "Kota reog.\r\nDi kaki Wilis."))
    assert answer.status_code == 303
    assert value(satya, "kekhasan_daerah") == "Kota reog.\nDi kaki Wilis."


def test_a_text_that_is_too_long_is_refused_and_stays_on_the_page(satya, plan):
    answer = save(satya, ibu_kota=("", "x" * 301), nama_sekda=("", "Drs. Agus"))
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode() and "Drs. Agus" in answer.content.decode()
    assert value(satya, "nama_sekda") == ""


def test_a_press_sent_twice_counts_once(satya, plan):
    sent = {"op": new_op(), "as": satya.key, "ibu_kota": "Ponorogo", "dulu-ibu_kota": ""}
    satya.post(PAGE, sent)
    plan.refresh_from_db()
    head = plan.head
    satya.post(PAGE, sent)
    plan.refresh_from_db()
    assert plan.head == head


def test_a_press_sent_twice_says_again_what_was_not_written(satya, plan):
    save(satya, ibu_kota=("", "Ponorogo"))
    sent = {"op": new_op(), "as": satya.key, "ibu_kota": "Kota Lama", "dulu-ibu_kota": "", "nama_sekda": "Drs. Agus"}
    for _ in range(2):
        answer = satya.post(PAGE, sent)
        assert answer.status_code == 409 and "Sekarang berisi: Ponorogo" in answer.content.decode()
        assert "Kota Lama" in answer.content.decode()
    assert value(satya, "nama_sekda") == "Drs. Agus"


def test_others_read_it_without_a_form(ani, plan):
    soup = BeautifulSoup(ani.get(PAGE).content, "lxml")
    assert "Kekhasan daerah" in soup.get_text()
    assert soup.find("textarea") is None
    assert save(ani, ibu_kota=("", "Ponorogo")).status_code == 403


def test_it_travels_in_the_file_of_the_plan(satya, plan):
    save(satya, nama_sekda=("", "Drs. Agus"), kekhasan_daerah=("", "Kota reog.\nDi kaki gunung."))
    document = json.loads(json.dumps(dump_plan(plan), default=str))
    told = {"nama_sekda": "Drs. Agus", "kekhasan_daerah": "Kota reog.\nDi kaki gunung."}
    assert document["book_particulars"] == told
    document = {key: document[key] for key in ("region", "period", "pillars")}
    loaded = load_plan(document | {"book_particulars": told | {"nama_daerah": "Kota Lain"}}, "uji").plan
    # a mark that is told by the plan itself is not told by the file
    assert dict(read_book_data(loaded).customization.values) == told


def cover_chosen(person):
    soup = BeautifulSoup(person.get(PAGE).content, "lxml")
    return soup.select_one("#f-sampul input:checked").parent.get_text().strip()


def test_the_white_cover_is_chosen_for_all_books_and_changes_no_word(satya, plan):
    assert cover_chosen(satya) == "Penuh warna"
    before = {book: build_book(read_book_data(plan), book) for book in VOLUMES}
    assert save(satya, sampul=("", "kantor")).status_code == 303
    assert cover_chosen(satya) == "Sampul kantor (putih, hemat tinta)"
    for book, colour in before.items():
        white = build_book(read_book_data(plan), book)
        assert (colour.look, white.look) == ("", OFFICE)
        assert white.fingerprint == colour.fingerprint
    assert save(satya, sampul=("kantor", "")).status_code == 303
    assert build_book(read_book_data(plan), "2").look == ""


def test_there_are_two_covers_and_no_third(satya, plan):
    answer = save(satya, sampul=("", "hijau"), nama_sekda=("", "Drs. Agus"))
    assert answer.status_code == 422 and "Pilih salah satu" in answer.content.decode()
    assert "Drs. Agus" in answer.content.decode() and cover_chosen(satya) == "Penuh warna"


def test_who_chose_another_cover_meanwhile_is_told_in_words(satya, ani, plan):
    save(satya, sampul=("", "kantor"))
    answer = save(satya, sampul=("hijau", ""))
    assert answer.status_code == 409 and "Sekarang berisi: Sampul kantor" in answer.content.decode()
    assert (
        "Sampul kantor (putih, hemat tinta)"
        in BeautifulSoup(ani.get(PAGE).content, "lxml").dl.parent.parent.parent.get_text().strip()
    )


def test_a_cover_that_a_file_made_up_is_the_one_in_full_colour(db):
    document = {"region": {"name": "Kota Uji"}, "period": {"start": 2027, "end": 2027}, "pillars": []}
    for told, look in (("kantor", OFFICE), ("hijau", "")):
        loaded = load_plan(document | {"book_particulars": {"sampul": told}}, f"uji-{told}").plan
        manuscript = read_book_data(loaded).customization
        assert (manuscript.look, manuscript.values) == (look, ())
