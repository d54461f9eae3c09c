"""Pasting many lines: what is read of them, what is shown first, and that all of it is one act."""

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.kinds import KINDS
from pillars.models import Problem, Programme, Strategy, Target
from tests.cast import form_values, new_op
from workshops.live.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/r/ponorogo/tata-kelola/tempel/"
LIST = """1. Jalan poros antarwilayah banyak yang rusak
2) Kecamatan pegunungan masih memiliki titik tanpa sinyal

•\tKasus balita bertubuh pendek belum turun
[24/11 10.38] Budi: Genangan berulang di kawasan padat
3
Sosialisasi"""


def words(answer):
    return " ".join(answer.content.decode().split())


def check(person, text, **more):
    return person.post(PAGE, {"teks": text, "jadikan": "masalah", "op": new_op(), "as": person.key} | more)


def save(person, preview, **changes):
    """Presses Simpan on a preview, as it stands."""
    return person.post(PAGE, form_values(preview.content.decode()) | {"simpan": "1"} | changes)


def statements():
    return list(Problem.objects.filter(deleted_in=None).order_by("number").values_list("statement", flat=True))


def test_a_list_becomes_cards_without_its_marks_in_one_event(ani):
    preview = check(ani, LIST)
    assert "5 kartu akan dibuat" in words(preview) and "Pendek" in words(preview)
    assert not Problem.objects.exists() and not Event.objects.exists()
    answer = save(ani, preview)
    assert answer.status_code == 303
    assert statements() == [
        "Jalan poros antarwilayah banyak yang rusak",
        "Kecamatan pegunungan masih memiliki titik tanpa sinyal",
        "Kasus balita bertubuh pendek belum turun",
        "Genangan berulang di kawasan padat",
        "Sosialisasi",
    ]
    assert [row.code for row in Problem.objects.order_by("number")] == [f"GOV-P{n}" for n in range(1, 6)]
    assert Event.objects.get().verb == "entry.pasted"
    board = words(ani.get(answer["Location"]))
    assert "5 kartu dibuat" in board and "Batalkan sekaligus" in board
    assert "menempel 5 masalah sekaligus" in words(ani.get("/r/ponorogo/riwayat/"))
    assert "membuat kartu ini" in words(ani.get("/r/ponorogo/tata-kelola/masalah-2/riwayat/"))


