"""Freezing, approving, taking back, withdrawing, and what is public: each act, its refusals, what stays for ever."""

import io
import zipfile
from datetime import date

import pytest
from PIL import Image

from masterplan.book_details.actions import save_book_details
from masterplan.document.edition_status import content_of
from masterplan.document.tree import OFFICE, from_json, plain_text, to_json
from masterplan.editions import actions
from masterplan.editions.actions import (
    EditionNotPossible,
    approve_edition,
    freeze_edition,
    switch_off,
    switch_on,
    take_back_approval,
    withdraw_edition,
)
from masterplan.editions.content import UNTOLD
from masterplan.editions.edition_books import picture_bytes, tree_of
from masterplan.editions.models import Approval, Edition, EditionPicture, PublicPage
from masterplan.exports.actions.orders import order_export
from masterplan.exports.file_content import make_file
from masterplan.snapshots.storage import Damaged
from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import Picture, Problem
from pillars.narrative.actions import add_picture, save_section
from pillars.narrative.picture_check import check_picture
from pillars.prose import parse
from tests.cast import new_op
from tests.masterplan.conftest import ORIGIN, SIGNED
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 12)
WHY = "Salah memuat RPJMD lama"


def content(plan, number):
    return to_json(content_of(tree_of(plan, number)[0]))


def test_editions_are_numbered_per_book_and_say_what_changed(begun, ani, frozen):
    first = frozen("2", "setelah Bimtek I")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Data berbeda di tiap dinas"}, op=new_op())
    base = Plan.objects.get(pk=begun.pk).head
    save_entry(ani.actor, "masalah-1", {"evidence": "Tiga jam"}, base=base, op=new_op())
    second, again = frozen("2"), frozen("2")
    assert [(row.ref, row.label) for row in (first, second, again)] == [
        ("edisi-1", "2.1"),
        ("edisi-2", "2.2"),
        ("edisi-3", "2.3"),
    ]
    assert first.changes == [] and first.previous == ""
    assert second.previous.startswith("2.1, ")
    assert second.changes[0] == "1 baru, 1 berubah, 3 tetap."
    assert "Tata Kelola" in second.changes[1] and "GOV-P1 (bukti)" in second.changes[1]
    assert again.changes == ["Tidak ada isi rencana yang berubah."] and again.fingerprint == second.fingerprint
    assert len({row.code for row in Edition.objects.all()}) == 3
    assert first.address == f"{ORIGIN}/e/{first.code}/?s={first.fingerprint[:8]}"


def test_an_edition_gives_the_same_text_whatever_becomes_of_the_plan(begun, ani, frozen):
    row = frozen()
    before, kept_bytes = content(begun, row.number), bytes(row.tree)
    Problem.objects.filter(plan=begun).update(statement="Sudah lain")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Baru sama sekali"}, op=new_op())
    book, number = tree_of(begun, row.number)
    assert to_json(content_of(book)) == before and number == row.plan_number
    assert "Antrean panjang di loket" in plain_text(book) and "Sudah lain" not in plain_text(book)
    approve_edition_now(begun, row)
    row.refresh_from_db()
    assert content(begun, row.number) == before and bytes(row.tree) == kept_bytes


def test_an_edition_keeps_the_cover_that_it_was_frozen_with_and_no_fingerprint_knows_it(begun, satya, frozen):
    colour = frozen()
    save_book_details(satya.actor, {"sampul": ("", "kantor")}, op=new_op())
    white = frozen()
    save_book_details(satya.actor, {"sampul": ("kantor", "")}, op=new_op())
    assert [tree_of(begun, row.number)[0].look for row in (colour, white)] == ["", OFFICE]
    assert white.fingerprint == colour.fingerprint


def approve_edition_now(plan, row):
    Approval.objects.create(edition=row, name="A", position="B", on=ON, recorded_by="a1", recorded_at=row.made_at)


