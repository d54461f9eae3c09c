"""The outline of a book: what stands in it, what it lacks, and changing it."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from masterplan.book_details.models import Outline
from masterplan.book_outline.actions import OutlineConflict, hide_part, move_part, rename_part, undo_outline
from masterplan.book_outline.fill_links import fill_of
from masterplan.book_outline.outline import OutlinePart, parts_of, placed_parts, stored_of
from masterplan.document.books import VOLUMES, build_book
from masterplan.document.read import read_book_data
from masterplan.document.texts import shipped
from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan
from masterplan.exchange.faults import PlanFileError
from masterplan.exchange.read import read_document
from masterplan.server.paths import ROOT
from pillars.boards.history import read_history
from pillars.models import Picture
from tests.cast import new_op, seat_account
from workshops.plans.models import Plan

PAGE = "/r/ponorogo/buku/2/naskah/"
CHANGE = PAGE + "susunan/"


def page(person, address=PAGE, status=200):
    answer = person.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "lxml")


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def heads(soup):
    return [words(head) for head in soup.select(".part > .panel__head > h3")]


def change(person, apa, bab="", **more):
    return person.post(CHANGE, {"op": new_op(), "as": person.key, "apa": apa, "bab": bab} | more)


def test_every_place_that_the_books_name_leads_somewhere(plan):
    named = {s["fill_at"] for b in shipped()["books"] for c in b["chapters"] for s in c["sections"] if s["fill_at"]}
    places = shipped()["fill_places"]
    assert named <= set(places)
    for said in places:
        for pillar in ("", "tata-kelola"):
            assert fill_of(plan, said, prose="/naskah/", pillar=pillar).href.startswith("/")


def test_every_link_to_what_is_missing_opens(satya, plan):
    for volume in VOLUMES:
        soup = page(satya, f"/r/ponorogo/buku/{volume}/naskah/")
        links = {link["href"].partition("#")[0] for link in soup.select(".part__gap a")}
        for href in links:
            assert satya.get(href).status_code == 200, href


def test_the_page_shows_the_parts_in_the_order_of_print_and_what_they_lack(satya):
    soup = page(satya)
    assert heads(soup)[:3] == ["Sambutan Bupati Ponorogo", "Kata Pengantar", "Bab 1 Pendahuluan dan Arah Pembangunan"]
    assert heads(soup)[-1].startswith("Lampiran H")
    third = soup.select_one("#bab-B2-3")
    assert "Pilar Tata Kelola Pemerintahan Cerdas belum memiliki strategi atau program." in words(third)
    assert third.select_one(".part__gap a")["href"] == "/r/ponorogo/tata-kelola/"
    assert third.select_one('a[href="/r/ponorogo/buku/2/bab/B2-3.1/"]')


def unfolded(soup):
    return [words(part.select_one("summary > h3")) for part in soup.select("details.part[open]")]


def test_the_parts_are_folded_until_one_is_asked_for_or_was_just_changed(satya, ani):
    assert unfolded(page(satya)) == unfolded(page(ani)) == []
    everything = page(ani, PAGE + "?buka=semua")
    assert unfolded(everything) == heads(everything)
    answer = change(satya, "judul", "B2-6", judul="Menjalankan rencana", dulu="", semula="Pelaksanaan")
    assert unfolded(page(satya, answer["Location"])) == ["Bab 6 Menjalankan rencana"]


def test_what_is_moved_renamed_and_left_out_is_so_in_the_book(satya, plan):
    assert change(satya, "naik:B2-4", "B2-5").status_code == 303
    change(satya, "judul", "B2-2", judul=" Cita-cita  daerah ", dulu="", semula="Visi, Misi, dan Sasaran")
    change(satya, "sembunyikan", "B2-6")
    shown = heads(page(satya))
    assert "Bab 2 Cita-cita daerah" in shown
    assert shown.index("Bab 4 Peta Jalan") < shown.index("Bab 5 Rencana Aksi Pendukung")
    assert "Pelaksanaan" in shown and "Bab 6 Penutup" in shown
    printed = [
        part for part in build_book(read_book_data(plan), "2").parts if getattr(part, "label", "").startswith("Bab")
    ]
    said = [f"{part.label} {part.title}" for part in printed]
    assert said == [head for head in shown if head.startswith("Bab")]
    assert "Tidak dicetak" in words(page(satya).select_one("details:has(> #bab-B2-6) > summary"))


def test_two_people_who_move_different_parts_both_get_what_they_meant(satya, plan):
    other = seat_account(plan, "Sari", "staf")
    move_part(satya.actor, "2", "B2-7", "B2-6", up=True, op=new_op())
    # Sari's page was older: it showed B2-5 before B2-6
    move_part(other.actor, "2", "B2-5", "B2-6", up=False, op=new_op())
    moved = ("B2-5", "B2-6", "B2-7")
    order = [one["code"] for one in Outline.objects.get(book="2").chapters if one["code"] in moved]
    assert order == ["B2-7", "B2-6", "B2-5"]


def test_two_titles_for_one_chapter_are_a_question_and_nothing_typed_is_lost(satya, plan):
    rename_part(seat_account(plan, "Sari", "staf").actor, "2", "B2-1", "Awal", shown="", op=new_op())
    answer = change(satya, "judul", "B2-1", judul="Permulaan", dulu="")
    assert answer.status_code == 409
    soup = BeautifulSoup(answer.content, "lxml")
    assert "sudah diganti orang lain menjadi “Awal”" in words(soup.select_one('[data-kind="conflict"]'))
    form = soup.select_one("#bab-B2-1 details[open] form")
    assert form.select_one("[name=judul]")["value"] == "Permulaan"
    assert form.select_one("[name=dulu]")["value"] == "Awal"
    assert change(satya, "judul", "B2-1", judul="Permulaan", dulu="Awal").status_code == 303


def test_a_change_is_taken_back_while_nobody_has_gone_on(satya, plan):
    answer = change(satya, "sembunyikan", "B2-6")
    soup = page(satya, answer["Location"])
    number = soup.select_one("[name=peristiwa]")["value"]
    assert change(satya, "batal", peristiwa=number).status_code == 303
    assert Outline.objects.get(book="2").chapters == []
    assert "membatalkan perubahan susunan buku" in str(read_history(plan, {}).days)
    hide_part(satya.actor, "2", "B2-1", hidden=True, op=new_op())
    again = change(satya, "batal", peristiwa=number)
    assert again.status_code == 409 and "sudah diubah lagi" in again.content.decode()


def test_the_shipped_outline_comes_back_unless_somebody_changed_it_meanwhile(satya, plan):
    change(satya, "sembunyikan", "B2-6")
    version = page(satya).select_one("[name=versi]")["value"]
    change(satya, "judul", "B2-1", judul="Awal", dulu="")
    assert change(satya, "bawaan", versi=version).status_code == 409
    version = page(satya).select_one("[name=versi]")["value"]
    assert change(satya, "bawaan", versi=version).status_code == 303
    assert not page(satya).select("[name=versi]")


def test_what_is_sent_twice_counts_once_and_what_is_unknown_is_not_there(satya, plan):
    op = new_op()
    first = change(satya, "turun:B2-2", "B2-1", op=op)
    again = change(satya, "turun:B2-2", "B2-1", op=op)
    assert first["Location"] == again["Location"]
    assert change(satya, "naik:B2-1", "B9-9").status_code == 404
    assert change(satya, "naik:lampiran-keselarasan", "B2-1").status_code == 404
    assert change(satya, "entah").status_code == 422
    assert satya.get("/r/ponorogo/buku/9/naskah/").status_code == 404
    assert satya.post("/r/ponorogo/buku/9/naskah/susunan/", {"op": new_op(), "apa": "bawaan"}).status_code == 404


def test_a_book_keeps_one_chapter(satya, plan):
    codes = [part.code for part in parts_of("2") if part.group == "main"]
    for code in codes[:-1]:
        hide_part(satya.actor, "2", code, hidden=True, op=new_op())
    with pytest.raises(OutlineConflict):
        hide_part(satya.actor, "2", codes[-1], hidden=True, op=new_op())
    assert "Jangan cetak Bab 1" not in page(satya).decode()


def test_others_read_the_outline_and_change_nothing(ani, fitri, eko, oka):
    for person in (ani, fitri, eko):
        soup = page(person)
        assert not soup.select(".part form") and "Bab 1" in words(soup)
        assert change(person, "sembunyikan", "B2-1").status_code == 403
    assert oka.get(PAGE).status_code == 404


def test_a_title_that_no_field_takes_is_refused_with_its_reason(satya):
    answer = change(satya, "judul", "B2-1", judul="x" * 201, dulu="")
    assert answer.status_code == 422 and "x" * 201 in answer.content.decode()
    assert change(satya, "judul", "B2-1", judul="<b>Awal</b> {{nama_daerah}}", dulu="").status_code == 303
    assert "&lt;b&gt;Awal" in satya.get(PAGE).content.decode()


def test_parts_that_ship_later_stand_where_they_ship():
    ships = [OutlinePart("a", "main"), OutlinePart("b", "main"), OutlinePart("c", "main"), OutlinePart("x", "annex")]
    stored = [{"code": "c", "title": "", "hidden": False}, {"code": "a", "title": "", "hidden": False}]
    order = placed_parts(ships, [*stored, {"code": "gone", "title": "", "hidden": False}])
    assert [(one.code, one.label) for one in order] == [
        ("c", "Bab 1"),
        ("a", "Bab 2"),
        ("b", "Bab 3"),
        ("x", "Lampiran A"),
    ]
    assert stored_of(placed_parts(ships, stored_of(order))) == stored_of(order)


def test_the_page_costs_the_same_whatever_the_plan_holds(satya, plan, django_assert_max_num_queries):
    page(satya)
    with django_assert_max_num_queries(60):
        satya.get(PAGE)


def test_undo_of_what_is_no_change_of_this_book_is_not_there(satya, plan):
    done = hide_part(satya.actor, "2", "B2-1", hidden=True, op=new_op())
    assert re.fullmatch(r"\d+", str(done.number))
    from workshops.live.actions.plan_write import NotFound

    with pytest.raises(NotFound):
        undo_outline(satya.actor, "2", done.number + 5, op=new_op())


def picture(plan, number, **more):
    made = {"name": f"lambang-{number}.png", "media": "image/png", "width": 4, "height": 5, "size": 3}
    made |= {"content": b"abc", "small": b"abc", "sha256": f"{number}" * 64, "added_by": "sistem"}
    return Picture.objects.create(plan=plan, number=number, added_at=timezone.now(), **(made | more))


def test_the_arms_of_the_region_are_chosen_from_the_pictures_of_the_plan(satya, ani, plan, other_plan):
    picture(plan, 1)
    picture(plan, 2, hidden_at=timezone.now())
    picture(other_plan, 3)
    choose = "/r/ponorogo/buku/lambang/"
    for gone in ("gambar-2", "gambar-3", "gambar-9"):
        assert satya.post(choose, {"op": new_op(), "lambang": gone}).status_code == 404
    assert ani.post(choose, {"op": new_op(), "lambang": "gambar-1"}).status_code == 403
    assert satya.post(choose, {"op": new_op(), "lambang": "gambar-1", "buku": "2"}).status_code == 303
    assert page(satya).select_one("[name=lambang] option[selected]")["value"] == "gambar-1"
    assert read_book_data(plan).customization.logo == "1" * 64
    assert satya.post(choose, {"op": new_op(), "lambang": ""}).status_code == 303
    assert read_book_data(plan).customization.logo == ""


def test_arms_that_were_hidden_later_are_still_the_chosen_ones(satya, plan):
    row = picture(plan, 1)
    choose = "/r/ponorogo/buku/lambang/"
    satya.post(choose, {"op": new_op(), "lambang": "gambar-1"})
    row.hidden_at = timezone.now()
    row.save()
    chosen = page(satya).select_one("[name=lambang] option[selected]")
    assert chosen["value"] == "gambar-1" and "disembunyikan" in chosen.text
    assert satya.post(choose, {"op": new_op(), "lambang": "gambar-1"}).status_code == 303
    assert read_book_data(plan).customization.logo == "1" * 64


def test_outlines_travel_in_the_file_of_the_plan(satya, plan):
    change(satya, "naik:B2-4", "B2-5")
    change(satya, "judul", "B2-1", judul="Awal", dulu="")
    change(satya, "sembunyikan", "B2-6")
    document = dump_plan(Plan.objects.get(pk=plan.pk))
    (told,) = document["book_outlines"]
    assert told["book"] == "2" and {"code": "B2-1", "title": "Awal", "hidden": False} in told["chapters"]
    loaded = load_plan(json.loads(json.dumps(document, default=str)), "lain").plan
    assert read_book_data(loaded).customization.outlines == read_book_data(plan).customization.outlines
    assert dump_plan(loaded)["book_outlines"] == document["book_outlines"]


@pytest.mark.django_db
def test_a_file_may_name_chapters_alone_and_says_which_are_named_twice():
    document = {"region": {"name": "Kota Uji"}, "period": {"start": 2027, "end": 2031}, "pillars": []}
    document["book_outlines"] = [{"book": "2", "chapters": [{"code": "B2-3"}, {"code": "B9-9", "hidden": True}]}]
    loaded = load_plan(document, "uji").plan
    assert build_book(read_book_data(loaded), "2").parts
    assert dump_plan(loaded)["book_outlines"] == document["book_outlines"]
    document["book_outlines"] = [{"book": "2", "chapters": [{"code": "B2-3"}, {"code": "B2-3"}]}, {"book": "2"}]
    with pytest.raises(PlanFileError) as refused:
        load_plan(document, "dua")
    assert "B2-3" in str(refused.value.faults)


@pytest.mark.django_db
def test_a_book_whose_letters_wait_for_names_is_not_said_to_wait_for_nothing():
    loaded = load_plan(read_document((ROOT / "masterplan/content/example_plan.json").read_bytes()), "contoh").plan
    lead = words(page(seat_account(loaded, "Sari", "staf"), "/r/contoh/buku/3/naskah/").select_one(".page-head__lead"))
    assert re.search(r"[1-9] bagian menyebut isian yang belum terisi", lead) and "Tidak ada" not in lead
