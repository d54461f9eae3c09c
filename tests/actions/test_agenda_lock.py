"""A signed bimtek locks the plan's content until the next one is opened; it locks nothing else."""

from datetime import UTC, datetime

import pytest

from pillars.chain.actions import add_entry, save_entry
from pillars.chain.models import Problem
from tests.cast import new_op
from workshops.agenda.actions import open_bimtek, plan_agenda
from workshops.agenda.models import Bimtek
from workshops.live.actions import BadRequest, Refused
from workshops.live.models import Event
from workshops.people.actions import change_person

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
    assert {name: everything()[name] for name in content} == content


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
