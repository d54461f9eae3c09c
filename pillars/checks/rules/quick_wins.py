"""Quick wins: how many, when they start, their profiles and risks. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_plan
from pillars.fields import show_years
from pillars.kinds import KINDS
from pillars.quick_win_guide import KEPT
from workshops.number_format import show_rupiah

LEAST_RISKS, VERY_HIGH = 2, 16
_PLACEHOLDER = re.compile(r"\(.*\)|x{3,}|tbd|[.…\s]+|isi di sini", re.IGNORECASE | re.DOTALL)


def _chosen(picture):
    return [programme for programme in picture.programmes if programme.chosen]


def _profiles(picture):
    """(programme, profile); what belongs to a deleted programme is not looked at."""
    programmes = {programme.ref: programme for programme in picture.programmes}
    return [(programmes[one.programme], one) for one in picture.profiles if one.programme in programmes]


def quick_win_none(picture: CheckedPlan) -> Iterator[Finding]:
    chosen = {programme.pillar for programme in _chosen(picture)}
    for pillar in picture.pillars:
        if pillar.code not in chosen:
            yield on_plan("quick_win_none", f"pilar-{pillar.code}", pillars=(pillar.code,), pilar=pillar.name)


def quick_win_too_many(picture: CheckedPlan) -> Iterator[Finding]:
    counts = Counter(programme.pillar for programme in _chosen(picture))
    for pillar in picture.pillars:
        if (count := counts[pillar.code]) > KEPT:
            said = {"pilar": pillar.name, "jumlah": str(count)}
            about = f"pilar-{pillar.code}"
            yield on_plan("quick_win_too_many", about, pillars=(pillar.code,), figures=(count,), **said)


def quick_win_starts_late(picture: CheckedPlan) -> Iterator[Finding]:
    """Find quick wins that start late. Without years nobody knows when it starts: that is said instead."""
    for programme in _chosen(picture):
        first = min(programme.years, default=None)
        if first is None:
            message = "Tahun pelaksanaan quick win {kode} belum diisi."
            yield on(programme, "quick_win_starts_late", field="years", message=message)
        elif first > picture.start:
            yield on(programme, "quick_win_starts_late", field="years", figures=(first,), tahun=str(first))


def quick_win_flag_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find marks that differ from the nomination. One that was not chosen keeps it or loses it: both are right."""
    for programme in picture.programmes:
        status = programme.quick_win_status
        standing = status in ("nominasi", "terpilih")
        if programme.quick_win != standing and (standing or not status):
            figures = (programme.quick_win, status)
            yield on(programme, "quick_win_flag_differs", field="quick_win_status", figures=figures)


def quick_win_without_profile(picture: CheckedPlan) -> Iterator[Finding]:
    described = {profile.programme for profile in picture.profiles}
    for programme in _chosen(picture):
        if programme.ref not in described:
            yield on(programme, "quick_win_without_profile", field="+profil")


def _parts(profile):
    """(label, text) of what is written in a profile, in the form's order."""
    for field in KINDS["profil_quick_win"].fields:
        value = profile.values.get(field.key)
        if field.key == "kemitraan":
            yield from (("Nama mitra", partner.name) for partner in profile.partners)
        elif field.type in ("text", "long_text") and value:
            yield field.label, value
        elif field.key == "strategi_keberlangsungan":
            yield from ((field.label, text) for text in value or ())


def is_placeholder(text: str) -> bool:
    """Return whether a text is only an instruction in brackets, dots, xxx or TBD, without a sentence around."""
    text = text.strip()
    return bool(text) and bool(_PLACEHOLDER.fullmatch(text)) and not (text.startswith("(") and ")" in text[:-1])


def profile_placeholder(picture: CheckedPlan) -> Iterator[Finding]:
    for programme, profile in _profiles(picture):
        left = list(dict.fromkeys(label for label, text in _parts(profile) if is_placeholder(text)))
        if left:
            said = {"bagian": ", ".join(label.lower() for label in left)}
            yield on(programme, "profile_placeholder", field="+profil", figures=tuple(left), **said)


def profile_budget_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find profiles whose budget is not the programme's: a quick win may be the first year of its programme."""
    for programme, profile in _profiles(picture):
        money = profile.budget is not None and programme.cost is not None and profile.budget != programme.cost
        years = profile.years and programme.years and sorted(profile.years) != sorted(programme.years)
        if money or years:
            parts = []
            if money:
                parts.append(f"anggaran {show_rupiah(profile.budget)}, program {show_rupiah(programme.cost)}")
            if years:
                parts.append(f"tahun {show_years(profile.years)}, program {show_years(programme.years)}")
            figures = (profile.budget, programme.cost, profile.years, programme.years)
            more = f"Profil: {'; '.join(parts)}."
            yield on(programme, "profile_budget_differs", field="+profil", figures=figures, more=more)


def risk_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for programme, profile in _profiles(picture):
        open_ones = [risk for risk in profile.risks if not risk.handling]
        if len(profile.risks) < LEAST_RISKS or open_ones:
            figures = (len(profile.risks), len(open_ones))
            yield on(programme, "risk_missing", field="+profil", figures=figures)


def risk_level_wrong(picture: CheckedPlan) -> Iterator[Finding]:
    """Find missing and wrong levels of risk: the level is the product of two values of 1–5."""
    for programme, profile in _profiles(picture):
        for risk in profile.risks:
            pair = (risk.likelihood, risk.impact)
            given = [value for value in pair if value is not None]
            if not given and risk.level is None:
                continue
            right = len(given) == 2 and all(1 <= value <= 5 for value in given) and risk.level == pair[0] * pair[1]
            if not right:
                figures = (risk.label, *pair, risk.level)
                yield _on_risk(programme, "risk_level_wrong", risk, figures)


def risk_very_high(picture: CheckedPlan) -> Iterator[Finding]:
    """Find very high risks that nobody handles, only in a plan that names who handles its risks at all."""
    used = any(risk.owner for profile in picture.profiles for risk in profile.risks)
    for programme, profile in _profiles(picture) if used else ():
        for risk in profile.risks:
            if (risk.level or 0) >= VERY_HIGH and not risk.owner:
                yield _on_risk(programme, "risk_very_high", risk, (risk.label, risk.level))


def _on_risk(programme, check, risk, figures):
    """A profile holds several risks: each is answered for itself."""
    found = on(programme, check, field="+profil", figures=figures, kode_risiko=risk.label or risk.event)
    return replace(found, about=f"{programme.ref}+risiko-{risk.label or risk.event[:20]}")
