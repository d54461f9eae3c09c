"""What is aligned with what: holes stand out, a cell opens what is behind it, the page follows, the sheet is it."""

import io
from itertools import product

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import Goal, Objective, Overlap, RenstraProgramme, RpjmdDocument
from pillars.overlap.actions import answer_overlap, offer_overlap
from tests.amounts import in_turn_after
from tests.cast import form_values, new_op, seat_participant
from tests.journeys.law import Open
from workshops import response_cache
from workshops.plans.models import Opd

RPJMD = "/r/ponorogo/selaras/"
OPD = "/r/ponorogo/selaras/opd/"
RENSTRA = "/r/ponorogo/selaras/renstra/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    response_cache._responses.clear()


def page(person, address):
    answer = person.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def add(person, kind, pillar="GOV", **values):
    return add_entry(person.actor, kind, pillar, values, op=new_op()).ref


@pytest.fixture
def frame(plan, ani, cici, satya):
    """Three sasaran of two tujuan: S1.1 of Dinkes (for which Ani sits), S1.2 of BPBD, S2.1 of Diskominfo (nobody)."""
    document = RpjmdDocument.objects.create(plan=plan, role="berlaku", document="RPJMD 2025–2029")
    goals = [
        Goal.objects.create(plan=plan, document=document, position=place, code=f"T{place}", statement=f"Tujuan {place}")
        for place in (1, 2)
    ]
    offices = {office.short: office for office in plan.opds.all()}
    rows = [("S1.1", 0, "Dinkes", "Derajat kesehatan naik"), ("S1.2", 0, "BPBD", "Risiko bencana turun")]
    rows += [("S2.1", 1, "Diskominfo", "Pemerintah digital matang")]
    for number, (code, goal, office, statement) in enumerate(rows, 1):
        Objective.objects.create(
            plan=plan,
            document=document,
            goal=goals[goal],
            number=number,
            position=number,
            code=code,
            statement=statement,
            lead_opd=offices[office],
        )
    return document


def link(person, target, number, status="selaras", pillar="GOV"):
    person.plan.refresh_from_db()
    values = {"rpjmd_ref": f"rpjmd-{number}", "alignment_status": status}
    save_entry(person.actor, target, values, base=person.plan.head, op=new_op())


def table_of(soup):
    """{code of a row: {head: what its cell says}} of the matrix for laptops."""
    table = soup.find("table", "matrix")
    heads = [text(cell).split()[0] for cell in table.thead.find_all("th")][1:]
    found = {}
    for row in table.select("tbody tr:not(.tujuan)"):
        code = text(row.th).split()[0]
        found[code] = dict(zip(heads, (text(cell) for cell in row.find_all("td")), strict=True))
    return found


# ── sasaran of the RPJMD × pillars ─────────────────────────────────────────────────────────────


def test_a_target_fills_the_cell_of_its_pillar_and_what_is_expected_is_called_empty(frame, ani, cici):
    target = add(ani, "sasaran", statement="Antrean pendek")
    link(ani, target, 1)
    found = table_of(page(cici, RPJMD))
    assert found["S1.1"]["GOV"] == "1"
    assert found["S1.1"]["ECO"] == "tidak ada" or "·" in found["S1.1"]["ECO"]  # Cici sits for Kadin
    assert found["S1.1"]["Jumlah"] == "1"


def test_the_rows_stand_in_the_order_of_the_rpjmd(frame, cici):
    frame.objectives.filter(code="S1.1").update(position=3)
    frame.objectives.filter(code="S2.1").update(position=4)
    assert list(table_of(page(cici, RPJMD))) == ["S1.2", "S1.1", "S2.1"]


def test_the_pillar_in_whose_group_the_office_sits_is_expected(frame, plan, ani):
    seat_participant(plan, "Joko", "SOC", institution="dinas kesehatan")
    found = table_of(page(ani, RPJMD))
    assert (found["S1.1"]["GOV"], found["S1.1"]["SOC"]) == ("Kosong", "Kosong")
    assert "Kosong" not in found["S1.2"].values()  # nobody of BPBD sits anywhere
    assert found["S1.2"]["Jumlah"] == "0"


