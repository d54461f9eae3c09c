"""The history of one card in words."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone

from pillars.card_merge.actions.merge import say_different
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from tests.cast import new_op
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek

BOARD = "/r/ponorogo/tata-kelola/"


def history(person, ref="masalah-1", query=""):
    soup = BeautifulSoup(person.get(f"{BOARD}{ref}/riwayat/{query}").content, "lxml")
    return soup, [" ".join(line.text.split()) for line in soup.select(".trail b")]


def test_who_did_what_newest_first_with_the_difference(ani, budi, dewi, plan):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Angka kemiskinan masih tinggi"}, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Lain"}, op=new_op())
    save_entry(budi.actor, "masalah-1", {"statement": "Angka kemiskinan masih berat"}, base=2, op=new_op())
    save_entry(ani.actor, "masalah-1", {"dimension": "GOV-1"}, base=3, op=new_op())
    reorder_entry(dewi.actor, "masalah-1", "turun", op=new_op())
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    restore_entry(dewi.actor, "masalah-1", op=new_op())
    soup, lines = history(ani)
    assert lines == [
        "Dewi mengembalikan kartu ini",
        "Dewi menghapus kartu ini",
        "Dewi memindahkan urutan: turun satu tempat",
        "Ani mengisi subdimensi",
        "Budi mengubah pernyataan masalah",
        "Ani membuat kartu ini",
    ]
    assert soup.select_one("del").text.strip() == "tinggi"
    assert [ins.text.strip() for ins in soup.select("ins")] == ["Layanan Publik", "berat"]
    assert soup.select(".trail .avatar") and "Universitas Muhammadiyah Ponorogo" in soup.text


def test_texts_that_were_not_chosen_stay_with_their_author(ani, budi):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "S", "evidence": "Dua"}, op=new_op())
    save_entry(budi.actor, "masalah-1", {"evidence": "Empat"}, base=1, op=new_op())
    save_entry(ani.actor, "masalah-1", {"evidence": "Tiga"}, base=1, op=new_op())
    delete_entry(budi.actor, "masalah-1", op=new_op())
    save_entry(ani.actor, "masalah-1", {"affected": "Terlambat"}, base=3, op=new_op())
    soup, lines = history(ani)
    assert "Ani menulis bukti pada saat bersamaan" in lines
    assert "Ani menulis yang terkena setelah kartu ini dihapus" in lines
    assert "Tiga" in soup.text and "Terlambat" in soup.text
    assert soup.text.count("tidak dipilih, disimpan di sini") == 2


def test_the_text_for_a_parent_that_was_gone_is_found_at_the_parent(ani, dewi):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Sasaran"}, op=new_op())
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    values = {"statement": "Strategi yang hilang induk", "target_ref": "sasaran-1"}
    add_entry(ani.actor, "strategi", "GOV", values, op=new_op())
    soup, _ = history(ani, "sasaran-1")
    assert "Strategi yang hilang induk" in soup.text


def test_days_are_told_by_the_bimtek_that_they_belong_to(ani, satya, plan):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "S"}, op=new_op())
    today = local(timezone.now(), plan).date()
    for number, away in ((1, -9), (2, 9)):
        Bimtek.objects.create(
            plan=plan, number=number, title=f"Bimtek {number}: Judul", first_day=today + timedelta(away)
        )
    soup, _ = history(ani)
    assert soup.select_one(".trail--day").text.startswith("Masa kerja OPD · ")
    Bimtek.objects.filter(number=2).update(first_day=today - timedelta(1))
    soup, _ = history(ani)
    assert soup.select_one(".trail--day").text.startswith("Bimtek 2 · ")


def test_one_person_alone_and_what_is_told_as_in_the_plans_history(ani, budi, dewi):
    for text in ("Antrean", "Antre lama"):
        add_entry(ani.actor, "masalah", "GOV", {"statement": text}, op=new_op())
    save_entry(budi.actor, "masalah-1", {"evidence": "Dua"}, base=2, op=new_op())
    say_different(dewi.actor, "masalah-1", "masalah-2", op=new_op())
    soup, lines = history(ani)
    assert lines[0] == "Dewi menyatakan kartu ini memang berbeda dari kartu yang mirip"
    assert [option.text for option in soup.select("#oleh option")] == ["Semua orang", "Ani", "Budi", "Dewi"]
    _, lines = history(ani, query=f"?oleh={budi.key}")
    assert lines == ["Budi mengisi bukti"]


def test_one_field_alone(ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "S", "evidence": "Dua"}, op=new_op())
    save_entry(ani.actor, "masalah-1", {"evidence": "Tiga", "affected": "Ibu"}, base=1, op=new_op())
    _, lines = history(ani, query="?isian=evidence")
    assert lines == ["Ani mengubah bukti", "Ani mengisi bukti"]


def test_a_name_that_is_gone_does_not_break_the_history(ani, budi):
    add_entry(budi.actor, "masalah", "GOV", {"statement": "S"}, op=new_op())
    budi.plan.participants.filter(number=budi.number).delete()
    assert ani.get(f"{BOARD}masalah-1/riwayat/").status_code == 200


def test_a_card_that_nobody_changed_says_so(ani, plan):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    soup, lines = history(ani, query="?isian=evidence")
    assert lines == [] and "Isian ini belum pernah diubah." in soup.text
