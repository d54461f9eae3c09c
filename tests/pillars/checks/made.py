"""Small pictures of a plan: everything in order, so that a test names only what it is about."""

from dataclasses import replace
from decimal import Decimal

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.run import findings_of
from pillars.plan_view import shapes
from pillars.plan_view.cards import Problem, Programme, Strategy, Target
from pillars.plan_view.values import Ref

OFFICE = "Dinas Kominfo"
YEARS = (2027, 2028, 2029, 2030, 2031)


def targets(*figures, years=YEARS):
    return tuple((year, Decimal(str(figure))) for year, figure in zip(years, figures, strict=False))


def problem(**changes):
    whole = Problem.of(
        ref="masalah-1",
        code="GOV-P1",
        pillar="GOV",
        statement="Warga menunggu dua jam di loket",
        dimension="GOV-1",
        evidence="Survei loket: 120 menit",
        evidence_status="real",
        sources=("Survei Dinas, 2025",),
        root_cause="Berkas diperiksa dua kali",
        affected="Warga pegunungan",
    )
    return whole.replace(**changes)


def target(**changes):
    whole = Target.of(
        ref="sasaran-1",
        code="GOV-S1",
        pillar="GOV",
        statement="Berkurangnya waktu tunggu layanan",
        dimension="GOV-1",
        problems=("masalah-1",),
        indicator="Lama menunggu di loket",
        unit="menit",
        direction="turun",
        baseline=Decimal(120),
        baseline_year=2025,
        baseline_status="real",
        sources=("Survei Dinas, 2025",),
        targets=targets(100, 80, 60, 45, 30),
        rpjmd_ref=Ref("rpjmd-1", "S1.1"),
        alignment_status="selaras",
    )
    return whole.replace(**changes)


def strategy(**changes):
    whole = Strategy.of(
        ref="strategi-1", code="GOV-ST1", pillar="GOV", statement="Memeriksa berkas satu kali", target="sasaran-1"
    )
    return whole.replace(**changes)


def programme(**changes):
    whole = Programme.of(
        ref="program-1",
        code="GOV-PR1",
        pillar="GOV",
        name="Loket satu pintu",
        strategy="strategi-1",
        action_group="kebijakan_kelembagaan",
        nomenclature_code="2.16.02",
        nomenclature_program="Program Informasi",
        lead=Ref("opd-1", OFFICE),
        funding=("APBD Kabupaten",),
        budget=20_000_000,
        budgets=((2027, 20_000_000),),
        years=(2027,),
        term="pendek",
        output="Dua loket dipadukan",
    )
    return whole.replace(**changes)


def objective(**changes):
    whole = shapes.Objective(
        ref="rpjmd-1",
        code="S1.1",
        statement="Layanan makin cepat",
        indicator="Lama menunggu di loket",
        unit="menit",
        baseline=Decimal(120),
        baseline_year=2025,
        targets=targets(60, years=(2029,)),
    )
    return replace(whole, **changes)


def pillar(code, name, *dimensions):
    own = tuple(shapes.Dimension(code=one, name=f"Subdimensi {one}") for one in dimensions)
    return shapes.Pillar(code=code, slug=code.lower(), name=name, dimensions=own)


def picture(**changes):
    """A plan of one pillar without a finding that a test is not about."""
    whole = CheckedPlan(
        start=2027,
        end=2031,
        short_term=(2027,),
        pillars=(pillar("GOV", "Tata Kelola", "GOV-1"),),
        problems=(problem(),),
        targets=(target(),),
        strategies=(strategy(),),
        programmes=(programme(),),
        objectives={"rpjmd-1": objective()},
        offices={
            "opd-1": shapes.Opd(ref="opd-1", name="Dinas Kominfo", short="Kominfo", names=("Dinas Kominfo", "Kominfo"))
        },
        rpjmd_end=2031,
    )
    return replace(whole, **changes)


def said(check, **changes):
    """The sentences of one check on a picture with these changes."""
    return [finding.sentence for finding in findings_of(picture(**changes), {check})]


def found(check, **changes):
    """The findings of one check on a picture with these changes."""
    return findings_of(picture(**changes), {check})
