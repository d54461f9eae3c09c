"""The invitation list from Excel: what is recognised, what a preview shows, what an import writes and never does."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import form_values, new_op
from tests.corpus.corpus_tools import xlsx
from tests.workshops.people.doors import enter
from workshops.live.models import Event
from workshops.people.models import Invitation
from workshops.people.roster import KIND
from workshops.sheets import read_workbook
from workshops.sheets.table_import import recognise

HEAD = ("No", "Nama", "Instansi", "Jabatan", "Kelompok", "No. HP")
PAGE = "/r/ponorogo/orang/daftar/"
LIST = (
    HEAD,
    (1, "Dr. H. Agus Widodo, M.Si.", "Dinkes", "Kepala Dinas", "Tata Kelola", 81234567890),
    (2, "Siti Aminah, S.KM.", "Dinas Kesehatan", "Kasi Gizi", "Smart Economy", "-"),
    (3, "Joko Prasetyo", "BPBD", "", "Pilar 3", ""),
)


def upload(person, rows=LIST, data=None, **more):
    data = data if data is not None else xlsx(rows=rows, **more)
    return person.post(PAGE, {"berkas": SimpleUploadedFile("daftar.xlsx", data)})


def said(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def confirm(person, preview, **changes):
    return person.post(PAGE, form_values(preview.content.decode()) | {"act": "simpan"} | changes)


def load(person, rows=LIST):
    assert confirm(person, upload(person, rows)).status_code == 303


def names():
    return list(Invitation.objects.values_list("name", flat=True))


def test_a_preview_writes_nothing_and_says_what_would_change(fitri, everything):
    before = everything()
    answer = upload(fitri)
    assert answer.status_code == 200
    assert "3 baru" in said(answer) and "Simpan 3 orang" in said(answer)
    assert everything() == before


def test_a_yes_writes_the_list_with_names_as_they_are_written(fitri, plan):
    load(fitri)
    agus, siti, joko = Invitation.objects.filter(plan=plan)
    assert (agus.name, agus.position, agus.group.pillar_code) == ("Dr. H. Agus Widodo, M.Si.", "Kepala Dinas", "GOV")
    assert agus.phone == "081234567890"
    assert (siti.group.pillar_code, siti.phone) == ("ECO", "")
    assert joko.group.position == 3
    assert "Agus Widodo" in said(fitri.get(PAGE))
    assert not plan.participants.exists()


def heads(rows, merges=()):
    sheet = read_workbook(xlsx(rows=rows, merges=merges))[0]
    found = recognise(KIND, sheet)
    return found.first, {key: sheet.cell(1, column).address[:-1] for key, column in found.fields.items()}


ROW = ("1", "Ani", "Dinkes", "Staf", "0812 3456", "a@b.go.id")
TITLES = ("DAFTAR UNDANGAN PESERTA BIMTEK II",), ("Kabupaten Ponorogo",), ("",)


@pytest.mark.parametrize(
    ("rows", "merges", "first", "letters"),
    [
        ((*TITLES, HEAD, ROW), ("A1:F1",), 5, "BCDEF"),
        ((("NO", "NAMA LENGKAP DAN GELAR", "NAMA OPD", "JABATAN", "Pokja"), ROW), (), 2, "BCDE"),
        (
            (("No", "Peserta", "", "", "Kontak", ""), ("", "Nama", "Instansi", "Jabatan", "HP", "E-mail"), ROW),
            ("A1:A2", "B1:D1", "E1:F1"),
            3,
            "BCDEF",
        ),
        (
            (("No", "Nama", "Instansi", "Jabatan", "Kontak", ""), ("", "", "", "", "No WA", "Surel"), ROW),
            ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"),
            3,
            "BCDEF",
        ),
        ((HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), ROW), (), 3, "BCDEF"),
    ],
)
def test_heads_are_recognised_under_titles_merged_and_in_two_rows(rows, merges, first, letters):
    found = heads(rows, merges)
    assert found[0] == first
    assert "".join(sorted(found[1].values())) == letters
    assert found[1]["name"] == "B" and found[1]["institution"] == "C"


def test_a_column_that_was_not_recognised_can_be_chosen(fitri):
    preview = upload(fitri, [("Siapa", "Dari mana"), ("Ani", "Dinkes")])
    assert "Lajur nama tidak dikenali" in said(preview)
    again = fitri.post(
        PAGE, form_values(preview.content.decode()) | {"act": "petakan", "lajur-name": "1", "baris": "2"}
    )
    assert "Simpan 1 orang" in said(again)
    confirm(fitri, again)
    assert names() == ["Ani"]


def test_wrong_rows_are_named_by_their_cell_and_passed_over(fitri):
    rows = [HEAD, (1, "", "Dinkes"), (2, "Agus", "Dinas", "", "Smart Ekonomy 2"), (3, "Ani", "#REF!"), (4, "Budi", "")]
    preview = upload(fitri, rows)
    text = said(preview)
    assert "B2: Nama belum diisi." in text
    assert "E3: kelompok tidak dikenal. Maksudnya Ekonomi?" in text
    assert "C5: instansi kosong" in text
    confirm(fitri, preview)
    assert "Budi" in names() and "Agus" not in names()


def test_doubled_names_are_told_apart_by_institution_and_not_by_titles(fitri):
    rows = [("Nama", "Instansi"), ("Ani", "Dinkes"), ("Hj. Ani, S.E.", "Dinas Kesehatan"), ("Ani", "BPBD")]
    preview = upload(fitri, rows)
    assert "Nama dan instansi sama dengan baris 2" in said(preview)
    assert "instansi lain" in said(preview)
    confirm(fitri, preview)
    assert names() == ["Ani", "Ani"]


def test_the_same_list_again_changes_nothing_and_a_corrected_one_only_what_it_says(fitri):
    load(fitri)
    again = upload(fitri)
    assert "Tidak ada yang perlu disimpan" in said(again)
    better = [HEAD, (1, "Agus Widodo", "BPBD", "Sekretaris", "", ""), LIST[2], ("", "Lilik", "PKK")]
    preview = upload(fitri, better)
    assert "1 baru" in said(preview) and "1 berubah" in said(preview) and "1 sama" in said(preview)
    confirm(fitri, preview)
    agus = Invitation.objects.get(number=1)
    assert (agus.institution, agus.position, agus.phone) == ("BPBD", "Sekretaris", "081234567890")
    assert agus.group.pillar_code == "GOV"
    assert len(names()) == 4


def test_a_second_yes_of_the_same_preview_writes_nothing_more(fitri):
    preview = upload(fitri)
    first, second = confirm(fitri, preview), confirm(fitri, preview)
    assert first.headers["Location"] == second.headers["Location"]
    other_tab = confirm(fitri, preview, op=new_op())
    assert other_tab.status_code == 409 and "Tidak ada yang perlu disimpan" in said(other_tab)
    assert len(names()) == 3


def test_what_changed_meanwhile_is_shown_before_it_is_written(fitri, satya):
    load(fitri)
    mine = upload(fitri, [HEAD, (1, "Siti Aminah", "Dinkes", "Kabid")])
    theirs = upload(satya, [HEAD, (1, "Siti Aminah", "Dinkes", "Sekretaris")])
    confirm(satya, theirs)
    answer = confirm(fitri, mine)
    assert answer.status_code == 409 and "Sekretaris" in said(answer)
    assert Invitation.objects.get(number=2).position == "Sekretaris"


def test_an_import_can_be_taken_back_but_not_those_who_joined(fitri, door):
    load(fitri)
    enter(door, name="Joko Prasetyo", institution="BPBD")
    number = Event.objects.get(verb="person.invited").number
    fitri.post(PAGE, {"act": "batal", "impor": number, "op": new_op()})
    assert names() == ["Joko Prasetyo"]


def test_nothing_of_the_list_stands_in_the_journal(fitri):
    load(fitri)
    for event in Event.objects.all():
        assert not any(word in str(event.changes) + str(event.refs) for word in ("Agus", "Siti", "0812"))


def test_a_list_of_another_plan_opens_nothing_here(fitri, oka, plan):
    theirs = form_values(oka.post("/r/trenggalek/orang/daftar/", {"berkas": _file()}).content.decode())
    answer = fitri.post(PAGE, theirs | {"act": "simpan", "as": fitri.key})
    assert answer.status_code == 422 and "sekali lagi" in said(answer)
    assert names() == []


def _file():
    return SimpleUploadedFile("daftar.xlsx", xlsx(rows=LIST))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%fake", xlsx()[:-40]])
def test_what_is_no_list_is_answered_with_a_sentence(fitri, everything, data):
    before = everything()
    answer = upload(fitri, data=data)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "lxml").select_one("[data-kind=bad_file]").text.strip().endswith(".")
    assert everything() == before


def test_the_list_comes_back_as_excel_and_can_be_imported_again(fitri, ani):
    load(fitri)
    file = fitri.get("/r/ponorogo/orang/daftar.xlsx").content
    sheet = read_workbook(file)[0]
    assert [cell.text for cell in sheet.row(2)][1:6] == [
        "Dr. H. Agus Widodo, M.Si.",
        "Dinkes",
        "Kepala Dinas",
        "Tata Kelola",
        "081234567890",
    ]
    assert sheet.cell(5, 2).text == "Ani"
    assert "1 baru" in said(upload(fitri, data=file)) and "3 sama" in said(upload(fitri, data=file))


def test_who_joins_with_a_name_of_the_list_has_the_jabatan_of_the_list(fitri, door, plan):
    load(fitri)
    enter(door, name="agus widodo", institution="Dinas Kesehatan")
    row = plan.participants.get()
    assert (row.name, row.position, row.invitation.number) == ("agus widodo", "Kepala Dinas", 1)
    assert "3 diundang, 1 sudah bergabung" in said(fitri.get(PAGE))


def test_a_name_that_looks_like_one_of_the_list_is_asked_about(fitri, door, plan):
    load(fitri)
    asked = enter(door, name="Agus Widodo", institution="BPBD")
    assert "Dr. H. Agus Widodo, M.Si." in said(asked) and "Siti" not in said(asked)
    assert not plan.participants.exists()
    typed = {"name": "Agus Widodo", "institution": "BPBD", "invitation": "1"}
    enter(door, **typed)
    assert plan.participants.get().invitation.number == 1
    # the line is taken: a namesake is a walk-in, and nobody is asked about it again
    enter(door, **typed | {"institution": "Diskominfo"})
    assert not hasattr(plan.participants.get(number=2), "invitation")


def test_who_is_nobody_on_the_list_comes_in_all_the_same(fitri, door, plan):
    load(fitri)
    enter(door, name="Agus Widodo", institution="BPBD", invitation="0")
    assert not hasattr(plan.participants.get(), "invitation")


def test_the_list_is_told_to_nobody_who_types_something_else(fitri, door, plan):
    load(fitri)
    for line in ("1", "2", "3"):
        enter(door, name="Orang Lain", institution=f"Dinas {line}", invitation=line)
    assert not any(hasattr(row, "invitation") for row in plan.participants.all())


def test_a_facilitator_ties_somebody_to_their_line_and_unties_them(fitri, door, plan):
    load(fitri)
    enter(door, name="Gus Yusuf", institution="BPBD")
    page = "/r/ponorogo/orang/1/"
    fitri.post(page, {"act": "undangan", "undangan": "1", "op": new_op()})
    row = plan.participants.get()
    assert (row.invitation.number, row.position) == (1, "Kepala Dinas")
    assert "Dr. H. Agus Widodo, M.Si., Kepala Dinas" in said(fitri.get(page))
    fitri.post(page, {"act": "undangan", "undangan": "", "op": new_op()})
    assert not Invitation.objects.exclude(participant=None).exists()


def test_phone_numbers_and_addresses_are_for_those_who_manage_people(fitri, ani, door):
    load(fitri)
    assert "081234567890" in said(fitri.get(PAGE))
    enter(door, name="Agus Widodo", institution="Dinkes")
    assert "081234567890" not in said(ani.get("/r/ponorogo/orang/"))


def test_one_person_can_be_taken_off_the_list(fitri):
    load(fitri)
    fitri.post(PAGE, {"hapus": "2", "op": new_op()})
    assert len(names()) == 2 and "Siti Aminah, S.KM." not in names()
