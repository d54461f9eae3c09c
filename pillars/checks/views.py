"""The page of the checks, the answer to a finding, what staff decide, and the marks of one card."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.views.responses import card_exists, entry_of
from pillars.checks.actions import answer_check, decide_answer, withdraw_answer
from pillars.checks.checked import checked, marks_of
from pillars.checks.findings import column_for
from pillars.checks.forms import CheckAnswerForm, CheckDecisionForm
from pillars.checks.pages import read_page
from pillars.models import CheckAnswer
from workshops.access import PlanRequest, asks
from workshops.answers import at_head, marked, page_or_part, receipt_context, see_other
from workshops.live.actions.plan_write import existing
from workshops.live.models import Event
from workshops.permissions import role_in
from workshops.text import natural

#: What happens beside the plan's content: no finding comes or goes with it.
_BESIDE = ("person.", "joincode.", "screen.", "export.", "agenda.step", "agenda.help", "agenda.broadcast", "task.")


@asks(GET="check.view")
def checks(request: PlanRequest, slug: str) -> HttpResponse:
    """Show findings by kind with their answers; with `?since=N` only whether they may be others by now."""
    if "since" in request.GET:
        return page_or_part(request, "", "pillars/checks/changed.html", {"is_old": _changed(request)})
    return _page(request, request.GET)


def _changed(request):
    since = natural(request.GET["since"])
    events = Event.objects.filter(plan=request.plan, number__gt=since or 0)
    for area in _BESIDE:
        events = events.exclude(verb__startswith=area)
    return events.exists()


def _page(request, query, *, status=200, **more):
    page = {"page": read_page(request, query, more.get("wrong")), "plan": request.plan, "may": request.may, **more}
    context = {**receipt_context(request), **page, "query": query.urlencode()}
    return at_head(request, render(request, "pillars/checks/checks.html", context, status=status))


def _found(request, check, subject):
    return existing(checked(request.plan).find(check, subject))


def _side_of_finding(request, periksa, subjek, **_):
    return column_for(request.actor, _found(request, periksa, subjek).pillars)


def _answer_row(request, number):
    return existing(CheckAnswer.objects.filter(plan=request.plan, number=number).first())


def _side_of_answer(request, jawaban, **_):
    return column_for(request.actor, _answer_row(request, jawaban).pillars)


def _any_side(request, jawaban, **_):
    _answer_row(request, jawaban)
    return role_in(request.actor)


@asks(role=_side_of_finding, POST="check.answer")
def answer(request: PlanRequest, slug: str, periksa: str, subjek: str) -> HttpResponse:
    """Return “Disengaja, karena …”: kept with the figures that it holds for."""
    form = CheckAnswerForm(request.POST, _found(request, periksa, subjek))
    if not form.is_valid():
        return _page(request, _query(request), status=422, form=form, wrong=(periksa, subjek))
    if form.is_stale:
        return _page(request, _query(request), status=409, form=form, wrong=(periksa, subjek), stale=True)
    text, seen = form.cleaned_data["alasan"], form.cleaned_data["versi"] or 0
    done = answer_check(request.actor, form.finding, text, seen=seen, op=form.op)
    return _after(request, done, form=form, wrong=(periksa, subjek))


@asks(role=_side_of_answer, POST="check.answer")
def withdraw(request: PlanRequest, slug: str, jawaban: int) -> HttpResponse:
    """Take an answer back."""
    seen = natural(request.POST.get("versi")) or 0
    return _after(request, withdraw_answer(request.actor, jawaban, seen=seen, op=request.op))


@asks(role=_any_side, POST="check.accept")
def decide(request: PlanRequest, slug: str, jawaban: int) -> HttpResponse:
    """Accept an answer, or ask for a repair; staff only."""
    row = _answer_row(request, jawaban)
    form = CheckDecisionForm(row, request.POST)
    if not form.is_valid():
        return _page(request, _query(request), status=422, decision=form, wrong=(row.check_id, row.subject))
    given = form.cleaned_data
    said = {"seen": given["versi"] or 0, "op": form.op}
    done = decide_answer(request.actor, jawaban, given["putusan"], given["catatan"], **said)
    return _after(request, done, wrong=(row.check_id, row.subject), decision=form)


@asks(there=card_exists, GET="check.view")
def of_card(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return the marks of one card, for the side of its page."""
    entry, plan = entry_of(request, ref), request.plan
    page = {"marks": marks_of(plan, entry), "plan": plan, "entry": entry}
    return render(request, "pillars/checks/marks.html", page)


def _after(request, done, **more):
    if done.status == "changed":
        return marked(_page(request, _query(request), status=409, stale=True, **more), done.receipt)
    query = _query(request)
    query["tersimpan"] = str(done.receipt.number)
    return see_other(f"{reverse('checks', args=[request.plan.slug])}?{query.urlencode()}", done.receipt)


def _query(request):
    """The filters of the page that was left, as its form carried them."""
    left = QueryDict(request.POST.get("saring", "")[:500])
    query = QueryDict(mutable=True)
    query.update({key: left[key] for key in ("pilar", "berat", "lihat", "jenis", "hal") if key in left})
    return query
