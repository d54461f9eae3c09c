"""What the pages of a bimtek's end share: finding the bimtek, drawing a page, sending a file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from masterplan.writers.failures import RenderFailed
from workshops.access import PlanRequest
from workshops.answers import download
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Bimtek, Plan

DAMAGED = "Berkas yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


def find_bimtek(plan: Plan, number: int) -> Bimtek:
    """Return the bimtek with this number. Raises Http404."""
    return existing(plan.bimteks.select_related("minutes").filter(number=number).first())


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    context = {"plan": request.plan, "may": request.may, **context}
    return render(request, f"masterplan/closing/{template}", context, status=status)


def sent_file(request: PlanRequest, stem: str, format: str, make: Callable[..., Any]) -> HttpResponse:
    """Return the bytes that `make` gives, always as a download; a page with the sentence where a PDF cannot be made."""
    try:
        content = make()
    except RenderFailed as failure:
        return page(request, "failed.html", {"sentence": failure.sentence}, status=500)
    return download(content, f"{stem}.{format}")
