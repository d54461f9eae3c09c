"""What the pages of editions share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from masterplan.downloads.items import FORMATS, items_of
from masterplan.editions.edition_list import find_edition
from masterplan.editions.forms import ApprovalForm, TakeBackForm, WithdrawForm
from masterplan.editions.models import Edition
from workshops.access import PlanRequest
from workshops.answers import receipt_shown
from workshops.live.actions.plan_write import existing

DAMAGED = "Berkas edisi yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


def edition_there(request: PlanRequest, edisi: int, **_: str) -> bool:
    """Whether the plan has an edition of this number (see `access.asks`)."""
    return Edition.objects.filter(plan=request.plan, number=edisi).exists()


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    context = {"plan": request.plan, "may": request.may, **context}
    return render(request, f"masterplan/editions/{template}", context, status=status)


def edition_page(request: PlanRequest, number: int, status: int = 200, **more: Any) -> HttpResponse:
    """Return all that is known of one edition, with what was typed into one of its forms. Raises Http404."""
    found = existing(find_edition(request.plan, number))
    files = items_of(request.plan, request.plan.exports.filter(book=found.row.ref))
    old = [item.number for item in files if item.is_ready and item.export.ordered_at < found.turned_at]
    empty = {"approving": ApprovalForm(request.plan), "taking_back": TakeBackForm(), "withdrawing": WithdrawForm()}
    shown = {"edition": found, "files": files, "old": old, "formats": FORMATS, **receipt_shown(request)}
    return page(request, "edition.html", shown | empty | more, status)
