"""The page on which staff write what the books name and no card holds."""

from django.http import HttpResponse
from django.shortcuts import render

from masterplan.book_details.actions import save_book_details
from masterplan.book_details.forms import BookDetailsForm
from masterplan.book_details.queries import book_details_of
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, redirect_with_receipt


@asks(GET="book.preview", POST="reference.edit")
def book_details(request: PlanRequest, slug: str) -> HttpResponse:
    """Show and save the book details."""
    form = BookDetailsForm(request.POST if request.method == "POST" else None, book_details_of(request.plan))
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, 422)
    done = save_book_details(request.actor, form.given, op=form.op)
    if done.clashes:
        form = BookDetailsForm(request.POST, book_details_of(request.plan))
        form.clash(done.clashes)
        return _page(request, form, 409)
    return redirect_with_receipt(done.receipt, "book_details", slug)


def _page(request, form, status=200):
    page = {"form": form, "plan": request.plan, "may": request.may} | receipt_context(request)
    return render(request, "masterplan/book_details/book_details.html", page, status=status)
