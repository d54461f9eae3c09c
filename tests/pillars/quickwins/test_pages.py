"""What people see and do on the pages of quick wins."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pillars.boards.field_choice import fills_of
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.models import Nomination, Programme
from tests.cast import form_values, new_op
from tests.pillars.quickwins.quick import add, nominate, standing

PAGE = "/r/ponorogo/quick-win/"
BOARD = "/r/ponorogo/tata-kelola/"
ALL = dict.fromkeys(("formulation", "attraction", "benefit", "uniqueness", "partnership"), "ya")


def page_of(answer):
    return BeautifulSoup(answer.content, "lxml")


def text_of(answer):
    return " ".join(page_of(answer).find("main").text.split())


def test_nominations_stand_in_the_order_of_their_sums_and_the_sum_is_explained(ani, programmes):
    nominate(ani, programmes[0], criteria={"benefit": "ya"})
    nominate(ani, programmes[1], criteria=ALL, gate={"leverage": "tidak"}, proposer="Pak Yudi, anggota Dewan")
    answer = ani.get(PAGE)
    rows = [row.find("th").text for row in page_of(answer).select("tbody tr")]
    assert ["Portal layanan warga" in rows[0], "Rembug Warga RT digital" in rows[1]] == [True, True]
    text = text_of(answer)
    assert "2 nominasi, 0 ditetapkan" in text and "10 dari 20" in text and "(9 belum)" in text
    assert "Ya bernilai 2, sebagian 1, tidak 0" in text and "Diusulkan Pak Yudi, anggota Dewan" in text
    assert "Tetap program biasa" in rows[0]


def test_a_programme_is_nominated_from_its_card(ani, plan, programmes):
    card = page_of(ani.get(f"{BOARD}{programmes[0]}/"))
    way = card.find("a", string=lambda s: s and "Nominasikan" in s) or next(
        a for a in card.find_all("a") if "Nominasikan" in a.text
    )
    assert ani.form(way["href"], proposer="Kelompok Tata Kelola").status_code == 303
    assert standing(plan, programmes[0]) == (True, "nominasi")
    assert "Nilai nominasi" in text_of(ani.get(f"{BOARD}{programmes[0]}/"))


def test_a_nomination_names_its_programme_or_says_what_is_proposed(ani, programmes):
    answer = ani.form(f"{BOARD}nominasi_quick_win/baru/", proposer="Anggota Dewan")
    assert answer.status_code == 422 and "tulis usulannya bila belum ada" in text_of(answer)
    assert "Anggota Dewan" in answer.content.decode()
    assert ani.form(f"{BOARD}nominasi_quick_win/baru/", usulan="Pojok baca").status_code == 303
    assert "Usulan, belum program" in text_of(ani.get(PAGE))


def test_the_same_programme_again_is_a_sentence_and_nothing_typed_is_lost(ani, programmes):
    nominate(ani, programmes[0])
    answer = ani.form(f"{BOARD}nominasi_quick_win/baru/", programme_ref=programmes[0], proposer="Dewan juga")
    assert answer.status_code == 422
    assert "sudah dinominasikan: GOV-NQ1" in text_of(answer) and "Dewan juga" in answer.content.decode()


def test_one_nomination_is_answered_on_its_own_page_with_what_the_data_say(ani, plan, programmes):
    ref = nominate(ani, programmes[0])
    answer = ani.get(f"{BOARD}{ref}/")
    text = text_of(answer)
    assert "Program berjalan 2027 saja; anggaran 2027 Rp325 juta." in text
    assert "Untuk sasaran GOV-S1 bersama 3 program lain; sasaran itu menjawab 1 masalah." in text
    assert "Keluaran program belum ditulis." in text and "10 dari 10 kriteria belum dijawab" in text
    given = {"criteria.benefit": "ya", "gate.under_12_months": "sebagian"}
    assert ani.post(f"{BOARD}{ref}/", form_values(answer.content.decode()) | given).status_code == 303
    row = find_entry(plan, ref)
    assert (row.criteria, row.gate) == ({"benefit": "ya"}, {"under_12_months": "sebagian"})


def test_two_who_answer_one_criterion_differently_choose_by_its_name(ani, budi, programmes):
    ref = nominate(ani, programmes[0])
    pages = [form_values(one.get(f"{BOARD}{ref}/").content.decode()) for one in (ani, budi)]
    ani.post(f"{BOARD}{ref}/", pages[0] | {"criteria.benefit": "ya"})
    answer = budi.post(f"{BOARD}{ref}/", pages[1] | {"criteria.benefit": "tidak", "criteria.risk": "ya"})
    assert answer.status_code == 409
    assert "Manfaat: tidak" in text_of(answer) and "Manfaat: ya" in text_of(answer)
    assert Nomination.objects.get().criteria == {"benefit": "ya", "risk": "ya"}
    history = text_of(ani.get(f"{BOARD}{ref}/riwayat/"))
    assert "Manfaat: ya" in history


def test_the_leader_decides_with_a_reason(dewi, plan, programmes):
    ref = nominate(dewi, programmes[0])
    address = f"{BOARD}quick-win/{ref}/putusan/"
    answer = dewi.form(address, kedudukan="terpilih")
    assert answer.status_code == 422 and "Tulis alasannya" in text_of(answer)
    answer = dewi.form(address, kedudukan="terpilih", alasan="Siap dijalankan 2027")
    assert answer.status_code == 303
    text = text_of(dewi.get(answer["Location"]))
    assert "Putusan tersimpan" in text and "Ditetapkan" in text and "Siap dijalankan 2027" in text
    assert "menetapkan quick win" in text_of(dewi.get("/r/ponorogo/riwayat/"))


def test_a_third_is_named_with_the_two_that_stand_and_the_reason_is_kept(dewi, satya, programmes):
    refs = [nominate(dewi, one) for one in programmes[:3]]
    for ref in refs[:2]:
        dewi.form(f"{BOARD}quick-win/{ref}/putusan/", kedudukan="terpilih", alasan="Siap")
    address = f"{BOARD}quick-win/{refs[2]}/putusan/"
    answer = dewi.form(address, kedudukan="terpilih", alasan="Juga siap")
    assert answer.status_code == 409
    assert "sudah punya 2 quick win" in text_of(answer) and "GOV-PR1" in text_of(answer)
    assert "Juga siap" in answer.content.decode()
    assert satya.form(address, kedudukan="terpilih", alasan="Pleno menambah", lebih="ya").status_code == 303
    assert Programme.objects.filter(quick_win_status="terpilih").count() == 3


def test_who_may_only_read_sees_no_button(eko, cici, ani, programmes):
    ref = nominate(ani, programmes[0])
    for person in (eko, cici):
        page = page_of(person.get(f"{PAGE}?pilar=gov"))
        assert not [a for a in page.select("main a") if "baru/" in a["href"] or "putusan" in a["href"]]
        assert person.get(f"{BOARD}quick-win/{ref}/putusan/").status_code == 403


def test_a_profile_is_begun_filled_and_its_instructions_are_no_text(dewi, programmes):
    nominate(dewi, programmes[0], criteria={"benefit": "ya"})
    address = f"{PAGE}{programmes[0]}/"
    assert "belum punya profil" in text_of(dewi.get(address))
    form = page_of(dewi.get(address)).find("form", action=True)
    begun = dewi.post(form["action"], form_values(str(form)))
    assert begun.status_code == 303
    dewi.form(
        begun["Location"].partition("?")[0], manfaat="(bagi pemerintah, warga, dan mitra)", daya_tarik="Di papan RT"
    )
    text = text_of(dewi.get(address))
    assert "1 dari 10" in text
    assert "Manfaat: petunjuk pengisian (bagi pemerintah, warga, dan mitra) masih di tempatnya" in text
    assert "Belum: paling sedikit dua risiko" in text


def test_risks_stand_on_the_map_in_words_and_by_their_codes(dewi, programmes):
    profile = add(dewi, "profil_quick_win", programme_ref=programmes[0])
    values = {"peristiwa": "Usulan tidak dijawab", "kemungkinan": "4", "dampak": "4"}
    assert dewi.form(f"{BOARD}risiko/baru/?induk={profile}", **values).status_code == 303
    add(dewi, "risiko", profile_ref=profile, peristiwa="Data bocor", kemungkinan=2, dampak=5)
    page = page_of(dewi.get(f"{PAGE}{programmes[0]}/"))
    spots = {cell.b.text: cell.span.text for cell in page.select(".risk-map td") if cell.b}
    assert spots == {"R1": "16 sangat tinggi", "R2": "10 tinggi"}
    assert "4 × 4 = 16 sangat tinggi" in " ".join(page.find("main").text.split())
    assert "Risiko tinggi tanpa penanganan: R1, R2" in " ".join(page.find("main").text.split())


def test_an_example_of_a_risk_begins_a_card_that_people_judge_themselves(dewi, plan, programmes):
    profile = add(dewi, "profil_quick_win", programme_ref=programmes[0])
    page = page_of(dewi.get(f"{PAGE}{programmes[0]}/"))
    way = next(a["href"] for a in page.find_all("a") if "Anggaran dipotong pada perubahan APBD" in a.text)
    assert dewi.form(way).status_code == 303
    row = find_entry(plan, "risiko-1")
    assert (row.profile.ref, row.sebab) == (profile, "Penerimaan daerah tidak tercapai")
    assert (row.kemungkinan, row.dampak, row.tingkat) == (None, None, None)


def test_a_step_that_asks_for_nominations_leads_to_them():
    asked = {"kind": "nominasi_quick_win", "fields": ["gate"]}
    (fill,) = fills_of(SimpleNamespace(step=SimpleNamespace(fills=[asked])))
    assert (fill.page, fill.fields) == ("quick_wins", ("syarat awal",))


def test_an_open_page_gets_the_part_that_changed(ani, dewi, plan, programmes):
    ref = nominate(ani, programmes[0])
    plan.refresh_from_db()
    before = plan.head
    dewi.form(f"{BOARD}quick-win/{ref}/putusan/", kedudukan="terpilih", alasan="Siap")
    answer = ani.get(f"{PAGE}?pilar=gov&since={before}")
    assert 'id="nominasi"' in answer.content.decode() and "<html" not in answer.content.decode()
    assert "Ditetapkan" in answer.content.decode() and int(answer["X-Rembuk-Head"]) > before


def test_the_board_shows_the_mark_without_being_drawn_anew(ani, plan, programmes):
    plan.refresh_from_db()
    before = plan.head
    nominate(ani, programmes[0])
    answer = ani.get(f"{BOARD}?since={before}").content.decode()
    assert f'id="{programmes[0]}"' in answer and "Quick win" in answer
    assert 'id="masalah-1"' not in answer


def test_twenty_nominations_cost_no_more_questions_than_two(ani, programmes, django_assert_max_num_queries):
    nominate(ani, programmes[0])
    with CaptureQueriesContext(connection) as few:
        ani.get(PAGE)
    strategy = Programme.objects.first().strategy.ref
    for n in range(12):
        nominate(ani, add(ani, "program", name=f"Program {n}", strategy_ref=strategy))
    with CaptureQueriesContext(connection) as many:
        ani.get(PAGE)
    assert len(many) == len(few) <= 20


@pytest.mark.parametrize("address", ["quick-win/program-99/", "quick-win/masalah-1/", "quick-win/entah/"])
def test_what_is_not_there_is_not_there(ani, programmes, address):
    assert ani.get(f"/r/ponorogo/{address}").status_code == 404


def test_a_nomination_in_the_bin_comes_back_from_there(ani, plan, programmes):
    ref = nominate(ani, programmes[0])
    ani.post(f"{BOARD}{ref}/hapus/", {"op": new_op(), "as": ani.key, "base": str(plan.head + 99)})
    plan.refresh_from_db()
    ani.post(f"{BOARD}{ref}/hapus/", {"op": new_op(), "as": ani.key, "base": str(plan.head)})
    assert "GOV-NQ1" in text_of(ani.get(f"{BOARD}terhapus/"))
    assert standing(plan, programmes[0]) == (False, None)
    ani.post(f"{BOARD}{ref}/kembalikan/", {"op": new_op(), "as": ani.key})
    assert standing(plan, programmes[0]) == (True, "nominasi")


@pytest.mark.parametrize("kind", ["nominasi_quick_win", "profil_quick_win"])
def test_what_is_written_below_a_programme_that_was_deleted_meanwhile_is_found_again(ani, dewi, programmes, kind):
    page = form_values(ani.get(f"{BOARD}{kind}/baru/?induk={programmes[0]}").content.decode())
    delete_entry(dewi.actor, programmes[0], op=new_op())
    given = {"nominasi_quick_win": {"proposer": "Anggota Dewan"}, "profil_quick_win": {"manfaat": "Warga tahu"}}
    answer = ani.post(f"{BOARD}{kind}/baru/", page | given[kind])
    assert answer.status_code == 409 and "menghapus program GOV-PR1" in text_of(answer)
    again = ani.get(f"{BOARD}{programmes[0]}/beda/?op={page['op']}")
    assert again.status_code == 200 and list(given[kind].values())[0] in again.content.decode()
    wanted = form_values(again.content.decode()) | {"pulihkan": programmes[0]}
    assert ani.post(f"{BOARD}{kind}/baru/", wanted).status_code == 303
    assert find_entry(dewi.plan, programmes[0]) is not None and find_entry(dewi.plan, f"{kind}-1") is not None


def test_merging_says_what_becomes_of_the_quick_wins(dewi, programmes):
    for programme in programmes[:2]:
        nominate(dewi, programme)
    add(dewi, "profil_quick_win", programme_ref=programmes[1])
    text = text_of(dewi.get(f"{BOARD}{programmes[0]}/gabung/{programmes[1]}/"))
    assert "Nominasi quick win GOV-NQ2 masuk Kartu terhapus bersama GOV-PR2; yang berlaku GOV-NQ1." in text
    assert "Profil quick win GOV-QW1 menjadi milik GOV-PR1." in text
