"""Writing a section of a book: its first save, two people at once, the shipped text again, and who may."""

import io
import json
from dataclasses import replace

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from docx.text.run import Run

from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.document.tree import Span, from_json, to_json, walk
from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan
from masterplan.press.render import render_book
from masterplan.snapshots.comparison import compare
from masterplan.writers.docx import write as docx_file
from pillars.kinds import KINDS
from pillars.models import Narrative
from pillars.narrative.actions import reset_section, save_section
from pillars.narrative.queries import narrative_of
from pillars.plan_view import rows
from pillars.prose import parse, write
from tests.cast import form_values, new_op
from workshops.assets import asset
from workshops.live.models import Event

SECTION = "B2-1.1"
PAGE = f"/r/ponorogo/buku/2/bab/{SECTION}/"
BEGINNING = parse("Teks bawaan satu.\nTeks bawaan dua.")


def save(who, text, *, base=None, op=None, title=None):
    values = {"body": parse(text)} | ({} if title is None else {"title": title})
    base = who.plan.head if base is None else base
    how = {"beginning": BEGINNING, "base": base, "op": op or new_op()}
    saved = save_section(who.actor, who.plan, SECTION, values, **how)
    who.plan.refresh_from_db()
    return saved


def text_of(plan):
    return write(narrative_of(plan, SECTION).body)


def test_the_page_begins_with_the_shipped_text_and_a_save_makes_the_section_the_plans_own(satya):
    page = satya.get(PAGE)
    values = form_values(page.content.decode())
    assert "masterplan" in values["body"].lower() and values["title"] == ""
    answer = satya.post(PAGE, values | {"title": "Kedudukan dokumen ini", "body": "# Baru\n\nDengan **kata** sendiri."})
    assert answer.status_code == 303 and answer["Location"].startswith(PAGE)
    row = Narrative.objects.get(section=SECTION)
    assert (row.title, row.code) == ("Kedudukan dokumen ini", "NS1")
    assert row.body[0] == {"type": "heading", "level": 1, "text": "Baru"}
    shown = BeautifulSoup(satya.get(answer["Location"]).content, "lxml")
    assert "Tersimpan" in shown.select_one("#tanda-terima").text
    assert shown.select_one("#i-body").text.strip() == "# Baru\n\nDengan **kata** sendiri."


@pytest.fixture
def further_field(monkeypatch):
    """`note`, as if the recipe of a field had been followed for it: every card has that column, no section names it."""
    naskah = KINDS[Narrative.KIND]
    further = replace(naskah.field("title"), key="note", label="Pesan kepada penyunting")
    monkeypatch.setitem(KINDS, Narrative.KIND, replace(naskah, fields=(*naskah.fields, further)))
    rows._columns.cache_clear()
    yield further
    rows._columns.cache_clear()


@pytest.mark.usefixtures("further_field")
def test_a_first_save_of_a_further_field_alone_is_kept_and_shown(satya):
    values = form_values(satya.get(PAGE).content.decode())
    assert satya.post(PAGE, values).status_code == 422
    answer = satya.post(PAGE, values | {"note": "Periksa angka penduduk", "op": new_op()})
    assert answer.status_code == 303
    shown = BeautifulSoup(satya.get(answer["Location"]).content, "lxml")
    assert shown.select_one("[name=note]")["value"] == "Periksa angka penduduk"
    assert "Pesan kepada penyunting" in shown.text and "Tersimpan" in shown.select_one("#tanda-terima").text
    assert shown.select_one("#i-body").text.strip() == values["body"].strip()


def test_the_first_save_is_told_as_a_change_of_the_shipped_text(satya):
    saved = save(satya, "Teks bawaan satu.\nKalimat daerah.")
    event = Event.objects.get(number=saved.receipt.number)
    before, after = event.changes[saved.ref]["body"]
    assert (event.verb, before, write(after)) == (
        "entry.added",
        BEGINNING,
        "Teks bawaan satu.\n\nKalimat daerah.",
    )
    history = satya.get(f"/r/ponorogo/analisis/{saved.ref}/riwayat/").content.decode()
    assert "Kalimat daerah." in history and "membuat kartu ini" in history
    assert "menulis naskah baru" in satya.get("/r/ponorogo/riwayat/").content.decode()


def test_two_who_begin_a_section_at_once_meet_in_one_card(satya, fitri):
    base = satya.plan.head
    first = save(satya, "Kalimat satu.\nTeks bawaan dua.", base=base)
    second = save(satya, "Teks bawaan satu.\nKalimat dua.", base=base)
    assert second.ref == first.ref and second.status == "saved"
    assert text_of(satya.plan) == "Kalimat satu.\n\nKalimat dua."


