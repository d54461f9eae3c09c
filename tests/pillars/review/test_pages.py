"""Telaah: an expert notes what must be met, the group answers, the expert closes it, and all see how far it is."""

import pytest
from bs4 import BeautifulSoup

from masterplan.closing.actions import sign_bimtek
from masterplan.closing.minutes_facts import read_minutes_facts
from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan
from pillars.card_merge.actions.merge import merge_entries
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.models import ReviewNote, ReviewState
from pillars.review.queries import open_musts
from tests.cast import form_values, new_op, seat_account
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.plans.models import Plan

GOV, ECO, DESK, HISTORY = (
    "/r/ponorogo/tata-kelola/",
    "/r/ponorogo/ekonomi/",
    "/r/ponorogo/telaah/",
    "/r/ponorogo/riwayat/",
)
CARD, READ = f"{GOV}sasaran-1/", f"{DESK}sasaran-1/"


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def words(answer, part="body"):
    found = soup(answer).select_one(part)
    return " ".join(found.get_text(" ").split()) if found else ""


def musts():
    return open_musts(Plan.objects.get(slug="ponorogo"))


def head():
    return Plan.objects.get(slug="ponorogo").head


@pytest.fixture
def chain(plan, ani):
    """P1 → S1 → ST1 → PR1 in Tata Kelola, with an indicator on S1."""

    def add(kind, **values):
        return add_entry(ani.actor, kind, "GOV", values, op=new_op()).ref

    add("masalah", statement="Antrean panjang")
    add("sasaran", statement="Antrean pendek", problem_refs=["masalah-1"], indicator="Jumlah loket")
    add("strategi", statement="Layanan daring", target_ref="sasaran-1")
    add("program", name="Satu aplikasi", strategy_ref="strategi-1")
    return plan


def note(who, address=READ, **changes):
    sent = {
        "penilaian": "wajib_perbaiki",
        "bagian": "indicator",
        "catatan": "Ini pekerjaan, bukan hasil.",
        "tinjau": "1",
    }
    return who.post(address, opened(who, address) | sent | changes)


def opened(who, address=READ):
    """What the browser would send for the form of a note."""
    return form_values(str(soup(who.get(address)).select_one("#isian"))) | {"terlihat": str(head())}


def reply(who, deed, text="", number=1, board=GOV):
    return who.post(f"{board}telaah/{number}/jawab/", {"op": new_op(), "act": deed, "jawaban": text, "dari": "card"})


def close(who, deed="selesai", text="", number=1):
    return who.post(f"{DESK}catatan/{number}/tutup/", {"op": new_op(), "act": deed, "jawaban": text})


def mark(who, act, reason="", ref="sasaran-1", seen=None):
    place = "disetujui" if act == "setujui" or (act == "kembalikan" and who.name == "Satya") else "ditinjau"
    sent = {"op": new_op(), "act": act, "alasan": reason, "terlihat": str(head() if seen is None else seen)}
    return who.post(f"{DESK}{ref}/{place}/", sent)


def change(who, text, ref="sasaran-1", key="indicator"):
    return save_entry(who.actor, ref, {key: text}, base=head(), op=new_op())


def test_a_must_on_the_indicator_is_answered_by_the_group_and_closed_by_the_expert(chain, eko, ani, cici, satya):
    sent = note(eko)
    assert sent.status_code == 303 and "strategi-1" in sent["Location"], "on to the next card that nobody has read"
    board = words(ani.get(GOV), "#telaah-kelompok")
    assert board.startswith("1 catatan wajib perbaiki belum selesai: GOV-S1")
    beside = words(ani.get(CARD), "#telaah")
    assert "Wajib perbaiki Indikator" in beside and "Ini pekerjaan, bukan hasil. Eko, tenaga ahli" in beside
    assert "Tentang: “Jumlah loket”" in beside
    refused = reply(cici, "jawab", "Setuju saja")
    assert refused.status_code == 403 and "Kartu ini milik kelompok lain" in words(refused)
    assert reply(ani, "diperbaiki", "Sudah diganti").status_code == 303
    assert "Ani menandai sudah diperbaiki" in words(eko.get(READ), "#catatan")
    assert "1 catatan wajib perbaiki" in words(satya.get("/r/ponorogo/")), "an answer alone does not close a must"
    assert "1 catatan wajib perbaiki" in words(satya.get("/r/ponorogo/kelompok/"), "#kolom-GOV")
    assert close(eko).status_code == 303
    assert not words(ani.get(GOV), "#telaah-kelompok") and "wajib perbaiki" not in words(satya.get("/r/ponorogo/"))
    assert "Eko menutup catatan" in words(ani.get(CARD), "#telaah")
    history = words(ani.get(HISTORY))
    assert "memberi catatan telaah pada sasaran" in history and "menutup catatan telaah pada sasaran" in history
    assert "Eko memberi catatan telaah" in words(ani.get(f"{CARD}riwayat/"))


