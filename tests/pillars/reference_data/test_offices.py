"""Offices that are renamed, merged, parted, split and closed: old names find them, nothing of their history goes."""

import pytest

from pillars.cards.actions.save import add_entry
from pillars.models import Programme, Target
from pillars.reference_data.offices import KnownOffices
from tests.cast import new_op
from tests.pillars.reference_data.made import bring
from workshops.plans.models import Opd


@pytest.fixture
def programme(ani, satya, plan):
    rows = [["Sasaran", "Indikator", "OPD"], ["Warga sehat", "UHH", "Dinkes; BPBD"], ["Warga aman", "Indeks", "Dinkes"]]
    bring(satya.actor, plan, rows)
    target = {"statement": "Antrean pendek", "baseline_owner": "opd-2"}
    target = add_entry(ani.actor, "sasaran", "GOV", target, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    values = {"name": "Antrean daring", "strategy_ref": strategy, "lead_opd": "opd-2"}
    return add_entry(ani.actor, "program", "GOV", values, op=new_op()).ref


def names(objective):
    return [one.short for one in [objective.lead_opd, *objective.support_opds.all()]]


def test_a_renamed_office_is_found_by_its_old_name(satya, ani, plan, programme):
    answer = satya.form("/r/ponorogo/kerangka/opd/2/", name="Dinas Kesehatan dan KB")
    assert answer.status_code == 303
    row = Opd.objects.get(plan=plan, number=2)
    assert row.aliases == ["Dinas Kesehatan"]
    assert KnownOffices(plan).find("dinas kesehatan")[0] == row
    values = {"op": new_op(), "base": "999", "as": ani.key, "lead_opd": "Dinas Kesehatan"}
    plan.refresh_from_db()
    values["base"] = str(plan.head)
    assert ani.post(f"/r/ponorogo/tata-kelola/{programme}/", values).status_code in (200, 303)
    assert "mengganti nama “Dinas Kesehatan”" in satya.get("/r/ponorogo/kerangka/opd/2/").content.decode()


def test_two_offices_become_one_and_everything_follows(satya, ani, plan, programme):
    answer = satya.post("/r/ponorogo/kerangka/opd/2/gabung/", {"op": new_op(), "as": satya.key, "ke": "opd-3"})
    assert answer.status_code == 303
    assert Programme.objects.get(plan=plan).lead_opd.short == "BPBD"
    assert Target.objects.get(plan=plan).baseline_owner.short == "BPBD"
    found = {row.statement: names(row) for row in plan.rpjmd_objectives.all()}
    assert found == {"Warga sehat": ["BPBD"], "Warga aman": ["BPBD"]}
    assert [row.number for row in plan.opds.all()] == [1, 3]
    assert KnownOffices(plan).find("Dinkes")[0].number == 3
    trail = ani.get(f"/r/ponorogo/tata-kelola/{programme}/riwayat/").content.decode()
    assert "Dinas Kesehatan" in trail, "the journal keeps the name of the time"
    assert "BPBD" in trail
    assert "menggabungkan Dinas Kesehatan ke OPD ini" in satya.get("/r/ponorogo/kerangka/opd/3/").content.decode()


def test_a_merge_is_taken_back_where_nobody_has_changed_anything_since(satya, ani, plan, programme):
    satya.post("/r/ponorogo/kerangka/opd/2/gabung/", {"op": new_op(), "as": satya.key, "ke": "opd-3"})
    target = Target.objects.get(plan=plan)
    plan.refresh_from_db()
    values = {"op": new_op(), "base": str(plan.head), "as": ani.key, "baseline_owner": "Diskominfo"}
    ani.post(f"/r/ponorogo/tata-kelola/{target.ref}/", values)
    answer = satya.post("/r/ponorogo/kerangka/opd/2/pisah/", {"op": new_op(), "as": satya.key})
    assert answer.status_code == 303
    assert "tetap=1" in answer.headers["Location"]
    assert Programme.objects.get(plan=plan).lead_opd.short == "Dinkes"
    assert Target.objects.get(plan=plan).baseline_owner.short == "Diskominfo"
    found = {row.statement: names(row) for row in plan.rpjmd_objectives.all()}
    assert found == {"Warga sehat": ["Dinkes", "BPBD"], "Warga aman": ["Dinkes"]}
    assert Opd.objects.get(plan=plan, number=3).aliases == []


def test_an_office_cannot_become_part_of_itself(satya, plan):
    answer = satya.post("/r/ponorogo/kerangka/opd/2/gabung/", {"op": new_op(), "as": satya.key, "ke": "opd-2"})
    assert answer.status_code == 422
    assert "dirinya sendiri" in answer.content.decode()


def test_an_office_is_split_and_what_was_chosen_goes_along(satya, plan, programme):
    given = {"op": new_op(), "as": satya.key, "name": "Dinas KB", "short": "DKB", "bawa": [programme, "rpjmd-2"]}
    answer = satya.post("/r/ponorogo/kerangka/opd/2/pecah/", given)
    assert answer.status_code == 303
    assert Programme.objects.get(plan=plan).lead_opd.name == "Dinas KB"
    assert Target.objects.get(plan=plan).baseline_owner.short == "Dinkes"
    assert names(plan.rpjmd_objectives.get(number=2)) == ["DKB"]


def test_a_closed_office_is_not_offered_and_keeps_what_it_has(satya, ani, plan, programme):
    satya.form("/r/ponorogo/kerangka/opd/2/", closed_year="2026")
    page = ani.get(f"/r/ponorogo/tata-kelola/{programme}/").content.decode()
    assert 'value="Dinas Kesehatan"' in page
    assert '<option value="Dinas Kesehatan">' not in page
    assert "Ditutup 2026" in ani.get("/r/ponorogo/kerangka/?lihat=opd").content.decode()


def test_an_office_that_is_used_is_not_taken_off_the_list(satya, plan, programme):
    answer = satya.form("/r/ponorogo/kerangka/opd/2/", act="hapus")
    assert answer.status_code == 409
    assert "masih dipakai" in answer.content.decode()
    assert satya.form("/r/ponorogo/kerangka/opd/1/", act="hapus").status_code == 303
    assert not Opd.objects.filter(plan=plan, number=1).exists()


@pytest.mark.parametrize("changes", [{"name": "dinas KESEHATAN "}, {"name": "Dinas Lain", "short": "DINKES "}])
def test_an_office_stands_once_in_the_list(satya, plan, changes):
    answer = satya.form("/r/ponorogo/kerangka/opd/baru/", **changes)
    assert answer.status_code == 422
    assert 'data-kind="duplicate"' in answer.content.decode()
