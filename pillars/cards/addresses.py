"""Where the boards and cards of a plan live, and what a kind and a ref are in an address."""

from django.urls import register_converter, reverse
from django.urls.converters import StringConverter

from pillars.cards.values import CARD_MODELS
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


class KindConverter(StringConverter):
    """The kinds whose rows are cards."""

    regex = "|".join(CARD_MODELS)


class RefConverter(KindConverter):
    """A card: its kind and its number in the plan (`sasaran-5`)."""

    regex = f"(?:{KindConverter.regex})-[1-9][0-9]{{0,8}}"


register_converter(KindConverter, "kind")
register_converter(RefConverter, "ref")

#: The address of a card, below that of its plan.
CARD = "<slug:pillar>/<ref:ref>/"