def test_before_anybody_has_joined_an_office_is_expected_where_it_leads_a_programme(frame, plan, satya, ani):
    strategy = _strategy(satya)
    add(satya, "program", name="Desa tangguh", strategy_ref=strategy, lead_opd="opd-3")
    assert table_of(page(ani, RPJMD))["S1.2"]["GOV"] == "Kosong"


def _strategy(person, pillar="GOV"):
    problem = add(person, "masalah", pillar, statement="Antrean panjang")
    target = add(person, "sasaran", pillar, statement="Antrean pendek", problem_refs=[problem])
    return add(person, "strategi", pillar, statement="Layanan daring", target_ref=target)


def test_the_head_says_how_many_are_not_linked_and_phones_see_empties_first(frame, ani):
    link(ani, add(ani, "sasaran", statement="Antrean pendek"), 1)
    soup = page(ani, RPJMD)
    assert "2 dari 3 sasaran RPJMD belum dikaitkan" in text(soup.find(id="matriks"))
    cards = [text(card.find("span", "code")) for card in soup.select(".cover")]
    assert cards == ["S1.2", "S2.1", "S1.1"]
    gap = soup.select_one(".cover--gap")
    assert gap.find("a", "btn")["href"] == f"{RPJMD}rpjmd-2/"
    assert "Kaitkan sasaran" in text(gap)


def test_rows_stand_below_their_tujuan_and_filters_leave_out(frame, ani):
    link(ani, add(ani, "sasaran", statement="Antrean pendek"), 1)
    soup = page(ani, RPJMD)
    order = [text(row.th).split()[0] for row in soup.select("table.matrix tbody tr")]
    assert order == ["Tujuan", "S1.1", "S1.2", "Tujuan", "S2.1"]
    assert set(table_of(page(ani, RPJMD + "?tampil=kosong"))) == {"S1.2", "S2.1"}
    assert set(table_of(page(ani, RPJMD + "?tampil=terisi"))) == {"S1.1"}
    assert set(table_of(page(ani, RPJMD + "?tampil=apa%20saja"))) == {"S1.1", "S1.2", "S2.1"}


def test_a_shared_target_counts_for_both_pillars_once_in_the_sum_and_is_marked(frame, ani, cici, fitri):
    target = add(ani, "sasaran", statement="Satu data")
    link(ani, target, 3)
    offer_overlap(ani.actor, target, ["ECO"], "Satu aplikasi", op=new_op())
    offer = Overlap.objects.get(card=target)
    answer_overlap(fitri.actor, offer.number, Overlap.ACCEPTED, "", seen=offer.version, op=new_op())
    row = table_of(page(ani, RPJMD))["S2.1"]
    assert (row["GOV"], row["ECO"], row["Jumlah"]) == ("1 1 bersama", "1 1 bersama", "1")
    behind = page(cici, f"{RPJMD}rpjmd-3/")
    assert "milik bersama" in text(behind.find(id="ECO"))
    assert "GOV" in text(behind.find(id="ECO").ul)


def test_deleted_and_unlinked_targets_count_nowhere_and_the_unlinked_are_listed(frame, ani):
    add(ani, "sasaran", statement="Belum terkait")
    soup = page(ani, RPJMD)
    assert {cell["Jumlah"] for cell in table_of(soup).values()} == {"0"}
    loose = soup.select_one("details.helper")
    assert "1 sasaran kelompok belum dikaitkan" in text(loose)
    assert loose.find("a")["href"].endswith("/tata-kelola/sasaran-1/selaras/")


