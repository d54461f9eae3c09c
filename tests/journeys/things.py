"""Real things to put into the blanks of addresses, for tests that call every address."""

import re

from django.utils import timezone

from masterplan.document.tree import Book, Paper, to_json
from masterplan.downloads.models import Export
from masterplan.paper.actions import import_rows
from masterplan.paper.upload import Upload, UploadedRow
from masterplan.paper.upload_changes import compare
from masterplan.roadmap.actions import move_programme
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import freeze, pack
from pillars.cards.actions.bulk import paste_entries
from pillars.cards.actions.save import add_entry
from pillars.checks.actions import answer_check
from pillars.checks.checked import checked
from pillars.evidence.actions import attach_file
from pillars.homework.actions import TaskAssignment, assign_tasks
from pillars.homework.links import key_for
from pillars.models import Objective, Picture, RenstraProgramme, RpjmdDocument
from pillars.overlap.actions import offer_overlap
from pillars.prioritisation.actions import give_scores, open_choosing, show
from pillars.review.actions import add_note
from pillars.uploads import CheckedFile
from tests.cast import new_op
from tests.masterplan.editions.made import edition_things
from tests.pillars.reference_data.made import frame_things
from workshops.agenda.actions.announcements import broadcast, call_help
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.assets import asset_name
from workshops.people.actions.join_codes import make_code, make_screen_key
from workshops.people.actions.join_requests import request_move
from workshops.plans.models import Plan


