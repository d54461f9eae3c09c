"""A facilitator chooses single fields for a step; the members' strip says exactly those."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import steer
from workshops.agenda.actions.steps import change_step
from workshops.agenda.models import Step
from workshops.agenda.templates import DEFAULT


@pytest.fixture
def step(plan, satya):
    plan_agenda(satya.actor, DEFAULT, op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    plan.refresh_from_db()
    return Step.objects.filter(plan=plan, bimtek__number=1, who="pillar_groups").first()


def address(step):
    return f"/r/ponorogo/acara/langkah/{step.number}/isian/"


def test_single_fields_are_chosen_and_stand_in_the_strip(step, fitri, ani, plan):
    page = BeautifulSoup(fitri.get(address(step)).content, "lxml")
    assert page.select_one('input[value="masalah:evidence"]')
    chosen = ["masalah", "masalah:evidence", "masalah:root_cause", "program", "tidak:ada"]
    assert fitri.form(address(step), isi=chosen).status_code == 303
    step.refresh_from_db()
    assert [fill for fill in step.fills if "kind" in fill][:2] == [
        {"kind": "masalah", "fields": ["evidence", "root_cause"]},
        {"kind": "program", "fields": []},
    ]
    plan.refresh_from_db()
    steer(fitri.actor, "start", number=step.number, base=plan.head, op=new_op())
    strip = BeautifulSoup(ani.get("/r/ponorogo/tata-kelola/").content, "lxml").select_one("#langkah")
    text = " ".join(strip.get_text(" ", strip=True).split())
    assert "Isi Masalah: bukti, akar masalah." in text and "Isi Program." in text


def test_what_a_step_asks_for_besides_kinds_stays_and_a_save_without_change_is_none(step, fitri, plan):
    change_step(fitri.actor, step.number, {"fills": [{"activity": "attendance"}]}, base=plan.head, op=new_op())
    fitri.form(address(step), isi=["sasaran"])
    step.refresh_from_db()
    assert step.fills == [{"kind": "sasaran", "fields": []}, {"activity": "attendance"}]


def test_who_saves_on_a_page_that_was_overtaken_is_told_and_keeps_the_choice(step, fitri, satya, plan):
    base = plan.head
    satya.form(address(step), isi=["strategi"])
    late = fitri.post(address(step), {"isi": "program", "base": str(base), "op": new_op()})
    assert late.status_code == 409 and "baru saja diubah orang lain" in late.content.decode()
    ticked = [item["value"] for item in BeautifulSoup(late.content, "lxml").select("input[name=isi][checked]")]
    assert ticked == ["program"]