def test_both_rpjmd_can_be_chosen_and_a_target_may_lean_on_both(frame, plan, ani):
    before = RpjmdDocument.objects.create(
        plan=plan, role="sebelumnya", document="RPJMD 2021–2026", period_start=2021, period_end=2026
    )
    Objective.objects.create(plan=plan, document=before, number=9, position=1, code="L1", statement="Lama")
    target = add(ani, "sasaran", statement="Antrean pendek")
    link(ani, target, 1)
    plan.refresh_from_db()
    save_entry(ani.actor, target, {"rpjmd_previous_ref": "rpjmd-9"}, base=plan.head, op=new_op())
    response_cache._responses.clear()
    now, then = page(ani, RPJMD), page(ani, RPJMD + "?rpjmd=sebelumnya")
    assert table_of(now)["S1.1"]["GOV"] == "1"
    assert table_of(then) == {"L1": {**table_of(then)["L1"], "GOV": "1", "Jumlah": "1"}}
    assert [text(link) for link in then.select("nav[aria-label=RPJMD] a")] == ["Berlaku", "Sebelumnya (2021–2026)"]
    assert "RPJMD 2021–2026" in text(then.h1)
    behind = page(ani, f"{RPJMD}rpjmd-9/")
    assert "GOV-S1" in text(behind.find(id="GOV"))
    link(ani, other := add(ani, "sasaran", statement="Satu data"), 1)
    way = page(ani, f"{RPJMD}rpjmd-9/").find(id="GOV").select_one("details a")["href"]
    assert way == f"/r/ponorogo/tata-kelola/{other}/selaras/?rpjmd_previous_ref=rpjmd-9#f-rpjmd_previous_ref"
    chosen = page(ani, way.partition("#")[0]).select("#f-rpjmd_previous_ref option[selected]")
    assert [option["value"] for option in chosen] == ["rpjmd-9"]


def test_without_an_rpjmd_the_page_says_what_will_be_there(plan, ani):
    assert "belum memuat sasaran RPJMD" in text(page(ani, RPJMD).find("div", "empty"))
    assert "RPJMD sebelumnya belum memuat sasaran" in text(page(ani, RPJMD + "?rpjmd=sebelumnya").main)


# ── behind a cell ──────────────────────────────────────────────────────────────────────────────


def test_behind_a_cell_are_the_targets_with_code_statement_and_status(frame, ani, cici):
    link(ani, add(ani, "sasaran", statement="Antrean pendek"), 1, "sebagian")
    cell = page(cici, RPJMD).select_one("td[data-pillar=GOV] a.cell--full")
    assert (cell["href"], cell["aria-label"]) == (f"{RPJMD}rpjmd-1/#GOV", "1 sasaran Tata Kelola untuk S1.1")
    part = text(page(cici, f"{RPJMD}rpjmd-1/").find(id="GOV"))
    assert "GOV-S1" in part
    assert "Antrean pendek" in part
    assert "Sebagian" in part


def test_an_empty_cell_offers_to_link_the_targets_of_ones_own_group(frame, ani, cici, eko):
    mine = add(ani, "sasaran", statement="Antrean pendek")
    theirs = add(cici, "sasaran", "ECO", statement="Pasar ramai")
    soup = page(ani, f"{RPJMD}rpjmd-1/")
    assert [a["href"] for a in soup.find(id="GOV").select("details a")] == [
        f"/r/ponorogo/tata-kelola/{mine}/selaras/?pilih=rpjmd-1"
    ]
    assert not soup.find(id="ECO").select("details a")
    assert (
        page(cici, f"{RPJMD}rpjmd-1/")
        .find(id="ECO")
        .select("details a")[0]["href"]
        .endswith(f"/ekonomi/{theirs}/selaras/?pilih=rpjmd-1")
    )
    assert not page(eko, f"{RPJMD}rpjmd-1/").select("details a")


