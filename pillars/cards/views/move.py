"""A card's place: its order among its siblings and what it hangs from."""

from django.http import HttpResponse

from pillars.cards.actions.order import reorder_entry as reorder
from pillars.cards.actions.save import save_entry as save
from pillars.cards.forms import EntryForm
from pillars.cards.values import PARENT_FIELD
from pillars.cards.views.edit import FAULTS
from pillars.cards.views.late_saves import answer_to
from pillars.cards.views.responses import attempt, card_exists, entry_of, lead_on, sheet
from workshops.access import PlanRequest, asks


@asks(there=card_exists, POST="entry.move")
@lead_on
def reorder_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Move the card one place up (`arah=naik`) or down (`arah=turun`)."""
    entry = entry_of(request, ref, with_bin=True)
    form = EntryForm.of(request.plan, entry, data=request.POST)
    direction = request.POST.get("arah")
    if direction not in ("naik", "turun"):
        return sheet(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(request, form, lambda: reorder(request.actor, ref, direction, op=form.op))
    return refusal or answer_to(request, form, saved)


@asks(there=card_exists, POST="entry.move")
@lead_on
def move_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Hang a card under another parent: the same save as in the form, with only that field.

    `utama` names the problem that a target is to hang from first.
    """
    entry = entry_of(request, ref, with_bin=True)
    form = EntryForm.of(request.plan, entry, data=request.POST, only={PARENT_FIELD.get(entry.KIND, "")})
    if not form.is_valid() or not form.values:
        return sheet(request, form, status=422, notice=FAULTS)
    _put_first(form, request.POST.get("utama"))

    def write():
        return save(
            request.actor, ref, form.values, base=form.base, op=form.op, verb="entry.moved", action="entry.move"
        )

    saved, refusal = attempt(request, form, write)
    return refusal or answer_to(request, form, saved)


def _put_first(form, ref):
    """Places the problem `ref` in front: on the board a target hangs from the first that it answers."""
    problems = form.values.get("problem_refs") or []
    if ref in problems:
        form.values["problem_refs"] = [ref, *(other for other in problems if other != ref)]
