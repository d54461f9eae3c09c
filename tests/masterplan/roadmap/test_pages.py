"""Peta jalan: what it shows, that it adds up as books, Excel and database do, and moving a programme."""

import io
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from openpyxl import load_workbook

from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.document.tree import Figure, Table, Timeline, walk
from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Programme
from tests.cast import form_values, new_op, seat_account
from workshops.live.models import Event

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
MAP = "/r/ponorogo/peta-jalan/"
IN_FULL = "Jumlah dalam rupiah"


def page(person, address=MAP):
    answer = person.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def whole(said):
    """The rupiah in a cell: 325.000.000 → 325000000; a dash and words are nothing."""
    return int(said.replace(".", "")) if re.fullmatch(r"[\d.]+", said) else 0


def table_of(soup):
    """({(row, column): rupiah}, row titles, column heads) of the table of money."""
    heads = [text(th) for th in soup.select(".road-money thead th")][1:]
    cells, rows = {}, []
    for row in soup.select(".road-money tbody tr"):
        rows.append(text(row.th))
        cells |= {(rows[-1], head): whole(text(td)) for head, td in zip(heads, row.find_all("td"), strict=True)}
    return cells, rows, heads


def strategy(person, pillar="GOV"):
    target = add_entry(person.actor, "sasaran", pillar, {"statement": "Antrean pendek"}, op=new_op()).ref
    return add_entry(person.actor, "strategi", pillar, {"statement": "Daring", "target_ref": target}, op=new_op()).ref


def programme(person, parent, pillar="GOV", **values):
    values = {"name": "Aplikasi antrean", "strategy_ref": parent} | values
    return add_entry(person.actor, "program", pillar, values, op=new_op()).ref


@pytest.fixture
def hostile(plan, ani, cici):
    """Money written in every odd way: no years, no money, a sum that differs, nought, outside the period, no OPD."""
    gov, eco = strategy(ani), strategy(cici, "ECO")
    programme(ani, gov, name="Hanya jumlah", budget=999_999_999_999_999, years=[2028])
    programme(ani, gov, name="Tahun tanpa uang", years=[2027, 2029], term="menengah", lead_opd="opd-1")
    programme(ani, gov, name="Jumlah lain", budget=100, budget_by_year={2027: 333_333_333, 2031: 1}, years=[2027])
    programme(ani, gov, name="Nol rupiah", budget_by_year={2028: 0}, funding=["APBD Kabupaten", "CSR/TJSL"])
    programme(cici, eco, "ECO", name="Tanpa apa-apa")
    programme(cici, eco, "ECO", name="Di luar masa", budget_by_year={2026: 7, 2035: 11}, years=[2035], term="panjang")
    gone = programme(cici, eco, "ECO", name="Dihapus", budget_by_year={2027: 5_000}, years=[2027])
    delete_entry(cici.actor, gone, op=new_op())
    return plan


@pytest.fixture
def full(db):
    return load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan


# ── the same rupiah everywhere ─────────────────────────────────────────────────────────────────


def from_the_database(plan):
    """({year: rupiah}, rupiah without a year), by SQL alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (each.key)::int, sum((each.value)::numeric) FROM pillars_programme,
               jsonb_each_text(coalesce(budget_by_year, '{}')) AS each
               WHERE plan_id = %s AND deleted_in IS NULL GROUP BY 1""",
            [plan.pk],
        )
        years = {year: int(amount) for year, amount in cursor.fetchall() if amount}
        cursor.execute(
            """SELECT coalesce(sum(budget), 0) FROM pillars_programme WHERE plan_id = %s AND deleted_in IS NULL
               AND coalesce(budget_by_year, '{}') = '{}'""",
            [plan.pk],
        )
        return years, int(cursor.fetchone()[0])


def from_the_page(person, plan, by):
    soup = page(person, f"/r/{plan.slug}/peta-jalan/?menurut={by}")
    cells, rows, heads = table_of(soup)
    for head in heads:  # every column adds up by itself
        assert sum(cells[row, head] for row in rows[:-1]) == cells["Jumlah", head]
    said = {head: cells["Jumlah", head] for head in heads}
    total, loose = said.pop("Jumlah"), said.pop("Belum dibagi", 0)
    assert total == sum(said.values()) + loose
    assert f"{total:,}".replace(",", ".") in text(soup.find(id="ringkas-jalan"))
    return {int(year): amount for year, amount in said.items() if amount}, loose


