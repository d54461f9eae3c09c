"""The plan as it stood, and what changed between two moments: what each person reads, and what odd addresses answer."""

import io
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from masterplan.closing.actions import sign_bimtek
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.plans.models import Bimtek

HISTORY = "/r/ponorogo/riwayat/"
PAST = f"{HISTORY}pada/"


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def words(answer):
    return " ".join(soup(answer).find("main").text.split())


def save(person, ref, base, **values):
    save_entry(person.actor, ref, values, base=base, op=new_op())


@pytest.fixture
def told(ani, dewi):
    """1 problem · 2 target · 3 strategy · 4 programme · 5 the problem reworded · 6 the branch deleted."""
    for kind, values in (
        ("masalah", {"statement": "Antrean panjang"}),
        ("sasaran", {"statement": "Antrean pendek", "problem_refs": ["masalah-1"]}),
        ("strategi", {"statement": "Melimpahkan berkas", "target_ref": "sasaran-1"}),
        ("program", {"name": "Pelimpahan", "strategy_ref": "strategi-1", "budget_by_year": {2027: 5_000_000}}),
    ):
        add_entry(ani.actor, kind, "GOV", values, op=new_op())
    save(ani, "masalah-1", 4, statement="Antrean tiga jam")
    delete_entry(dewi.actor, "strategi-1", op=new_op())


def test_the_board_of_then_shows_what_was_there_and_says_that_it_is_past(told, cici):
    page = cici.get(f"{PAST}?waktu=4")
    said = words(page)
    assert "Bukan keadaan sekarang" in said and "catatan 4" in said
    assert "1 masalah · 1 sasaran · 1 strategi · 1 program" in said and "Antrean panjang" in said
    chain = cici.get(f"{PAST}?waktu=4&kelompok=tata-kelola")
    assert "Melimpahkan berkas" in words(chain) and "Pelimpahan" in words(chain)
    now = words(cici.get(f"{PAST}?waktu=sekarang&kelompok=tata-kelola"))
    assert "Antrean tiga jam" in now and "Melimpahkan" not in now
    assert "Belum ada kartu pada saat itu" in words(cici.get(f"{PAST}?waktu=0"))


def test_nothing_can_be_written_on_a_board_of_the_past(told, dewi):
    page = soup(dewi.get(f"{PAST}?waktu=4&kelompok=tata-kelola"))
    assert not [form for form in page.find_all("form") if form.get("method") == "post"]
    assert not page.select(".chain__add") and "Tersimpan" not in page.find("main").text
    assert [link["href"] for link in page.select(".entry__edit")][0].endswith("/masalah-1/riwayat/")


def test_a_minute_a_day_and_a_bimtek_are_moments_in_the_plans_own_time(told, plan, ani, satya):
    local = timezone.now().astimezone(ZoneInfo(plan.time_zone))
    for text in (f"{local:%Y-%m-%dT%H:%M}", f"{local:%Y-%m-%d %H.%M}", f"{local:%Y-%m-%d}"):
        assert "Antrean tiga jam" in words(ani.get(f"{PAST}?waktu={text.replace(' ', '+')}")), text
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    assert "Bimtek I belum berakhir" in words(ani.get(f"{PAST}?waktu=bimtek-1"))
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    open_bimtek(satya.actor, 2, op=new_op())
    save(ani, "masalah-1", 6, statement="Antrean hilang")
    page = ani.get(f"{PAST}?waktu=bimtek-1")
    assert "Bimtek I (berita acara 041/2026)" in words(page) and "Antrean tiga jam" in words(page)
    offered = [option.text for option in soup(page).select("#saat option")]
    assert offered == ["Awal rencana", "Akhir Bimtek I", "Sekarang"]
    Bimtek.objects.filter(number=1).update(signed_at=None)
    assert "berita acara 041/2026" in words(ani.get(f"{PAST}?waktu=edisi-1"))


