"""Agreeing with a statement of the SWOT, and making keywords of the words of its statements."""

from typing import Any

from pillars.analysis.swot import Voices, voices_of
from pillars.cards.actions.bulk import Births, PasteResult
from pillars.models import SHARED, SwotAgreement, SwotItem
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, Receipt, existing
from workshops.permissions import Actor, role_in


@plan_action("agree", again=lambda write: (write.receipt(write.replay), True))
def agree(write: PlanWrite, number: int, yes: bool) -> tuple[Receipt, bool]:
    """Agree with the statement `number` of the SWOT, or take it back. Returns (Receipt, whether it is still there).

    A person counts once, under whichever of their records; whoever sat at another table has no voice. Raises NotFound.
    """
    item = existing(SwotItem.objects.filter(plan=write.plan, number=number).first())
    voices = voices_of(write.plan)
    write.demand("swot.agree", role=lambda asked, _: role_for(voices, item, asked))
    if item.is_deleted:
        return write.receipt(), False
    member, given = voices.person(write.asked.key), voices.agrees(item, write.asked.key)
    if given == yes:
        return write.receipt(), True
    if yes:
        SwotAgreement.objects.create(plan=write.plan, item=item, member=member, at=write.at)
    else:
        SwotAgreement.objects.filter(plan=write.plan, item=item, member=member).delete()
    return write.receipt(write.record("swot.agreed" if yes else "swot.disagreed", [item.ref])), True


def role_for(voices: Voices, item: SwotItem, actor: Actor) -> str:
    """Return the column of the access matrix for who agrees: who sits at another table is an outsider."""
    if actor.is_participant and not voices.may(item, actor.key):
        return "lain"
    return role_in(actor)


@plan_action("words", again=lambda write: PasteResult(write.receipt(write.replay), tuple(write.replay.changes)))
def add_words(write: PlanWrite, words: list[tuple[str, list[Any]]]) -> PasteResult:
    """Make a keyword of each of `words` [(word, refs of the statements that it comes from)], all in one act.

    Returns Made; raises Refused, BadRequest, OpReused, NotFound.
    """
    rows = [{"word": word, "swot_refs": refs} for word, refs in words]
    write.demand("analysis.edit", SHARED.code)
    if not rows:
        raise NotFound
    births = Births(write)
    for values in rows:
        births.add("kata_kunci", SHARED, values)
    event = write.record("entry.pasted", [*births.changes], changes=births.changes)
    return PasteResult(write.receipt(event), tuple(births.changes))
