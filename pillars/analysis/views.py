"""The analyses: readiness and gaps, the SWOT, the thread from keywords to indicators, and where their cards begin."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.analysis.actions import add_words, agree, role_for
from pillars.analysis.beginnings import begun
from pillars.analysis.completeness import completeness_of
from pillars.analysis.forms import WordsForm
from pillars.analysis.guide import BY_KEY, COMPONENTS, RULES
from pillars.analysis.pages import READINESS, ROOM, SWOT, VISION, page_or_parts
from pillars.analysis.readiness import read_readiness
from pillars.analysis.swot import TYPES, read_statement, read_swot, voices_of
from pillars.analysis.thread import read_thread
from pillars.cards.actions.save import add_entry
from pillars.cards.forms import EntryForm
from pillars.cards.views.edit import add_entry as add_card
from pillars.cards.views.edit import new_card_changes
from pillars.cards.views.responses import sheet
from pillars.models import SHARED, SwotItem, VisionMission
from workshops.access import PlanRequest, asks
from workshops.answers import marked, redirect_with_receipt, see_other
from workshops.live.actions.plan_write import existing
from workshops.response_cache import cached_response


@asks(GET="plan.open")
def readiness(request: PlanRequest, slug: str) -> HttpResponse:
    """Return findings by component with what is not judged yet, the gaps, and what is missing of each analysis."""
    chosen = request.GET.get("komponen")

    def context():
        plan = request.plan
        found = cached_response(("readiness", plan.pk, plan.head), lambda: read_readiness(plan))
        whole = completeness_of(found, read_swot(plan, request.actor.key), _thread(plan))
        return {
            "found": found,
            "rules": RULES,
            "chosen": chosen if chosen in BY_KEY else COMPONENTS[0].key,
            "whole": whole,
            "whole_count": sum(one.is_whole for one in whole),
            "tab": "analysis",
        }

    return page_or_parts(request, "readiness", READINESS, context)


@asks(GET="plan.open")
def swot(request: PlanRequest, slug: str) -> HttpResponse:
    """Show four lists with who agrees, and the strategies by quadrant."""
    chosen, known = request.GET.get("kuadran"), [one.value for one in TYPES]

    def context():
        found = read_swot(request.plan, request.actor.key)
        board = request.actor.pillar if request.actor.is_participant else ""
        return {
            "found": found,
            "chosen": chosen if chosen in known else known[0],
            "board": board and request.plan.groups.filter(pillar_code=board, formation="pilar").first(),
            "tab": "swot",
        }

    return page_or_parts(request, "swot", SWOT, context)


@asks(GET="plan.open", POST="analysis.edit")
def vision(request: PlanRequest, slug: str) -> HttpResponse:
    """Show keywords, vision, missions, aims and targets as one thread; a POST begins the card of the vision."""
    if request.method == "POST":
        return _begin_vision(request)
    return page_or_parts(request, "vision", VISION, lambda: {"found": _thread(request.plan), "tab": "vision"})


def _thread(plan):
    """The thread at the number that access has read; many who ask at once share it."""
    return cached_response(("thread", plan.pk, plan.head), lambda: read_thread(plan))


def _begin_vision(request):
    """Leads to the one card of the vision, which is made where there is none yet."""
    saved = add_entry(request.actor, "visi_misi", SHARED.code, {}, op=request.op)
    return see_other(reverse("edit_entry", args=[request.plan.slug, SHARED.slug, saved.ref]), saved.receipt)


@asks(GET="analysis.edit", POST="analysis.edit")
def begin_entry(request: PlanRequest, slug: str, pillar: str, jenis: str) -> HttpResponse:
    """Return a new card of the analyses, begun with what its button knew; everything else as for any new card."""
    if request.method != "POST" and "since" in request.GET:
        return new_card_changes(request)
    if request.method == "POST":
        return add_card(request, slug=slug, pillar=pillar, kind=jenis)
    if jenis == "visi_misi" and (card := VisionMission.objects.filter(plan=request.plan).first()):
        return redirect("edit_entry", slug, pillar, card.ref)
    return sheet(
        request, EntryForm(request.plan, SHARED, jenis, begun=begun(request.plan, jenis, request.GET, request.actor))
    )


@asks(GET="analysis.edit", POST="analysis.edit")
def pick_words(request: PlanRequest, slug: str) -> HttpResponse:
    """Return words of the statements of the SWOT, to be ticked.

    Each becomes a keyword that knows where it comes from.
    """
    form = WordsForm(request.plan, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _words_page(request, form)
    if not form.is_valid():
        return _words_page(request, form, status=422)
    made = add_words(request.actor, form.chosen, op=form.op)
    return redirect_with_receipt(made.receipt, "vision", slug)


def _words_page(request, form, *, status=200):
    context = {"form": form, "plan": request.plan, "tab": "vision"}
    return render(request, f"{ROOM}/words.html", context, status=status)


def voice(request: PlanRequest, butir: int, **_: str) -> str:
    """Return the column of who agrees with the statement of the address (see `access.asks`)."""
    item = existing(SwotItem.objects.filter(plan=request.plan, number=butir).first())
    return role_for(voices_of(request.plan), item, request.actor)


@asks(role=voice, POST="swot.agree")
def agree_with(request: PlanRequest, slug: str, butir: int) -> HttpResponse:
    """Take one's voice for a statement, or its taking back; the statement again where only it was asked for."""
    receipt, _ = agree(request.actor, butir, request.POST.get("setuju") != "tidak", op=request.op)
    item = SwotItem.objects.filter(plan=request.plan, number=butir, deleted_in=None).first()
    if request.htmx and item:
        context = {"one": read_statement(request.plan, item, request.actor.key), "plan": request.plan}
        return marked(render(request, f"{ROOM}/parts/statement.html", context | {"may": request.may}), receipt)
    return see_other(f"{reverse('swot', args=[slug])}#swot-{butir}", receipt)