def test_what_was_read_stays_with_the_note_and_a_later_change_shows(chain, eko, ani):
    seen = head()
    change(ani, "Lama antre")
    note(eko, terlihat=str(seen))
    assert ReviewNote.objects.get().quoted == "Jumlah loket", "what stood there when the page was opened"
    beside = soup(ani.get(CARD)).select_one("#telaah")
    assert "Berubah sejak dicatat" in beside.text
    assert beside.find("del") and beside.find("ins")


def test_status_says_who_and_when_and_what_changed_since(chain, eko, satya, ani):
    assert mark(eko, "ditinjau").status_code == 303
    assert "Ditinjau Eko" in words(ani.get(CARD), "#telaah")
    assert mark(satya, "setujui").status_code == 303
    assert "Disetujui Satya" in words(ani.get(CARD), "#telaah")
    change(ani, "Lama antre")
    shown = words(eko.get(READ), "#keadaan-telaah")
    assert "Berubah sejak disetujui" in shown and "Indikator:" in shown
    assert "Perlu dibaca lagi" in words(eko.get(DESK)) and "GOV-S1" in words(
        eko.get(f"{DESK}?tampil=jawaban"), "#antrean"
    )
    change(ani, "Jumlah loket")
    assert "Berubah" not in words(eko.get(READ), "#keadaan-telaah"), "what is as it was read has not changed"


def test_it_is_approved_without_open_musts_or_changes_only_and_taken_back_with_a_reason(chain, eko, satya, ani):
    note(eko)
    refused = mark(satya, "setujui")
    assert refused.status_code == 409 and "masih ada catatan wajib perbaiki yang terbuka" in words(refused)
    assert close(satya).status_code == 422, "staff say why"
    assert close(satya, text="Tenaga ahli berhalangan").status_code == 303
    change(ani, "Lama antre")
    assert "isinya berubah sejak ditinjau" in words(mark(satya, "setujui"))
    assert mark(eko, "setujui").status_code == 403, "approval is the region's"
    mark(eko, "ditinjau")
    assert mark(satya, "setujui").status_code == 303
    assert mark(satya, "kembalikan").status_code == 422
    assert mark(satya, "kembalikan", "Angka dasar diganti").status_code == 303
    row = ReviewState.objects.get()
    assert (row.state, row.reason) == ("ditinjau", "Angka dasar diganti")
    assert mark(eko, "kembalikan", "Perlu dibaca utuh").status_code == 303
    assert "Dikembalikan ke draf oleh Eko: “Perlu dibaca utuh”" in words(ani.get(CARD), "#telaah")


def test_nothing_typed_is_lost_and_every_error_names_its_field(chain, eko):
    page = note(eko, penilaian="", catatan="")
    assert page.status_code == 422 and "Penilaian: Pilih wajib perbaiki" in words(page)
    page = note(eko, catatan="")
    assert "Catatan: Tulis apa yang perlu diubah" in words(page)
    page = note(eko, penilaian="", catatan="Lama <b>antre</b>")
    assert soup(page).select_one("#i-catatan").text.strip() == "Lama <b>antre</b>"
    assert note(eko, catatan="x" * 20_001).status_code == 422
    assert note(eko, bagian="tidak_ada").status_code == 422
    assert note(eko, terlihat="").status_code == 422 and note(eko, terlihat=str(head() + 9)).status_code == 422
    assert not ReviewNote.objects.exists()
    assert note(eko, penilaian="bagus", catatan="").status_code == 303, "praise needs no words"
    assert ReviewNote.objects.get().state == "selesai"
    assert reply(eko, "jawab").status_code == 422 and reply(eko, "apa").status_code == 422