def things(plan, ani, satya, problem, target, binned):
    """A function from a route (`r/<slug:slug>/<slug:pillar>/<str:ref>/`) to the addresses to call."""
    Export.objects.create(
        plan=plan,
        number=1,
        book="2",
        format="json",
        state=Export.SELESAI,
        ordered_by=satya.key,
        ordered_at=timezone.now(),
        done_at=timezone.now(),
        content=b"{}",
        size=2,
        plan_number=1,
    )
    plan.counters["unduhan"] = 1
    plan_agenda(satya.actor, "daring", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    broadcast(satya.actor, "Makan siang pukul 11.45", op=new_op())
    call_help(ani.actor, "tata-kelola", op=new_op())
    request_move(ani.actor, "ekonomi", op=new_op())
    _, chosen = open_choosing(satya.actor, "GOV", "masalah", "usg", op=new_op())
    give_scores(ani.actor, "GOV", chosen, problem, [4, 3, 2], op=new_op())
    show(satya.actor, "GOV", chosen, op=new_op())
    pasted = paste_entries(ani.actor, "masalah", "GOV", [{"statement": "Ditempel dari Word"}], op=new_op())
    taken = Upload("rantai.xlsx", 0, [UploadedRow("masalah", 2, "", "GOV", "", {"statement": "Dari Excel"})])
    imported = import_rows(satya.actor, taken, compare(plan, taken).offered, op=new_op())
    asked = TaskAssignment(problem, ("evidence",), f"peserta-{ani.number}")
    assign_tasks(satya.actor, [asked], op=new_op())
    add_entry(ani.actor, "swot", "", {"type": "strengths", "statement": "Reog diakui dunia"}, op=new_op())
    _sign(plan, satya)
    theirs = add_entry(satya.actor, "sasaran", "ECO", {"statement": "Usaha kecil tumbuh"}, op=new_op()).ref
    offer_overlap(satya.actor, theirs, ["GOV"], "Satu aplikasi", op=new_op())
    offer_overlap(satya.actor, target, ["ECO"], "Satu aplikasi", op=new_op())
    _frame(plan)
    programme, moved = _moved_programme(plan, satya, target)
    nominated = add_entry(satya.actor, "nominasi_quick_win", "GOV", {"usulan": "Pojok baca"}, op=new_op()).ref
    for subject in (problem, "bab-B2-3"):
        add_note(satya.actor, subject, verdict="wajib_perbaiki", text="Sebut tahunnya", op=new_op())
    _answer_a_check(plan, ani, target)
    attach_file(ani.actor, problem, CheckedFile("bukti.pdf", "pdf", b"%PDF-1.7 %%EOF"), op=new_op())
    _picture(plan, satya)
    framed = frame_things(plan, satya) | edition_things(plan, satya)
    blanks = framed | {
        "slug": [plan.slug],
        "pillar": ["tata-kelola"],
        "kind": ["masalah"],
        "number": [str(ani.number)],
        "n": ["1"],
        "token": [make_code(plan).token.lower()],
        "group": ["tata-kelola"],
        "key": [make_screen_key(plan).lower()],
        "book": ["2"],
        "name": [asset_name("room.css")],
        "langkah": ["1"],
        "umum": ["1"],
        "panggilan": ["1"],
        "bimtek": ["1"],
        "cetakan": ["undangan"],
        "edisi": ["1"],
        "berkas": ["berita-acara.docx"],
        "permintaan": ["1"],
        "tugas": ["1"],
        "lembar": ["daftar.docx"],
        "masukan": [str(imported.receipt.number)],
        "tempelan": [str(pasted.receipt.number)],
        "tautan": [key_for(plan, plan.participants.get(number=ani.number))],
        "pilihan": ["1"],
        "other": [binned],
        "irisan": ["1"],
        "jenis": ["kesiapan"],
        "butir": ["1"],
        "periksa": ["baseline_missing"],
        "subjek": [target],
        "jawaban": ["1"],
        "catatan": ["1"],
        "bab": ["B2-3"],
        "section": ["B2-7.1"],
        "gambar": ["1"],
        "program": [programme],
        "peristiwa": [moved],
        "tahun": ["2027"],
        "nomor": ["1"],
        "lampiran": ["1"],
        "kode": ["A01"],
        "unggulan": [f"program-{programme}"],
        "nominasi": [nominated],
        "matriks": ["rpjmd", "opd", "renstra"],
        "rpjmd": ["1"],
        "opd": ["1"],
        "renstra": ["1"],
    }

    def addresses(route):
        refs = (
            [binned] if "kembalikan" in route else [target] if "selaras" in route or "/irisan" in route else [problem]
        )
        found = ["/" + route]
        for blank in re.findall(r"<(?:\w+:)?(\w+)>", route):
            values = refs if blank == "ref" else blanks[blank]
            values = [f"program-{programme}"] if blank == "ref" and "renstra" in route else values
            values = ["2"] if blank == "irisan" and "tarik" in route else values
            values = ["2"] if blank == "catatan" and "bab/" in route else values
            values = ["masalah-kosong.docx"] if "kertas/" in route and blank == "berkas" else values
            values = ["komitmen-bersama.docx"] if "komitmen/" in route and blank == "berkas" else values
            found = [re.sub(rf"<(?:\w+:)?{blank}>", value, address) for address in found for value in values]
        return found

    return addresses


def _frame(plan):
    """One sasaran of the RPJMD and one programme of a Renstra."""
    if plan.rpjmd_documents.exists():  # a plan from a file has its own
        return
    document = RpjmdDocument.objects.create(plan=plan, role=RpjmdDocument.CURRENT)
    Objective.objects.create(plan=plan, document=document, number=1, position=1, code="S1.1")
    RenstraProgramme.objects.create(plan=plan, opd=plan.opds.first(), number=1, name="Penataan ruang")
    plan.refresh_from_db(fields=["counters"])
    plan.counters |= {"rpjmd": 1, "renstra": 1}
    plan.save(update_fields=["counters"])


def _moved_programme(plan, satya, target):
    """(number of a programme, number of the event that moved it in time), as texts."""
    values = {"statement": "Layanan daring", "target_ref": target}
    strategy = add_entry(satya.actor, "strategi", "GOV", values, op=new_op()).ref
    values = {"name": "Aplikasi antrean", "strategy_ref": strategy, "years": [2027]}
    ref = add_entry(satya.actor, "program", "GOV", values, op=new_op()).ref
    plan.refresh_from_db(fields=["head"])
    moved = move_programme(satya.actor, ref, 2028, 2029, along=True, base=plan.head, op=new_op())
    return ref.removeprefix("program-"), str(moved.saved.receipt.number)


def _sign(plan, satya):
    """A signature in the list of bimtek 1, and no lock: the other addresses are asked as on a working day."""
    plan_as_it_is = freeze(plan)
    papers = pack(to_json(Book(title="Berita acara", parts=(Paper(id="berita-acara", title="Berita acara"),))))
    Signing.objects.create(
        plan=plan,
        number=1,
        bimtek=plan.bimteks.get(number=1),
        minutes_number="041/2026",
        signed_at=timezone.now(),
        signed_by=satya.key,
        plan_number=plan.head,
        snapshot=plan_as_it_is.packed,
        sha256=plan_as_it_is.sha256,
        papers=papers.packed,
        papers_sha256=papers.sha256,
    )


def _picture(plan, satya):
    """One picture among those of the plan."""
    made = {"name": "foto.png", "media": "image/png", "width": 4, "height": 3, "size": 8, "sha256": "0" * 64}
    made |= {"content": b"\x89PNG\r\n\x1a\n", "small": b"\x89PNG\r\n\x1a\n", "added_by": satya.key}
    Picture.objects.create(plan=plan, number=1, added_at=timezone.now(), **made)
    plan.refresh_from_db(fields=["counters"])
    plan.counters["gambar"] = 1
    plan.save(update_fields=["counters"])


def _answer_a_check(plan, ani, target):
    found = checked(Plan.objects.get(pk=plan.pk)).find("baseline_missing", target)
    answer_check(ani.actor, found, "baru diukur tahun 2027", seen=0, op=new_op())
