"""An edition's tree is read back as it was kept, whatever became of the nodes; its standing changes three places."""

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from masterplan.document import tree
from masterplan.document.edition_status import Approved, EditionStatus, content_of, stamped
from masterplan.document.tree import picture_hashes
from masterplan.editions.content import NOTHING, ONLY_THE_BOOK, change_sentences, changed_parts
from masterplan.editions.forms import WithdrawalReasonForm
from masterplan.editions.packed_tree import FORMAT, Unreadable, packed, unpacked
from masterplan.snapshots.comparison import (
    MERGED,
    NEW,
    REFINED,
    Comparison,
    EntryComparison,
    FieldChange,
    PillarComparison,
)
from masterplan.writers.docx import write as as_word
from tests.corpus.expectation import ITEMS, sent

WIB = timezone(timedelta(hours=7))
DRAFT = EditionStatus(
    label="2.4",
    frozen_at=datetime(2026, 12, 8, 16, 20, tzinfo=WIB),
    address="https://rembuk.contoh.go.id/e/12345678/?s=a41f09c2",
    note="setelah Bimtek III",
    previous="2.3, 14 Oktober 2026",
    changes=("31 baru, 74 berubah, 2 dihapus, 9 tetap.",),
)
APPROVED = replace(
    DRAFT, approved=Approved(name="Drs. Agus", position="Sekretaris Daerah", on=date(2026, 12, 10), letter="050/12")
)
WITHDRAWN = replace(DRAFT, withdrawn="Salah berkas RPJMD", withdrawn_at=datetime(2026, 12, 9, 8, 0, tzinfo=WIB))
BOOK = tree.Book(
    id="buku-2",
    code="buku_2",
    title="Buku 2",
    region="Kabupaten Ponorogo",
    fingerprint="a41f09c2" * 8,
    parts=(
        tree.Cover(id="sampul", volume="Buku 2", edition="Keadaan rencana 8 Desember 2026", logo="b" * 64),
        tree.Contents(id="daftar-isi", entries=(tree.ContentsEntry(level=1, number="1", text="Arah", to="bab-1"),)),
        tree.Chapter(
            id="bab-1",
            number="1",
            children=(
                tree.Paragraph(spans=(tree.Span(text="Antrean panjang"),)),
                tree.Picture(number="Gambar 1.1", sha256="c" * 64, description="Loket"),
            ),
        ),
        tree.Colophon(
            id="kolofon",
            rows=tuple(
                tree.ProfileRow(label=label, lines=((tree.Span(text="lama"),),))
                for label in ("Judul", "Kedudukan", "Penyusun", "Kutipan")
            ),
            note="Sidik dihitung dari isi.",
        ),
    ),
)


def rows_of(book):
    """{label: text} of the colophon, in its order."""
    colophon = next(part for part in book.parts if isinstance(part, tree.Colophon))
    return {row.label: "\n".join("".join(s.text for s in line) for line in row.lines) for row in colophon.rows}


def test_what_is_kept_comes_back_as_it_was():
    assert unpacked(packed(BOOK)) == BOOK
    assert packed(unpacked(packed(BOOK))) == packed(BOOK)
    assert json.loads(packed(BOOK))["format"] == FORMAT


@given(some.text(), some.sampled_from(["strong", "", "gap"]))
def test_every_text_comes_back(text, style):
    book = tree.Book(parts=(tree.Chapter(children=(tree.Paragraph(spans=(tree.Span(text=text, style=style),)),)),))
    try:
        kept = packed(book)
    except UnicodeEncodeError:  # half a surrogate pair: no form lets it in
        return
    assert unpacked(kept) == book


def test_nodes_that_are_no_more_become_their_words_and_lost_fields_go():
    plain = json.loads(packed(BOOK))
    chapter = plain["book"]["parts"][2]
    chapter["children"].append({"node": "Bagan", "id": "b1", "title": "Arus dana", "data": [["2027", "Rp5 juta"]]})
    chapter["children"][0]["spans"].append({"node": "Tautan", "text": "di loket", "id": "x"})
    chapter["warna"] = "nila"
    book = unpacked(json.dumps(plain).encode())
    words = tree.plain_text(book)
    assert "Arus dana 2027 Rp5 juta" in words and "Antrean panjangdi loket" in words and "nila" not in words
    assert [part.id for part in book.parts] == [part.id for part in BOOK.parts]


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"format":1}', b'{"format":1,"book":{"node":"Span","text":"x"}}'])
def test_what_is_no_book_is_said(kept):
    with pytest.raises(Unreadable):
        unpacked(kept)


def test_a_standing_changes_status_cover_and_colophon_and_nothing_else(book):
    for one in (BOOK, book):
        prints = [stamped(one, standing) for standing in (DRAFT, APPROVED, WITHDRAWN)]
        assert {tree.to_json(content_of(made)) for made in prints} == {tree.to_json(content_of(one))}
        assert len({tree.to_json(made) for made in prints}) == 3
        for made in prints:
            blank = replace(made, status=one.status, parts=())
            assert blank == replace(one, parts=())
            assert [type(part) for part in made.parts] == [type(part) for part in one.parts]


