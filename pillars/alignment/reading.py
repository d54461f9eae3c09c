"""Reading the RPJMD of a plan."""

from pillars.alignment.models import RpjmdDocument


def objectives_of(plan):
    """The sasaran of the RPJMD in force, with their offices and tujuan, in the document's order."""
    rows = plan.rpjmd_objectives.filter(document__role=RpjmdDocument.CURRENT)
    return list(rows.select_related("lead_opd", "goal"))