def test_an_answer_that_came_without_its_words_leaves_the_field_empty(chain, eko, ani):
    note(eko)
    page = ani.post(f"{GOV}telaah/1/jawab/", {"op": new_op(), "act": "jawab"})
    assert page.status_code == 422 and "Tulis jawabannya: yang sudah diubah, atau alasannya." in words(page)
    assert "None" not in page.content.decode()
    page = eko.post(f"{DESK}catatan/1/tutup/", {"op": new_op(), "act": "apa"})
    assert page.status_code == 422 and "None" not in page.content.decode()


def test_a_card_that_went_into_the_bin_meanwhile_takes_no_note_and_counts_no_must(chain, eko, ani, dewi):
    note(eko)
    values = opened(eko) | {"penilaian": "saran", "catatan": "Lagi"}
    assert musts().by_pillar["GOV"] == 1
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    assert eko.post(READ, values).status_code == 404
    assert musts().total == 0 and reply(ani, "jawab", "Ada").status_code == 404


def test_the_note_of_a_merged_card_stands_on_the_card_that_it_became(chain, eko, ani, dewi):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean singkat", "problem_refs": ["masalah-1"]}, op=new_op())
    note(eko, f"{DESK}sasaran-2/")
    merge_entries(dewi.actor, "sasaran-1", "sasaran-2", {}, base=head(), op=new_op())
    assert musts().of("GOV")[0][0].ref == "sasaran-1"
    assert "Ini pekerjaan, bukan hasil." in words(ani.get(CARD), "#telaah")
    assert reply(ani, "jawab", "Sudah digabung").status_code == 303


def test_the_queue_says_the_place_and_leads_through_pillar_and_kind(chain, eko, ani, cici):
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Pasar sepi"}, op=new_op())
    page = eko.get(f"{READ}?pilar=tata-kelola")
    assert "2 dari 4" in words(page, "#tempat")
    assert "Kirim dan lanjut ke GOV-ST1" in words(page)
    around = words(page, "#bacaan")
    assert "GOV-P1" in around and "GOV-PR1" in around, "the chain around the card"
    assert "ECO-P1" not in words(page, "#antrean")
    assert "1 dari 1" in words(eko.get(f"{READ}?jenis=sasaran"), "#tempat")
    for ref in ("masalah-1", "sasaran-1", "strategi-1", "program-1"):
        assert note(eko, f"{DESK}{ref}/?pilar=tata-kelola", bagian="", penilaian="bagus").status_code == 303
    desk = eko.get(f"{DESK}?pilar=tata-kelola")
    assert "Semua sudah ditelaah." in words(desk, "#antrean") and "4 / 4" in words(desk)
    assert "GOV-P1" in words(eko.get(f"{DESK}?pilar=tata-kelola&tampil=semua"), "#antrean")


def test_a_facilitator_notes_what_the_expert_says_and_marks_nothing(chain, fitri, eko, ani):
    assert note(fitri).status_code == 303
    row = ReviewNote.objects.get()
    assert row.by == fitri.key and not ReviewState.objects.exists()
    assert "Fitri, fasilitator" in words(ani.get(CARD), "#telaah")
    assert close(fitri).status_code == 403 and mark(fitri, "ditinjau").status_code == 403
    assert reply(eko, "jawab", "Bukan begitu").status_code == 403, "an expert speaks in their own threads"
    assert close(eko).status_code == 303


def test_an_expert_edits_nothing_and_members_judge_nothing(chain, eko, ani, everything):
    before = everything()
    assert change_refused(eko).status_code == 403
    assert note_refused(ani).status_code == 403
    assert "Penilaian telaah diberikan oleh tenaga ahli." in words(ani.get(READ))
    assert everything() == before