def test_two_paragraphs_and_two_items_of_a_list_are_merged_and_one_paragraph_is_asked(satya):
    save(satya, "Satu.\n1. a\n2. b\n3. c\nAkhir.")
    base = satya.plan.head
    save(satya, "Satu, baru.\n1. a\n2. b\n3. c\nAkhir.", base=base)
    save(satya, "Satu.\n1. a\n2. b\n3. c, baru\n4. d\nAkhir.", base=base)
    assert text_of(satya.plan) == "Satu, baru.\n\n1. a\n2. b\n3. c, baru\n4. d\n\nAkhir."
    saved = save(satya, "Satu, lain.\n1. a\n2. b\n3. c\nAkhir, baru.", base=base)
    assert saved.status == "conflict"
    (clash,) = saved.clashes
    assert [write(side) for side in clash.part] == ["Satu.", "Satu, lain.", "Satu, baru."]
    assert text_of(satya.plan).endswith("Akhir, baru.")
    page = satya.get(f"{PAGE}?op={saved.receipt.op}").content.decode()
    assert "Satu, lain." in page and "Pakai ini" in page


def test_what_was_sent_twice_counts_once(satya):
    op = new_op()
    first, second = save(satya, "Kata sendiri.", op=op), save(satya, "Kata sendiri.", op=op)
    assert first.receipt.number == second.receipt.number and Narrative.objects.count() == 1


def test_the_shipped_text_comes_back_and_so_does_the_own_one(satya):
    save(satya, "Kata sendiri.")
    values = {"op": new_op(), "as": satya.key, "base": satya.plan.head}
    assert satya.post(PAGE, values | {"naskah": "bawaan"}).status_code == 303
    assert narrative_of(satya.plan, SECTION) is None
    page = satya.get(PAGE).content.decode()
    assert "Kembalikan naskah itu" in page and "Kata sendiri." not in page
    assert "NS1" in satya.get("/r/ponorogo/analisis/terhapus/").content.decode()
    assert "terhapus" in satya.get("/r/ponorogo/analisis/naskah-1/").content.decode().lower()
    assert satya.post(PAGE, values | {"naskah": "kembalikan", "op": new_op()}).status_code == 303
    assert text_of(satya.plan) == "Kata sendiri."


def test_who_saves_what_was_put_away_meanwhile_is_asked_and_loses_nothing(satya):
    save(satya, "Kata sendiri.")
    base = satya.plan.head
    reset_section(satya.actor, satya.plan, SECTION, base=base, op=new_op())
    answer = satya.post(PAGE, {"op": new_op(), "as": satya.key, "base": base, "body": "Kata yang lain."})
    assert answer.status_code == 409
    assert "Kartu ini sudah dihapus" in answer.content.decode() and "Kata yang lain." in answer.content.decode()


def test_a_new_prose_after_the_old_one_is_a_new_card_and_the_old_one_stays_away(satya):
    old = save(satya, "Lama.")
    reset_section(satya.actor, satya.plan, SECTION, base=satya.plan.head, op=new_op())
    satya.plan.refresh_from_db()
    assert save(satya, "Baru.").ref != old.ref
    answer = satya.post(f"/r/ponorogo/analisis/{old.ref}/kembalikan/", {"op": new_op(), "as": satya.key})
    assert answer.status_code == 422 and "sudah ada yang baru" in answer.content.decode()


def test_only_staff_write_and_everybody_of_the_plan_reads(satya, ani, fitri, eko, oka):
    for person in (ani, fitri, eko):
        page = person.get(PAGE)
        assert page.status_code == 200 and b'id="isian"' not in page.content
        values = {"op": new_op(), "as": person.key, "base": person.plan.head, "body": "x"}
        assert person.post(PAGE, values).status_code == 403
    assert oka.get(PAGE).status_code == 404 == satya.get("/r/ponorogo/buku/2/bab/B2-9.9/").status_code
    assert satya.get("/r/ponorogo/analisis/naskah/baru/").status_code == 404
    assert not Narrative.objects.exists()


def test_experts_note_what_they_read_and_staff_see_it_beside_the_form(satya, eko):
    saved = save(satya, "Kata sendiri yang **panjang**.")
    link = f"/r/ponorogo/telaah/{saved.ref}/"
    assert link in eko.get(PAGE).content.decode()
    assert "Kata sendiri yang" in eko.get(link).content.decode()
    values = {"op": new_op(), "as": eko.key, "base": satya.plan.head, "terlihat": satya.plan.head}
    noted = eko.post(link, values | {"penilaian": "saran", "catatan": "Sebut sumber angkanya.", "bagian": "body"})
    assert noted.status_code == 303
    assert "Sebut sumber angkanya." in satya.get(PAGE).content.decode()


