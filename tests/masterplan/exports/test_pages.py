"""Files of the plan: who may order and fetch them, one however often the button is pressed, what is told of them."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django_tasks_db.models import DBTaskResult

from masterplan.book_details.actions import save_book_details
from masterplan.document.books import VOLUMES
from masterplan.downloads.models import Export
from masterplan.editions.actions import freeze_edition
from masterplan.exports.tasks import BROKEN, NO_RIGHT, make_export
from pillars.cards.actions.save import add_entry
from pillars.models import Target
from tests.cast import form_values, new_op
from tests.masterplan.opendata.check_package import Package
from workshops.live.models import Event
from workshops.plans.models import StaffRole

BOOKS = "/r/ponorogo/buku/"
ORDER = "/r/ponorogo/buku/2/unduhan/"


def order(person, format="json", **changes):
    return person.post(ORDER, {"format": format, "op": new_op(), "as": person.key} | changes)


def work():
    """Does what the worker would do with all that waits."""
    for task in DBTaskResult.objects.order_by("enqueued_at"):
        make_export.call(*task.args_kwargs["args"])


@pytest.fixture
def written(plan, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean <script>alert(1)</script>"}, op=new_op())


def test_satya_orders_a_file_and_fetches_it(plan, satya, written):
    answer = order(satya)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{BOOKS}#unduhan-1"
    assert answer.headers["X-Rembuk"] == str(Event.objects.latest("number").number)
    assert "Menunggu giliran" in satya.get(BOOKS).content.decode()
    work()
    page = satya.get(BOOKS).content.decode()
    assert "Unduh JSON" in page
    assert "Satya" in page
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert "Antrean <script>" in json.dumps(json.loads(answer.content), ensure_ascii=False)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/json"


def test_the_name_of_the_file_says_whose_plan_and_when_in_the_regions_time(plan, satya, written):
    order(satya)
    work()
    Export.objects.update(done_at=datetime(2026, 11, 24, 3, 42, tzinfo=UTC))
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="buku-2-ponorogo-20261124-1042.json"'


def test_the_list_says_at_which_number_of_the_journal_the_file_was_read(plan, satya, written, ani):
    order(satya)
    work()
    read_at = Export.objects.get().plan_number
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Ditulis kemudian"}, op=new_op())
    assert f"catatan {read_at}" in satya.get(BOOKS).content.decode()
    assert "Ditulis kemudian" not in satya.get(f"{BOOKS}unduhan/1/berkas/").content.decode()


def test_the_button_pressed_twice_orders_one_file(plan, satya):
    form = form_values(satya.get(BOOKS).content.decode()) | {"format": "json"}
    first, second = satya.post(ORDER, form), satya.post(ORDER, form)
    assert first.headers["X-Rembuk"] == second.headers["X-Rembuk"]
    assert Export.objects.count() == DBTaskResult.objects.count() == 1


def test_the_same_op_for_another_format_is_refused(plan, satya):
    form = form_values(satya.get(BOOKS).content.decode())
    satya.post(ORDER, form | {"format": "json"})
    assert satya.post(ORDER, form | {"format": "pdf"}).status_code == 409
    assert Export.objects.count() == 1


@pytest.mark.parametrize(
    ("book", "format", "part"),
    [
        ("9", "pdf", ""),
        ("2", "exe", ""),
        ("2", "", ""),
        ("2", "csv", ""),
        ("data", "pdf", ""),
        ("data", "csv", "pilar:GOV"),
        ("edisi-1", "pdf", ""),
        ("2", "pdf", "pilar:XXX"),
        ("2", "pdf", "opd:Dinas Entah"),
        ("2", "pdf", "bab:B1-3"),
        ("2", "pdf", "kota:1"),
        ("2", "pdf", "pilar:GOV\0"),
    ],
)
def test_a_book_format_or_part_that_does_not_exist_is_not_found(plan, satya, everything, book, format, part):
    before = everything()
    form = {"format": format, "part": part, "op": new_op()}
    answer = satya.post(f"/r/ponorogo/buku/{book}/unduhan/", form)
    assert answer.status_code == 404
    assert everything() == before


def test_an_order_without_op_is_refused_and_orders_nothing(plan, satya):
    assert satya.post(ORDER, {"format": "json"}).status_code == 422
    assert Export.objects.count() == 0


def test_members_read_the_page_with_the_reason_and_can_neither_order_nor_fetch(plan, ani, satya, everything):
    order(satya)
    work()
    page = ani.get(BOOKS).content.decode()
    assert "Buku dibuat dan diunduh oleh fasilitator, tenaga ahli, atau staf." in page
    assert "Data terbuka" not in page
    assert "<button" not in page
    before = everything()
    assert order(ani).status_code == 403
    assert ani.get(f"{BOOKS}unduhan/1/berkas/").status_code == 403
    assert everything() == before


def test_fitris_right_is_asked_again_at_the_download(plan, fitri, written):
    order(fitri)
    work()
    link = f"{BOOKS}unduhan/1/berkas/"
    assert fitri.get(link).status_code == 200
    StaffRole.objects.filter(account=fitri.account).delete()
    assert fitri.get(link).status_code == 404


def test_fitris_right_is_asked_again_when_the_work_starts(plan, fitri, satya, written):
    order(fitri)
    StaffRole.objects.filter(account=fitri.account).delete()
    work()
    export = Export.objects.get()
    assert (export.state, export.failure, export.content) == (Export.GAGAL, NO_RIGHT, None)
    assert NO_RIGHT in satya.get(BOOKS).content.decode()


def test_a_cancelled_file_is_not_made(plan, satya, written):
    order(satya)
    answer = satya.post(f"{BOOKS}unduhan/1/batal/", {"op": new_op(), "as": satya.key})
    assert answer.status_code == 303
    work()
    assert Export.objects.get().state == Export.BATAL
    assert "Dibatalkan" in satya.get(BOOKS).content.decode()
    assert satya.get(f"{BOOKS}unduhan/1/berkas/").status_code == 404


def test_a_finished_file_cannot_be_cancelled_any_more(plan, satya, written):
    order(satya)
    work()
    satya.post(f"{BOOKS}unduhan/1/batal/", {"op": new_op()})
    assert Export.objects.get().state == Export.SELESAI


def test_the_successor_of_a_killed_worker_makes_the_same_file_once(plan, satya, written):
    order(satya)
    Export.objects.update(state=Export.DIKERJAKAN, step=3, steps=9, doing="Bab 1")
    work()
    first = Export.objects.get()
    assert first.state == Export.SELESAI
    work()
    assert Export.objects.get().done_at == first.done_at


def test_a_file_whose_worker_was_killed_twice_is_said_to_have_failed(plan, satya):
    order(satya)
    Export.objects.update(state=Export.DIKERJAKAN, step=3, steps=9, doing="Bab 1")
    DBTaskResult.objects.update(status="FAILED")
    page = satya.get(BOOKS).content.decode()
    assert "Pembuatan terhenti dua kali" in page
    assert "every 2s" not in page


def test_an_unexpected_fault_becomes_a_sentence(plan, satya, ani):
    order(satya)
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Cepat"}, op=new_op())
    Target.objects.update(targets_by_year={"tahun depan": "85"})
    work()
    assert Export.objects.get().failure == BROKEN


def test_the_progress_names_the_part_and_asks_again_until_it_is_done(plan, satya, written):
    order(satya)
    Export.objects.update(state=Export.DIKERJAKAN, step=3, steps=16, doing="Bab 2: Visi dan Misi")
    part = satya.get(f"{BOOKS}unduhan/1/", **{"HX-Request": "true"}).content.decode()
    assert "Bagian 3 dari 16: Bab 2: Visi dan Misi" in part
    assert 'value="2"' in part
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    work()
    part = satya.get(f"{BOOKS}unduhan/1/", **{"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part
    assert "Unduh JSON" in part


def test_another_plans_file_does_not_exist(plan, satya, oka, written):
    order(satya)
    work()
    for path in ("unduhan/1/", "unduhan/1/berkas/"):
        assert oka.get(f"{BOOKS}{path}").status_code == 404
        assert oka.get(f"/r/trenggalek/buku/{path}").status_code == 404


def test_books_page_reads_no_file_and_few_rows(plan, satya, written, django_assert_max_num_queries):
    for _ in range(4):
        order(satya)
    work()
    with django_assert_max_num_queries(29) as queries:
        satya.get(BOOKS)
    assert not [query for query in queries.captured_queries if '"content"' in query["sql"]]


def test_parts_are_offered_by_names_without_marks(satya):
    page = satya.get("/r/ponorogo/buku/").content.decode()
    assert "Sambutan" in page and "{{" not in page
    sent = {"op": new_op(), "format": "pdf", "part": "bab:sambutan_kepala_daerah"}
    assert satya.post("/r/ponorogo/buku/2/unduhan/", sent).status_code == 303
    assert Export.objects.get().label == "Buku 2 · Sambutan"


def test_an_empty_plan_is_not_called_complete(satya):
    page = satya.get(BOOKS).content.decode()
    assert "Belum ada masalah" in page and "Semua isian wajib terisi" not in page


def test_while_the_first_file_is_made_nobody_is_told_that_there_is_none(satya, written):
    assert "Belum ada unduhan" in satya.get(BOOKS).content.decode()
    order(satya)
    assert "Belum ada unduhan" not in satya.get(BOOKS).content.decode()


PARTS = {
    "pilar:GOV": (
        "Buku 2 · Pilar Tata Kelola Pemerintahan Cerdas",
        "buku-2-pilar-tata-kelola-pemerintahan-cerdas-ponorogo-",
    ),
    "opd:Dinas Kesehatan": ("Buku 2 · Program Dinas Kesehatan", "buku-2-program-dinas-kesehatan-ponorogo-"),
    "bab:B2-7": ("Buku 2 · Bab 7: Penutup", "buku-2-bab-7-penutup-ponorogo-"),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_book_is_ordered_and_named_for_what_it_holds(plan, satya, written, part):
    label, name = PARTS[part]
    assert f'value="{part}"' in satya.get(BOOKS).content.decode() or part.startswith("opd:")
    order(satya, part=part)
    work()
    assert f"{label} · JSON" in satya.get(BOOKS).content.decode()
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert name in answer.headers["Content-Disposition"]
    assert ("Antrean <script>" in answer.content.decode()) == (part == "pilar:GOV")


def test_a_pillar_that_goes_before_its_book_is_made_is_named(plan, satya):
    order(satya, part="pilar:GOV")
    plan.pillars.filter(code="GOV").update(code="TKL")
    work()
    assert Export.objects.get().failure == "Pilar GOV tidak ada pada rencana ini."


def test_the_open_data_is_one_zip_for_the_whole_plan(plan, satya, ani, written):
    satya.post(f"{BOOKS}data/unduhan/", {"format": "csv", "op": new_op(), "as": satya.key})
    work()
    assert "Data terbuka · CSV" in satya.get(BOOKS).content.decode()
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert 'filename="data-terbuka-ponorogo-' in answer.headers["Content-Disposition"]
    made = Package(answer.content)
    assert made.faults() == []
    assert [row["statement"] for row in made.tables["masalah"]] == ["Antrean <script>alert(1)</script>"]
    assert not [name for name, data in made.files.items() if b"Ani" in data or b"Satya" in data]


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_word_and_excel_are_made_too(plan, satya, written, format):
    order(satya, format=format)
    work()
    export = Export.objects.get()
    assert (export.state, export.failure) == (Export.SELESAI, "")
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument")
    assert answer.content.startswith(b"PK")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert "Antrean &lt;script&gt;" in "".join(
            opened.read(name).decode() for name in opened.namelist() if name.endswith(".xml")
        )


def test_an_edition_is_ordered_as_it_was_frozen(plan, satya, ani, written):
    freeze_edition(satya.actor, plan, "2", "", origin="http://localhost", op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Ditulis sesudah dibekukan"}, op=new_op())
    satya.post(f"{BOOKS}edisi-1/unduhan/", {"format": "json", "op": new_op(), "as": satya.key})
    work()
    page = satya.get(BOOKS).content.decode()
    assert "Edisi 2.1 · JSON" in page
    answer = satya.get(f"{BOOKS}unduhan/1/berkas/")
    assert "Antrean <script>" in answer.content.decode()
    assert "Ditulis sesudah" not in answer.content.decode()
    assert 'filename="edisi-2-1-ponorogo-' in answer.headers["Content-Disposition"]


def test_the_page_shows_every_book_with_what_it_lacks_and_where_that_is_filled(plan, satya, written):
    page = BeautifulSoup(satya.get(BOOKS).content.decode(), "lxml")
    for code, volume in VOLUMES.items():
        card = page.find("section", {"aria-labelledby": f"judul-buku-{code}"})
        assert volume.label in card.text and volume.title in card.text
        assert {button["value"] for button in card.find_all("button")} == {"pdf", "docx", "xlsx", "json"}
        assert card.find("a", string="Naskah dan susunan bab")["href"] == f"{BOOKS}{code}/naskah/"
    lacks = {link.text.strip(): link["href"] for link in page.select(".gap-link[href]")}
    assert "/r/ponorogo/kelompok/" in {
        href for said, href in lacks.items() if re.fullmatch("Masih ada [0-9]+ celah", said)
    }
    if "1" in VOLUMES:
        assert lacks["Visi belum dirumuskan"] == "/r/ponorogo/analisis/visi/"
        assert lacks["SWOT belum memuat kekuatan, kelemahan, peluang, ancaman"] == "/r/ponorogo/analisis/swot/"


def test_a_book_whose_letters_nobody_signs_is_not_called_complete(plan, satya, written):
    def lacks(code):
        page = BeautifulSoup(satya.get(BOOKS).content.decode(), "lxml")
        card = page.find("section", {"aria-labelledby": f"judul-buku-{code}"})
        return {link.text.strip(): link["href"] for link in card.select(".gap-link[href]")}

    at = "/r/ponorogo/buku/keterangan/"
    assert lacks("2")["Nama kepala daerah, nama kepala dinas, dan tempat surat belum diisi"] == at
    assert lacks("3")["Nama kepala daerah dan tempat surat belum diisi"] == at
    save_book_details(satya.actor, {"nama_kepala_daerah": ("", "Siti"), "ibu_kota": ("", "Ponorogo")}, op=new_op())
    assert lacks("2")["Nama kepala dinas belum diisi"] == at and at not in lacks("3").values()


def test_only_offices_with_programmes_are_offered_as_a_part(plan, satya, ani, written):
    assert 'value="opd:' not in satya.get(BOOKS).content.decode()
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Cepat"}, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    values = {"name": "Antrean daring", "strategy_ref": strategy, "support_opd": ["dinkes"]}
    add_entry(ani.actor, "program", "GOV", values, op=new_op())
    offered = BeautifulSoup(satya.get(BOOKS).content.decode(), "lxml").select('option[value^="opd:"]')
    assert [one["value"] for one in offered] == ["opd:Dinas Kesehatan"]


def test_what_could_not_be_printed_is_told_beside_the_file(plan, satya, written):
    order(satya)
    work()
    Export.objects.update(warnings=["Bab 3, GOV-P1: bukti <b> tidak dapat dicetak."])
    page = satya.get(BOOKS).content.decode()
    assert "1 peringatan" in page
    assert "GOV-P1: bukti &lt;b&gt; tidak dapat dicetak." in page
