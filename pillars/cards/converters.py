"""What a kind and a ref are in an address."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from pillars.cards.values import CARD_MODELS


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
