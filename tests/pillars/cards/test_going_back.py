"""Back to an earlier value, and one change taken back: shown first, merged like any save, told in the history."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pillars.cards.actions.bulk import paste_entries
from pillars.cards.actions.revert import go_back, undo
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import values_of
from pillars.models import Problem, Target
from tests.amounts import in_turn_after
from tests.cast import form_values, new_op
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event

BOARD = "/r/ponorogo/tata-kelola/"
CARD = f"{BOARD}masalah-1/"


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def save(person, base, ref="masalah-1", **values):
    return save_entry(person.actor, ref, values, base=base, op=new_op())


@pytest.fixture
def changed(ani, budi):
    """Ani wrote “Dua” (1), Budi made it “Tiga” (2)."""
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean", "evidence": "Dua loket"}, op=new_op())
    save(budi, 1, evidence="Tiga loket")


def link(person, text, address=f"{CARD}riwayat/"):
    soup = BeautifulSoup(person.get(address).content, "lxml")
    found = next((one for one in soup.find_all("a") if text in one.text), None)
    return found and found["href"]


def press(person, address, **changes):
    return person.post(address.partition("?")[0], form_values(person.get(address).content.decode()) | changes)


def test_the_page_shows_what_it_would_be_and_the_history_says_it_in_its_own_words(changed, dewi):
    address = link(dewi, "Kembalikan nilai ini")
    assert address == f"{CARD}riwayat/kembali/?isian=evidence&nomor=1"
    page = BeautifulSoup(dewi.get(address).content, "lxml")
    assert [page.find(name).text.strip() for name in ("del", "ins")] == ["Tiga", "Dua"] and "ditulis Ani" in page.text
    assert Problem.objects.get().evidence == "Tiga loket"
    answer = press(dewi, address)
    assert answer.status_code == 303 and answer["Location"].startswith(f"{CARD}?tersimpan=3")
    assert Problem.objects.get().evidence == "Dua loket"
    event = Event.objects.get(number=3)
    assert (event.verb, event.changes["masalah-1"]["returned"]) == ("entry.goback", [None, 1])
    assert "Dewi mengembalikan bukti ke nilai " in words(dewi.get(f"{CARD}riwayat/"))
    assert "Dewi mengembalikan bukti ke nilai sebelumnya" in words(dewi.get("/r/ponorogo/riwayat/"))


def test_only_who_may_sees_the_button_and_the_matrix_answers_the_rest(changed, ani, cici, eko, fitri):
    assert link(fitri, "Kembalikan nilai ini")
    for person in (ani, cici, eko):
        assert link(person, "Kembalikan nilai ini") is None
        answer = person.post(f"{CARD}riwayat/kembali/", {"op": new_op(), "base": 2, "isian": "evidence", "nomor": 1})
        assert answer.status_code == 403
    assert Problem.objects.get().evidence == "Tiga loket"


def test_somebody_who_writes_meanwhile_is_met_on_the_usual_page(changed, ani, dewi):
    address = link(dewi, "Kembalikan nilai ini")
    values = form_values(dewi.get(address).content.decode())
    save(ani, 2, evidence="Empat loket")
    answer = dewi.post(address.partition("?")[0], values)
    assert answer.status_code == 409 and "Empat loket" in words(answer) and "Dua loket" in words(answer)
    assert Problem.objects.get().evidence == "Empat loket"
    assert dewi.post(f"{CARD}", form_values(answer.content.decode())).status_code == 303


def test_a_value_from_before_the_first_change_and_a_text_that_was_not_chosen(plan, ani, budi, dewi):
    place = {"pillar": plan.pillars.get(code="GOV"), "number": 1, "position": 1, "code": "GOV-P1"}
    who = {"created_by": "sistem", "changed_by": "sistem", "changed_at": timezone.now()}
    Problem.objects.create(plan=plan, statement="Antrean", root_cause="Sistem lama", **place, **who)
    save(ani, 0, root_cause="Sistem baru")
    page = words(dewi.get(f"{CARD}riwayat/"))
    assert "Rembuk memuat akar masalah ini bersama rencana" in page
    assert press(dewi, link(dewi, "Kembalikan nilai ini")).status_code == 303
    assert Problem.objects.get().root_cause == "Sistem lama"
    assert "Dewi mengembalikan akar masalah ke nilai awal" in words(dewi.get(f"{CARD}riwayat/"))
    save(budi, 1, root_cause="Lima loket")
    assert "Lima loket" not in str(Problem.objects.values())
    assert press(dewi, link(dewi, "Pakai teks ini")).status_code == 303
    assert Problem.objects.get().root_cause == "Lima loket"


def test_an_author_finds_the_choice_again_from_a_text_that_was_not_chosen(changed, ani, budi):
    save(ani, 1, evidence="Lima loket")
    address = link(ani, "Pilih teks ini")
    page = ani.get(address)
    assert page.status_code == 200 and "Lima loket" in words(page) and "Tiga loket" in words(page)
    assert link(budi, "Pilih teks ini") is None


def test_undoing_ones_own_last_change_from_its_receipt(changed, budi):
    answer = budi.form(CARD, affected="Lansia", evidence="Sepuluh loket")
    address = link(budi, "Urungkan", answer["Location"])
    assert address == f"{CARD}riwayat/urungkan/?nomor=3"
    assert "Perubahan Budi" in words(budi.get(address))
    assert press(budi, address).status_code == 303
    row = Problem.objects.get()
    assert (row.evidence, row.affected) == ("Tiga loket", None)
    assert "Budi mengurungkan perubahan bukti " in words(budi.get(f"{CARD}riwayat/"))
    assert "Budi mengurungkan perubahan " in words(budi.get("/r/ponorogo/riwayat/"))


def test_somebody_elses_change_is_the_ketuas_to_take_back(changed, ani, dewi):
    assert link(ani, "Urungkan") is None
    page = ani.get(f"{CARD}riwayat/urungkan/?nomor=2")
    assert page.status_code == 200 and "Hanya penulisnya" in words(page)
    refused = ani.post(f"{CARD}riwayat/urungkan/", {"op": new_op(), "nomor": "2"})
    assert refused.status_code == 403 and Problem.objects.get().evidence == "Tiga loket"
    assert press(dewi, link(dewi, "Urungkan")).status_code == 303
    assert Problem.objects.get().evidence == "Dua loket"


def test_undoing_what_somebody_has_changed_since_keeps_the_rest_and_asks(changed, ani, budi):
    save(budi, 2, evidence="Delapan loket", affected="Lansia")
    save(ani, 3, evidence="Sembilan loket")
    address = f"{CARD}riwayat/urungkan/?nomor=3"
    assert "Ani mengubah isian ini lagi" in words(budi.get(address))
    answer = press(budi, address)
    assert answer.status_code == 409 and "Sembilan loket" in words(answer) and "Tiga loket" in words(answer)
    row = Problem.objects.get()
    assert (row.evidence, row.affected) == ("Sembilan loket", None)


def test_years_of_a_table_are_taken_back_year_by_year(ani, budi):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "S", "targets_by_year": {2027: Decimal(1)}}, op=new_op())
    save(ani, 1, "sasaran-1", targets_by_year={2027: Decimal(1), 2028: Decimal(2)})
    save(budi, 2, "sasaran-1", targets_by_year={2027: Decimal(1), 2028: Decimal(2), 2029: Decimal(3)})
    assert press(ani, f"{BOARD}sasaran-1/riwayat/urungkan/?nomor=2").status_code == 303
    assert Target.objects.get().targets_by_year == {"2027": "1", "2029": "3"}


def test_what_is_no_earlier_value_is_said_and_nothing_breaks(changed, dewi, everything):
    before = everything()
    for field, number in (("evidence", 99), ("score", 1), ("%3Cb%3E", 1), ("", 1), ("evidence", 0)):
        query = f"isian={field}&nomor={number}"
        page = dewi.get(f"{CARD}riwayat/kembali/?{query}")
        assert page.status_code == 422 and "Nilai itu tidak ada di riwayat" in words(page), query
        assert dewi.post(f"{CARD}riwayat/kembali/?{query}", {"op": new_op(), "base": "2"}).status_code == 422, query
    assert dewi.get(f"{CARD}riwayat/kembali/?nomor=x").status_code == 302
    assert everything() == before


def test_what_many_cards_took_part_in_is_not_taken_back_one_by_one(ani, dewi):
    paste_entries(ani.actor, "masalah", "GOV", [{"statement": "A"}, {"statement": "B"}], op=new_op())
    for number in (1, 7):
        page = dewi.get(f"{BOARD}masalah-1/riwayat/urungkan/?nomor={number}")
        assert page.status_code == 422 and "tidak dapat diurungkan" in words(page)
    with pytest.raises(NotFound):
        undo(dewi.actor, "masalah-1", 1, {"statement": None}, op=new_op())


def test_a_card_in_the_bin_keeps_the_text_and_offers_to_bring_it_back(changed, dewi):
    address = link(dewi, "Kembalikan nilai ini")
    values = form_values(dewi.get(address).content.decode())
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    answer = dewi.post(address.partition("?")[0], values)
    assert answer.status_code == 409 and "Pulihkan" in words(answer)


def test_the_same_press_counts_once(changed, dewi):
    op = new_op()
    first = go_back(dewi.actor, "masalah-1", {"evidence": "Dua loket"}, 1, base=2, op=op)
    again = go_back(dewi.actor, "masalah-1", {"evidence": "Dua loket"}, 1, base=2, op=op)
    assert first.receipt.number == again.receipt.number == 3 and again.written == ("evidence",)


FURTHER = {
    "swot": ({"type": "strengths", "statement": "Kuat"}, {"statement": "Kuat sekali"}),
    "kesiapan": ({"component": "alam", "aspect": "Lahan", "condition": "baik"}, {"condition": "buruk"}),
    "kesenjangan": ({"element": "Layanan"}, {"element": "Layanan daring", "gap": "Belum ada"}),
    "kata_kunci": ({"word": "Cerdas"}, {"meaning": "Memakai data"}),
    "visi_misi": ({"visi": "Maju"}, {"visi": "Maju bersama", "misi": ["Satu"]}),
    "tujuan": ({"statement": "Terlayani"}, {"statement": "Semua terlayani"}),
    "nominasi_quick_win": ({"usulan": "Loket keliling"}, {"proposer": "Dewan"}),
    "profil_quick_win": ({"programme_ref": "program-1"}, {"nama_inovasi": "Loket", "kemitraan": ["Kampus: riset"]}),
    "realisasi": ({"programme_ref": "program-1", "year": 2027, "status": "berjalan"}, {"percent": Decimal(40)}),
}


@pytest.mark.parametrize("kind", in_turn_after(2, [*FURTHER]))
def test_every_further_kind_has_its_history_and_its_way_back(ani, satya, kind):
    for above, values in (
        ("sasaran", {"statement": "S"}),
        ("strategi", {"statement": "ST", "target_ref": "sasaran-1"}),
        ("program", {"name": "PR", "strategy_ref": "strategi-1"}),
    ):
        add_entry(ani.actor, above, "GOV", values, op=new_op())
    first, then = FURTHER[kind]
    pillar = "GOV" if "quick_win" in kind or kind == "realisasi" else ""
    ref = add_entry(satya.actor, kind, pillar, first, op=new_op()).ref
    number = save_entry(satya.actor, ref, then, base=satya.plan.events.count(), op=new_op()).receipt.number
    row = find_entry(satya.plan, ref)
    stood, base = values_of(row), f"/r/ponorogo/{row.pillar.slug}/{ref}/riwayat/"
    page = satya.get(base)
    assert page.status_code == 200 and "Satya membuat kartu ini" in words(page) and row.code in words(page)
    assert press(satya, f"{base}urungkan/?nomor={number}").status_code == 303
    undone = values_of(find_entry(satya.plan, ref))
    assert {key: undone[key] for key in then} == {key: first.get(key) or None for key in then} or undone != stood
    key = next(iter(then))
    assert press(satya, f"{base}kembali/?isian={key}&nomor={number}").status_code == 303
    assert values_of(find_entry(satya.plan, ref))[key] == stood[key]
    assert satya.get("/r/ponorogo/riwayat/").status_code == 200
