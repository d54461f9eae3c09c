"""Too late: the card, its parent, or what somebody wanted to delete is not what the page showed. Nothing is lost."""

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.models import Problem, Programme, Strategy, Target
from tests.cast import form_values, new_op
from tests.pillars.cards.test_conflict import BOARD, HTMX, buttons
from workshops.live.models import Event

WAYS = pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "outbox"])


def add(person, kind="masalah", **values):
    values = {"statement": "Antrean"} | values
    return add_entry(person.actor, kind, "GOV", values, op=new_op()).ref


@pytest.fixture
def chain(ani):
    """masalah-1 → sasaran-1 → strategi-1 → program-1, and sasaran-2 that answers nothing."""
    add(ani)
    add(ani, "sasaran", statement="Antrean pendek", problem_refs=["masalah-1"])
    add(ani, "strategi", statement="Melimpahkan berkas", target_ref="sasaran-1")
    add_entry(ani.actor, "program", "GOV", {"name": "Loket", "strategy_ref": "strategi-1"}, op=new_op())
    add(ani, "sasaran", statement="Sasaran lain")


def page_of(person, address):
    return form_values(person.get(f"{BOARD}{address}").content.decode())


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def pressed(person, answer, button, **changes):
    """Presses the submit button with these words, as a browser without scripts would."""
    soup = BeautifulSoup(answer.content, "lxml")
    found = next(one for one in soup.find_all("button") if one.text.strip() == button)
    form = soup.find(id=found["form"]) if found.get("form") else found.find_parent("form")
    values = form_values(str(form)) | changes
    if found.get("name"):
        values[found["name"]] = found["value"]
    return person.post(form["action"], values)


# ── the card went with its parent ──────────────────────────────────────────────────────────────────


@WAYS
def test_a_card_that_went_along_with_its_parent_says_so_and_comes_back_with_it(ani, dewi, chain, headers):
    page = page_of(ani, "strategi-1/") | {"statement": "Melimpahkan berkas ke desa"}
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    answer = ani.post(f"{BOARD}strategi-1/", page, **headers)
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Dewi menghapus sasaran GOV-S1 pada" in text
    assert "dan strategi GOV-ST1 di bawahnya ikut terhapus" in text
    assert "Jika dipulihkan, sasaran GOV-S1 dan program GOV-PR1 ikut kembali." in text
    assert "Melimpahkan berkas ke desa" in text and "Kuadran" not in text
    answer = pressed(ani, answer, "Pulihkan dengan isi saya")
    assert answer.status_code == 303
    assert Strategy.objects.get().statement == "Melimpahkan berkas ke desa"
    assert not any(row.is_deleted for row in (Strategy.objects.get(), Programme.objects.get(), *Target.objects.all()))


def test_left_in_the_bin_the_text_stays_in_the_history_and_the_choice_can_be_found_again(ani, budi, dewi, chain):
    page = page_of(ani, "masalah-1/") | {"evidence": "Tiga jam di loket"}
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    ani.post(f"{BOARD}masalah-1/", page)
    assert Problem.objects.get().is_deleted
    assert "Tiga jam di loket" in text_of(ani.get(f"{BOARD}masalah-1/riwayat/"))
    address = f"{BOARD}masalah-1/beda/?op={page['op']}"
    answer = ani.get(address)
    assert answer.status_code == 200 and "Tiga jam di loket" in text_of(answer)
    assert budi.get(address).url == f"{BOARD}masalah-1/"
    assert pressed(ani, answer, "Pulihkan dengan isi saya").status_code == 303
    assert Problem.objects.get().evidence == "Tiga jam di loket"
    assert ani.get(address).url == f"{BOARD}masalah-1/"


def test_two_texts_of_a_card_that_is_deleted_before_one_was_chosen_lead_to_the_choice(ani, budi, dewi, chain):
    page = page_of(ani, "masalah-1/") | {"evidence": "Tiga jam"}
    budi.form(f"{BOARD}masalah-1/", evidence="Empat jam")
    conflict = ani.post(f"{BOARD}masalah-1/", page)
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    again = ani.get(f"{BOARD}masalah-1/beda/?op={page['op']}")
    assert again.status_code == 200 and "Dewi menghapus masalah GOV-P1" in text_of(again)
    late = ani.post(*buttons(conflict)[0])
    assert late.status_code == 409 and "Dewi menghapus masalah GOV-P1" in text_of(late)
    # what Budi wrote has not gone away by coming back: the two texts are met again
    answer = pressed(ani, again, "Pulihkan dengan isi saya")
    assert answer.status_code == 409
    assert "Tulisan Budi" in text_of(answer) and Problem.objects.get().evidence == "Empat jam"


