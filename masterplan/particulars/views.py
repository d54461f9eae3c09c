"""The page on which staff write what the books name and no card holds."""

from django.shortcuts import render
from django.urls import reverse

from masterplan.particulars.actions import save_particulars
from masterplan.particulars.forms import ParticularsForm
from masterplan.particulars.reading import particulars_of
from workshops.access import asks
from workshops.answers import attempt, receipt_query, receipt_shown, see_other


@asks(GET="book.preview", POST="reference.edit")
def particulars(request, slug):
    """Reads and saves the particulars."""
    form = ParticularsForm(request.POST, particulars_of(request.plan))
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, 422)
    done, refusal = attempt(request, save_particulars, request.actor, form.given, op=form.op)
    if refusal:
        return refusal
    if done.clashes:
        form = ParticularsForm(request.POST, particulars_of(request.plan))
        form.clashes = done.clashes
        return _page(request, form, 409)
    return see_other(reverse("particulars", args=[slug]) + receipt_query(done.receipt), done.receipt)


def _page(request, form, status=200):
    page = {"form": form, "plan": request.plan, "may": request.may, "groups": form.groups()} | receipt_shown(request)
    return render(request, "masterplan/particulars/particulars.html", page, status=status)