ODD = [
    ("besok", "bukan waktu yang dikenal"),
    ("%3Cscript%3E", "bukan waktu yang dikenal"),
    ("2026-02-30", "bukan waktu yang dikenal"),
    ("0000-01-01", "bukan waktu yang dikenal"),
    ("2026-06-08T25.99", "bukan waktu yang dikenal"),
    ("9999-12-31T23:59", "belum tiba"),
    ("0001-01-01", "belum ada pada"),
    ("1999-12-31", "belum ada pada"),
    ("999999", "belum ada"),
    ("99999999999999999999", "bukan waktu yang dikenal"),
    ("-1", "bukan waktu yang dikenal"),
    ("bimtek-9", "Tidak ada bimtek nomor 9"),
    ("edisi-9", "Tidak ada berita acara"),
    ("%E0%A4%A", "bukan waktu yang dikenal"),
    ("٤", "bukan waktu yang dikenal"),
    ("a" * 3000, "bukan waktu yang dikenal"),
]


@pytest.mark.parametrize(("text", "sentence"), ODD, ids=range(len(ODD)))
def test_an_odd_moment_is_answered_with_a_sentence(told, ani, text, sentence):
    for address in (f"{PAST}?waktu={text}", f"{HISTORY}?dari={text}&ke=sekarang", f"{HISTORY}?dari=1&ke={text}"):
        answer = ani.get(address)
        assert answer.status_code == 422 and sentence in words(answer), address
    assert ani.get(f"{HISTORY}perbandingan.xlsx?dari={text}").status_code == 422


def test_odd_filters_are_as_if_they_had_not_been_asked(told, ani):
    for query in ("kelompok=%3Cb%3E", "jenis=x", "kartu=x", "mulai=-1", "mulai=999999999999", "oleh=x", "sebelum=x"):
        assert ani.get(f"{HISTORY}?dari=1&ke=4&{query}").status_code == 200
        assert ani.get(f"{HISTORY}?{query}").status_code == 200
        assert ani.get(f"{PAST}?waktu=3&{query}").status_code == 200


def test_the_difference_says_per_entry_what_became_of_it(told, ani, dewi):
    page = dewi.get(f"{HISTORY}?dari=4&ke=sekarang")
    said = words(page)
    assert "1 berubah, 2 dihapus, 1 tetap" in said
    assert [tab.text for tab in soup(page).select("nav[aria-label*=perubahan] a")] == [
        "Semua (3)",
        "Berubah (1)",
        "Dihapus (2)",
    ]
    marked = next(panel for panel in soup(page).select("section.panel") if "GOV-P1" in panel.h2.text)
    assert (marked.find("del").text.strip(), marked.find("ins").text.strip()) == ("panjang", "tiga jam")
    rows = {row.th.text: [cell.text for cell in row.find_all("td")] for row in soup(page).select("tbody tr")}
    assert rows["Program"] == ["1", "0", "−1"] and rows["Anggaran program"] == ["Rp5.000.000", "Rp0", "−Rp5.000.000"]
    turned = words(dewi.get(f"{HISTORY}?dari=sekarang&ke=4"))
    assert "Dari catatan 4" in turned and "2 dihapus" in turned
    only = words(dewi.get(f"{HISTORY}?dari=4&ke=sekarang&jenis=dihapus&kartu=program"))
    assert "Pelimpahan" in only and "Antrean" not in only
    assert "Tidak ada yang berubah di saringan ini" in words(dewi.get(f"{HISTORY}?dari=4&ke=6&kelompok=ekonomi"))
    assert "Isi rencana sama pada kedua saat itu" in words(dewi.get(f"{HISTORY}?dari=6&ke=6"))


def test_an_earlier_text_can_be_taken_again_from_the_difference_by_who_may(told, ani, dewi):
    links = [
        link["href"] for link in soup(dewi.get(f"{HISTORY}?dari=4&ke=6")).select("a.btn") if "Kembalikan" in link.text
    ]
    assert links == ["/r/ponorogo/tata-kelola/masalah-1/riwayat/kembali/?isian=statement&nomor=4"]
    assert "Antrean panjang" in words(dewi.get(links[0]))
    assert "Kembalikan teks ini" not in words(ani.get(f"{HISTORY}?dari=4&ke=6"))