def test_the_tree_is_read_and_not_made_again(begun, frozen):
    """What the program would write today plays no part: what was kept is changed by hand, and the print follows."""
    from masterplan.snapshots.storage import pack, unpack

    row = frozen()
    text = unpack(row.tree, row.tree_sha256).replace(b"Antrean panjang di loket", b"Antrean pada suatu hari")
    changed = pack(text)
    row.tree, row.tree_sha256 = changed.packed, changed.sha256
    row.save()
    assert "Antrean pada suatu hari" in plain_text(tree_of(begun, row.number)[0])
    row.tree = changed.packed[:-9]
    row.save()
    with pytest.raises(Damaged):
        tree_of(begun, row.number)
    with pytest.raises(NotFound):
        tree_of(begun, 99)


def test_who_prepared_while_another_froze_the_book_is_told_and_freezes_nothing(begun, satya, frozen, monkeypatch):
    """What changed is told from the edition before: it must not be another one by then."""
    prepare = actions.prepare

    def slowly(plan, book):
        made = prepare(plan, book)
        monkeypatch.setattr(actions, "prepare", prepare)
        frozen(book)
        return made

    monkeypatch.setattr(actions, "prepare", slowly)
    with pytest.raises(EditionNotPossible, match="baru saja dibekukan"):
        freeze_edition(satya.actor, begun, "2", "", origin=ORIGIN, op=new_op())
    assert [row.label for row in Edition.objects.all()] == ["2.1"]


@pytest.mark.parametrize("column", ["tree", "snapshot"])
def test_an_edition_that_is_damaged_keeps_none_from_freezing_the_next(begun, frozen, column):
    first = frozen()
    Edition.objects.filter(pk=first.pk).update(**{column: bytes(getattr(first, column))[:-5]})
    second = frozen()
    assert second.label == "2.2" and second.changes == [UNTOLD.format(label="2.1")]
    assert "2.1 yang tersimpan tidak utuh" in plain_text(tree_of(begun, 2)[0])


def test_a_draft_is_approved_and_taken_back_and_every_step_stays(begun, satya, frozen):
    row = frozen()
    assert tree_of(begun, 1)[0].status.word == "DRAF"
    approve_edition(satya.actor, 1, on=ON, op=new_op(), **SIGNED)
    book, _ = tree_of(begun, 1)
    assert (book.status.word, book.status.running) == ("", "") and "Drs. Agus" in plain_text(book)
    with pytest.raises(EditionNotPossible, match="sudah dicatat"):
        approve_edition(satya.actor, 1, on=ON, op=new_op(), **SIGNED)
    with pytest.raises(EditionNotPossible, match="Tarik dahulu persetujuannya"):
        withdraw_edition(satya.actor, 1, WHY, op=new_op())
    take_back_approval(satya.actor, 1, "Nomor suratnya keliru", op=new_op())
    assert tree_of(begun, 1)[0].status.word == "DRAF"
    approve_edition(satya.actor, 1, on=ON, op=new_op(), **SIGNED | {"letter": "051/12/2026"})
    told = list(Approval.objects.filter(edition=row).values_list("letter", "reason"))
    assert told == [("050/12/2026", "Nomor suratnya keliru"), ("051/12/2026", "")]
    verbs = [event.verb for event in Event.objects.filter(plan=begun, verb__startswith="edition.").order_by("number")]
    assert verbs == ["edition.frozen", "edition.approved", "edition.approval_taken_back", "edition.approved"]


def test_a_mistaken_edition_is_withdrawn_and_counts_no_more(begun, satya, frozen):
    frozen()
    with pytest.raises(EditionNotPossible, match="10 huruf"):
        withdraw_edition(satya.actor, 1, "salah", op=new_op())
    withdraw_edition(satya.actor, 1, WHY, op=new_op())
    assert tree_of(begun, 1)[0].status.word == "DITARIK"
    with pytest.raises(EditionNotPossible, match="Bekukan edisi baru"):
        approve_edition(satya.actor, 1, on=ON, op=new_op(), **SIGNED)
    after = frozen()
    assert (after.label, after.previous, after.changes) == ("2.2", "", [])


def test_the_same_save_sent_twice_freezes_once(begun, satya):
    op = new_op()
    sent = [freeze_edition(satya.actor, begun, "2", "", origin=ORIGIN, op=op) for _ in range(2)]
    assert sent[0][1] == sent[1][1] == 1 and sent[0][0].number == sent[1][0].number
    assert Edition.objects.count() == 1