def from_the_excel(person, plan, by):
    answer = person.get(f"/r/{plan.slug}/peta-jalan/unduh/?menurut={by}")
    found = []
    for sheet in load_workbook(io.BytesIO(answer.content)).worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        columns = {int(m[0]): n for n, said in enumerate(head) if (m := re.search(r"\d{4}", str(said)))}
        loose = next(n for n, said in enumerate(head) if "Belum dibagi" in str(said))
        for n in [*columns.values(), loose, len(head) - 1]:
            assert sum(int(row[n] or 0) for row in rows[:-1]) == int(rows[-1][n] or 0), head[n]
        last = rows[-1]
        found.append(({year: int(last[n]) for year, n in columns.items() if last[n]}, int(last[loose] or 0)))
    assert found[0] == found[1]
    return found[0]


def from_the_book(plan):
    """What chapter 5 says: the figure, the sum in full rupiah, the table of sources."""
    nodes = list(walk(build_book(read_book_data(plan), "2")))
    figure = next(n for n in nodes if isinstance(n, Figure) and n.kind == "stacked_years")
    drawn = {int(year): sum(int(amount) for _, amount in parts) for year, *parts in figure.data}
    printed = {}
    for table in (node for node in nodes if isinstance(node, Table)):
        lines = [row for row in table.rows if row.role == "note" and row.cells[0].lines[0][0].text == IN_FULL]
        if not lines:
            continue
        (line,) = lines
        heads = [column.title for column in table.columns][2:]
        printed |= {int(head): cell.value for head, cell in zip(heads, line.cells[1:], strict=False) if head.isdigit()}
    assert drawn == printed
    (sources,) = [n for n in nodes if isinstance(n, Table) and n.columns and n.columns[0].title == "Sumber dana"]
    total = sources.rows[-1].cells[2].value
    assert sum(row.cells[2].value for row in sources.rows[:-1]) == total
    assert [n for n in nodes if isinstance(n, Timeline)]
    return {year: amount for year, amount in drawn.items() if amount}, total - sum(drawn.values())


def test_totals_of_the_example_plan_agree_to_the_rupiah(full):
    satya = seat_account(full, "Satya", "staf")
    wanted = from_the_database(full)
    assert sum(wanted[0].values()) == 552_900_000_000
    assert from_the_book(full) == wanted
    for by in ("pilar", "opd", "dana"):
        assert from_the_page(satya, full, by) == from_the_excel(satya, full, by) == wanted


def test_totals_of_a_hostile_plan_agree_to_the_rupiah(hostile, satya):
    wanted = from_the_database(hostile)
    assert wanted == ({2026: 7, 2027: 333_333_333, 2031: 1, 2035: 11}, 999_999_999_999_999)
    assert from_the_book(hostile) == wanted
    for by in ("pilar", "opd", "dana"):
        assert from_the_page(satya, hostile, by) == from_the_excel(satya, hostile, by) == wanted


# ── what it shows ──────────────────────────────────────────────────────────────────────────────


def test_the_whole_example_plan_on_one_page(full, django_assert_max_num_queries):
    satya = seat_account(full, "Satya", "staf")
    satya.get("/r/contoh/peta-jalan/")
    with django_assert_max_num_queries(12):
        soup = page(satya, "/r/contoh/peta-jalan/")
    rows = soup.select("article.road__row")
    assert len(rows) == Programme.objects.filter(plan=full).count() == 80
    assert "80 program" in text(soup.find(id="ringkas-jalan"))
    assert all(svg.name == "svg" and svg["aria-label"] for svg in soup.select("article .jalur"))
    assert "miliar rupiah" in text(soup.select_one(".road-figure figcaption"))
    assert len(soup.select(".road__group")) == 6
    directions = [text(row) for row in soup.select("div.road__row") if "Arah jangka panjang" in text(row)]
    assert directions and "2032–2036" in directions[0]


def test_horizon_grouping_and_filter_narrow_together(full):
    satya = seat_account(full, "Satya", "staf")
    soup = page(satya, "/r/contoh/peta-jalan/")
    labels = [text(link) for link in soup.select("nav[aria-label=Jangka] a")]
    assert labels == ["Semua", "1 tahun", "5 tahun", "10 tahun"]
    soup = page(satya, "/r/contoh/peta-jalan/?jangka=pendek&pilar=GOV")
    wanted = Programme.objects.filter(plan=full, term="pendek", pillar__code="GOV", deleted_in=None)
    assert {row["id"] for row in soup.select("article.road__row")} == {row.ref for row in wanted}
    link = next(link["href"] for link in soup.select("nav.segment a") if text(link) == "OPD")
    assert "jangka=pendek" in link and "pilar=GOV" in link and "menurut=opd" in link
    assert not page(satya, "/r/contoh/peta-jalan/?jangka=kapan&pilar=XXX&opd=5").select(".empty")