def test_staff_mark_a_pillar_as_expected_and_take_the_mark_away(frame, plan, satya, ani):
    assert "Kosong" not in table_of(page(ani, RPJMD))["S1.2"].values()
    assert not page(ani, f"{RPJMD}rpjmd-2/").find(id="ENV").find("form")
    marking = page(satya, f"{RPJMD}rpjmd-2/").find(id="ENV").find("form")
    answer = satya.post(marking["action"], form_values(str(marking)))
    assert answer.headers["Location"] == f"{RPJMD}rpjmd-2/#ENV"
    assert table_of(page(ani, RPJMD))["S1.2"]["ENV"] == "Kosong"
    assert "ditandai diharapkan" in text(page(ani, f"{RPJMD}rpjmd-2/").find(id="ENV"))
    assert "menandai pilar yang diharapkan" in text(page(ani, "/r/ponorogo/riwayat/").main)
    assert ani.post(marking["action"], {"op": new_op(), "pilar": "ENV", "harap": "1"}).status_code == 403
    assert satya.post(marking["action"], {"op": new_op(), "pilar": "XXX", "harap": "1"}).status_code == 404
    back = page(satya, f"{RPJMD}rpjmd-2/").find(id="ENV").find("form")
    satya.post(back["action"], form_values(str(back)))
    assert "Kosong" not in table_of(page(ani, RPJMD))["S1.2"].values()


@pytest.mark.parametrize("address", ["rpjmd-99/", "opd-99/", "renstra-99/", "lain.xlsx"])
def test_what_is_not_there_is_not_there(frame, satya, address):
    assert satya.get(RPJMD + address).status_code == 404


# ── OPD × pillars ──────────────────────────────────────────────────────────────────────────────


def test_offices_show_what_they_lead_and_support_and_where_they_sit_without_either(plan, ani, satya):
    strategy = _strategy(satya, "ECO")
    add(satya, "program", "ECO", name="Pasar", strategy_ref=strategy, lead_opd="opd-1", support_opd=["BPBD", "Kodim"])
    soup = page(ani, OPD)
    found = table_of(soup)
    assert (found["Diskominfo"]["ECO"], found["BPBD"]["ECO"]) == ("1", "0 1 didukung")
    assert found["Dinkes"]["GOV"] == "Kosong"  # Ani sits there for it
    assert "Kodim" in text(soup.find(id="matriks"))
    assert "Didukung" in text(page(ani, "/r/ponorogo/selaras/opd-3/").find(id="ECO"))


def test_a_merged_office_counts_as_the_one_it_went_into(plan, ani, satya):
    strategy = _strategy(satya)
    add(satya, "program", name="Siaga", strategy_ref=strategy, lead_opd="opd-3")
    Opd.every.filter(plan=plan, number=3).update(merged_into=plan.opds.get(number=1))
    response_cache._responses.clear()
    found = table_of(page(ani, OPD))
    assert "BPBD" not in found
    assert found["Diskominfo"]["GOV"] == "1"
    assert "Siaga" in text(page(ani, "/r/ponorogo/selaras/opd-3/"))


# ── Renstra ────────────────────────────────────────────────────────────────────────────────────


def test_programmes_are_counted_by_their_state_and_by_the_renstra_programme_they_lean_on(plan, ani, satya):
    RenstraProgramme.objects.create(
        plan=plan, opd=plan.opds.get(number=1), number=1, code="2.16.02", name="E-government"
    )
    RenstraProgramme.objects.create(plan=plan, opd=plan.opds.get(number=1), number=2, code="2.16.03", name="Statistik")
    strategy = _strategy(satya)
    values = {"strategy_ref": strategy, "lead_opd": "opd-1"}
    add(satya, "program", name="Portal", renstra_status="selaras", renstra_ref="renstra-1", **values)
    add(satya, "program", name="Aplikasi", renstra_status="belum_ada", **values)
    add(satya, "program", name="Jaringan", **values)
    soup = page(ani, RENSTRA)
    assert "1 dari 3 program selaras" in text(soup.find(id="matriks"))
    assert "Belum diperiksa: 1." in text(soup.find(id="matriks"))
    found = table_of(soup)
    assert (found["2.16.02"]["GOV"], found["2.16.03"]["Jumlah"]) == ("1", "0")
    assert "Portal" in text(page(ani, "/r/ponorogo/selaras/renstra-1/").find(id="GOV"))