def change_refused(who):
    return who.post(CARD, {"op": new_op(), "base": head(), "as": who.key, "statement": "Lain"})


def note_refused(who):
    return who.post(READ, {"op": new_op(), "base": head(), "penilaian": "bagus", "terlihat": head()})


def test_it_goes_on_while_a_bimtek_is_signed(chain, eko, ani, satya):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    assert change_refused(ani).status_code == 403
    assert note(eko).status_code == 303 and reply(ani, "jawab", "Nanti diganti").status_code == 303
    assert "Ani menjawab" in words(eko.get(READ), "#catatan")


def test_the_open_pages_hear_of_a_note_without_their_forms(chain, eko, ani):
    before = head()
    note(eko)
    part = soup(ani.get(f"{CARD}?since={before}")).body
    assert "Ini pekerjaan" in part.find(id="telaah").text and not part.find(id="isian")
    board = soup(ani.get(f"{GOV}?since={before}"))
    assert "GOV-S1" in board.find(id="telaah-kelompok").text and not board.find(id="sasaran-1")
    asked = head()
    reply(ani, "jawab", "Kami ganti")
    part = soup(eko.get(f"{READ}?since={asked}")).body
    assert "Kami ganti" in part.find(id="catatan").text and not part.find(id="isian")
    notes = soup(ani.get(f"{GOV}telaah/?since={asked}"))
    assert "Kami ganti" in notes.find(id="daftar-catatan").text


def test_a_chapter_is_noted_answered_marked_and_says_when_it_changed(chain, eko, satya, ani, cici):
    chapter, chapters = f"{DESK}bab/B2-3/", f"{DESK}bab/"
    assert "Strategi Pembangunan Enam Pilar" in words(eko.get(chapters)) and "0 dari 7 ditinjau" in words(
        eko.get(chapters)
    )
    sent = note(eko, chapter, bagian="")
    assert sent.status_code == 303 and "B2-4" in sent["Location"]
    assert "1 dari 7 ditinjau" in words(eko.get(chapters)) and musts().chapters == 1
    answer = {"op": new_op(), "act": "jawab", "jawaban": "Diperiksa sekretariat"}
    assert cici.post(f"{DESK}bab/catatan/1/jawab/", answer).status_code == 303, "chapters are everybody's"
    assert "Cici menjawab" in words(eko.get(chapter), "#catatan")
    assert close(eko).status_code == 303
    approve = {"op": new_op(), "act": "setujui", "terlihat": str(head())}
    assert satya.post(f"{chapter}disetujui/", approve).status_code == 303
    assert "1 disetujui" in words(satya.get(chapters))
    change(ani, "Antrean makin pendek", key="statement")
    assert "Berubah sejak disetujui" in words(eko.get(chapters)) and "0 disetujui" in words(eko.get(chapters))
    shown = soup(eko.get(chapter)).select_one("#bacaan [name=kata]")["value"]
    change(ani, "Antrean habis", key="statement")
    again = {"op": new_op(), "act": "ditinjau", "terlihat": str(head()), "kata": shown}
    assert eko.post(f"{chapter}ditinjau/", again).status_code == 303
    assert "Berubah sejak ditinjau" in words(eko.get(chapters)), "what came after the page was opened is not read"
    assert eko.get(f"{DESK}bab/B9-9/").status_code == 404
    assert "memberi catatan telaah pada bab buku" in words(ani.get(HISTORY))


def test_the_desk_costs_a_bounded_number_of_queries(chain, eko, ani, django_assert_max_num_queries):
    for n in range(12):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah nomor {n}"}, op=new_op())
    note(eko)
    with django_assert_max_num_queries(45):
        eko.get(DESK)
    with django_assert_max_num_queries(50):
        eko.get(READ)


def test_of_another_region_there_is_nothing(chain, eko, oka, other_plan):
    note(eko)
    maya = seat_account(other_plan, "Maya", "ahli")
    for person in (oka, maya):
        assert person.get(DESK).status_code == 404 and person.get(READ).status_code == 404
        assert reply(person, "jawab", "Halo").status_code == 404 and close(person).status_code == 404
    assert maya.get("/r/trenggalek/telaah/sasaran-1/").status_code == 404
    assert maya.post("/r/trenggalek/telaah/catatan/1/tutup/", {"op": new_op(), "act": "selesai"}).status_code == 404


