"""Setting a target of the plan beside a sasaran of the RPJMD, and linking the two."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.alignment.forms import AlignForm
from pillars.alignment.queries import read_alignment_query
from pillars.cards.actions.save import save_entry
from pillars.cards.queries import ChainLink
from pillars.cards.views.edit import answer_to
from pillars.cards.views.responses import Notice, attempt, card_exists, entry_of, filling_of
from workshops.access import PlanRequest, asks
from workshops.answers import mark

FAULTS = Notice("Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi.", "field_error")


@asks(there=card_exists, GET="entry.view", POST="align.link")
def align_target(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Search (`?cari=`), comparison with the chosen one (`?pilih=`), and the link itself by POST."""
    entry = entry_of(request, ref, with_deleted=request.method == "POST")
    if entry.KIND != "sasaran":
        raise Http404
    form = AlignForm.of(request.plan, entry, data=request.POST)
    if request.method != "POST":
        return page(request, form)
    if not form.is_valid():
        return page(request, form, status=422, notice=FAULTS)
    how = {"base": form.base, "verb": "entry.aligned", "action": "align.link"}
    saved, refusal = attempt(request, form, save_entry, ref, form.values, page=page, **how)
    return refusal or answer_to(request, form, saved)


def page(request: PlanRequest, form: AlignForm, *, status: int = 200, notice: Notice | None = None) -> HttpResponse:
    """Return the page with the results, the comparison and the answer; after a refused post with what was chosen."""
    filling = filling_of(request)
    card = reverse("edit_entry", args=[request.plan.slug, form.entry.pillar.slug, form.entry.ref])
    context = {
        "address": filling.address if filling else f"{card}selaras/",
        "then": reverse("tasks", args=[request.plan.slug]) if filling else card,
        "may_link": filling.may if filling else request.may.align_link,
        "form": form,
        "entry": form.entry,
        "link": ChainLink(form.entry),
        "pillar": form.entry.pillar,
        "notice": notice,
        "beside": read_alignment_query(request.plan, form.entry, request.POST or request.GET),
        "base": form.data.get("base") or request.plan.head,
    }
    response = render(request, "pillars/alignment/align_target.html", context, status=status)
    return mark(response, request.plan.head, form.op) if request.method == "POST" else response
