"""Saying how far a programme came in a year; saved and merged like every card."""

from pillars.chain.actions import Gone, add_entry, save_entry
from pillars.chain.actions.marking import Doubled
from pillars.chain.models import Programme
from pillars.evaluation.reading import realisation_of
from workshops.live.models import Event


def realise(actor, plan, number, year, values, *, base, op):
    """Writes `values` (status, percent, evidence, note) of the programme `program-<number>` for `year`.

    Two people who say the first word at once meet in one row. Returns Saved; raises Refused, BadRequest, OpReused,
    Gone.
    """
    programme = Programme.objects.filter(plan=plan, number=number).select_related("pillar").first()
    if programme is None:
        raise Gone
    row = realisation_of(plan, programme, year)
    # the same sending again meets the row that it has made itself
    made_before = Event.objects.filter(plan=plan, actor=actor.key, op=op, verb="entry.added").exists()
    if row is None or made_before:
        whole = {"programme_ref": programme.ref, "year": year, **values}
        try:
            return add_entry(actor, "realisasi", programme.pillar.code, whole, op=op)
        except Doubled:
            row = realisation_of(plan, programme, year)
    return save_entry(actor, row.ref, values, base=base, op=op)