def test_the_difference_goes_out_as_a_workbook(told, plan, ani):
    answer = ani.get(f"{HISTORY}perbandingan.xlsx?dari=4&ke=sekarang")
    assert answer["Content-Disposition"].startswith('attachment; filename="perubahan-ponorogo-')
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lines = [[cell.value for cell in row] for row in book["Perubahan"].iter_rows(min_row=2)]
    assert lines[0][:5] == ["Tata Kelola Pemerintahan Cerdas", "Berubah", "Masalah", "GOV-P1", "Antrean tiga jam"]
    assert lines[0][6:] == ["Pernyataan masalah", "Antrean panjang", "Antrean tiga jam", "Ani"]
    assert {line[3] for line in lines[1:]} == {"GOV-ST1", "GOV-PR1"} and lines[1][-1] == "Dewi"
    sums = {row[0].value: [cell.value for cell in row[1:4]] for row in book["Ringkasan"].iter_rows()}
    assert sums["Anggaran program"] == [5_000_000, 0, -5_000_000]


def test_analyses_are_compared_too_and_can_be_filtered(told, ani, satya):
    ref = add_entry(satya.actor, "kesenjangan", "", {"element": "Layanan", "gap": "Belum daring"}, op=new_op()).ref
    save(satya, ref, 7, gap="Sebagian daring")
    page = satya.get(f"{HISTORY}?dari=7&ke=sekarang&kelompok=analisis")
    assert "1 berubah, 2 tetap" in words(page) and "Kesenjangan" in words(page) and "Satya" in words(page)
    assert "Sebagian daring" in words(page) and "Antrean" not in words(page)
    links = [link["href"] for link in soup(page).select("a.btn") if "Kembalikan" in link.text]
    assert links == [f"/r/ponorogo/analisis/{ref}/riwayat/kembali/?isian=gap&nomor=7"]
    assert "Belum daring" in words(satya.get(links[0]))


def test_what_was_deleted_comes_back_from_the_plans_history(told, ani, dewi, cici):
    forms = soup(dewi.get(HISTORY)).select("form[action$='/strategi-1/kembalikan/']")
    assert len(forms) == 1 and not soup(cici.get(HISTORY)).select("form[action$='/kembalikan/']")
    sent = {item["name"]: item["value"] for item in forms[0].select("input")}
    assert dewi.post(forms[0]["action"], sent).status_code == 303
    assert not soup(dewi.get(HISTORY)).select("form[action$='/kembalikan/']")
    bins = soup(dewi.get(HISTORY)).select("a[href$='/terhapus/']")
    assert [one.text for one in bins] == ["GOV", "Analisis"]
    assert words(dewi.get(f"{HISTORY}?oleh={ani.key}")).count("Ani ") >= 5
    assert "Dewi menghapus" not in words(dewi.get(f"{HISTORY}?oleh={ani.key}"))


def test_what_they_cost_does_not_grow_with_the_plan_or_the_journal(told, plan, ani, dewi):
    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            assert ani.get(address).status_code == 200
        return len(asked)

    pages = (f"{PAST}?waktu=2", f"{PAST}?waktu=2&kelompok=tata-kelola", f"{HISTORY}?dari=2&ke=4")
    before = [cost(address) for address in pages]
    restore_entry(dewi.actor, "strategi-1", op=new_op())
    for number in range(12):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah {number}"}, op=new_op())
        plan.refresh_from_db(fields=["head"])
        save(ani, f"masalah-{number + 2}", plan.head, evidence="Angka", urgency=3)
    after = [cost(address) for address in pages]
    assert after == before and max(after) <= 100


def test_the_history_of_a_card_with_a_thousand_changes_stays_one_page(plan, ani, django_assert_max_num_queries):
    from workshops.live.models import Event

    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    at, rows = timezone.now(), []
    for number in range(2, 1002):
        changes = {"masalah-1": {"evidence": [f"Bukti {number - 1}" if number > 2 else None, f"Bukti {number}"]}}
        one = {"number": number, "at": at + timedelta(seconds=number), "actor": ani.key, "verb": "entry.saved"}
        rows.append(Event(plan=plan, refs=["masalah-1"], changes=changes, op=f"seribu-{number:06d}", body="x", **one))
    Event.objects.bulk_create(rows)
    plan.head = 1001
    plan.save(update_fields=["head"])
    address = "/r/ponorogo/tata-kelola/masalah-1/riwayat/"
    seen = 0
    with django_assert_max_num_queries(16):
        page = soup(ani.get(address))
    assert "1.001 perubahan oleh 1 orang" in page.text
    while page:
        seen += len(page.select(".trail .avatar"))
        older = page.find("a", string=re.compile("Lebih lama"))
        page = older and soup(ani.get(address + older["href"]))
    assert seen == 1001