# ── live ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    in_turn_after(2, [RPJMD, f"{RPJMD}rpjmd-1/", f"{RPJMD}?tampil=kosong", OPD, f"{OPD[:-4]}opd-1/", RENSTRA]),
)
def test_a_stale_page_with_its_changes_is_the_fresh_page(frame, plan, ani, cici, satya, fitri, address):
    readers = [Open(reader, address) for reader in (ani, cici, fitri)]

    def pull():
        for reader in readers:
            reader.pull()

    strategy = _strategy(satya)
    pull()
    target = add(ani, "sasaran", statement="Antrean pendek")
    link(ani, target, 1)
    pull()
    add(ani, "program", name="Portal", strategy_ref=strategy, lead_opd="opd-1", renstra_status="sebagian")
    seat_participant(plan, "Joko", "SOC", institution="BPBD")
    offer_overlap(ani.actor, target, ["ECO"], "Satu aplikasi", op=new_op())
    offer = Overlap.objects.get(card=target)
    answer_overlap(fitri.actor, offer.number, Overlap.ACCEPTED, "", seen=offer.version, op=new_op())
    pull()
    link(ani, target, 2, "sebagian")
    pull()
    assert all(reader.reloads == 0 for reader in readers)
    assert all(reader.pulls == 4 for reader in readers)


def test_a_number_that_no_page_can_have_shown_asks_for_the_page_again(frame, ani):
    answer = ani.get(f"{RPJMD}?since=999999")
    assert (answer.status_code, answer.headers["X-Rembuk-Reload"]) == (200, "1")


# ── as a sheet, and what it costs ──────────────────────────────────────────────────────────────


def sheets(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def test_the_sheet_is_the_page_with_its_filter_order_and_words(frame, plan, ani, fitri):
    seat_participant(plan, "Joko", "SOC", institution="Dinkes")
    link(ani, add(ani, "sasaran", statement="=1+1"), 1)
    rows = next(iter(sheets(fitri.get(f"{RPJMD}rpjmd.xlsx")).values()))
    assert rows[2][:4] == ["Kode", "Sasaran RPJMD", "OPD", "GOV Tata Kelola"]
    assert [row[0] or row[1] for row in rows[3:]] == ["Tujuan 1", "S1.1", "S1.2", "Tujuan 2", "S2.1"]
    first = rows[4]
    assert (first[2], first[3], first[-1]) == ("Dinkes", 1, 1)
    assert "Kosong" in first
    few = next(iter(sheets(fitri.get(f"{RPJMD}rpjmd.xlsx?tampil=kosong")).values()))
    assert "hanya baris yang kosong" in few[1][1]
    assert [row[0] for row in few[3:] if row[0]] == ["S1.1", "S1.2", "S2.1"]


def test_the_other_matrices_have_sheets_too_and_members_have_none(frame, ani, satya, eko):
    add(satya, "program", name="Portal", strategy_ref=_strategy(satya), lead_opd="opd-1")
    assert "Diskominfo" in [row[0] for row in next(iter(sheets(eko.get(f"{RPJMD}opd.xlsx")).values()))]
    assert ["GOV-PR1", "Portal", "Diskominfo", "Belum diperiksa"] in sheets(satya.get(f"{RPJMD}renstra.xlsx"))[
        "Program"
    ]
    assert ani.get(f"{RPJMD}rpjmd.xlsx").status_code == 403
    assert not page(ani, RPJMD).find("a", href=f"{RPJMD}rpjmd.xlsx?tampil=semua")


def test_a_matrix_of_sixty_sasaran_costs_at_most_twelve_queries(frame, plan, ani, fitri, django_assert_max_num_queries):
    for number in range(4, 61):
        row = {"number": number, "position": number, "code": f"S3.{number}", "lead_opd": plan.opds.first()}
        Objective.objects.create(plan=plan, document=frame, **row)
    for number in range(1, 13):
        link(ani, add(ani, "sasaran", statement=f"Sasaran {number}"), number)
    for reader, address in product((ani, fitri), (RPJMD, OPD, RENSTRA, f"{RPJMD}rpjmd-1/")):
        response_cache._responses.clear()
        with django_assert_max_num_queries(12):
            reader.get(address)
