"""The pages on which a step is added, changed and deleted."""

from django.http import HttpResponse
from django.urls import reverse

from workshops.access import PlanRequest, asks
from workshops.agenda.actions.step_control import NoStep, Overtaken
from workshops.agenda.actions.steps import add_step, change_step, delete_step
from workshops.agenda.forms import StepForm
from workshops.agenda.models import Step
from workshops.agenda.views.responses import overtaken_words, page, press, sheet_page
from workshops.agenda.views.sheet import base_of
from workshops.answers import receipt_query, receipt_shown, see_other
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Bimtek
from workshops.text import natural


def step_there(request: PlanRequest, langkah: int, **_: str) -> bool:
    """Whether the plan has this step (see `access.asks`)."""
    return Step.objects.filter(plan=request.plan, number=langkah).exists()


@asks(there=step_there, GET="step.steer", POST="step.steer")
def step_page(request: PlanRequest, slug: str, langkah: int) -> HttpResponse:
    """Return one step with all that can be set; `act` hapus deletes it."""
    step = existing(Step.objects.filter(plan=request.plan, number=langkah).select_related("bimtek").first())
    if request.method != "POST":
        return _form_page(request, StepForm(step.bimtek, step), step)
    if request.POST.get("act") == "hapus":
        return press(request, delete_step, step.number)
    form = StepForm(step.bimtek, step, request.POST)
    return _save(request, form, step) if form.is_valid() else _form_page(request, form, step, status=422)


def _save(request, form, step):
    given, named = form.cleaned_data, {"base": base_of(request), "op": form.op}
    try:
        receipt = change_step(request.actor, step.number, given, **named)
    except Overtaken as overtaken:
        return _form_page(request, form, step, notice=overtaken_words(request, overtaken.event), status=409)
    except NoStep as no:
        return sheet_page(request, notice=no.sentence, status=409)
    return see_other(_sheet_of(request, step.bimtek, given["day"], receipt, step.number), receipt)


@asks(GET="step.steer", POST="step.steer")
def add_step_page(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new step of the bimtek in `?bimtek=`, behind the step in `?sesudah=`."""
    bimtek = Bimtek.objects.filter(plan=request.plan, number=natural(request.GET.get("bimtek", "1"), 9)).first()
    if bimtek is None:
        return sheet_page(request, notice="Belum ada bimtek. Siapkan dahulu bimteknya.", status=409)
    after = Step.objects.filter(plan=request.plan, bimtek=bimtek, number=natural(request.GET.get("sesudah"), 9)).first()
    begun = {"day": str(after.day), "planned_start": _end_of(after)} if after else None
    form = StepForm(bimtek, data=request.POST if request.method == "POST" else None, initial=begun)
    if request.method != "POST":
        return _form_page(request, form, None)
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    behind = after.number if after and after.day == form.cleaned_data["day"] else None
    named = {"after": behind, "op": request.POST.get("op", "")}
    added = add_step(request.actor, bimtek.number, form.cleaned_data, **named)
    return see_other(_sheet_of(request, bimtek, form.cleaned_data["day"], added[0], added[1]), added[0])


def _end_of(step):
    end = step.planned_start + step.minutes
    return f"{end // 60 % 24:02d}.{end % 60:02d}"


def _sheet_of(request, bimtek, day, receipt, number):
    address = reverse("run_sheet", args=[request.plan.slug]) + receipt_query(receipt)
    return f"{address}&bimtek={bimtek.number}&hari={day}#langkah-{number}"


def _form_page(request, form, step, *, notice="", status=200):
    context = {"form": form, "step": step, "notice": notice, "asking": "hapus" in request.GET}
    return page(request, "workshops/agenda/step.html", context | receipt_shown(request), status)
