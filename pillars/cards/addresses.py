"""Where cards are shown: the board of a group, or the page of the whole plan that their kind is written on."""

from django.urls import reverse

from pillars.models.chain import Pillar, Shared
from workshops.permissions import SHARED_BOARD
from workshops.plans.models import Plan

#: Kinds that are written on a page of the whole plan.
PAGES = {"kesiapan": "analysis", "kesenjangan": "analysis", "swot": "swot"}
PAGES |= dict.fromkeys(("nominasi_quick_win", "profil_quick_win", "risiko"), "quick_wins")
PAGES |= dict.fromkeys(("kata_kunci", "visi_misi", "tujuan"), "vision") | {"naskah": "books"}


def address(plan: Plan, pillar: Pillar | Shared) -> str:
    """Return where the board of `pillar` lives; cards, forms and lists of the group lie below it."""
    return f"/r/{plan.slug}/{pillar.slug}/"


def board_url(plan: Plan, pillar: Pillar | Shared, kind: str) -> str:
    """Return the address of the page that shows the cards of `kind` in `pillar` (a row, or SHARED)."""
    page = PAGES.get(kind) if pillar.slug == SHARED_BOARD else None
    return reverse(page, args=[plan.slug]) if page else reverse("group_board", args=[plan.slug, pillar.slug])