def test_what_is_there_already_is_marked_and_left_out_unless_wanted(ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang di kantor."}, op=new_op())
    preview = check(ani, "- antrean  panjang di kantor\n- Air bersih kurang\n- Air bersih kurang")
    assert "Sama dengan GOV-P1" in words(preview) and "Sama dengan baris 2" in words(preview)
    assert save(ani, preview).status_code == 303
    assert statements() == ["Antrean panjang di kantor.", "Air bersih kurang"]
    again = check(ani, "Air bersih kurang")
    assert save(ani, again).status_code == 422
    assert save(ani, again, baris="1").status_code == 303
    assert statements().count("Air bersih kurang") == 2


def test_columns_from_excel_go_to_the_fields_that_their_heads_name(ani, plan):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    text = (
        "No\tSasaran\tSatuan\tArah\tAngka awal\tTarget 2027\tMasalah yang dijawab\n"
        '1\t"Antrean\n""pendek"""\tmenit\tTurun\t40,5\t30\tGOV-P1\n'
        "2\tLayanan daring\tpersen\tnaik\t5\t12,5\t\n"
    )
    text = text.replace("Masalah yang dijawab", KINDS["sasaran"].field("problem_refs").label)
    preview = check(ani, text, jadikan="sasaran")
    assert save(ani, preview).status_code == 303, words(preview)
    first, second = Target.objects.order_by("number")
    assert (first.statement, first.unit, first.direction) == ('Antrean\n"pendek"', "menit", "turun")
    assert (float(first.baseline), first.targets_by_year) == (40.5, {"2027": "30"})
    assert [answer.problem.code for answer in first.answers.all()] == ["GOV-P1"]
    assert second.targets_by_year == {"2027": "12.5"} and not second.answers.exists()


def test_a_row_that_cannot_be_read_is_no_card_and_nothing_typed_is_lost(ani):
    text = "Sasaran\tAngka awal\nAntrean pendek\t9.33\nLayanan daring\t7"
    preview = check(ani, text, jadikan="sasaran")
    assert "Perbaiki" in words(preview)
    refused = save(ani, preview)
    assert refused.status_code == 422 and "Perbaiki baris 1 di kotak teks" in words(refused)
    assert "Antrean pendek\t9.33" in refused.content.decode() and not Target.objects.exists()
    assert save(ani, refused, lewati="1").status_code == 303
    assert [row.statement for row in Target.objects.all()] == ["Layanan daring"]


def test_what_was_changed_after_the_preview_is_looked_at_again(ani):
    preview = check(ani, "Satu dua tiga")
    changed = save(ani, preview, teks="Satu dua tiga\nEmpat lima enam")
    assert changed.status_code == 422 and "Lihat dahulu kartunya" in words(changed) and not Problem.objects.exists()


@pytest.mark.parametrize(
    ("text", "more", "sentence"),
    [
        ("", {}, "paling sedikit satu baris"),
        ("- \n• \n3.\n ---", {}, "paling sedikit satu baris"),
        ("\n".join(f"Masalah ke {n}" for n in range(201)), {}, "Ada 201 baris, paling banyak 200"),
        ("a\t" * 30_000 + "rusak", {}, "Tabel ini memiliki 30001 kolom, paling banyak 60"),
        ("x" * 100_001, {}, "terlalu panjang"),
        ("Layanan", {"jadikan": "strategi"}, "pilih sasaran tempat kartu-kartu ini menempel"),
        ("Layanan", {"jadikan": "program", "induk": "masalah-1"}, "pilih strategi"),
        ("a\u0301" * 3 + "\u0301" * 20, {}, "terlalu banyak tanda"),
    ],
)
def test_what_makes_no_card_is_answered_with_a_sentence(ani, text, more, sentence):
    answer = check(ani, text, **more)
    assert answer.status_code == 422 and sentence in words(answer) and not Event.objects.exists()


def test_programmes_are_pasted_below_one_strategy_and_a_parent_deleted_meanwhile_is_said(ani, plan):
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek"}, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    preview = check(ani, "Loket daring bersama\nNomor antrean lewat HP", jadikan="program", induk=strategy)
    delete_entry(ani.actor, strategy, op=new_op())
    assert save(ani, preview).status_code == 422 and not Programme.objects.exists()
    restore_entry(ani.actor, strategy, op=new_op())
    assert save(ani, preview).status_code == 303
    assert Strategy.objects.get().programmes.count() == 2
    assert "menempel 2 program di bawahnya" in words(ani.get(f"/r/ponorogo/tata-kelola/{strategy}/riwayat/"))


def test_a_paste_is_taken_back_as_one_but_not_what_people_have_worked_on(ani, budi, cici):
    preview = check(ani, "Satu dua tiga\nEmpat lima enam\nTujuh delapan sembilan")
    number = int(save(ani, preview)["Location"].partition("tersimpan=")[2])
    save_entry(budi.actor, "masalah-2", {"evidence": "BPS"}, base=number, op=new_op())
    address = f"{PAGE}{number}/batal/"
    assert "Batalkan" in words(budi.get(PAGE))
    assert cici.post(address, {"op": new_op(), "as": cici.key}).status_code == 403
    answer = budi.post(address, {"op": new_op(), "as": budi.key})
    assert statements() == ["Empat lima enam"]
    said = words(budi.get(answer["Location"]))
    assert "Tempelan dibatalkan: 2 kartu" in said and "1 kartu tetap" in said
    assert "membatalkan tempelan 2 masalah" in words(budi.get("/r/ponorogo/riwayat/"))
    assert "bersama 1 masalah" in words(budi.get("/r/ponorogo/tata-kelola/terhapus/"))


def test_the_same_press_twice_makes_the_cards_once(ani):
    sent = form_values(check(ani, "Satu dua tiga\nEmpat lima enam").content.decode()) | {"simpan": "1"}
    first, second = ani.post(PAGE, sent), ani.post(PAGE, sent)
    assert first["Location"] == second["Location"] and len(statements()) == 2


def test_a_paste_that_never_was_cannot_be_taken_back(ani):
    for number in (1, 99, 10**30):
        assert ani.post(f"{PAGE}{number}/batal/", {"op": new_op(), "as": ani.key}).status_code == 404
