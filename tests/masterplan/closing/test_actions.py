"""Signing a bimtek freezes the plan and locks it; reopening needs a reason and takes nothing away."""

import io

import docx
import pytest

from masterplan.closing import minutes_paper
from masterplan.closing.actions import MinutesConflict, SignatureNotPossible, reopen_bimtek, save_minutes, sign_bimtek
from masterplan.closing.models import Minutes
from masterplan.document import tree
from masterplan.exchange.dump import dump_plan, write_document
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import Damaged, between, document_of, unpack
from masterplan.writers.docx import write
from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.prioritisation.actions import apply_order, give_scores, open_choosing, show
from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import Refused
from workshops.live.models import Event
from workshops.people.models import Attendance
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(plan, ani, dewi, satya):
    """Bimtek I runs, and Ani has written a problem in it."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())


def sign(satya, number=1, minutes="041/2026"):
    return sign_bimtek(satya.actor, number, minutes, op=new_op())


def change(person, text, ref="masalah-1"):
    head = Plan.objects.get(pk=person.plan.pk).head
    return save_entry(person.actor, ref, {"statement": text}, base=head, op=new_op())


def text_of(signing):
    return tree.plain_text(tree.from_json(unpack(signing.papers, signing.papers_sha256)))


def test_the_snapshot_is_the_plan_as_it_stood_and_everything_is_locked(running, plan, ani, satya):
    before = write_document(dump_plan(plan)).encode()
    sign(satya)
    row = Signing.objects.get()
    assert unpack(row.snapshot, row.sha256) == before
    with pytest.raises(Refused) as refused:
        change(ani, "Antrean pendek")
    assert "(berita acara 041/2026)" in refused.value.verdict.sentence
    assert Event.objects.get(verb="bimtek.signed").actor == satya.key


@pytest.mark.parametrize("who", ["dewi", "fitri"])
def test_only_staff_sign_and_reopen(running, request, who, satya, everything):
    person = request.getfixturevalue(who)
    before = everything()
    with pytest.raises(Refused):
        sign(person)
    assert everything() == before
    sign(satya)
    before = everything()
    with pytest.raises(Refused):
        reopen_bimtek(person.actor, 1, "Angka salah ketik", op=new_op())
    assert everything() == before


def test_the_same_press_twice_signs_once(running, satya):
    op = new_op()
    first = sign_bimtek(satya.actor, 1, "041/2026", op=op)
    assert sign_bimtek(satya.actor, 1, "041/2026", op=op) == first
    with pytest.raises(SignatureNotPossible) as no:
        sign(satya, minutes="042/2026")
    assert "sudah ditandatangani" in no.value.sentence and Signing.objects.count() == 1


def test_what_is_not_running_cannot_be_signed(running, satya):
    with pytest.raises(SignatureNotPossible) as no:
        sign(satya, 2)
    assert "belum dibuka" in no.value.sentence
    open_bimtek(satya.actor, 2, op=new_op())
    with pytest.raises(SignatureNotPossible) as no:
        sign(satya, 1)
    assert "Bimtek II sudah dibuka" in no.value.sentence


def test_reopening_needs_a_reason_and_leaves_what_was_signed(running, plan, ani, satya):
    sign(satya)
    kept = bytes(Signing.objects.get().snapshot)
    for reason in ("", "salah", "1234567890 !!"):
        with pytest.raises(SignatureNotPossible):
            reopen_bimtek(satya.actor, 1, reason, op=new_op())
    reopen_bimtek(satya.actor, 1, "Angka sampah salah ketik", op=new_op())
    assert change(ani, "Antrean pendek").status == "saved"
    row = Signing.objects.get()
    assert bytes(row.snapshot) == kept and row.reason == "Angka sampah salah ketik"
    assert "Angka sampah salah ketik" in satya.get("/r/ponorogo/riwayat/").content.decode()
    sign(satya, minutes="042/2026")
    again = Signing.objects.get(number=2)
    assert "Alasan: Angka sampah salah ketik" in text_of(again)
    assert document_of(row)["pillars"][0]["problems"][0]["statement"] == "Antrean panjang"
    assert document_of(again)["pillars"][0]["problems"][0]["statement"] == "Antrean pendek"


def test_the_signed_paper_never_changes_whatever_becomes_of_plan_and_people(running, plan, ani, satya):
    sign(satya)
    row = Signing.objects.get()
    first = write(tree.from_json(unpack(row.papers, row.papers_sha256)))
    reopen_bimtek(satya.actor, 1, "Angka sampah salah ketik", op=new_op())
    change(ani, "Lain sama sekali")
    plan.participants.update(name="Orang lain")
    row = Signing.objects.get()
    assert write(tree.from_json(unpack(row.papers, row.papers_sha256))) == first
    paragraphs = " ".join(p.text for p in docx.Document(io.BytesIO(first)).paragraphs)
    assert "041/2026" in paragraphs and "Sidik isi rencana" in paragraphs


def test_a_damaged_snapshot_is_said_and_not_shown(running, satya):
    sign(satya)
    row = Signing.objects.get()
    for packed in (bytes(row.snapshot)[:-3], b"", bytes(row.papers)):
        with pytest.raises(Damaged):
            unpack(packed, row.sha256)


def test_what_changed_between_two_bimteks_names_everybody_who_had_a_hand_in_it(running, plan, ani, dewi, budi, satya):
    second = add_entry(ani.actor, "masalah", "GOV", {"statement": "Loket tutup"}, op=new_op()).ref
    sign(satya)
    open_bimtek(satya.actor, 2, op=new_op())
    change(ani, "Antrean tiga jam")
    change(budi, "Antrean tiga jam sehari")
    add_entry(budi.actor, "masalah", "GOV", {"statement": "Data berbeda"}, op=new_op())
    delete_entry(dewi.actor, second, op=new_op())
    sign(satya, 2, "042/2026")
    old, new = Signing.objects.all()
    change_now = between(plan, old, new)
    told = {entry.how: entry for entry in change_now.pillars[0].entries}
    assert told["baru"].who == (budi.key,) and told["dihapus"].who == (dewi.key,)
    assert told["diubah"].changes[0].who == (ani.key, budi.key)
    annex = text_of(new)
    for said in ("1 baru, 1 berubah, 1 dihapus", "Antrean tiga jam sehari", "Loket tutup", "Ani, Budi", "Dewi"):
        assert said in annex
    assert between(plan, new, None).is_empty


def test_cards_that_became_one_are_told_as_that_and_not_as_dropped(running, plan, ani, dewi, satya):
    twin = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang sekali"}, op=new_op()).ref
    sign(satya)
    open_bimtek(satya.actor, 2, op=new_op())
    merge_entries(dewi.actor, "masalah-1", twin, {}, base=Plan.objects.get().head, op=new_op())
    told = {entry.how: entry for entry in between(plan, Signing.objects.get(), None).pillars[0].entries}
    assert told["digabung"].note == "menjadi bagian dari GOV-P1" and told["digabung"].who == (dewi.key,)
    assert "dihapus" not in told


def test_a_card_that_was_parted_again_and_then_dropped_is_told_as_dropped(running, plan, ani, dewi, satya):
    twin = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang sekali"}, op=new_op()).ref
    sign(satya)
    open_bimtek(satya.actor, 2, op=new_op())
    merge_entries(dewi.actor, "masalah-1", twin, {}, base=Plan.objects.get().head, op=new_op())
    split_entry(dewi.actor, twin, op=new_op())
    delete_entry(ani.actor, twin, op=new_op())
    (told,) = between(plan, Signing.objects.get(), None).pillars[0].entries
    assert (told.how, told.who, told.note) == ("dihapus", (ani.key,), "")


def test_who_took_a_card_out_of_the_bin_brought_it_into_the_plan(running, plan, ani, dewi, satya):
    delete_entry(ani.actor, "masalah-1", op=new_op())
    sign(satya)
    open_bimtek(satya.actor, 2, op=new_op())
    restore_entry(dewi.actor, "masalah-1", op=new_op())
    (told,) = between(plan, Signing.objects.get(), None).pillars[0].entries
    assert (told.how, told.who) == ("baru", (dewi.key,))


def test_who_put_the_result_of_a_vote_into_the_cards_is_named(running, plan, ani, dewi, satya):
    sign(satya)
    open_bimtek(satya.actor, 2, op=new_op())
    _, number = open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())
    give_scores(ani.actor, "GOV", number, "masalah-1", [5, 4, 3], op=new_op())
    show(dewi.actor, "GOV", number, op=new_op())
    apply_order(dewi.actor, "GOV", number, op=new_op())
    (told,) = between(plan, Signing.objects.get(), None).pillars[0].entries
    assert told.how == "diubah" and {change.who for change in told.changes} == {(dewi.key,)}


def test_the_paper_counts_who_came_and_lists_them_to_sign(running, plan, ani, dewi, satya):
    bimtek, at = plan.bimteks.get(number=1), Plan.objects.get().created_at
    common = {"plan": plan, "bimtek": bimtek, "day": 1, "marked_by": "a1", "at": at}
    for half in ("pagi", "siang"):
        row = plan.participants.get(number=ani.number)
        Attendance.objects.create(participant=row, half=half, name="Ani", institution="Dinas Kesehatan", **common)
    Attendance.objects.create(half="pagi", name="Pak Lurah", institution="Kelurahan Banyudono", how="petugas", **common)
    prepared = minutes_paper.prepare(plan, bimtek)
    assert "Dari 3 orang yang diundang, hadir 2 orang" in prepared.parts["kehadiran"]
    assert "mewakili 1 perangkat daerah, termasuk 1 orang dari luar" in prepared.parts["kehadiran"]
    lists = tree.plain_text(minutes_paper.attendance_book(plan, bimtek, prepared))
    assert "Pak Lurah" in lists and "Kelurahan Banyudono" in lists and "hadir " in lists
    assert "Dewi (ketua)" in lists


def test_a_part_that_nobody_changed_follows_the_plan_until_the_signature(running, plan, ani, fitri):
    bimtek = plan.bimteks.get(number=1)
    assert "1 masalah" in minutes_paper.prepare(plan, bimtek).parts["hasil"]
    shown = {"keputusan": minutes_paper.prepare(plan, bimtek).digest_of("keputusan")}
    save_minutes(fitri.actor, 1, {"keputusan": "Sampah memakai angka 90 ton."}, shown=shown, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Lagi"}, op=new_op())
    now = minutes_paper.prepare(plan, plan.bimteks.get(number=1))
    assert "2 masalah" in now.parts["hasil"] and now.parts["keputusan"] == "Sampah memakai angka 90 ton."
    assert now.changed == {"keputusan"}
    save_minutes(fitri.actor, 1, {"keputusan": None}, shown={"keputusan": now.digest_of("keputusan")}, op=new_op())
    assert Minutes.objects.get().words == {}


def test_two_who_change_one_part_are_told_and_nothing_is_overwritten(running, plan, fitri, satya):
    first = {"penutup": minutes_paper.prepare(plan, plan.bimteks.get(number=1)).digest_of("penutup")}
    save_minutes(fitri.actor, 1, {"penutup": "Demikian."}, shown=first, op=new_op())
    with pytest.raises(MinutesConflict):
        save_minutes(satya.actor, 1, {"penutup": "Sekian."}, shown=first, op=new_op())
    assert Minutes.objects.get().words == {"penutup": "Demikian."}


def test_names_of_those_who_sign_are_not_in_the_journal(running, plan, fitri):
    words = {"penanda_tangan": "Sekretaris Daerah; Drs. H. Budi Santosa; NIP 197001011990031001"}
    save_minutes(fitri.actor, 1, words, shown={}, op=new_op())
    assert "Santosa" not in str(list(Event.objects.filter(verb="minutes.changed").values()))


def test_nobody_prepares_a_paper_that_is_signed(running, fitri, satya):
    sign(satya)
    with pytest.raises(Refused) as refused:
        save_minutes(fitri.actor, 1, {"penutup": "Demikian."}, shown={}, op=new_op())
    assert refused.value.verdict.reason == "terkunci"
