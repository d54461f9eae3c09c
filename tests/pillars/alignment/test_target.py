"""A target beside the RPJMD: found by words, compared in numbers, linked with a status and a reason."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from pillars.alignment.queries import roots, search
from pillars.cards.actions.save import add_entry
from pillars.models import Goal, Mission, Objective, RpjmdDocument, Target
from tests.cast import form_values, new_op
from tests.corpus.expectation import sent
from workshops.live.models import Event

PAGE = "/r/ponorogo/tata-kelola/sasaran-1/selaras/"


@pytest.fixture
def rpjmd(plan):
    document = RpjmdDocument.objects.create(plan=plan, role=RpjmdDocument.CURRENT)
    mission = Mission.objects.create(plan=plan, document=document, position=1, code="M1")
    people, office = (
        Goal.objects.create(plan=plan, document=document, mission=mission, position=n, code=f"T{n}") for n in (1, 2)
    )
    rows = [
        ("S4.3", "Menurunnya kemiskinan", "Persentase penduduk miskin", people, {"2029": "4"}, None),
        ("S4.5", "Meluasnya kesempatan kerja", "Tingkat pengangguran terbuka", people, {}, None),
        ("S5.3", "Meningkatnya kematangan pemerintah digital", "Indeks Pemdi", office, {}, plan.opds.first()),
    ]
    for number, (code, statement, indicator, goal, targets, opd) in enumerate(rows, 1):
        Objective.objects.create(
            plan=plan,
            document=document,
            goal=goal,
            number=number,
            position=number,
            code=code,
            statement=statement,
            indicator=indicator,
            unit="persen",
            baseline=Decimal("9.11"),
            baseline_year=2024,
            targets=targets,
            lead_opd=opd,
        )


@pytest.fixture
def target(ani, rpjmd):
    values = {
        "statement": "Menurunnya kemiskinan",
        "indicator": "persentase penduduk miskin",
        "unit": "persen",
        "direction": "turun",
        "targets_by_year": {2029: Decimal(5), 2030: Decimal("4.6")},
    }
    return add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref


def found(plan, query):
    return [hit.objective.code for hit in search(list(plan.rpjmd_objectives.all()), query) if hit.is_match]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("miskin", ["S4.3"]),
        ("KEMISKINAN", ["S4.3"]),
        ("kémiskinan", ["S4.3"]),
        ("penduduk miskin", ["S4.3"]),
        ("pengangguran", ["S4.5"]),
        ("s5.3", ["S5.3"]),
        ("kominfo", ["S5.3"]),
        ("dinas komunikasi", ["S5.3"]),
        ("tidak pernah ada", []),
        ("miskin digital", []),
    ],
)
def test_words_codes_and_offices_find(plan, rpjmd, query, codes):
    assert found(plan, query) == codes


def test_a_statement_counts_more_than_an_indicator(plan, rpjmd):
    Objective.objects.filter(code="S4.5").update(indicator="Penduduk miskin yang bekerja")
    assert found(plan, "kemiskinan") == ["S4.3", "S4.5"]


def test_roots_are_never_too_short():
    assert "miskin" in roots("kemiskinan")
    assert all(len(root) >= 4 for word in ("di", "dinas", "berikan", "mengukur") for root in roots(word))


def test_the_found_letters_are_marked_and_relatives_follow(ani, target):
    soup = BeautifulSoup(ani.get(f"{PAGE}?cari=miskin").content, "lxml")
    assert [mark.text for mark in soup.select(".hit mark")] == ["miskin", "miskin"]
    assert [hit.select_one(".code").text for hit in soup.select(".hit") if hit.select_one(".code")] == ["S4.3", "S4.5"]
    assert "1 cocok, dari 3 sasaran" in soup.text
    assert "Satu tujuan" in soup.text


def test_a_hostile_query_is_only_words(ani, target):
    answer = ani.get(PAGE) and ani.client.get(PAGE, {"cari": sent("TXT-30")})
    assert answer.status_code == 200 and "Tidak ada yang cocok" in answer.content.decode()


def test_numbers_stand_side_by_side_with_the_difference_in_words(ani, target):
    soup = BeautifulSoup(ani.get(f"{PAGE}?pilih=rpjmd-1").content, "lxml")
    rows = {
        row.select_one("th").text: [cell.text for cell in row.select("td")] for row in soup.select(".pair tbody tr")
    }
    assert rows["Indikator"] == ["Persentase penduduk miskin", "sama"]
    assert rows["Target 2029"] == ["4", "5 · lebih lemah 1"]
    assert rows["Setelah 2029"] == ["tidak diatur", "4,6 (2030)"]
    assert "Target 2029 (5) lebih lemah daripada RPJMD S4.3 (4)." in soup.text


def test_linking_needs_a_reason_where_it_is_not_whole(ani, target):
    answer = ani.form(f"{PAGE}?pilih=rpjmd-1", alignment_status="sebagian")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Tulis alasannya" in page
    answer = ani.post(PAGE, form_values(page) | {"alignment_reason": "Laju turun hanya 0,2 poin."})
    assert answer.status_code == 303
    row = Target.objects.get()
    assert (row.rpjmd.code, row.alignment_status, row.alignment_reason) == (
        "S4.3",
        "sebagian",
        "Laju turun hanya 0,2 poin.",
    )
    assert Event.objects.last().verb == "entry.aligned"
    assert "S4.3" in ani.get("/r/ponorogo/tata-kelola/sasaran-1/").content.decode()


def test_nothing_suits_is_noted_with_its_reason(ani, target):
    answer = ani.form(f"{PAGE}?pilih=tidak-ada", alignment_reason="Diusulkan pada perubahan RPJMD")
    assert answer.status_code == 303
    row = Target.objects.get()
    assert (row.rpjmd, row.alignment_status) == (None, "belum_ada")


def test_a_sasaran_of_another_plan_or_of_none_is_refused(ani, target, everything):
    before = everything()
    for ref in ("rpjmd-99", "", "1"):
        answer = ani.form(f"{PAGE}?pilih=rpjmd-1", rpjmd_ref=ref)
        assert answer.status_code == 422
    assert everything() == before


def test_two_who_link_differently_meet(ani, budi, target):
    page = form_values(ani.get(f"{PAGE}?pilih=rpjmd-1").content.decode())
    budi.form(f"{PAGE}?pilih=rpjmd-3", alignment_status="selaras")
    answer = ani.post(PAGE, page | {"alignment_status": "selaras"})
    assert answer.status_code == 409
    assert Target.objects.get().rpjmd.code == "S5.3"


def test_others_look_and_do_not_link(cici, eko, oka, target, everything):
    before = everything()
    data = {"op": new_op(), "base": "1", "rpjmd_ref": "rpjmd-1"}
    for person in (cici, eko):
        assert person.get(PAGE).status_code == 200
        assert person.post(PAGE, data).status_code == 403
    assert oka.get(PAGE).status_code == oka.post(PAGE, data).status_code == 404
    assert everything() == before


def test_only_a_sasaran_is_aligned(ani, target):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "M"}, op=new_op())
    assert ani.get("/r/ponorogo/tata-kelola/masalah-1/selaras/").status_code == 404


def test_belum_ada_is_said_with_its_reason_where_a_sasaran_was_compared(ani, target, everything):
    data = {"op": new_op(), "base": "1", "rpjmd_ref": "rpjmd-1", "alignment_status": "belum_ada"}
    before = everything()
    answer = ani.post(PAGE, data | {"alignment_reason": ""})
    assert answer.status_code == 422 and "wajib" in answer.content.decode()
    assert everything() == before
    assert ani.post(PAGE, data | {"alignment_reason": "RPJMD tidak mengaturnya"}).status_code == 303
    row = Target.objects.get()
    assert (row.rpjmd, row.alignment_status, row.alignment_reason) == (None, "belum_ada", "RPJMD tidak mengaturnya")


def test_before_anything_is_chosen_the_page_leads_to_belum_ada(ani, target):
    soup = BeautifulSoup(ani.get(PAGE).content, "lxml")
    way = soup.select_one("#berdampingan .notice a")["href"]
    assert "Catat “belum ada”" in ani.get(PAGE + way).content.decode()


def test_a_result_shows_where_the_region_stands_and_what_it_aims_at(ani, target):
    soup = BeautifulSoup(ani.get(PAGE).content, "lxml")
    hits = [" ".join(hit.text.split()) for hit in soup.select(".hit")]
    assert "Persentase penduduk miskin: 9,11 persen (2024) menjadi 4 persen (2029)" in hits[0]
    assert "Tingkat pengangguran terbuka: 9,11 persen (2024)" in hits[1]
