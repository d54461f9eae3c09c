"""Deciding on a nomination: chosen, not chosen, or open again. Card and programme are written in one transaction."""

from dataclasses import dataclass

from pillars.cards.queries import find_entry
from pillars.models import Programme, Risk
from pillars.quick_win_guide import KEPT
from pillars.quickwins.queries import CHOSEN, DROPPED, NOMINATED, untreated
from workshops.live.actions import Receipt, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite
from workshops.live.models import Event

VERBS = {CHOSEN: "quickwin.chosen", DROPPED: "quickwin.dropped", NOMINATED: "quickwin.reopened"}


@dataclass(frozen=True)
class DecisionResult:
    """What became of a decision.

    status  "saved"; "changed" (somebody decided since the page was opened); "full" (the pillar has its quick wins,
            `others`); "free" (a proposal that is no programme yet); "risky" (`others` are high risks that nobody
            handles); "deleted". Only "saved" has written anything.
    """

    receipt: Receipt
    status: str = "saved"
    others: tuple = ()


@plan_action("decide", result=DecisionResult)
def decide(
    write: PlanWrite, ref: str, standing: str, reason: str, *, seen: str, more: bool = False
) -> DecisionResult | Event:
    """Give the nomination `ref` its standing (CHOSEN, DROPPED, NOMINATED) with the reason for it.

    seen  the standing that the page had shown · more: staff choose a further one although the pillar has its two.
    Raises NotFound.
    """
    card = find_entry(write.plan, ref, with_deleted=True)
    if card is None or card.KIND != "nominasi_quick_win":
        raise NotFound
    write.demand("quickwin.choose", card.pillar.code)
    status, others = _in_the_way(write, card, standing, seen, more)
    if status:
        return DecisionResult(write.receipt(), status, others)
    return _decided(write, card, standing, reason)


def _in_the_way(write, card, standing, seen, more):
    """(status, others) of what keeps the decision from being written; ("", ()) for nothing."""
    if card.is_deleted:
        return "deleted", ()
    if card.programme is None:
        return "free", ()
    if (card.programme.quick_win_status or NOMINATED) != seen:
        return "changed", ()
    if standing != CHOSEN:
        return "", ()
    chosen = Programme.objects.filter(plan=write.plan, pillar=card.pillar, deleted_in=None, quick_win_status=CHOSEN)
    others = tuple(chosen.exclude(pk=card.programme_id).order_by("position", "number"))
    # two rooms may choose at once: whoever comes second is asked, and only staff may go beyond
    if len(others) >= KEPT and not (more and write.actor.role == "staf"):
        return "full", others
    risks = Risk.objects.filter(profile__programme=card.programme, profile__deleted_in=None, deleted_in=None)
    risky = tuple(row for row in risks.order_by("position", "number") if untreated(row))
    return ("risky", risky) if risky else ("", ())


def _decided(write, card, standing, reason):
    programme, number = card.programme, write.plan.head + 1
    changes = {card.ref: {"decision_reason": [card.decision_reason, reason]}}
    mark = {"quick_win": True, "quick_win_status": standing}
    changes[programme.ref] = {
        key: [getattr(programme, key), value] for key, value in mark.items() if getattr(programme, key) != value
    }
    card.decision_reason, card.version = reason, number
    card.changed_by, card.changed_at = write.asked.key, write.at
    card.save(update_fields=["decision_reason", "version", "changed_by", "changed_at"])
    for key, value in mark.items():
        setattr(programme, key, value)
    programme.version = number
    programme.save(update_fields=[*mark, "version"])
    refs = [card.ref, programme.ref]
    return write.record(VERBS[standing], refs, pillar=card.pillar.code, changes=changes)
