"""Where a finding leads: the very field of a card, the form of the card that is missing, or a page of the plan."""

from dataclasses import dataclass

from django.urls import reverse

from pillars.checks.checked import Checked
from pillars.checks.findings import Finding
from workshops.plans.models import Plan

#: Which page repairs a finding that is about no card, by the beginning of its subject: (url name, what it is called).
_PAGES = {
    "kesiapan": ("analysis", "Analisis: kesiapan"),
    "swot": ("swot", "Analisis: SWOT"),
    "visi_misi": ("vision", "Analisis: visi dan misi"),
    "rpjmd": ("coverage_objective", "Keselarasan RPJMD"),
    "opd": ("coverage_office", "Keselarasan perangkat daerah"),
    "kelompok": ("road_map", "Peta jalan"),
}
_BY_CHECK = {
    "plan_beyond_rpjmd": ("coverage", "Keselarasan RPJMD"),
    "only_apbd": ("road_map", "Peta jalan"),
    "illustrative_left": ("books", "Buku"),
    "review_must_open": ("review_desk", "Meja telaah"),
    "quick_win_none": ("quick_wins", "Quick win"),
    "quick_win_too_many": ("quick_wins", "Quick win"),
}
#: Pages of one thing, by its number.
_NUMBERED = ("coverage_objective", "coverage_office")
#: Fields that are written on a page of their own.
_OWN_PAGES = {"rpjmd_ref": "selaras", "renstra_status": "renstra"}
#: So many cards of one finding get a link.
MOST = 6


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A link. `code` "" is a page of the plan; `pillar` its code for the chip."""

    href: str
    code: str
    title: str
    pillar: str = ""


def places_of(plan: Plan, checked: Checked, finding: Finding) -> list[FindingLink]:
    """Return [Place] of a finding, at most `MOST`, the first one where it is repaired."""
    found = [_card(plan, checked, finding, ref, first=ref == finding.refs[0]) for ref in finding.refs[:MOST]]
    if found:
        return found
    page = _page(plan, checked, finding)
    return [page] if page else []


def _card(plan, checked, finding, ref, *, first):
    card = checked.cards[ref]
    if finding.described.group == "quick_win":
        return FindingLink(reverse("quick_win", args=[plan.slug, ref]), card.code, card.title, card.pillar)
    base = f"/r/{plan.slug}/{checked.slugs[card.pillar]}/"
    return FindingLink(base + _within(ref, finding.field if first else ""), card.code, card.title, card.pillar)


def _within(ref, field):
    if field.startswith("+"):
        return f"{field[1:]}/baru/?induk={ref}"
    if page := _OWN_PAGES.get(field):
        return f"{ref}/{page}/"
    return f"{ref}/#f-{field}" if field else f"{ref}/"


def _page(plan, checked, finding):
    kind, _, number = finding.about.partition("-")
    name, title = _BY_CHECK.get(finding.check) or _PAGES.get(kind, ("", ""))
    numbered = [int(number)] if name in _NUMBERED and number.isdigit() else []
    if name:
        return FindingLink(reverse(name, args=[plan.slug, *numbered]), "", title)
    if finding.pillars:
        code = finding.pillars[0]
        return FindingLink(f"/r/{plan.slug}/{checked.slugs[code]}/", "", f"Papan {checked.names[code]}", code)
    return None
