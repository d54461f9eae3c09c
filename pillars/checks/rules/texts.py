"""The sentences of a card: what people wrote in its long texts, its name and its indicator. Pure."""

from collections.abc import Iterator
from functools import cache

from pillars.kinds import KINDS
from pillars.plan_view.cards import CardView


def texts_of(card: CardView) -> Iterator[tuple[str, str]]:
    """Yield (key of the field, what is written in it), in the order of the form; nothing for an empty one."""
    for key in _keys(card.kind.key):
        if text := card.values.get(key):
            yield key, text


@cache
def _keys(kind: str) -> tuple[str, ...]:
    fields = KINDS[kind].fields
    return tuple(one.key for one in fields if one.type == "long_text" or one.key in ("name", "indicator"))
