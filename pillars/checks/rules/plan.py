"""The plan as a whole: analyses, bodies, notes of experts, what is still an estimate, personal data. Pure."""

import re
from collections.abc import Iterator

from pillars.check_catalogue import CHECKS
from pillars.checks.checked_plan import DIGIT, CheckedPlan, texts_of
from pillars.checks.findings import Finding, on, on_plan

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
ESTIMATES = frozenset(["illustrative", "perkiraan", "contoh"])


def readiness_component_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for key, label in picture.readiness_missing:
        yield on_plan("readiness_component_missing", f"kesiapan-{key}", komponen=label.lower())


def swot_quadrant_empty(picture: CheckedPlan) -> Iterator[Finding]:
    for key, label in picture.swot_missing:
        yield on_plan("swot_quadrant_empty", f"swot-{key}", jenis=label.lower())


def vision_missing(picture: CheckedPlan) -> Iterator[Finding]:
    if not picture.has_vision or not picture.has_missions:
        yield on_plan("vision_missing", "visi_misi", figures=(picture.has_vision, picture.has_missions))


def bodies_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for key, label in picture.bodies_missing:
        yield on_plan("bodies_missing", f"lembaga-{key}", lembaga=label)


def illustrative_left(picture: CheckedPlan) -> Iterator[Finding]:
    """Return evidence and angka awal: a target is a plan and no datum."""
    problems = sum(problem.evidence_status in ESTIMATES for problem in picture.problems)
    baselines = sum(target.baseline_status in ESTIMATES for target in picture.targets)
    if problems or baselines:
        parts = [f"{problems} masalah"] if problems else []
        parts += [f"{baselines} angka awal"] if baselines else []
        more = ", ".join(parts)
        yield on_plan("illustrative_left", figures=(problems, baselines), more=more, jumlah=str(problems + baselines))


def review_must_open(picture: CheckedPlan) -> Iterator[Finding]:
    """Find open notes that must be met; one that was answered waits for the expert, not for the group."""
    names = {pillar.code: pillar for pillar in picture.pillars}
    for code, count in picture.open_musts:
        about, pillars = (f"pilar-{code}", (code,)) if code in names else ("rencana", ())
        more = f"Pilar {names[code].name}." if code in names else ""
        yield on_plan("review_must_open", about, pillars=pillars, figures=(count,), more=more, jumlah=str(count))


def personal_data_in_text(picture: CheckedPlan) -> Iterator[Finding]:
    """Find personal data. Addresses of pages are not read: their digits are nobody's."""
    pattern = CHECKS["personal_data_in_text"].pattern
    for card in picture.cards:
        for field, text in texts_of(card):
            if DIGIT.search(text) and pattern.search(text) and (found := pattern.findall(_ADDRESS.sub(" ", text))):
                yield on(card, "personal_data_in_text", field=field, figures=(field, *found))
                break