def test_a_wrong_link_is_named_and_the_text_stays(satya):
    values = {"op": new_op(), "as": satya.key, "base": satya.plan.head, "body": "Lihat [ini](ftp://a.id)."}
    answer = satya.post(PAGE, values)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Tautan “ftp://a.id” tidak dapat dipakai" in page
    assert "Lihat [ini](ftp://a.id)." in page
    long = satya.post(PAGE, values | {"op": new_op(), "body": "a" * 100_001})
    assert long.status_code == 422 and "paling banyak 100.000" in long.content.decode()
    same = form_values(satya.get(PAGE).content.decode())
    assert "Belum ada yang diubah" in satya.post(PAGE, same).content.decode()


def test_an_open_page_hears_who_saved_and_its_form_is_never_swapped(satya):
    save(satya, "Kata sendiri.")
    base = satya.plan.head
    Event.objects.filter(number=base)
    save(satya, "Kata yang lain.", base=base)
    part = satya.client.get(f"{PAGE}?since={base}", headers={"HX-Request": "true"})
    assert part["X-Rembuk-Head"] == str(satya.plan.head) and b"isian" not in part.content.split(b"isian=")[0]


def test_the_card_leads_to_its_section_and_is_found_by_its_words(satya):
    saved = save(satya, "Kedaulatan **digital** desa.")
    answer = satya.get(f"/r/ponorogo/analisis/{saved.ref}/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    found = satya.get("/r/ponorogo/cari/?q=kedaulatan").content.decode()
    assert f"/r/ponorogo/analisis/{saved.ref}/" in found


def test_a_difference_of_two_moments_names_the_section_and_its_words():
    old = {"narratives": [{"section": "B2-1.1", "body": "Satu."}]}
    new = {"narratives": [{"section": "B2-1.1", "body": "Satu dan dua."}, {"section": "B2-1.2", "title": "Baru"}]}
    (shared,) = [pillar for pillar in compare(old, new).pillars if pillar.entries]
    told = [(entry.how, entry.code, [(one.label, one.new) for one in entry.changes]) for entry in shared.entries]
    assert told == [("baru", "B2-1.2", []), ("diubah", "B2-1.1", [("Naskah", "Satu dan dua.")])]


@pytest.mark.django_db
def test_prose_travels_in_the_file_of_the_plan():
    body = "# Judul\nIsi **tebal** dan ***tebal* miring**.\n- a\n- b"
    document = {
        "region": {"name": "Kota Uji"},
        "period": {"start": 2027, "end": 2031},
        "pillars": [],
        "narratives": [{"section": "B2-1.1", "title": "Kata kami", "body": body}],
    }
    loaded = load_plan(document, "uji")
    assert narrative_of(loaded.plan, "B2-1.1").body == parse(body)
    dumped = json.loads(json.dumps(dump_plan(loaded.plan)["narratives"]))
    assert dumped == document["narratives"]


def test_the_editor_weighs_little():
    assert len(asset("prose.js").packed) <= 6.25 * 1024


def test_words_that_are_bold_and_italic_are_both_on_every_paper(satya):
    typed = "Layanan ***daring* cepat** untuk [***semua***](https://a.id).\n\n> Data ***dahulu***\n\n- *miring*"
    save(satya, f"# Arah baru\n\n{typed}")
    book = build_book(read_book_data(satya.plan), "2", part="bab:B2-1")
    styles = {span.text: span.style for span in walk(book.parts) if isinstance(span, Span)}
    both, alone = ("daring", "semua", "dahulu"), {" cepat": "strong", "miring": "em"}
    assert {text: styles[text] for text in (*both, *alone)} == dict.fromkeys(both, "strong em") | alone
    assert from_json(to_json(book)) == book
    runs = {run.text: run for run in _runs(docx.Document(io.BytesIO(docx_file(book, {}, {}))))}
    assert all((runs[text].bold, runs[text].italic) == (True, True) for text in both)
    assert runs["Arah baru"].bold is True, "a subheading is bold already: the two styles would cancel each other"
    assert (runs[" cepat"].style.name, runs["miring"].style.name) == ("Strong", "Emphasis")
    printed = _by_face(render_book(book).pdf)
    assert all(text in printed["Buku-Sans-Bold-Italic"] for text in both)
    assert "cepat" in printed["Buku-Sans-Bold"] and "miring" in printed["Buku-Sans-Italic"]


def _by_face(pdf):
    """{face: all that is printed with it}."""
    found = {}

    def take(text, _matrix, _place, font, _size):
        if font:
            face = font["/BaseFont"].split("+")[1]
            found[face] = found.get(face, "") + text

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=take)
    return found


def _runs(document):
    """All runs of a Word file, those of links too."""
    return [Run(element, document) for element in document.element.body.iter(qn("w:r"))]
