"""Where a section that lacks data is filled: the places that `books.json` names, as addresses of the product."""

from dataclasses import dataclass

from django.urls import reverse

from masterplan.document.texts import shipped
from workshops.plans.models import Plan

#: Its prose is where it is filled: no form of the product holds these data.
PROSE = "prose"
ELSEWHERE = {"page": PROSE, "link": "Tulis pada naskah bagian ini"}
#: Pages of a group: where the section belongs to no pillar, the board of six leads on to them.
OF_A_GROUP = {"board": "group_board", "completeness": "completeness"}


@dataclass(frozen=True)
class FillLink:
    """A link that leads to where something is filled."""

    text: str
    href: str


def fill_of(plan: Plan, said: str, *, prose: str, pillar: str = "") -> FillLink | None:
    """Return the link for what `fill_at` says; None for an empty one. `#…` of a page goes behind its address.

    prose   the address where the section's own prose is written
    pillar  the slug of the pillar that the section is about, or ""
    """
    if not said:
        return None
    place = shipped()["fill_places"].get(said, ELSEWHERE)
    page, text = place["page"], place["link"]
    if page == PROSE:
        return FillLink(text, prose)
    if page in OF_A_GROUP:
        group = [plan.slug, pillar] if pillar else None
        return FillLink(
            text, reverse(OF_A_GROUP[page], args=group) if group else reverse("board_of_six", args=[plan.slug])
        )
    name, sharp, anchor = page.partition("#")
    return FillLink(text, reverse(name, args=[plan.slug]) + sharp + anchor)
