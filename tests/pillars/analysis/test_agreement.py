"""Agreeing with statements of the SWOT: once a person, the people of the author's table, taken back, counted."""

import pytest

from pillars.analysis.actions import agree
from pillars.analysis.swot import read_swot
from pillars.cards.actions.trash import delete_entry
from pillars.models import SwotAgreement, SwotItem
from tests.cast import new_op
from tests.pillars.analysis.conftest import HOME, write
from tests.pillars.analysis.test_pages import soup, words
from workshops.live.actions import OpReused, Refused
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.models import Place


@pytest.fixture
def statement(ani):
    return write(ani, "swot", type="strengths", statement="Reog diakui dunia")


def said(person, ref="swot-1"):
    return words(soup(person.get(f"{HOME}swot/")).select_one(f"#{ref}"))


def test_a_voice_counts_once_and_can_be_taken_back(ani, budi, statement):
    assert "0 dari 2 setuju" in said(ani)
    for _ in range(2):
        agree(ani.actor, 1, True, op=new_op())
    agree(budi.actor, 1, True, op=new_op())
    assert "2 dari 2 setuju" in said(ani)
    agree(ani.actor, 1, False, op=new_op())
    assert "1 dari 2 setuju" in said(budi) and SwotAgreement.objects.get().member == budi.key
    told = list(Event.objects.filter(verb__startswith="swot.").order_by("number").values_list("verb", flat=True))
    assert told == ["swot.agreed", "swot.agreed", "swot.disagreed"]
    history = soup(ani.get("/r/ponorogo/riwayat/")).get_text(" ")
    assert "menyetujui" in history and "menarik persetujuannya" in history


def test_a_repeated_sending_counts_once_and_another_content_is_refused(ani, statement):
    op = new_op()
    first, again = agree(ani.actor, 1, True, op=op), agree(ani.actor, 1, True, op=op)
    assert first[0].number == again[0].number and Event.objects.filter(verb="swot.agreed").count() == 1
    with pytest.raises(OpReused):
        agree(ani.actor, 1, False, op=op)


def test_only_the_table_of_the_author_has_a_voice(ani, cici, fitri, statement):
    for person in (cici, fitri):
        with pytest.raises(Refused) as refused:
            agree(person.actor, 1, True, op=new_op())
        assert refused.value.verdict.reason == "tanpa_suara"
        assert not soup(person.get(f"{HOME}swot/")).select("#swot-1 form")
        answer = person.post(f"{HOME}swot/1/setuju/", {"op": new_op(), "setuju": "ya"})
        assert answer.status_code == 403 and "Hanya anggota kelompok" in answer.content.decode()
    assert "0 dari 1 setuju" in said(cici)


def test_what_staff_wrote_belongs_to_everybody(satya, ani, cici):
    write(satya, "swot", type="threats", statement="Longsor")
    agree(cici.actor, 1, True, op=new_op())
    assert "1 dari 2 setuju" in said(ani)


def test_a_component_table_stays_the_table_when_people_go_back_to_their_pillars(plan, ani, cici, budi, statement):
    table = Group.objects.create(
        plan=plan, pillar_code="MEJA-1", slug="alam", name="Alam", position=9, formation=Group.KOMPONEN
    )
    for person in (ani, cici):
        row = Participant.objects.get(plan=plan, number=person.number)
        Place.objects.create(plan=plan, participant=row, formation=Group.KOMPONEN, group=table)
    agree(cici.actor, 1, True, op=new_op())
    assert "1 dari 2 setuju" in said(ani)
    with pytest.raises(Refused):
        agree(budi.actor, 1, True, op=new_op())


def test_two_records_of_one_person_are_one_voice(plan, ani, budi, statement):
    second = Participant.objects.get(plan=plan, number=budi.number)
    second.merged_into = Participant.objects.get(plan=plan, number=ani.number)
    second.save()
    agree(budi.actor, 1, True, op=new_op())
    agree(ani.actor, 1, True, op=new_op())
    assert "1 dari 1 setuju" in said(ani) and SwotAgreement.objects.get().member == ani.key


def test_a_list_is_whole_with_three_agreed_statements(plan, ani, budi, statement):
    for text in ("Kelompok warga", "Wifi RT"):
        write(ani, "swot", type="strengths", statement=text)
    for item in SwotItem.objects.all():
        agree(ani.actor, item.number, True, op=new_op())
        plan.refresh_from_db()
        assert not read_swot(plan, ani.key).quarters[0].is_whole  # one of two is not more than half
    for item in SwotItem.objects.all():
        agree(budi.actor, item.number, True, op=new_op())
    plan.refresh_from_db()
    assert read_swot(plan, ani.key).quarters[0].is_whole


def test_a_statement_in_the_bin_takes_no_voice(ani, statement):
    delete_entry(ani.actor, statement, op=new_op())
    assert agree(ani.actor, 1, True, op=new_op())[1] is False and not SwotAgreement.objects.exists()


def test_htmx_gets_the_statement_and_a_plain_form_is_led_back(ani, statement):
    form = soup(ani.get(f"{HOME}swot/")).select_one("#swot-1 form")
    sent = {one["name"]: one.get("value", "") for one in form.select("input")}
    part = ani.post(form["action"], sent, **{"HX-Request": "true"})
    assert part.status_code == 200 and part["X-Rembuk-Op"] == sent["op"]
    assert "1 dari 1 setuju" in part.content.decode() and "<html" not in part.content.decode()
    plain = ani.post(form["action"], sent | {"op": new_op(), "setuju": "tidak"})
    assert (plain.status_code, plain["Location"]) == (303, f"{HOME}swot/#swot-1")


def test_the_table_of_a_component_is_led_to_its_part(plan, ani):
    table = Group.objects.create(
        plan=plan, pillar_code="MEJA-1", slug="infrastruktur", name="Infrastruktur", position=9, formation="komponen"
    )
    Participant.objects.filter(plan=plan, number=ani.number).update(group=table)
    page = soup(ani.get("/r/ponorogo/infrastruktur/"))
    links = [link["href"] for link in page.select("#judul-kerja")[0].find_parent("section").select("a")]
    assert links[0] == f"{HOME}?komponen=infrastruktur#komponen-infrastruktur" and f"{HOME}swot/" in links
    assert "Kesiapan" in words(page.select_one(".tabs"))
    assert write(ani, "kesiapan", component="infrastruktur", aspect="Jalan") == "kesiapan-1"
    assert ani.form(f"{HOME}swot/baru/?jenis=threats", statement="Sinyal putus").status_code == 303
    assert SwotItem.objects.get().component == "infrastruktur" and "Infrastruktur" in said(ani)
