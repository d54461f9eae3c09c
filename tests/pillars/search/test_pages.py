"""Search over a plan: words, codes, numbers, who finds what, and what it costs."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.values import CARD_MODELS
from pillars.models import Objective, RenstraProgramme, ReviewNote, RpjmdDocument
from pillars.models.search_index import INDEXED, words_sql
from tests.amounts import one_of
from tests.cast import new_op, seat_account

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
FIND = "/r/ponorogo/cari/"


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def ask(person, query, address=FIND, **more):
    answer = person.client.get(address, {"q": query} | more)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content.decode(), "lxml")


def hits(soup):
    """{heading of the group: [text of each hit]}."""
    found = {}
    for part in soup.select("section[aria-labelledby]"):
        if heading := part.find("h2"):
            found[text(heading)] = [text(hit) for hit in part.select("a.list__link")]
    return found


def add(person, kind, pillar="GOV", **values):
    return add_entry(person.actor, kind, pillar, values, op=new_op()).ref


@pytest.fixture
def cards(plan, ani, cici):
    problem = add(
        ani, "masalah", statement="Pelayanan kependudukan lambat", evidence="Antrean 9,11 jam", note="Catatan"
    )
    target = add(
        ani, "sasaran", statement="Waktu tunggu turun", problem_refs=[problem], unit="menit", targets_by_year={2027: 30}
    )
    strategy = add(ani, "strategi", statement="Melayani dari rumah", target_ref=target)
    programme = add(
        ani,
        "program",
        name="Anjungan mandiri",
        strategy_ref=strategy,
        budget_by_year={2027: 325_000_000},
        lead_opd="opd-2",
        output="Sepuluh anjungan",
    )
    other = add(cici, "masalah", "ECO", statement="Usaha kecil belum dilayani perbankan")
    return {"masalah": problem, "sasaran": target, "strategi": strategy, "program": programme, "lain": other}


# ── what is found ──────────────────────────────────────────────────────────────────────────────


def test_a_word_finds_its_other_forms_grouped_by_kind_and_marked(cards, ani):
    soup = ask(ani, "layanan")
    found = hits(soup)
    assert list(found) == ["Masalah 2", "Strategi 1"]
    assert [mark.text for mark in soup.select("mark")] == ["Pelayanan", "dilayani", "Melayani"]
    assert "3 ditemukan" in text(soup)


def test_titles_come_before_other_fields_and_these_say_where_it_stands(cards, ani):
    add(ani, "masalah", statement="Loket sedikit", evidence="Pelayanan tutup pukul dua")
    found = hits(ask(ani, "pelayanan"))["Masalah 3"]
    assert [one.split()[0] for one in found] == ["GOV-P1", "ECO-P1", "GOV-P2"]
    assert "Bukti: Pelayanan tutup pukul dua" in found[2]
    link = ask(ani, "tutup").select_one("a.list__link")["href"]
    assert link == "/r/ponorogo/tata-kelola/masalah-3/#f-evidence"
    assert ani.get(link.partition("#")[0]).status_code == 200


def test_a_code_is_found_however_it_is_typed_and_first(cards, ani):
    for typed in ("GOV-P1", "gov p1", "gov-p1", "masalah-1", "Masalah 1"):
        found = hits(ask(ani, typed))
        assert found["Kode yang sama persis"][0].startswith("GOV-P1 Pelayanan"), typed


def test_money_is_found_however_it_is_written(cards, ani):
    for typed in ("325.000.000", "325000000", "Rp325 juta", "325 juta"):
        found = hits(ask(ani, typed))
        assert list(found) == ["Program 1"], typed
        assert "Anggaran tiap tahun: Rp 325.000.000" in found["Program 1"][0]


def test_a_decimal_is_found_with_comma_or_dot(cards, ani, plan):
    document = RpjmdDocument.objects.create(plan=plan, role="berlaku")
    values = {"number": 1, "position": 1, "code": "S4.3", "statement": "Kemiskinan turun", "baseline": "9.11"}
    Objective.objects.create(plan=plan, document=document, **values)
    for typed in ("9,11", "9.11"):
        found = hits(ask(ani, typed))
        assert list(found) == ["Masalah 1", "Sasaran RPJMD 1"], typed
        assert "Angka awal: 9,11" in found["Sasaran RPJMD 1"][0]


def test_several_words_are_all_wanted_wherever_they_stand(cards, ani):
    assert list(hits(ask(ani, "anjungan dinkes"))) == ["Program 1"]
    assert list(hits(ask(ani, "anjungan kependudukan"))) == []
    assert list(hits(ask(ani, "sepuluh rp325 juta"))) == ["Program 1"]


def test_offices_renstra_notes_people_and_the_analyses_are_found_too(cards, ani, eko, satya, plan):
    office = plan.opds.get(number=2)
    RenstraProgramme.objects.create(plan=plan, opd=office, number=1, code="1.02.02", name="Pemenuhan upaya kesehatan")
    note = {"subject": cards["masalah"], "verdict": "saran", "text": "Sebut jumlah loket kesehatan", "by": eko.key}
    ReviewNote.objects.create(plan=plan, number=1, at=timezone.now(), **note)
    add(satya, "swot", "", type="strengths", statement="Kader kesehatan di tiap desa")
    found = hits(ask(ani, "kesehatan"))
    assert {"SWOT 1", "Program 1", "Program Renstra 1", "Perangkat daerah 1", "Catatan telaah 1", "Orang 1"} <= {*found}
    soup = ask(ani, "kesehatan")
    for link in soup.select("a.list__link"):
        assert ani.get(link["href"].partition("#")[0]).status_code == 200, link["href"]


def test_one_kind_has_a_page_of_its_own_with_more(plan, ani):
    for number in range(9):
        add(ani, "masalah", statement=f"Jalan rusak {number}")
    soup = ask(ani, "jalan")
    assert len(soup.select("a.list__link")) == 6 and "Masalah 9" in hits(soup)
    more = next(link for link in soup.select("a.btn") if "lebih banyak" in text(link))["href"]
    assert more == "?q=jalan&jenis=masalah"
    assert len(ask(ani, "jalan", jenis="masalah").select("a.list__link")) == 9
    assert len(ask(ani, "jalan", jenis="entah").select("a.list__link")) == 6


# ── who finds what ─────────────────────────────────────────────────────────────────────────────


def test_the_bin_is_found_only_by_those_who_may_open_it(cards, ani, cici, eko, satya):
    delete_entry(ani.actor, cards["program"], op=new_op())
    for person, expected in ((ani, 1), (cici, 0), (eko, 0), (satya, 1)):
        soup = ask(person, "anjungan")
        assert len(soup.select("a.list__link")) == expected, person.name
        assert ("Kartu terhapus" in text(soup)) == bool(expected)


def test_nothing_of_another_plan_is_ever_found(cards, ani, oka, other_plan):
    canary = "Kata rahasia Trenggalek 987654321"
    region = add(oka, "masalah", statement=canary, evidence=canary)
    add(oka, "sasaran", statement=canary, problem_refs=[region], targets_by_year={2027: 987654321})
    add(oka, "swot", "", type="threats", statement=canary)
    for typed in ("rahasia", "trenggalek", "987654321", "987.654.321"):
        assert ask(ani, typed).select("a.list__link") == []
        assert ask(oka, typed, "/r/trenggalek/cari/").select("a.list__link")
    assert oka.get(f"{FIND}?q=pelayanan").status_code == 404


# ── hostile and empty ──────────────────────────────────────────────────────────────────────────


def test_too_much_and_too_little_are_said(cards, ani):
    long = ask(ani, "panjang " * 1_250)
    assert "paling panjang 200 huruf" in text(long.find(id="cari-salah"))
    assert len(long.find(id="cari")["value"]) <= 200
    assert "paling sedikit dua huruf" in text(ask(ani, "a").find(id="cari-salah"))
    assert ask(ani, "   ").find(id="cari-salah") is None


HOSTILE = ["'; DROP TABLE pillars_problem; --", "%' OR 1=1 --", "100%", "a_b", "\\", "(((", "[a-", "!!! & | :*"]
HOSTILE += [
    "'zz':*",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "ab" * 99,
    "9" * 190,
    "1.2.3.4.5.6.7",
    "٣٢٥",
    "%(plan)s",
]
HOSTILE += ["$1 ab", "٣٢٥", "😀😀", "ꦥꦺꦩ꧀", "masalah-99999999999999999999", "masalah-999999999", "e\u0301lan", "ß" * 150]


def test_signs_that_mean_something_to_a_database_mean_nothing_here(cards, ani):
    for typed in (*HOSTILE[:8], *one_of(3, HOSTILE[8:])):
        soup = ask(ani, typed)
        assert "Pelayanan kependudukan" not in text(soup) and soup.find("script", string=True) is None, typed
    assert ani.client.get(FIND, {"q": "ab \x00"}).status_code in (200, 400)


def test_an_empty_result_teaches(cards, ani):
    soup = ask(ani, "zzzz")
    assert "Tidak ada yang cocok" in text(soup) and "antrean" in text(soup.select_one(".empty"))
    assert "Apa yang dapat dicari" in text(BeautifulSoup(ani.get(FIND).content.decode(), "lxml"))


def test_the_way_to_search_stands_on_every_page_of_a_plan(cards, ani):
    for address in ("/r/ponorogo/tata-kelola/", f"/r/ponorogo/tata-kelola/{cards['masalah']}/", "/r/ponorogo/riwayat/"):
        soup = BeautifulSoup(ani.get(address).content.decode(), "lxml")
        assert soup.select_one(".appbar__find")["href"] == FIND


# ── what it costs ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def full(db):
    return load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan


@pytest.mark.in_turn
def test_eight_queries_answer_anything_in_the_whole_example_plan(full, django_assert_max_num_queries):
    satya = seat_account(full, "Satya", "staf")
    for typed in ("pelayanan publik", "GOV-P1", "325 juta", "program"):
        with django_assert_max_num_queries(8):
            soup = ask(satya, typed, "/r/contoh/cari/")
        assert soup.select("a.list__link")
    _finds_each(full, satya)


def test_each_large_kind_is_asked_by_its_index_of_words(plan):
    for kind in INDEXED:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            model = CARD_MODELS[kind]._meta.db_table
            asked = f"SELECT 1 FROM {model} t WHERE {words_sql(kind, 't.')} @@ 'layan:*'::tsquery"
            cursor.execute(f"EXPLAIN {asked}")
            assert f"{kind}_words" in str(cursor.fetchall()), (
                "made of other words than the index: ./rembuk manage migrate"
            )


def test_what_other_plans_hold_is_not_even_looked_at(plan, ani, oka):
    """Else a search grows with the plans of a server: each word of the index begins with its plan."""
    add(ani, "masalah", statement="Pelayanan lambat")
    for _ in range(3):
        add(oka, "masalah", statement="Pelayanan lambat")
    with CaptureQueriesContext(connection) as asked:
        assert hits(ask(ani, "pelayanan"))
    question = next(one["sql"] for one in asked if "UNION ALL" in one["sql"]).partition("; ")[2]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {question}")
        read = re.findall(r"'Index Name': 'masalah_words'.*?'Actual Rows': ([0-9.]+)", str(cursor.fetchone()[0]))
    assert [float(rows) for rows in read] == [1]


def _finds_each(full, satya):
    """A card of every kind of every pillar is found by its code and by words of its title; each hit leads somewhere."""
    opened = set()
    for typed in ("digital", "layanan", "kabupaten", "data", "dinas", "kurang"):
        for part in ask(satya, typed, "/r/contoh/cari/").select("section[aria-labelledby^=jenis-]"):
            if part["aria-labelledby"] not in opened:
                opened.add(part["aria-labelledby"])
                href = part.select_one("a.list__link")["href"].partition("#")[0]
                assert satya.get(href).status_code == 200, href
    assert len(opened) >= 12, opened
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    for pillar in document["pillars"]:
        for kind, key in (("problems", "statement"), ("targets", "statement"), ("programmes", "name")):
            card = pillar[kind][-1]
            assert card["code"] in text(ask(satya, card["code"], "/r/contoh/cari/").select_one("#persis + ul"))
            words = [word for word in card[key].split() if word.isalpha() and len(word) > 3][:3]
            found = text(ask(satya, " ".join(words), "/r/contoh/cari/").find("main"))
            assert card["code"] in found, (card["code"], words)
