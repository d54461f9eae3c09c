"""The page on which a facilitator chooses the fields that a step asks for."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.boards.field_choice import fills_from, kinds_of
from workshops.access import PlanRequest, asks
from workshops.agenda.actions.step_control import NoStep, Overtaken
from workshops.agenda.actions.steps import change_step
from workshops.agenda.models import Step
from workshops.answers import receipt_context, receipt_query, see_other
from workshops.live.actions.plan_write import existing
from workshops.text import natural


def step_exists(request: PlanRequest, langkah: int, **_: str) -> bool:
    """Whether the plan has this step (see `access.asks`)."""
    return Step.objects.filter(plan=request.plan, number=langkah).exists()


@asks(there=step_exists, GET="step.steer", POST="step.steer")
def step_fills(request: PlanRequest, slug: str, langkah: int) -> HttpResponse:
    """Show and save kinds and single fields of one step; a save on a page that was overtaken is shown and not made."""
    step = existing(Step.objects.filter(plan=request.plan, number=langkah).first())
    if request.method != "POST":
        return _page(request, step)
    values = {"fills": fills_from(step, request.POST.getlist("isi"))}
    base = natural(request.POST.get("base")) or 0
    try:
        receipt = change_step(request.actor, langkah, values, base=base, op=request.POST.get("op", ""))
    except Overtaken:
        step.fills = values["fills"]
        notice = "Langkah ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila pilihan Anda yang dipakai."
        return _page(request, step, notice, status=409)
    except NoStep:
        raise Http404 from None
    return see_other(reverse("step_fills", args=[slug, langkah]) + receipt_query(receipt), receipt)


def _page(request, step, notice="", status=200):
    context = {
        "step": step,
        "kinds": kinds_of(step),
        "notice": notice,
        "plan": request.plan,
        **receipt_context(request),
    }
    return render(request, "pillars/boards/step_fills.html", context, status=status)
