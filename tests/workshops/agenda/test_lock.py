"""A signed bimtek locks the plan's content until the next one is opened; it locks nothing else."""

from datetime import UTC, datetime

import pytest

from masterplan.closing.actions import save_commitment, save_minutes, sign_bimtek
from masterplan.paper.actions import import_rows, take_back_import
from masterplan.paper.upload import Upload, UploadedRow
from masterplan.paper.upload_changes import compare
from pillars.card_merge.actions.merge import merge_entries, say_different
from pillars.card_merge.actions.split import split_entry
from pillars.cards.actions.bulk import paste_entries, take_back_paste
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.homework.actions import TaskAssignment, assign_tasks, fill_task, finish_task
from pillars.models import Overlap, Problem
from pillars.overlap.actions import answer_overlap, offer_overlap, withdraw_overlap
from pillars.prioritisation import actions as choosing
from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import BadRequest, Refused
from workshops.live.models import Event
from workshops.people.actions.membership import change_person
from workshops.plans.models import Bimtek, Plan

pytestmark = pytest.mark.django_db
SIGNED = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def signed(plan, ani, satya):
    """Ani has written a problem; bimtek I ran and its berita acara is signed."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    Bimtek.objects.filter(plan=plan, number=1).update(signed_at=SIGNED, minutes_number="041/12/2026")


def change(person, text="Antrean pendek"):
    head = type(person.plan).objects.get(pk=person.plan.pk).head
    return save_entry(person.actor, "masalah-1", {"statement": text}, base=head, op=new_op())


@pytest.mark.parametrize("who", ["ani", "dewi", "fitri", "satya"])
def test_nobody_writes_content_after_the_signing_and_is_told_when_it_was_and_which(signed, request, who, everything):
    person = request.getfixturevalue(who)
    content = {name: rows for name, rows in everything().items() if name not in ("Event", "Plan")}
    with pytest.raises(Refused) as refused:
        change(person)
    assert refused.value.verdict.reason == "terkunci"
    assert "9 Juni 2026, 16.00 (berita acara 041/12/2026)" in refused.value.verdict.sentence
    with pytest.raises(Refused):
        add_entry(person.actor, "masalah", "GOV", {"statement": "Baru"}, op=new_op())
    after = everything()
    assert {name: after[name] for name in content} == content


def test_an_expert_and_another_group_hear_their_own_reason_first(signed, eko, cici):
    for person, reason in ((eko, "ahli_menelaah"), (cici, "bukan_kelompok")):
        with pytest.raises(Refused) as refused:
            change(person)
        assert refused.value.verdict.reason == reason


def test_the_lock_ends_when_the_next_bimtek_is_opened_or_the_signed_one_is_reopened(signed, plan, ani, satya):
    open_bimtek(satya.actor, 2, op=new_op())
    assert change(ani).status == "saved"
    Bimtek.objects.filter(plan=plan, number=2).update(signed_at=SIGNED)
    with pytest.raises(Refused):
        change(ani, "Lagi")
    Bimtek.objects.filter(plan=plan, number=2).update(signed_at=None)
    assert change(ani, "Lagi").status == "saved"


def test_what_is_no_content_goes_on(signed, plan, ani, fitri):
    row = plan.participants.get(number=ani.number)
    values = {"name": "Ani Lestari", "institution": row.institution, "group": row.group.slug, "role": "ketua"}
    change_person(fitri.actor, ani.number, **values, op=new_op())
    assert plan.participants.get(number=ani.number).name == "Ani Lestari"


def test_pages_offer_no_button_that_would_be_refused_and_say_why(signed, ani):
    page = ani.get("/r/ponorogo/tata-kelola/").content.decode()
    assert "Bimtek sudah ditandatangani pada 9 Juni 2026, 16.00" in page
    assert "masalah/baru/" not in page
    assert ani.get("/r/ponorogo/tata-kelola/masalah/baru/").status_code == 403
    card = ani.get("/r/ponorogo/tata-kelola/masalah-1/").content.decode()
    assert "Antrean panjang" in card and "<textarea" not in card


def test_a_form_that_was_open_is_refused_with_the_sentence_and_the_card_stands(signed, ani):
    sent = {"op": new_op(), "base": "1", "as": ani.key, "statement": "Antrean pendek"}
    answer = ani.post("/r/ponorogo/tata-kelola/masalah-1/", sent)
    assert answer.status_code == 403 and answer.headers["X-Rembuk-Op"] == sent["op"]
    assert "Hubungi staf untuk membuka kembali" in answer.content.decode()
    assert Problem.objects.get().statement == "Antrean panjang"


def test_a_text_that_came_after_the_signature_is_found_by_its_author_and_the_facilitator(signed, ani, budi, eko, fitri):
    """NET-17: the card is unchanged, the text is in the journal, and who wrote it is not the only one to find it."""
    base, op = type(ani.plan).objects.get(pk=ani.plan.pk).head, new_op()
    for _ in range(2):
        with pytest.raises((Refused, BadRequest)):  # the second time is the same save sent again
            save_entry(ani.actor, "masalah-1", {"evidence": "Tiga jam di loket"}, base=base, op=op)
    assert Event.objects.filter(verb="entry.locked").count() == 1
    pages = {
        who.name: who.get("/r/ponorogo/tata-kelola/masalah-1/riwayat/").content.decode()
        for who in (ani, fitri, budi, eko)
    }
    assert all("Tiga jam di loket" in pages[who.name] for who in (ani, fitri))
    assert "menulis bukti setelah bimtek ditandatangani" in pages["Fitri"]
    assert not any("Tiga jam di loket" in pages[who.name] for who in (budi, eko))
    assert Problem.objects.get().evidence is None


def test_no_other_way_of_writing_gets_past_the_lock(plan, ani, dewi, fitri, satya, everything):
    """Everything that a plan's content can be changed with, each of which is possible until the signature."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())

    def head():
        return Plan.objects.get().head

    def excel(text):
        upload = Upload("rantai.xlsx", head(), [UploadedRow("masalah", 2, "", "GOV", "", {"statement": text})])
        return upload, list(compare(plan, upload).offered)

    one, other, binned, twin = (
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Antrean panjang {n}"}, op=new_op()).ref for n in range(4)
    )
    target, second = (
        add_entry(ani.actor, "sasaran", "GOV", {"statement": text, "problem_refs": [one]}, op=new_op()).ref
        for text in ("Antrean pendek", "Data satu")
    )
    merge_entries(dewi.actor, one, twin, {}, base=head(), op=new_op())
    delete_entry(ani.actor, binned, op=new_op())
    pasted = paste_entries(ani.actor, "masalah", "GOV", [{"statement": "Air kurang"}], op=new_op()).receipt.number
    imported = import_rows(satya.actor, *excel("Jalan rusak"), op=new_op()).receipt.number
    _, vote = choosing.open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())
    choosing.give_scores(ani.actor, "GOV", vote, one, [1, 2, 3], op=new_op())
    choosing.show(dewi.actor, "GOV", vote, op=new_op())
    for ref in (target, second):
        offer_overlap(ani.actor, ref, ["ECO"], "", op=new_op())
    seen = Overlap.objects.get(number=2).version
    assign_tasks(satya.actor, [TaskAssignment(one, ("evidence",), f"peserta-{ani.number}")], op=new_op())
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    upload, tokens = excel("Genangan")
    content = {name: rows for name, rows in everything().items() if name not in ("Event", "Plan")}
    for write, *given in [
        (reorder_entry, ani, one, "turun"),
        (delete_entry, ani, second),
        (delete_entry, dewi, one),
        (restore_entry, ani, binned),
        (paste_entries, ani, "masalah", "GOV", [{"statement": "Baru"}]),
        (take_back_paste, ani, "GOV", pasted),
        (lambda *a, op: merge_entries(*a, {}, base=head(), op=op), dewi, one, other),
        (split_entry, dewi, twin),
        (say_different, dewi, one, other),
        (offer_overlap, ani, target, ["ENV"], ""),
        (lambda *a, op: answer_overlap(*a, seen=seen, op=op), satya, 2, "diterima", ""),
        (withdraw_overlap, ani, 1),
        (import_rows, satya, upload, tokens),
        (take_back_import, satya, imported),
        (choosing.apply_order, dewi, "GOV", vote),
        (choosing.take_back_order, dewi, "GOV", vote),
        (choosing.score_again, dewi, "GOV", vote),
        (choosing.close, dewi, "GOV", vote),
        (choosing.give_scores, ani, "GOV", vote, one, [5, 5, 5]),
        (lambda *a, op: fill_task(*a, base=head(), op=op), ani, 1, {"evidence": "Survei"}),
        (finish_task, ani, 1, "Sudah"),
        (lambda *a, op: save_minutes(*a, shown={}, op=op), fitri, 1, {"keputusan": "Lain"}),
        (lambda *a, op: save_commitment(*a, shown={}, op=op), fitri, {"pembuka": "Lain"}, {}, None),
    ]:
        who, *rest = given
        with pytest.raises(Refused) as refused:
            write(who.actor, *rest, op=new_op())
        assert refused.value.verdict.reason == "terkunci", (write, rest)
    after = everything()
    assert {name: after[name] for name in content} == content
