"""What the checks see of rows that other rooms write: Renstra, offices, notes of experts, quick wins, the bin."""

import pytest

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.checks.picture import read_picture
from pillars.checks.run import findings_of
from pillars.fields import NO_DATA
from pillars.models import Dimension, Programme, RenstraProgramme, Risk, Target, VisionMission
from pillars.review.actions import add_note
from tests.amounts import in_turn_after
from tests.cast import new_op
from tests.pillars.checks.test_example import ROOT
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.plans.models import Opd


@pytest.fixture
def full(db):
    example = ROOT / "masterplan/content/example_plan.json"
    return load_plan(read_document(example.read_bytes()), "contoh").plan


def sentences(plan, check):
    return [finding.sentence for finding in findings_of(read_picture(plan), {check})]


def test_a_programme_is_looked_up_in_the_renstra_of_its_office_of_today(full):
    assert sentences(full, "programme_not_in_renstra") == []
    programme = Programme.objects.filter(plan=full, lead_opd__isnull=False).first()
    old = programme.lead_opd
    now = Opd.objects.create(plan=full, number=900, name="Dinas Gabungan", short="Gabungan")
    RenstraProgramme.objects.create(plan=full, opd=now, number=1, code="9.99.99", name="Program lain")
    assert sentences(full, "programme_not_in_renstra") == []
    old.merged_into = now
    old.save()
    assert f"Program {programme.code} belum ada di Renstra Gabungan." in sentences(full, "programme_not_in_renstra")
    RenstraProgramme.objects.create(
        plan=full, opd=now, number=2, code=programme.nomenclature_code, name="Program Informasi"
    )
    assert f"Program {programme.code} belum ada di Renstra Gabungan." not in sentences(full, "programme_not_in_renstra")


def test_open_musts_of_experts_are_counted_for_the_pillar_of_their_card(plan, satya):
    target = add_entry(satya.actor, "sasaran", "ECO", {"statement": "Usaha tumbuh"}, op=new_op())
    for subject, verdict in ((target.ref, "wajib_perbaiki"), (target.ref, "saran"), ("bab-B2-3", "wajib_perbaiki")):
        add_note(satya.actor, subject, verdict=verdict, text="Sebut tahunnya", op=new_op())
    found = findings_of(read_picture(plan), {"review_must_open"})
    assert [(one.subject, one.sentence) for one in found] == [
        ("rencana", "1 catatan wajib perbaiki belum dijawab."),
        ("pilar-ECO", "1 catatan wajib perbaiki belum dijawab."),
    ]


def test_no_data_is_no_angka_awal_and_a_deleted_card_is_nothing(plan, satya):
    values = {"statement": "Usaha tumbuh", "baseline": NO_DATA}
    target = add_entry(satya.actor, "sasaran", "ECO", values, op=new_op())
    assert sentences(plan, "baseline_missing") == ["Angka awal ECO-S1 belum ada."]
    delete_entry(satya.actor, target.ref, op=new_op())
    assert sentences(plan, "baseline_missing") == []


def test_very_high_risks_are_told_once_somebody_is_named_for_any(full):
    assert sentences(full, "risk_very_high") == []
    high = [risk for risk in Risk.objects.filter(plan=full) if (risk.tingkat or 0) >= 16]
    other = Risk.objects.filter(plan=full).exclude(pk__in=[risk.pk for risk in high]).first()
    other.penanggung_jawab = "Sekda"
    other.save()
    assert len(sentences(full, "risk_very_high")) == len(high) > 0


def test_references_that_lead_nowhere_and_links_without_a_reason_are_told(full):
    target = Target.objects.filter(plan=full, pillar__code="GOV", rpjmd__isnull=False).first()
    target.dimension = Dimension.objects.filter(plan=full, pillar__code="ECO").first()
    target.shared_with = ["XYZ"]
    target.alignment_status, target.alignment_reason = "sebagian", ""
    target.save()
    VisionMission.objects.filter(plan=full).update(rpjmd_misi_refs=["M1", "M77"])
    assert set(sentences(full, "dangling_reference")) == {
        f"{target.code} merujuk pilar XYZ, subdimensi ECO-1 pada pilar GOV yang tidak ada.",
        "Visi dan misi merujuk misi RPJMD M77 yang tidak ada.",
    }
    said = f"Kaitan {target.code} berstatus sebagian tanpa alasan."
    assert sentences(full, "rpjmd_partial_without_reason") == [said]


@pytest.mark.parametrize(
    ("template", "opened", "stage"),
    in_turn_after(
        2,
        [
            ("empat_bimtek", 3, 3),
            ("satu_hari", 1, 4),
            ("empat_bimtek", 0, 1),
            ("tiga_bimtek", 3, 4),
            ("lima_bimtek", 1, 1),
        ],
    ),
)
def test_a_plan_comes_to_the_four_stages_in_its_own_steps(plan, satya, template, opened, stage):
    assert read_picture(plan).stage == 4
    plan_agenda(satya.actor, template, op=new_op())
    for number in range(1, opened + 1):
        open_bimtek(satya.actor, number, op=new_op())
    assert read_picture(plan).stage == stage
