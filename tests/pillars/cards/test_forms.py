"""The form of a card over http: markers, replays, what is refused, what is said and what stays as typed."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import values_of
from pillars.models import Problem, Programme, Target
from tests.cast import form_values, new_op
from workshops.live.models import Event

BOARD = "/r/ponorogo/tata-kelola/"
HTMX = {"HX-Request": "true"}


def add(person, kind="masalah", **values):
    return add_entry(person.actor, kind, "GOV", values or {"statement": "Antrean panjang"}, op=new_op()).ref


@pytest.fixture
def problem(ani):
    return add(ani)


@pytest.fixture
def target(ani, problem):
    return add(ani, "sasaran", statement="Antrean pendek", problem_refs=[problem])


def form_of(person, ref):
    return form_values(person.get(f"{BOARD}{ref}/").content.decode())


def kinds(answer):
    return {tag["data-kind"] for tag in BeautifulSoup(answer.content, "lxml").select("[data-kind]")}


# ── the answer to a save ───────────────────────────────────────────────────────────────────────────


def test_a_save_leads_back_with_its_number_and_carries_the_marker(ani, problem):
    values = form_of(ani, problem) | {"evidence": "Dua jam"}
    answer = ani.post(f"{BOARD}{problem}/", values)
    assert answer.status_code == 303
    assert answer["Location"] == f"{BOARD}{problem}/?tersimpan=2"
    assert (answer["X-Rembuk"], answer["X-Rembuk-Op"]) == ("2", values["op"])


def test_with_htmx_the_form_comes_back_with_the_receipt_at_its_field(ani, target):
    values = form_of(ani, target) | {"baseline": "1.234,5", "evidence": "x"}
    answer = ani.post(f"{BOARD}{target}/", values, **HTMX)
    assert answer.status_code == 200
    assert (answer["X-Rembuk"], answer["X-Rembuk-Op"]) == ("3", values["op"])
    soup = BeautifulSoup(answer.content, "lxml")
    assert soup.select_one("#lembar [data-kind=saved]")
    assert "Tersimpan" in soup.select_one("#f-baseline [data-foot]").text
    assert "dibaca 1.234,5" in soup.select_one("#f-baseline [data-foot]").text
    assert not soup.select_one("header.appbar")
    assert soup.select_one("input[name=base]")["value"] == "3"
    assert soup.select_one("input[name=op]")["value"] != values["op"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_post_twice_is_one_event_and_one_answer(ani, problem, headers):
    values = form_of(ani, problem) | {"evidence": "Dua jam"}
    first, again = (ani.post(f"{BOARD}{problem}/", values, **headers) for _ in range(2))
    assert (first.status_code, first["X-Rembuk"], first["X-Rembuk-Op"]) == (
        again.status_code,
        again["X-Rembuk"],
        again["X-Rembuk-Op"],
    )
    assert Event.objects.filter(op=values["op"]).count() == 1


def test_the_same_add_twice_is_one_card(ani):
    values = form_values(ani.get(f"{BOARD}masalah/baru/").content.decode()) | {"statement": "Antrean"}
    first, again = (ani.post(f"{BOARD}masalah/baru/", values) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Problem.objects.count() == 1


def test_an_op_used_for_something_else_is_409_and_the_text_stays(ani, problem, everything):
    values = form_of(ani, problem)
    ani.post(f"{BOARD}{problem}/", values | {"evidence": "Dua jam"})
    before = everything()
    answer = ani.post(f"{BOARD}{problem}/", values | {"evidence": "Tiga jam"})
    assert answer.status_code == 409 and "field_error" in kinds(answer)
    assert everything() == before
    again = form_values(answer.content.decode())
    assert again["evidence"] == "Tiga jam" and again["op"] != values["op"]


def test_a_base_that_is_none_is_422_with_the_text_kept(ani, problem, everything, subtests):
    values = form_of(ani, problem)
    before = everything()
    for base in ("999999999", "-1", "abc", "1" + "0" * 30, ""):
        with subtests.test(base=base):
            answer = ani.post(f"{BOARD}{problem}/", values | {"base": base, "evidence": "Dua jam"})
            assert answer.status_code == 422 and "field_error" in kinds(answer)
            assert "Muat ulang halaman" in answer.content.decode()
            assert form_values(answer.content.decode())["evidence"] == "Dua jam"
    assert everything() == before


def test_an_op_that_is_none_is_422_with_the_text_kept(ani, problem, everything, subtests):
    values = form_of(ani, problem)
    before = everything()
    for op in ("", "x" * 500, "1' OR 1=1", "pendek"):
        with subtests.test(op=op):
            answer = ani.post(f"{BOARD}{problem}/", values | {"op": op, "evidence": "Dua jam"})
            assert answer.status_code == 422 and "field_error" in kinds(answer)
            assert form_values(answer.content.decode())["evidence"] == "Dua jam"
    assert everything() == before


def test_missing_base_and_op_are_never_guessed(ani, problem, everything):
    before = everything()
    for data in ({"evidence": "x"}, {"evidence": "x", "op": new_op()}, {"evidence": "x", "base": "1"}):
        assert ani.post(f"{BOARD}{problem}/", data).status_code == 422
    assert ani.post(f"{BOARD}masalah/baru/", {"statement": "x"}).status_code == 422
    assert everything() == before


def test_a_page_opened_as_somebody_else_is_refused(ani, budi, problem, everything):
    values = form_of(ani, problem) | {"evidence": "Dua jam"}
    before = everything()
    answer = budi.post(f"{BOARD}{problem}/", values)
    assert answer.status_code == 403 and "dibuka sebagai orang lain" in answer.content.decode()
    assert answer["X-Rembuk-Op"] == values["op"]
    assert everything() == before


def test_without_a_token_nothing_is_written_and_the_text_is_shown_again(ani, problem, everything):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["rembuk"] = ani.client.cookies["rembuk"].value
    before = everything()
    answer = strict.post(f"{BOARD}{problem}/", form_of(ani, problem) | {"evidence": "Dua jam pulang"})
    assert answer.status_code == 403 and "expired_form" in kinds(answer)
    assert "Dua jam pulang" in answer.content.decode()
    assert everything() == before


def test_from_another_site_nothing_is_written(ani, problem, everything):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["rembuk"] = ani.client.cookies["rembuk"].value
    before = everything()
    answer = strict.post(f"{BOARD}{problem}/", form_of(ani, problem), headers={"Origin": "https://canary.test"})
    assert answer.status_code == 403 and "forbidden" in kinds(answer)
    assert everything() == before


# ── faults ─────────────────────────────────────────────────────────────────────────────────────────


def test_all_faults_of_all_fields_are_said_at_once_with_links_and_nothing_is_written(ani, target, everything):
    before = everything()
    answer = ani.form(
        f"{BOARD}{target}/",
        statement="",
        baseline="17.63",
        baseline_year="27",
        **{"targets_by_year.2027": "dua", "targets_by_year.2029": "1e3"},
    )
    assert answer.status_code == 422
    assert everything() == before
    soup = BeautifulSoup(answer.content, "lxml")
    links = {link["href"] for link in soup.select("#ringkasan a")}
    assert links == {"#i-statement", "#i-baseline", "#i-baseline_year", "#i-targets_by_year-2027"}
    for link in links:
        box = soup.select_one(link)
        assert box["aria-invalid"] == "true"
        assert all(soup.find(id=name) for name in box["aria-describedby"].split())
    assert soup.select_one("#i-targets_by_year-2029")["aria-invalid"] == "true"
    assert len(soup.select("#f-targets_by_year .field__error")) == 2
    assert soup.select_one("#i-targets_by_year-2029")["value"] == "1e3"


def test_an_ambiguous_number_offers_its_readings_as_buttons(ani, target):
    answer = ani.form(f"{BOARD}{target}/", baseline="17.63")
    soup = BeautifulSoup(answer.content, "lxml")
    assert answer.status_code == 422
    assert [button.text for button in soup.select("#f-baseline button[name=isi]")] == ["17,63", "1.763"]
    pressed = ani.post(f"{BOARD}{target}/", form_values(answer.content.decode()) | {"isi": "baseline=17,63"})
    assert pressed.status_code == 303
    assert str(Target.objects.get().baseline) == "17.630000"


def test_a_warning_is_said_and_does_not_stand_in_the_way(ani, target):
    answer = ani.form(
        f"{BOARD}{target}/", direction="naik", **{"targets_by_year.2028": "65", "targets_by_year.2029": "60"}
    )
    assert answer.status_code == 303
    page = ani.get(answer["Location"])
    assert "warning" in kinds(page)
    assert "Target 2029 (60) lebih rendah daripada 2028 (65), padahal arahnya naik." in page.content.decode()


def test_a_total_that_is_not_the_sum_is_said(ani, target):
    add(ani, "strategi", statement="Cara", target_ref=target)
    programme = add(ani, "program", name="Program", strategy_ref="strategi-1")
    answer = ani.form(f"{BOARD}{programme}/", budget="Rp1 miliar", **{"budget_by_year.2027": "325 juta"})
    page = ani.get(answer["Location"]).content.decode()
    assert "Jumlah anggaran Rp1.000.000.000, tetapi rinciannya Rp325.000.000." in page


def test_an_office_is_found_by_name_short_name_and_usual_alias(ani, plan, target):
    add(ani, "strategi", statement="Cara", target_ref=target)
    programme = add(ani, "program", name="Program", strategy_ref="strategi-1")
    for typed in ("Dinkes", "dinas kesehatan", "opd-2", "DKK"):
        ani.form(f"{BOARD}{programme}/", lead_opd="")
        answer = ani.form(f"{BOARD}{programme}/", lead_opd=typed)
        assert answer.status_code == 303, typed
        assert Programme.objects.get().lead_opd.short == "Dinkes"
    answer = ani.form(f"{BOARD}{programme}/", lead_opd="Semua OPD")
    assert answer.status_code == 422 and "tidak ada dalam daftar" in answer.content.decode()
    answer = ani.form(f"{BOARD}{programme}/", lead_opd="Dinas Kesehatn")
    assert "Maksudnya Dinas Kesehatan?" in answer.content.decode()


def test_what_a_file_brought_in_stays_although_the_list_does_not_know_it(ani, plan, target):
    add(ani, "strategi", statement="Cara", target_ref=target)
    programme = add(ani, "program", name="P", strategy_ref="strategi-1", funding=["DAK", "APBN/Pelatihan nasional"])
    Programme.objects.update(term="sangat panjang")
    answer = ani.form(f"{BOARD}{programme}/", output="12 kantor")
    assert answer.status_code == 303
    kept = Programme.objects.get()
    assert (kept.funding, kept.term, kept.output) == (
        ["DAK", "APBN/Pelatihan nasional"],
        "sangat panjang",
        "12 kantor",
    )


def test_a_form_as_it_stands_changes_nothing_for_any_kind(ani, plan, target):
    add(ani, "strategi", statement="Cara", target_ref=target, swot_quadrant="WO")
    add(
        ani,
        "program",
        name="P",
        strategy_ref="strategi-1",
        lead_opd="opd-1",
        years=[2027, 2033],
        budget_by_year={2027: 5, 2033: 7},
        quick_win=True,
        support_opd=["Kecamatan", "Kecamatan"],
    )
    save_entry(ani.actor, target, {"sdg_refs": ["TPB 1"], "sources": ["a", "b"]}, base=2, op=new_op())
    before = {ref: values_of(find_entry(plan, ref)) for ref in ("masalah-1", "sasaran-1", "strategi-1", "program-1")}
    events = Event.objects.count()
    for ref in before:
        assert ani.form(f"{BOARD}{ref}/").status_code == 303
    assert Event.objects.count() == events
    assert {ref: values_of(find_entry(plan, ref)) for ref in before} == before


def test_a_new_card_needs_its_parent_and_its_sentence(ani, problem):
    answer = ani.form(f"{BOARD}strategi/baru/", statement="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "#i-target_ref" in page and "#i-statement" in page


def test_a_strategy_moves_to_another_target_by_editing_the_field(ani, target):
    other = add(ani, "sasaran", statement="Sasaran lain")
    strategy = add(ani, "strategi", statement="Cara", target_ref=target)
    assert ani.form(f"{BOARD}{strategy}/", target_ref=other).status_code == 303
    assert Target.objects.get(number=2).strategies.count() == 1


def test_every_label_help_and_example_comes_from_the_content(ani, target):
    from pillars.kinds import KINDS

    page = BeautifulSoup(ani.get(f"{BOARD}{target}/").content, "lxml").text
    for field in KINDS["sasaran"].fields:
        if "form" not in field.left_out:
            assert field.label in page and field.help in page, field.key
    assert "Terlaksananya pelatihan operator desa" in page
    assert "(boleh kosong)" in page


# ── who ────────────────────────────────────────────────────────────────────────────────────────────


def test_who_may_only_read_sees_text_and_the_reason_and_no_form(cici, eko, target):
    for person, reason in ((cici, "Kartu ini milik kelompok lain"), (eko, "Tenaga ahli memberi catatan")):
        page = person.get(f"{BOARD}{target}/")
        assert page.status_code == 200 and reason in page.content.decode()
        assert not BeautifulSoup(page.content, "lxml").select("form textarea")
        assert person.get(f"{BOARD}masalah/baru/").status_code == 403


def test_another_plan_sees_nothing(oka, nana, target):
    for person in (oka, nana):
        for page in (f"{target}/", f"{target}/riwayat/", f"{target}/selaras/", "terhapus/", "masalah/baru/"):
            assert person.get(BOARD + page).status_code == 404


def test_a_card_under_another_groups_address_leads_to_its_own(ani, target):
    answer = ani.get(f"/r/ponorogo/ekonomi/{target}/riwayat/")
    assert (answer.status_code, answer["Location"]) == (302, f"{BOARD}{target}/riwayat/")
    assert ani.get("/r/ponorogo/ekonomi/sasaran-99/").status_code == 404


def test_a_link_never_writes(ani, problem, everything):
    before = everything()
    for address in ("hapus/", "kembalikan/", "urutan/", "pindah/"):
        answer = ani.get(f"{BOARD}{problem}/{address}")
        assert answer.status_code == 405 and answer["Allow"] == "POST", address
        assert "Kembali ke papan" in answer.content.decode()
    assert everything() == before


# ── since ──────────────────────────────────────────────────────────────────────────────────────────


def test_since_says_who_changed_which_field_and_never_sends_an_input(ani, budi, problem):
    save_entry(budi.actor, problem, {"evidence": "Tiga jam"}, base=1, op=new_op())
    answer = ani.get(f"{BOARD}{problem}/?since=1")
    page = answer.content.decode()
    assert answer["X-Rembuk-Head"] == "2"
    assert "Budi mengubah Bukti" in page
    assert "<input" not in page and "<textarea" not in page
    assert "mengubah" not in budi.get(f"{BOARD}{problem}/?since=1").content.decode()


def test_who_has_the_card_open_is_named_to_the_others(ani, budi, problem):
    budi.post("/r/ponorogo/hadir/", {"ref": problem, "pillar": "GOV"})
    for page in (f"{BOARD}{problem}/", f"{BOARD}{problem}/?since=1"):
        assert "Budi sedang membuka isian ini, sejak " in ani.get(page).content.decode()
        assert "sedang membuka" not in budi.get(page).content.decode()


def test_since_says_when_the_card_is_gone(ani, budi, problem):
    delete_entry(budi.actor, problem, op=new_op())
    assert "Budi menghapus kartu ini" in ani.get(f"{BOARD}{problem}/?since=1").content.decode()


def test_a_number_from_nowhere_asks_for_the_whole_page(ani, problem):
    for since in ("999999999", "-1", "abc", ""):
        answer = ani.get(f"{BOARD}{problem}/?since={since}")
        assert answer.status_code == 200 and answer["X-Rembuk-Reload"] == "1", since


# ── cost ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("siblings", [0, 20])
def test_a_page_and_a_save_ask_the_database_a_bounded_number_of_times(
    ani, target, siblings, django_assert_max_num_queries
):
    for n in range(siblings):
        add(ani, statement=f"Masalah {n}")
        add(ani, "sasaran", statement=f"Sasaran {n}", problem_refs=[f"masalah-{n + 2}"])
    with django_assert_max_num_queries(15):
        page = ani.get(f"{BOARD}{target}/")
    values = form_values(page.content.decode()) | {"note": "Catatan"}
    with django_assert_max_num_queries(18):
        ani.post(f"{BOARD}{target}/", values, **HTMX)
    with django_assert_max_num_queries(14):
        ani.get(f"{BOARD}{target}/riwayat/")


def test_ticks_keep_the_order_in_which_things_were_chosen(ani, plan, target):
    second = add(ani, statement="Kedua")
    save_entry(ani.actor, target, {"problem_refs": [second, "masalah-1"]}, base=3, op=new_op())
    third = add(ani, statement="Ketiga")
    ani.form(f"{BOARD}{target}/", problem_refs=["masalah-1", second, third])
    assert values_of(find_entry(plan, target))["problem_refs"] == [second, "masalah-1", third]


def test_an_office_is_typed_and_has_its_example_while_a_list_speaks_for_itself(ani, target):
    page = BeautifulSoup(ani.get(f"/r/ponorogo/tata-kelola/{target}/").content, "lxml")
    assert page.select_one("#f-baseline_owner .helper").text.split()[0] == "Contoh"
    assert page.select_one("#f-direction .helper") is None
