"""Who offers and who answers: of the two groups of an irisan one asks and the other is asked. Pure."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pillars.models.chain import Entry
    from pillars.models.overlap import Overlap


def side_of(overlap: "Overlap", card: "Entry") -> str:
    """Return the code of the group that offered: the card's own, or the other one where it proposed itself."""
    return card.pillar.code if overlap.asked == overlap.pillar else overlap.pillar