def test_only_staff_freeze_approve_and_switch(begun, ani, dewi, fitri, eko, frozen, everything):
    frozen()
    before = everything()
    for who in (ani, dewi, fitri, eko):
        for act in (
            lambda who: approve_edition(who.actor, 1, on=ON, op=new_op(), **SIGNED),
            lambda who: withdraw_edition(who.actor, 1, WHY, op=new_op()),
            lambda who: switch_on(who.actor, 1, op=new_op()),
            lambda who: switch_off(who.actor, op=new_op()),
        ):
            with pytest.raises(Refused):
                act(who)
    with pytest.raises(Refused):
        freeze_edition(fitri.actor, begun, "2", "", origin=ORIGIN, op=new_op())
    assert everything() == before


def test_what_is_not_there_is_said(begun, satya):
    with pytest.raises(NotFound):
        freeze_edition(satya.actor, begun, "9", "", origin=ORIGIN, op=new_op())
    for act in (
        lambda: withdraw_edition(satya.actor, 7, WHY, op=new_op()),
        lambda: switch_on(satya.actor, 7, op=new_op()),
    ):
        with pytest.raises(NotFound):
            act()


def test_only_what_is_approved_is_public_and_only_as_long(begun, satya, approved, frozen):
    row, draft = approved(), frozen()
    with pytest.raises(EditionNotPossible, match="belum disetujui"):
        switch_on(satya.actor, draft.number, op=new_op())
    switch_on(satya.actor, row.number, op=new_op())
    assert PublicPage.objects.get().is_on
    take_back_approval(satya.actor, row.number, "Dicabut Bupati hari ini", op=new_op())
    assert not PublicPage.objects.get().is_on
    approve_edition(satya.actor, row.number, on=ON, op=new_op(), **SIGNED)
    assert not PublicPage.objects.get().is_on, "approved again is not switched on again"


def test_pictures_stay_with_the_edition(begun, satya, frozen):
    """The bytes of a picture are the edition's own."""
    from dataclasses import replace

    from masterplan.document.tree import Cover
    from masterplan.editions.edition_books import stored
    from masterplan.editions.packed_tree import packed
    from masterplan.snapshots.storage import pack

    row = frozen()
    book = stored(row)
    parts = tuple(replace(part, logo="a" * 64) if isinstance(part, Cover) else part for part in book.parts)
    made = pack(packed(replace(book, parts=parts)))
    row.tree, row.tree_sha256 = made.packed, made.sha256
    row.save()
    EditionPicture.objects.create(plan=begun, sha256="a" * 64, content=b"lambang")
    EditionPicture.objects.create(plan=begun, sha256="b" * 64, content=b"lain")
    assert picture_bytes(begun, tree_of(begun, row.number)[0]) == {"a" * 64: b"lambang"}


def test_a_picture_of_the_prose_is_kept_whatever_becomes_of_the_plans_own(begun, satya, frozen):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    add_picture(satya.actor, check_picture("balai.png", file.getvalue()), "Balai desa", op=new_op())
    how = {"beginning": [], "base": begun.head, "op": new_op()}
    save_section(satya.actor, begun, "B2-1.1", {"body": parse("[[foto: gambar-1 | Balai | Balai desa]]")}, **how)
    row, content = frozen(), bytes(Picture.objects.defer(None).get().content)
    Picture.objects.all().delete()
    assert list(picture_bytes(begun, tree_of(begun, row.number)[0]).values()) == [content]
    ordered = order_export(satya.actor, row.ref, "docx", op=new_op())[1]
    made = make_file(ordered, on_progress=lambda *_: None, cancelled=lambda: False).content
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert content in [package.read(name) for name in package.namelist() if "media/" in name]


def test_its_files_are_made_of_what_was_kept(begun, satya, approved):
    """The file that the worker makes of `edisi-1`, after the plan went on."""
    row = approved()
    _, export = order_export(satya.actor, row.ref, "json", op=new_op())
    Problem.objects.filter(plan=begun).update(statement="Sudah lain")
    made = make_file(export, on_progress=lambda *step: None, cancelled=lambda: False)
    book = from_json(made.content)
    text = plain_text(book)
    assert made.plan_number == row.plan_number and "Antrean panjang di loket" in text and "Sudah lain" not in text
    assert book.status.sentence == "Disetujui Sekretaris Daerah" and "DRAF" not in text
