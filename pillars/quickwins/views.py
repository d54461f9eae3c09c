"""All nominations of a plan, the decision on one, the quick win of a programme."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.changes import following_page
from pillars.cards.queries import find_entry
from pillars.models.chain import Pillar
from pillars.quick_win_guide import CONDITIONS, EXAMPLES, KEPT, MOST, PARTS, PROMPTS, SHORT
from pillars.quickwins.actions import decide
from pillars.quickwins.forms import NominationDecisionForm
from pillars.quickwins.queries import CHOSEN, NOMINATED, read_page, read_places
from workshops.access import PlanRequest, asks
from workshops.answers import marked, receipt_context, see_other
from workshops.live.actions.plan_write import existing
from workshops.permissions import Verdict, role_in, verdict
from workshops.response_cache import cached_response

ROOM = "pillars/quickwins"
HEADS = [SHORT[one.key] for one in (*CONDITIONS, *PARTS)]


def may(request: PlanRequest, row: str, pillar: Pillar) -> Verdict:
    """Return the verdict on doing `row` of the matrix on a thing of `pillar`, which the address does not name."""
    return verdict(row, role_in(request.actor, pillar.code), lock=request.lock)


@asks(GET="entry.view")
def quick_wins(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all nominations by pillar (`?pilar=gov` shows one); a participant begins with their own group's."""
    plan = request.plan
    places = cached_response(("quickwins", plan.pk, plan.head), lambda: read_places(plan))
    wanted = request.GET.get("pilar", request.actor.pillar.lower() or "semua")
    chosen = next((place for place in places if wanted in (place.pillar.code.lower(), place.pillar.slug)), None)
    rights = ("quickwin.nominate", "quickwin.choose")
    shown = [(one, *(may(request, row, one.pillar) for row in rights)) for one in places if chosen in (None, one)]
    context = {
        "places": places,
        "shown": shown,
        "chosen": chosen,
        "heads": HEADS,
        "most": MOST,
        "kept": KEPT,
        "count": sum(len(place.lines) for place in places),
        "decided": sum(len(place.chosen) for place in places),
    }
    return following_page(request, f"{ROOM}/quick_wins", **context, **receipt_context(request))


@asks(GET="entry.view")
def quick_win(request: PlanRequest, slug: str, unggulan: str) -> HttpResponse:
    """Return the profile and the risks of the quick win that a programme is."""
    programme = find_entry(request.plan, unggulan)
    if programme is None or programme.KIND != "program":
        raise Http404
    found = read_page(request.plan, programme)
    writes = may(request, "quickwin.nominate", programme.pillar)
    context = {"found": found, "pillar": programme.pillar, "prompts": PROMPTS, "examples": EXAMPLES}
    context |= {"writes": writes, "most": MOST}
    return following_page(request, f"{ROOM}/quick_win", **context)


def nomination_exists(request: PlanRequest, nominasi: str, **_: str) -> bool:
    """Whether the nomination of the address is in this plan and of this pillar."""
    return _nomination(request, nominasi) is not None


def _nomination(request, ref):
    card = find_entry(request.plan, ref, pillar=request.pillar_code)
    return card if card is not None and card.KIND == "nominasi_quick_win" else None


@asks(there=nomination_exists, GET="quickwin.choose", POST="quickwin.choose")
def decision(request: PlanRequest, slug: str, pillar: str, nominasi: str) -> HttpResponse:
    """Whether a nomination is chosen, with the reason written down."""
    card = existing(_nomination(request, nominasi))
    if request.method != "POST":
        return _decision_page(request, card, NominationDecisionForm())
    form = NominationDecisionForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, card, form, status=422)
    given = form.cleaned_data
    named = {"seen": form.seen, "more": given["lebih"], "op": form.op}
    done = decide(request.actor, nominasi, given["kedudukan"], given["alasan"], **named)
    return _decided(request, card, form, done)


def _decided(request, card, form, done):
    if done.status != "saved":
        return marked(_decision_page(request, card, form, status=409, done=done), done.receipt)
    address = reverse("quick_wins", args=[request.plan.slug])
    query = f"?pilar={card.pillar.code.lower()}&tersimpan={done.receipt.number}"
    return see_other(f"{address}{query}#{card.ref}", done.receipt)


def _decision_page(request, card, form, *, status=200, done=None):
    card = find_entry(request.plan, card.ref)
    place = next(one for one in read_places(request.plan) if one.pillar.pk == card.pillar_id)
    line = next(line for line in place.lines if line.card and line.card.ref == card.ref)
    others = [one for one in place.chosen if one.ref != line.ref]
    context = {
        "plan": request.plan,
        "pillar": card.pillar,
        "card": card,
        "line": line,
        "others": others,
        "form": form,
        "done": done,
        "most": MOST,
        "kept": KEPT,
        "is_full": len(others) >= KEPT and line.status != CHOSEN,
        "is_open": line.status == NOMINATED,
        "is_staff": request.actor.role == "staf",
    }
    return render(request, f"{ROOM}/decision.html", context, status=status)