def test_a_card_that_somebody_else_has_brought_back_offers_the_late_text_beside_the_present_one(ani, budi, dewi, chain):
    page = page_of(ani, "masalah-1/") | {"evidence": "Tiga jam"}
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    ani.post(f"{BOARD}masalah-1/", page)
    restore_entry(budi.actor, "masalah-1", op=new_op())
    answer = ani.get(f"{BOARD}masalah-1/beda/?op={page['op']}")
    mine, theirs = BeautifulSoup(answer.content, "lxml").select(".version__text")
    assert mine.text.strip() == "Tiga jam" and theirs.text.strip() == "dikosongkan"
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Problem.objects.get().evidence == "Tiga jam"


@WAYS
@pytest.mark.parametrize("address", ["urutan/", "pindah/"])
def test_placing_a_card_that_is_in_the_bin_says_who_deleted_it(ani, dewi, chain, address, headers):
    values = page_of(ani, "sasaran-1/") | {"arah": "naik"}
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    answer = ani.post(f"{BOARD}sasaran-1/{address}", values, **headers)
    assert answer.status_code == 409
    assert "Dewi menghapus sasaran GOV-S1" in text_of(answer)
    assert "Tidak ada tulisan Anda yang belum tersimpan" in text_of(answer)


def test_a_deleted_card_whose_text_cannot_be_read_any_more_is_not_brought_back_without_it(ani, dewi, chain):
    page = page_of(ani, "masalah-1/") | {"evidence": "x"}
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    late = ani.post(f"{BOARD}masalah-1/", page)
    action, values = buttons(late)[0]
    answer = ani.post(action, values | {"evidence": "x" * 20_001})
    assert answer.status_code == 422 and Problem.objects.get().is_deleted


# ── the parent went away ───────────────────────────────────────────────────────────────────────────


@WAYS
def test_a_new_card_brings_its_deleted_parent_back(ani, dewi, chain, headers):
    page = page_of(ani, "strategi/baru/?induk=sasaran-1") | {"statement": "Loket keliling"}
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    answer = ani.post(f"{BOARD}strategi/baru/", page, **headers)
    assert answer.status_code == 409 and "Dewi menghapus sasaran GOV-S1 pada" in text_of(answer)
    assert Strategy.objects.count() == 1
    again = pressed(ani, answer, "Pulihkan GOV-S1 dan simpan di bawahnya")
    assert again.status_code == 303
    new = Strategy.objects.get(number=2)
    assert (new.statement, new.target.ref, new.target.is_deleted) == ("Loket keliling", "sasaran-1", False)


def test_a_new_card_without_a_parent_is_found_again_as_it_was_typed(ani, budi, dewi, chain):
    page = page_of(ani, "strategi/baru/?induk=sasaran-1") | {"statement": "Loket keliling"}
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    ani.post(f"{BOARD}strategi/baru/", page)
    assert "menulis strategi di bawah kartu ini" in text_of(ani.get(f"{BOARD}sasaran-1/riwayat/"))
    assert "Loket keliling" in text_of(ani.get(f"{BOARD}sasaran-1/riwayat/"))
    address = f"{BOARD}sasaran-1/beda/?op={page['op']}"
    answer = ani.get(address)
    assert form_values(answer.content.decode())["statement"] == "Loket keliling"
    assert budi.get(address).status_code == 302
    assert pressed(ani, answer, "Simpan", target_ref="sasaran-2").status_code == 303
    assert Strategy.objects.get(number=2).target.ref == "sasaran-2"


@WAYS
def test_a_card_moved_under_a_parent_that_is_gone_stays_where_it_is_and_can_be_sent_again(ani, dewi, chain, headers):
    page = page_of(ani, "strategi-1/") | {"target_ref": "sasaran-2", "statement": "Melimpahkan berkas ke desa"}
    delete_entry(dewi.actor, "sasaran-2", op=new_op())
    answer = ani.post(f"{BOARD}strategi-1/", page, **headers)
    assert answer.status_code == 409 and "Dewi menghapus sasaran GOV-S2" in text_of(answer)
    assert Strategy.objects.get().target.ref == "sasaran-1"
    history = text_of(ani.get(f"{BOARD}strategi-1/riwayat/"))
    assert "Melimpahkan berkas ke desa" in history and "tidak dipilih, disimpan di sini" in history
    found = ani.get(f"{BOARD}sasaran-2/beda/?op={page['op']}")
    for shown in (answer, found):
        assert form_values(shown.content.decode())["statement"] == "Melimpahkan berkas ke desa"
    assert pressed(ani, found, "Pulihkan GOV-S2 dan simpan di bawahnya").status_code == 303
    row = Strategy.objects.get()
    assert (row.target.ref, row.statement) == ("sasaran-2", "Melimpahkan berkas ke desa")