def test_the_long_term_shows_its_own_years(hostile, ani):
    hostile.long_term = [2032, 2036]
    hostile.save(update_fields=["long_term"])
    soup = page(ani, f"{MAP}?jangka=panjang")
    heads = [head.text for head in soup.select(".skala text:not(.kecil)")]
    assert heads[-5:] == ["2032", "2033", "2034", "2035", "2036"]
    assert soup.select("article.road__row .bilah")


def test_the_long_term_shows_what_a_pillar_wants_before_it_has_programmes(full):
    satya = seat_account(full, "Satya", "staf")
    soup = page(satya, "/r/contoh/peta-jalan/?jangka=panjang")
    assert len(soup.select(".road__group")) == 6 and not soup.select("article.road__row")
    assert {text(drawn) for drawn in soup.select(".jalur .jauh")} >= {"2032–2036"}
    assert "Tidak ada program yang cocok" in text(page(satya, "/r/contoh/peta-jalan/?jangka=panjang&menurut=opd"))


def test_empty_pages_teach(plan, ani):
    assert "Belum ada program di peta jalan" in text(page(ani).find(id="peta"))
    programme(ani, strategy(ani))
    soup = page(ani)
    assert "Belum dijadwalkan" in text(soup.select_one("article.road__row"))
    assert "Belum ada anggaran" in text(soup.find(id="uang"))
    assert "1 program belum punya tahun" in text(soup.find(id="ringkas-jalan"))
    assert "Tidak ada program yang cocok" in text(page(ani, f"{MAP}?jangka=panjang").find(id="peta"))


def test_only_the_own_group_and_staff_are_offered_to_move(hostile, ani, cici, satya, eko):
    def offered(person):
        return len(page(person).select(".road__set"))

    assert (offered(ani), offered(cici), offered(satya), offered(eko)) == (4, 2, 6, 0)


def test_a_differing_sum_is_said_with_a_link(hostile, ani):
    said = page(ani).find(id="uang").select_one("[data-kind=warning]")
    assert "1 program punya jumlah yang berbeda" in text(said)
    assert said.a["href"] == f"#{Programme.objects.get(name='Jumlah lain').ref}"


# ── moving ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def ref(plan, ani):
    return programme(ani, strategy(ani), years=[2027, 2028], term="menengah", budget_by_year={2027: 300, 2028: 200})


def row_of(ref):
    return Programme.objects.get(number=int(ref.split("-")[1]))


def test_ani_types_other_years_and_takes_it_back(plan, ani, ref):
    answer = ani.form(f"{MAP}{ref}/?menurut=opd", dari="2029", sampai="2030")
    assert answer.status_code == 303 and "menurut=opd" in answer["Location"] and answer["Location"].endswith(f"#{ref}")
    row = row_of(ref)
    assert (row.years, row.term, row.budget_by_year) == ([2029, 2030], "menengah", {"2029": 300, "2030": 200})
    event = Event.objects.latest("number")
    assert event.verb == "entry.saved" and set(event.changes[ref]) == {"years", "budget_by_year"}
    soup = page(ani, answer["Location"])
    said = soup.find(id="pesan-jalan")
    assert re.search(r"GOV-PR1 sekarang 2029–2030, jangka menengah. Tersimpan \d\d\.\d\d", text(said))
    back = ani.post(said.form["action"], form_values(str(soup)))
    assert back.status_code == 303
    row = row_of(ref)
    assert (row.years, row.budget_by_year) == ([2027, 2028], {"2027": 300, "2028": 200})


def test_money_outside_the_years_is_kept_and_said(plan, ani, ref):
    answer = ani.form(f"{MAP}{ref}/", dari="2028", sampai="2028")
    said = text(page(ani, answer["Location"]).find(id="pesan-jalan"))
    assert "Rp300 pada 2027 berada di luar tahun pelaksanaan" in said
    assert row_of(ref).budget_by_year == {"2027": 300, "2028": 200}


