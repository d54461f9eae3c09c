"""The bin: putting a card in, what lies there, taking it out again."""

from django.http import HttpResponse
from django.shortcuts import render

from pillars.cards.actions.save import save_entry as save
from pillars.cards.actions.trash import delete_entry as delete
from pillars.cards.actions.trash import restore_entry as restore
from pillars.cards.addresses import board_url
from pillars.cards.forms import EntryForm
from pillars.cards.trash import lots
from pillars.cards.views.edit import FAULTS, answer_to
from pillars.cards.views.late_saves import outdated_delete_answer
from pillars.cards.views.responses import attempt, card_exists, entry_of, pillar_of, sheet
from workshops.access import PlanRequest, asks
from workshops.answers import see_other


@asks(GET="bin.view")
def trash_page(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Show everything of the pillar that was deleted, newest first."""
    row = pillar_of(request)
    context = {"pillar": row, "lots": lots(request.plan, row)}
    return render(request, "pillars/cards/trash.html", context)


@asks(there=card_exists, POST="entry.delete")
def delete_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Put a card and what hangs only from it into the bin; the board offers to bring it back.

    With `base`, what others wrote since then is shown first.
    """
    entry = entry_of(request, ref, with_deleted=True)
    form = EntryForm.of(request.plan, entry, data=request.POST)
    saved, refusal = attempt(request, form, delete, ref, base=form.base)
    if refusal:
        return refusal
    if saved.status == "changed":
        return outdated_delete_answer(request, entry, saved)
    board = board_url(request.plan, entry.pillar, entry.KIND)
    return see_other(f"{board}?tersimpan={saved.receipt.number}", saved.receipt)


@asks(there=card_exists, POST="entry.restore")
def restore_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Take a card out of the bin, and save what came with it (a text that was typed meanwhile)."""
    entry = entry_of(request, ref, with_deleted=True)
    form = EntryForm.of(request.plan, entry, data=request.POST)
    if not form.is_valid():
        return sheet(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(request, form, restore, ref)
    if form.values and saved:
        again = f"{form.op[:59]}-isi"
        saved, refusal = attempt(request, form, save, ref, form.values, base=form.base, op=again)
    return refusal or answer_to(request, form, saved, op=form.op)