def test_the_same_press_twice_counts_once(chain, eko):
    values = opened(eko) | {"penilaian": "saran", "catatan": "Tambah tahun"}
    assert eko.post(READ, values).status_code == eko.post(READ, values).status_code == 303
    assert ReviewNote.objects.count() == 1
    assert find_entry(chain, "sasaran-1").version < head(), "a note changes nothing of the card"


def test_the_plan_file_carries_the_notes_without_names_and_gives_them_back(chain, eko, ani):
    note(eko)
    reply(ani, "jawab", "Kami ganti")
    note(eko, f"{DESK}bab/B2-3/", bagian="")
    document = dump_plan(Plan.objects.get(slug="ponorogo"))
    card, chapter = document["review_notes"]
    assert (card["code"], card["field"], card["quoted"], card["by"], card["status"]) == (
        "GOV-S1",
        "indicator",
        "Jumlah loket",
        "ahli",
        "dijawab",
    )
    assert [(one["by"], one["text"]) for one in card["replies"]] == [("kelompok", "Kami ganti")]
    assert chapter["chapter"] == "B2-3" and "'Eko'" not in str(document) and "'Ani'" not in str(document)
    load_plan(document, "salinan")
    assert dump_plan(Plan.objects.get(slug="salinan"))["review_notes"] == document["review_notes"]


def test_the_step_of_a_bimtek_leads_there_and_its_minutes_count_what_is_open(chain, eko, satya, ani):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    links = [link["href"] for link in soup(satya.get("/r/ponorogo/acara/?bimtek=4")).select("#acara a")]
    assert f"{DESK}bab/" in links and DESK in links
    bimtek = chain.bimteks.get(number=4)

    def counted():
        return read_minutes_facts(Plan.objects.get(slug="ponorogo"), bimtek).values["jumlah_catatan_wajib"]

    assert counted() == ""
    note(eko)
    assert counted() == 1
    close(eko)
    assert counted() == "tidak ada"


def test_a_card_of_no_pillar_is_noted_and_answered_by_everybody(chain, eko, ani, cici, satya):
    ref = add_entry(ani.actor, "swot", "", {"statement": "Serat optik ada", "type": "strengths"}, op=new_op()).ref
    assert note(eko, f"{DESK}{ref}/", bagian="statement", catatan="Sebut panjangnya").status_code == 303
    assert "Sebut panjangnya" in words(cici.get(f"/r/ponorogo/analisis/{ref}/"), "#telaah")
    assert reply(cici, "diperbaiki", "Panjangnya 40 km", board="/r/ponorogo/analisis/").status_code == 303
    assert "Cici menandai sudah diperbaiki" in words(ani.get("/r/ponorogo/analisis/telaah/"))
    assert musts().by_pillar[""] == 1 and "1 catatan wajib perbaiki" in words(satya.get("/r/ponorogo/"))
    assert "Serat optik ada" in words(eko.get(f"{DESK}?pilar=analisis&tampil=jawaban"), "#antrean")


def test_what_the_expert_adds_lets_the_note_wait_for_the_group_again(chain, eko, ani):
    note(eko)
    reply(ani, "jawab", "Sudah benar begitu")
    assert ReviewNote.objects.get().state == "dijawab"
    assert reply(eko, "jawab", "Belum: sebut satuannya").status_code == 303
    assert ReviewNote.objects.get().state == "terbuka"
    note(eko, penilaian="saran", catatan="Pakai kalimat aktif")
    reply(ani, "diperbaiki", number=2)
    assert ReviewNote.objects.get(number=2).state == "selesai", "of advice the group decides"
    assert "Kalimat" not in words(ani.get(f"{GOV}telaah/")) and "Pakai kalimat" in words(
        ani.get(f"{GOV}telaah/?semua=1")
    )
    assert close(eko, "buka", "Masih pasif", number=2).status_code == 303
    assert "Eko membuka lagi catatan" in words(ani.get(f"{GOV}telaah/"))