def test_faults_are_said_at_the_field_and_nothing_is_written(plan, ani, ref, everything):
    before = everything()
    answer = ani.form(f"{MAP}{ref}/", dari="2029", sampai="2028")
    soup = BeautifulSoup(answer.content, "lxml")
    assert answer.status_code == 422 and "Tahun selesai (2028) lebih awal" in text(soup.find(id="f-sampai-error"))
    assert soup.select_one("#f-dari option[selected]")["value"] == "2029"
    for odd in ("", "dua ribu", "99999", "1.5", "2027' OR 1=1"):
        assert ani.form(f"{MAP}{ref}/", dari=odd, sampai="2028").status_code == 422
    assert ani.form(f"{MAP}{ref}/", dari="2099", sampai="2100").status_code == 303
    assert ani.form(f"{MAP}{ref}/", dari="2100", sampai="2100").status_code == 303
    assert everything() != before


def test_two_people_move_the_same_money_and_one_chooses(plan, ani, budi, ref):
    address = f"{MAP}{ref}/"
    old = form_values(page(budi, address).prettify())
    ani.form(address, dari="2028", sampai="2029")
    answer = budi.post(address, old | {"dari": "2029", "sampai": "2030"})
    assert answer.status_code == 303 and f"/{ref}/beda/?op=" in answer["Location"]
    assert "Dua perubahan pada isian yang sama" in budi.get(answer["Location"]).content.decode()
    again = old | {"op": new_op(), "dari": "2030", "sampai": "2031"}
    by_script = budi.client.post(address, again, headers={"HX-Request": "true"})
    assert by_script.status_code == 409 and "/beda/?op=" in by_script["X-Rembuk-Go"]


def test_the_same_sending_twice_is_one_move(plan, ani, ref):
    values = form_values(page(ani, f"{MAP}{ref}/").prettify()) | {"dari": "2028", "sampai": "2029"}
    first, second = (ani.post(f"{MAP}{ref}/", values) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert row_of(ref).years == [2028, 2029]


def test_a_script_gets_the_row_the_sums_and_the_receipt(plan, ani, ref):
    values = form_values(page(ani, f"{MAP}{ref}/").prettify()) | {"dari": "2028", "sampai": "2029"}
    answer = ani.client.post(f"{MAP}{ref}/", values, headers={"HX-Request": "true"})
    parts = BeautifulSoup(answer.content, "lxml")
    assert answer["X-Rembuk-Op"] == values["op"] and answer["X-Rembuk"] == str(Event.objects.latest("number").number)
    assert parts.find(id=ref) and parts.find(id="uang") and parts.find(id="pesan-jalan").form
    assert not parts.find(id="peta")


def test_a_card_in_the_bin_and_a_card_that_is_no_programme(plan, ani, ref):
    assert ani.get(f"{MAP}sasaran-1/").status_code == 404
    assert ani.get(f"{MAP}program-99/").status_code == 404
    assert ani.post(f"{MAP}{ref}/batal/1/", {"op": new_op()}).status_code == 404
    delete_entry(ani.actor, ref, op=new_op())
    assert ani.get(f"{MAP}{ref}/").status_code == 303


# ── live ───────────────────────────────────────────────────────────────────────────────────────


def test_an_open_map_gets_the_row_that_was_moved_elsewhere(plan, ani, budi, ref):
    plan.refresh_from_db()
    head = plan.head
    assert ani.get(f"{MAP}?since={head}").content == b""
    save_entry(budi.actor, ref, {"years": [2030, 2031]}, base=head, op=new_op())
    answer = ani.get(f"{MAP}?since={head}")
    parts = BeautifulSoup(answer.content.decode(), "lxml")
    fresh = page(ani)
    assert answer["X-Rembuk-Head"] == str(head + 1)
    for name in (ref, "ringkas-jalan", "jumlah-1", "uang"):
        assert parts.find(id=name).prettify() == fresh.find(id=name).prettify()
    assert parts.find(id="pesan-jalan") is None and parts.find(id="peta") is None


def test_what_moves_rows_sends_the_whole_map(plan, ani, budi, cici, ref):
    plan.refresh_from_db()
    head = plan.head
    programme(budi, Programme.objects.get().strategy.ref, name="Baru")
    parts = BeautifulSoup(ani.get(f"{MAP}?since={head}").content.decode(), "lxml")
    assert len(parts.select("#peta article.road__row")) == 2
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Tidak di peta"}, op=new_op())
    assert ani.get(f"{MAP}?since={head + 1}").content == b""