def test_what_a_reader_finds_on_a_draft_an_approved_and_a_withdrawn_edition():
    draft, approved, withdrawn = (stamped(BOOK, standing) for standing in (DRAFT, APPROVED, WITHDRAWN))
    assert (draft.status.word, draft.status.running) == ("DRAF", "DRAF · edisi 2.4")
    assert (approved.status.word, approved.status.running) == ("", "")
    assert approved.status.sentence == "Disetujui Sekretaris Daerah"
    assert withdrawn.status.running == "DITARIK · edisi 2.4"
    assert draft.parts[0].edition == "Edisi 2.4 · 8 Desember 2026" and draft.parts[0].logo == BOOK.parts[0].logo
    rows = rows_of(draft)
    assert list(rows) == ["Judul", "Edisi", "Kedudukan", "Penyusun", "Edisi sebelumnya", "Kutipan"]
    assert rows["Edisi"] == "2.4, dibekukan 8 Desember 2026, pukul 16.20\nsetelah Bimtek III"
    assert rows["Edisi sebelumnya"].endswith("31 baru, 74 berubah, 2 dihapus, 9 tetap.")
    said = rows_of(approved)
    assert said["Disetujui"] == "Drs. Agus, Sekretaris Daerah, 10 Desember 2026, surat nomor 050/12"
    assert "Salah berkas RPJMD." in rows_of(withdrawn)["Kedudukan"]
    colophon = draft.parts[-1]
    assert colophon.address == DRAFT.address and colophon.fingerprint == BOOK.fingerprint
    assert "rembuk.contoh.go.id/e/12345678." in colophon.note and "Sidik dihitung dari isi." in colophon.note


def test_the_first_edition_says_so_and_a_letter_without_number_too():
    first = stamped(
        BOOK, replace(APPROVED, previous="", changes=(), approved=replace(APPROVED.approved, letter="Tanpa nomor"))
    )
    rows = rows_of(first)
    assert "edisi pertama" in rows["Edisi sebelumnya"] and rows["Disetujui"].endswith("2026, Tanpa nomor")


def test_the_pictures_that_a_book_names_are_found_wherever_they_stand():
    assert picture_hashes(BOOK) == {"b" * 64, "c" * 64}


def test_changes_are_told_in_sentences():
    change = FieldChange("Bukti", "", "Dua jam", ())
    entries = (
        EntryComparison(NEW, "masalah", "GOV-P9", "Antrean", "GOV"),
        EntryComparison(REFINED, "masalah", "GOV-P1", "Data", "GOV", (change,)),
        EntryComparison(MERGED, "masalah", "GOV-P2", "Data lama", "GOV", note="menjadi bagian dari GOV-P1"),
    )
    found = Comparison(
        (PillarComparison("GOV", "Tata Kelola", entries, 12),), (FieldChange("Visi", "a", "b", ()),), ("Data daerah",)
    )
    assert change_sentences(found, []) == [
        "1 baru, 1 berubah, 1 digabung, 12 tetap.",
        "Tata Kelola: baru GOV-P9; berubah GOV-P1 (bukti); digabung GOV-P2 menjadi bagian dari GOV-P1.",
        "Juga berubah: Visi dan Data daerah.",
    ]
    many = tuple(EntryComparison(NEW, "masalah", f"GOV-P{n}", "x", "GOV") for n in range(30))
    assert "18 lainnya" in change_sentences(Comparison((PillarComparison("GOV", "Tata Kelola", many, 0),)), [])[1]
    assert change_sentences(Comparison(), []) == [NOTHING]
    assert change_sentences(Comparison(), ["Teks yang berubah: Bab 1."]) == [ONLY_THE_BOOK, "Teks yang berubah: Bab 1."]


def test_of_the_text_of_a_book_the_chapters_are_told_that_read_otherwise():
    def volume(**texts):
        chapters = (
            tree.Chapter(id=key, label=f"Bab {key[-1]}", children=(tree.Paragraph(spans=(tree.Span(text=text),)),))
            for key, text in texts.items()
        )
        return tree.Book(parts=(BOOK.parts[0], *chapters, BOOK.parts[-1]))

    old, new = volume(bab1="satu", bab2="dua", bab3="tiga"), volume(bab1="satu", bab2="dua lagi", bab4="empat")
    assert changed_parts(old, new) == [
        "Teks yang berubah: Bab 2.",
        "Bagian yang baru: Bab 4.",
        "Bagian yang tidak ada lagi: Bab 3.",
    ]
    assert changed_parts(old, stamped(old, APPROVED)) == []


def test_what_people_type_into_an_edition_prints_or_is_refused_with_a_sentence(book):
    """The texts of the abuse corpus as note, name, position, letter and reason: in the tree and in Word."""
    clean = []
    for item_id, item in ITEMS.items():
        if item["category"] in ("text", "injection", "names", "codes") and "plan file" not in item["where"]:
            raw = sent(item_id)
            form = WithdrawalReasonForm({"alasan": f"Sebab penarikan {raw[:5_000]}" if isinstance(raw, str) else ""})
            assert form.is_valid() or form.errors["alasan"].sentence, item_id
            clean += [form.cleaned_data["alasan"]] if form.cleaned_data else []
    assert len(clean) > 60
    approved = Approved(name=clean[0], position=clean[-1], on=date(2026, 12, 10), letter=clean[3])
    made = stamped(book, replace(DRAFT, note=" ".join(clean[:20]), changes=tuple(clean), approved=approved))
    assert unpacked(packed(made)) == made
    told = rows_of(made)["Edisi sebelumnya"]
    assert all(text in told for text in clean)
    last = replace(made, parts=(made.parts[0], made.parts[-1]))
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(as_word(last))).paragraphs)
    assert "rembuk.contoh.go.id/e/12345678" in words
