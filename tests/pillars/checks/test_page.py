"""The page of the checks, the answers to its findings, and what staff decide."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pillars.cards.actions.save import add_entry, save_entry
from pillars.checks.checked import checked, marks_of
from pillars.models import CheckAnswer
from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.models import Event
from workshops.plans.models import Plan

PAGE = "/r/ponorogo/periksa/"


@pytest.fixture
def target(ani, cici):
    """A target of Tata Kelola whose angka awal is old and which leans on no RPJMD yet."""
    values = {"statement": "Antrean pendek", "indicator": "Lama menunggu", "unit": "menit", "direction": "turun"}
    values |= {"baseline": 120, "baseline_year": 2021}
    return add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def finding(plan, check, ref):
    return checked(fresh(plan)).find(check, ref)


def answer(person, plan, ref, text="surveinya tiap lima tahun", check="baseline_year_old", **changes):
    one = finding(plan, check, ref)
    row = CheckAnswer.objects.filter(plan=plan, check_id=check, subject=ref).first()
    data = {"op": new_op(), "as": person.key, "alasan": text, "angka": one.fingerprint, "saring": "pilar=GOV"}
    data["versi"] = row.version if row else 0
    return person.post(f"{PAGE}{check}/{ref}/jawab/", data | changes)


def text(response):
    return response.content.decode()


def test_a_member_lands_on_the_findings_of_the_own_group(ani, cici, fitri, target):
    assert "Angka awal GOV-S1 dari tahun 2021" in text(ani.get(PAGE))
    assert "GOV-S1" not in text(cici.get(PAGE))
    assert "GOV-S1" in text(cici.get(f"{PAGE}?pilar=GOV"))
    assert "GOV-S1" in text(fitri.get(PAGE))


def test_a_finding_says_what_to_do_and_leads_to_the_field(ani, target):
    page = text(ani.get(PAGE))
    assert "Cari angka yang lebih baru." in page
    assert f'href="/r/ponorogo/tata-kelola/{target}/#f-baseline_year"' in page
    assert f'href="/r/ponorogo/tata-kelola/{target}/selaras/"' in page


def test_filters_let_through_what_they_say(ani, target):
    assert "Angka awal GOV-S1" not in text(ani.get(f"{PAGE}?berat=wajib"))
    only = text(ani.get(f"{PAGE}?jenis=baseline_year_old"))
    assert "Angka awal GOV-S1" in only and "belum menjawab masalah" not in only
    for odd in ("?pilar=tidak-ada", "?berat=x&lihat=y&jenis=z&hal=-3", "?hal=99999999999999999999", "?pilar=rencana"):
        assert ani.get(PAGE + odd).status_code == 200


def test_what_waits_for_a_later_bimtek_is_not_shown_before(satya, ani, plan, target):
    assert "belum punya strategi" in text(ani.get(PAGE))
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    assert "belum punya strategi" not in text(ani.get(PAGE))
    open_bimtek(satya.actor, 1, op=new_op())
    assert "belum punya strategi" not in text(ani.get(PAGE))
    open_bimtek(satya.actor, 2, op=new_op())
    assert "belum punya strategi" in text(ani.get(PAGE))


def test_an_answer_is_kept_with_its_author_and_the_finding_moves_to_the_answered(ani, satya, plan, target):
    assert answer(ani, plan, target).status_code == 303
    assert "Angka awal GOV-S1" not in text(ani.get(PAGE))
    page = text(ani.get(f"{PAGE}?lihat=dijawab"))
    assert "surveinya tiap lima tahun" in page and "Ani" in page and "menunggu staf" in page
    assert "Terima jawaban" not in page
    assert "Terima jawaban" in text(satya.get(f"{PAGE}?lihat=dijawab"))


def test_it_comes_back_with_the_old_answer_once_the_figure_changes(ani, plan, target):
    answer(ani, plan, target)
    save_entry(ani.actor, target, {"baseline_year": 2020}, base=fresh(plan).head, op=new_op())
    page = text(ani.get(PAGE))
    assert "Angka awal GOV-S1 dari tahun 2020" in page
    assert "Jawaban lama, untuk angka sebelumnya" in page and "surveinya tiap lima tahun" in page


def test_another_change_of_the_card_leaves_the_answer_standing(ani, plan, target):
    answer(ani, plan, target)
    save_entry(ani.actor, target, {"statement": "Antrean makin pendek"}, base=fresh(plan).head, op=new_op())
    assert "Angka awal GOV-S1" not in text(ani.get(PAGE))


def test_staff_accept_or_ask_for_a_repair(ani, satya, plan, target):
    answer(ani, plan, target)
    assert "1 jawaban menunggu keputusan Anda." in text(satya.get(PAGE))
    row = CheckAnswer.objects.get(plan=plan)
    address = f"{PAGE}jawaban/{row.number}/putusan/"
    sent = {"op": new_op(), "as": satya.key, "versi": row.version, "putusan": "diterima"}
    assert satya.post(address, sent).status_code == 303
    assert "diterima Satya" in text(ani.get(f"{PAGE}?lihat=dijawab"))
    row.refresh_from_db()
    asked = {"op": new_op(), "versi": row.version, "putusan": "diminta_perbaikan", "catatan": "Ada angka 2024"}
    assert satya.post(address, asked).status_code == 303
    page = text(ani.get(PAGE))
    assert "Satya meminta diperbaiki" in page and "Ada angka 2024" in page
    stale = {"op": new_op(), "versi": row.version, "putusan": "diterima"}
    assert satya.post(address, stale).status_code == 409


def test_an_answer_is_withdrawn_and_the_finding_is_open_again(ani, plan, target):
    answer(ani, plan, target)
    row = CheckAnswer.objects.get(plan=plan)
    sent = {"op": new_op(), "versi": row.version}
    assert ani.post(f"{PAGE}jawaban/{row.number}/tarik/", sent).status_code == 303
    assert "Angka awal GOV-S1" in text(ani.get(PAGE))
    assert answer(ani, plan, target, "lain").status_code == 303


def test_the_same_sending_counts_once(ani, plan, target):
    op = new_op()
    first = answer(ani, plan, target, op=op)
    again = answer(ani, plan, target, op=op)
    assert first["X-Rembuk"] == again["X-Rembuk"]
    assert Event.objects.filter(plan=plan, verb="check.answered").count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"alasan": ""}, 422, "Tulis alasannya: disengaja, karena …"),
        ({"alasan": "x" * 2001}, 422, "2.000"),
        ({"angka": "0" * 64}, 409, "temuan ini berubah"),
        ({"op": "?"}, 422, ""),
    ],
)
def test_what_cannot_be_kept_says_why_and_loses_nothing(ani, plan, target, changes, status, says):
    response = answer(ani, plan, target, **changes)
    assert response.status_code == status
    assert says in text(response)
    assert not CheckAnswer.objects.exists()
    if "angka" in changes:
        assert "surveinya tiap lima tahun" in text(response)


def test_an_answer_that_came_without_its_reason_leaves_the_field_empty(ani, plan, target):
    figures = finding(plan, "baseline_year_old", target).fingerprint
    sent = {"op": new_op(), "as": ani.key, "angka": figures}
    response = ani.post(f"{PAGE}baseline_year_old/{target}/jawab/", sent)
    assert response.status_code == 422 and "Tulis alasannya: disengaja, karena …" in text(response)
    assert "None" not in text(response)


def test_somebody_else_s_answer_is_not_overwritten_unseen(ani, budi, plan, target):
    answer(ani, plan, target)
    response = answer(budi, plan, target, "lain", versi=0)
    assert response.status_code == 409 and "lain" in text(response)
    assert CheckAnswer.objects.get(plan=plan).text == "surveinya tiap lima tahun"


def test_what_has_to_be_repaired_cannot_be_answered(ani, plan, target):
    response = answer(ani, plan, target, check="target_without_strategy")
    assert response.status_code == 422 and "tidak dapat dijawab" in text(response)


def test_another_group_reads_and_does_not_answer(cici, eko, plan, target):
    assert answer(cici, plan, target).status_code == 403
    assert answer(eko, plan, target).status_code == 403
    assert "Simpan jawaban" not in text(cici.get(f"{PAGE}?pilar=GOV&jenis=baseline_year_old"))


def test_what_is_about_the_plan_is_answered_by_facilitators_and_staff(ani, fitri, plan, target):
    check, subject = "readiness_component_missing", "kesiapan-alam"
    assert answer(ani, plan, subject, check=check).status_code == 403
    assert answer(fitri, plan, subject, check=check).status_code == 303
    assert "menjawab pemeriksaan rencana" in text(fitri.get("/r/ponorogo/riwayat/"))


def test_the_histories_tell_it(ani, plan, target):
    answer(ani, plan, target)
    assert "menjawab pemeriksaan" in text(ani.get("/r/ponorogo/riwayat/"))
    assert "menjawab pemeriksaan kartu ini" in text(ani.get(f"/r/ponorogo/tata-kelola/{target}/riwayat/"))


def test_an_answer_changes_no_card_on_the_board(ani, plan, target):
    head = fresh(plan).head
    answer(ani, plan, target)
    parts = text(ani.get(f"/r/ponorogo/tata-kelola/?since={head}"))
    assert "GOV-S1" not in parts and "Antrean" not in parts


def test_the_marks_of_a_card_are_three_at_most_and_lead_to_the_page(ani, plan, target):
    from pillars.cards.queries import find_entry

    marks = marks_of(fresh(plan), find_entry(plan, target))
    assert len(marks) == 3 and {mark.weight for mark in marks} == {"wajib"}
    page = text(ani.get(f"/r/ponorogo/tata-kelola/{target}/periksa/"))
    assert "Wajib." in page and f"{PAGE}?pilar=GOV" in page


def test_an_open_page_says_that_something_has_changed(ani, plan, target):
    head = fresh(plan).head
    assert "Muat ulang" not in text(ani.get(f"{PAGE}?since={head}"))
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Baru"}, op=new_op())
    answered = ani.get(f"{PAGE}?since={head}")
    assert "Muat ulang" in text(answered) and answered["X-Rembuk-Head"] == str(head + 1)


def test_the_page_costs_few_queries(satya, plan, target):
    answer(satya, plan, target)
    with CaptureQueriesContext(connection) as seen:
        satya.get(PAGE)
    assert len(seen) <= 31, len(seen)
    with CaptureQueriesContext(connection) as seen:
        satya.get(PAGE)
    assert len(seen) <= 10, len(seen)


def test_the_plan_file_carries_the_answers_without_names(ani, satya, plan, target):
    from masterplan.exchange.actions import load_plan
    from masterplan.exchange.dump import dump_plan

    answer(ani, plan, target)
    document = dump_plan(fresh(plan))
    (one,) = document["check_answers"]
    assert (one["check"], one["codes"], one["by"]) == ("baseline_year_old", ["GOV-S1"], "kelompok")
    assert one["text"] == "surveinya tiap lima tahun" and "'Ani'" not in str(document)
    load_plan(document, "salinan")
    assert dump_plan(Plan.objects.get(slug="salinan"))["check_answers"] == document["check_answers"]


def test_a_card_in_the_bin_is_not_looked_at(ani, plan, target):
    from pillars.cards.actions.trash import delete_entry

    delete_entry(ani.actor, target, op=new_op())
    assert finding(plan, "baseline_year_old", target) is None
    assert ani.get(f"/r/ponorogo/tata-kelola/{target}/periksa/").status_code == 404


def test_every_link_of_a_full_plan_leads_somewhere(db):
    from bs4 import BeautifulSoup

    from masterplan.exchange.actions import load_plan
    from masterplan.exchange.read import read_document
    from tests.cast import seat_account
    from tests.pillars.checks.test_example import ROOT

    example = ROOT / "masterplan/content/example_plan.json"
    plan = load_plan(read_document(example.read_bytes()), "contoh").plan
    plan.programmes.filter(quick_win_status="terpilih").update(quick_win_status="nominasi", years=[2026])
    plan.swot.all().delete()
    plan.readiness_aspects.all().delete()
    Plan.objects.filter(pk=plan.pk).update(head=plan.head + 1)
    satya = seat_account(plan, "Satya", "staf")
    soup = BeautifulSoup(satya.get("/r/contoh/periksa/").content, "lxml")
    # one of each kind of address
    links = {
        re.sub(r"[0-9]+|(?<=contoh/)(?!quick-win)[a-z-]+(?=/[a-z]+-)", "0", a["href"]): a["href"]
        for a in soup.select(".refs a")
    }
    assert len(links) > 6, links
    assert [link for link in links.values() if satya.get(link.split("#")[0]).status_code != 200] == []
