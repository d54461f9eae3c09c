"""What the bimteks leave in the book data: agreements, counts and changes of the signed ones, and nobody's name."""

from dataclasses import asdict, replace

import pytest

from masterplan.closing import minutes_paper
from masterplan.closing.actions import reopen_bimtek, save_minutes, sign_bimtek
from masterplan.document.bimteks import OFFICE, OUTSIDE
from masterplan.document.books import build_book
from masterplan.document.closings import read_closings
from masterplan.document.read import read_book_data
from masterplan.document.tree import plain_text
from masterplan.snapshots.models import Signing
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan
from tests.cast import new_op
from tests.masterplan.document.test_read import loaded
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.people.models import Attendance
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db


def came(person, bimtek, half="pagi", name=None, institution="Dinas Kesehatan"):
    row = person.plan.participants.get(number=person.number) if name is None else None
    return Attendance.objects.create(
        plan=person.plan,
        bimtek=bimtek,
        day=1,
        half=half,
        participant=row,
        name=name or row.name,
        institution=institution,
        how=Attendance.GABUNG if row else "petugas",
        marked_by=person.key,
        at="2026-09-08T01:00:00Z",
    )


def problem(person, text, op=None):
    return add_entry(person.actor, "masalah", "GOV", {"statement": text}, op=new_op())


@pytest.fixture
def two_signed(plan, ani, budi, satya):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    first = plan.bimteks.get(number=1)
    for half in ("pagi", "siang"):
        came(ani, first, half)
    came(budi, first, institution="Karang Taruna")
    came(ani, first, name="Pak Lurah", institution="Kelurahan Banyudono")
    problem(ani, "Antrean panjang")
    problem(ani, "Data tidak seragam")
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    open_bimtek(satya.actor, 2, op=new_op())
    head = Plan.objects.get(pk=plan.pk).head
    save_entry(ani.actor, "masalah-1", {"statement": "Antrean sampai dua jam"}, base=head, op=new_op())
    delete_entry(ani.actor, "masalah-2", op=new_op())
    problem(ani, "Warga jauh")
    shown = {"keputusan": minutes_paper.prepare(plan, plan.bimteks.get(number=2)).digest_of("keputusan")}
    save_minutes(satya.actor, 2, {"keputusan": "Data dilengkapi OPD."}, shown=shown, op=new_op())
    sign_bimtek(satya.actor, 2, "052/2026", op=new_op())


def test_it_tells_what_was_agreed_and_changed_in_numbers(two_signed, plan):
    first, second, *later = read_book_data(plan).closings.bimteks
    assert (first.minutes_number, second.minutes_number) == ("041/2026", "052/2026")
    assert dict(first.counts)["masalah"] == 2 and first.changes is None
    assert second.decisions == ("Data dilengkapi OPD.",) and second.results
    found = second.changes
    assert found.since == "Bimtek I"
    assert [found.count(how) for how in ("Baru", "Berubah", "Dihapus")] == [1, 1, 1]
    lines = {line.how: line for pillar in found.pillars for line in pillar.lines}
    assert lines["Berubah"].title == "Antrean sampai dua jam" and lines["Berubah"].fields == ("Pernyataan masalah",)
    assert not any(bimtek.is_signed for bimtek in later)


def test_who_came_is_counted_by_institution(two_signed, plan):
    told = read_book_data(plan).closings
    first = told.bimteks[0]
    assert first.came == told.people == 3
    assert {(one.name, one.people) for one in first.institutions if one.kind == OUTSIDE} >= {("Karang Taruna", 1)}
    assert told.offices == len(first.of_kind(OFFICE)) and told.outside == len(first.of_kind(OUTSIDE))
    assert [(half.half, half.people) for half in first.halves] == [("Pagi", 3), ("Siang", 1)]


def test_no_participant_is_named_in_reading_or_book(two_signed, plan, ani, budi):
    book_data = read_book_data(plan)
    told = str(asdict(book_data.closings)) + plain_text(build_book(book_data, "1"))
    names = {row.name for row in plan.participants.all()} | {"Pak Lurah"}
    assert not [name for name in names if name in told]


def test_a_bimtek_whose_lock_was_taken_off_is_not_signed(two_signed, plan, satya):
    reopen_bimtek(satya.actor, 2, "Angka salah ketik", op=new_op())
    told = read_book_data(plan).closings.bimteks
    assert told[0].is_signed and not told[1].is_signed and told[1].changes is None


def test_what_can_no_longer_be_read_is_said_and_the_book_stands(two_signed, plan):
    Signing.objects.filter(number=1).update(papers=b"rusak", snapshot=b"rusak", sha256="0" * 64)
    book_data = read_book_data(plan)
    assert book_data.closings.bimteks[0].damaged and book_data.closings.bimteks[0].minutes_number == "041/2026"
    assert "tidak dapat dibaca" in plain_text(build_book(book_data, "1"))


def test_frozen_states_are_compared_once(two_signed, plan, django_assert_max_num_queries):
    opd = read_book_data(plan).opd
    with django_assert_max_num_queries(12):
        read_closings(plan, opd)


def test_buku_1_of_a_loaded_plan_is_that_of_its_file(tmp_path):
    """The order of a JSON object's keys, in which the notes of the plan stand, is not kept by the database."""
    book_data, moment = read_book_data(loaded(example_plan(), tmp_path)), book_data_of(example_plan())
    same = replace(book_data, slug=moment.slug, number=moment.number, read_at=moment.read_at, notes=moment.notes)
    assert plain_text(build_book(same, "1")).splitlines() == plain_text(build_book(moment, "1")).splitlines()
