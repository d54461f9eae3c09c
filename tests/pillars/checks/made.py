"""Small pictures of a plan: everything in order, so that a test names only what it is about."""

from dataclasses import replace
from decimal import Decimal

from pillars.checks import shapes
from pillars.checks.run import findings_of

YEARS = (2027, 2028, 2029, 2030, 2031)


def targets(*figures, years=YEARS):
    return tuple((year, Decimal(str(figure))) for year, figure in zip(years, figures, strict=False))


def problem(**changes):
    whole = shapes.Problem(
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
    return replace(whole, **changes)


def target(**changes):
    whole = shapes.Target(
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
        objectives=(1,),
        alignment_status="selaras",
    )
    return replace(whole, **changes)


def strategy(**changes):
    whole = shapes.Strategy(
        ref="strategi-1", code="GOV-ST1", pillar="GOV", statement="Memeriksa berkas satu kali", target="sasaran-1"
    )
    return replace(whole, **changes)


def programme(**changes):
    whole = shapes.Programme(
        ref="program-1",
        code="GOV-PR1",
        pillar="GOV",
        name="Loket satu pintu",
        strategy="strategi-1",
        action_group="kebijakan_kelembagaan",
        nomenclature_code="2.16.02",
        nomenclature_program="Program Informasi",
        lead=1,
        lead_name="Dinas Kominfo",
        funding=("APBD Kabupaten",),
        budget=20_000_000,
        budgets=((2027, 20_000_000),),
        years=(2027,),
        term="pendek",
        output="Dua loket dipadukan",
    )
    return replace(whole, **changes)


def objective(**changes):
    measure = shapes.Measure("Lama menunggu di loket", "menit", Decimal(120), 2025, targets(60, years=(2029,)))
    whole = shapes.Objective(1, "rpjmd-1", "S1.1", "Layanan makin cepat", (measure,))
    return replace(whole, **changes)


def measured(**changes):
    """An RPJMD sasaran whose indicator has these values."""
    return objective(measures=(replace(objective().measures[0], **changes),))


def picture(**changes):
    """A plan of one pillar without a finding that a test is not about."""
    whole = shapes.Picture(
        start=2027,
        end=2031,
        short_term=(2027,),
        pillars=(shapes.Pillar("GOV", "tata-kelola", "Tata Kelola"),),
        dimensions=(shapes.Dimension("GOV-1", "Layanan Publik", "GOV"),),
        problems=(problem(),),
        targets=(target(),),
        strategies=(strategy(),),
        programmes=(programme(),),
        objectives={1: objective()},
        offices={1: shapes.Office(1, "opd-1", "Dinas Kominfo", "Kominfo", ("Dinas Kominfo", "Kominfo"))},
        rpjmd_end=2031,
    )
    return replace(whole, **changes)


def said(check, **changes):
    """The sentences of one check on a picture with these changes."""
    return [finding.sentence for finding in findings_of(picture(**changes), {check})]


def found(check, **changes):
    """The findings of one check on a picture with these changes."""
    return findings_of(picture(**changes), {check})