def test_a_card_whose_parent_went_later_comes_back_together_with_it(ani, dewi, chain):
    """sasaran-1 alone into the bin, then the problem that it hung from; out again in that order."""
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    trash_page = text_of(ani.get(f"{BOARD}terhapus/"))
    assert "induknya GOV-P1 ada di sini juga" in trash_page
    restore_entry(ani.actor, "program-1", op=new_op())
    assert not any(
        row.is_deleted for row in (Problem.objects.get(), Target.objects.get(number=1), Programme.objects.get())
    )


# ── deleting what others have just changed ─────────────────────────────────────────────────────────


def test_deleting_asks_again_when_others_wrote_on_the_card_or_below_it_meanwhile(ani, budi, dewi, chain):
    page = dewi.get(f"{BOARD}sasaran-1/")
    budi.form(f"{BOARD}sasaran-1/", statement="Antrean paling lama satu jam")
    add(ani, "strategi", statement="Loket keliling", target_ref="sasaran-1")
    answer = pressed(dewi, page, "Hapus sasaran")
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Budi mengubah Pernyataan sasaran pada kartu ini" in text and "Ani menambah strategi GOV-ST2" in text
    assert not Target.objects.get(number=1).is_deleted
    assert pressed(dewi, answer, "Hapus juga").status_code == 303
    assert Target.objects.get(number=1).is_deleted and Strategy.objects.get(number=2).is_deleted


def test_deleting_after_own_changes_asks_nothing(dewi, chain):
    page = dewi.get(f"{BOARD}masalah-1/")
    dewi.form(f"{BOARD}masalah-1/", evidence="Empat jam")
    assert pressed(dewi, page, "Hapus masalah").status_code == 303
    assert Problem.objects.get().is_deleted


# ── a move meets an edit ───────────────────────────────────────────────────────────────────────────


@WAYS
def test_whoever_edits_a_card_that_was_moved_keeps_both_and_is_told(ani, budi, chain, headers):
    page = page_of(ani, "strategi-1/") | {"statement": "Melimpahkan berkas ke desa"}
    budi.form(f"{BOARD}strategi-1/", target_ref="sasaran-2")
    answer = ani.post(f"{BOARD}strategi-1/", page, **headers)
    answer = answer if headers else ani.get(answer["Location"])
    assert "Budi memindahkan kartu ini ke bawah GOV-S2" in text_of(answer)
    row = Strategy.objects.get()
    assert (row.target.ref, row.statement) == ("sasaran-2", "Melimpahkan berkas ke desa")


def test_two_people_who_move_one_card_to_two_places_choose_between_the_places(ani, budi, chain):
    add(ani, "sasaran", statement="Sasaran ketiga")
    page = page_of(ani, "strategi-1/") | {"target_ref": "sasaran-3"}
    budi.form(f"{BOARD}strategi-1/", target_ref="sasaran-2")
    answer = ani.post(f"{BOARD}strategi-1/", page)
    assert answer.status_code == 409
    mine, theirs = BeautifulSoup(answer.content, "lxml").select(".version__text")
    assert "GOV-S3" in mine.text and "Sasaran ketiga" in mine.text and "GOV-S2" in theirs.text
    assert ani.post(*buttons(answer)[0]).status_code == 303
    assert Strategy.objects.get().target.ref == "sasaran-3"


def test_no_reference_upside_down_or_into_itself_is_taken(ani, chain, everything):
    before = everything()
    for ref, field, parent in [
        ("sasaran-1", "problem_refs", "strategi-1"),
        ("strategi-1", "target_ref", "program-1"),
        ("program-1", "strategy_ref", "program-1"),
    ]:
        page = page_of(ani, f"{ref}/") | {field: parent}
        assert ani.post(f"{BOARD}{ref}/pindah/", page).status_code == 422
        assert ani.post(f"{BOARD}{ref}/", page).status_code == 422
    assert everything() == before
    assert not Event.objects.filter(verb="entry.moved").exists()
