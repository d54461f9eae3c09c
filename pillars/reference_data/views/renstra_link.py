"""Setting a programme of a group beside the Renstra of its office, and linking the two."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.actions.save import save_entry
from pillars.cards.views.edit import answer_to
from pillars.cards.views.responses import Notice, attempt, card_exists, entry_of
from pillars.reference_data.forms.renstra_link import LinkForm
from pillars.reference_data.renstra_candidates import picks_for
from workshops.access import PlanRequest, asks
from workshops.answers import mark

FAULTS = Notice("Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi.", "field_error")


@asks(there=card_exists, GET="entry.view", POST="entry.edit")
def link_renstra(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Search (`?cari=`) among the programmes of Renstra, and the link itself by POST."""
    entry = entry_of(request, ref, with_deleted=request.method == "POST")
    if entry.KIND != "program":
        raise Http404
    form = LinkForm.of(request.plan, entry, data=request.POST)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(request, form, save_entry, ref, form.values, page=_page, base=form.base)
    return refusal or answer_to(request, form, saved)


def _page(request, form, *, status=200, notice=None):
    entry = form.entry
    query = request.GET.get("cari", request.POST.get("cari", ""))[:200]
    context = {
        "address": reverse("link_renstra", args=[request.plan.slug, entry.pillar.slug, entry.ref]),
        "then": reverse("edit_entry", args=[request.plan.slug, entry.pillar.slug, entry.ref]),
        "form": form,
        "entry": entry,
        "pillar": entry.pillar,
        "notice": notice,
        "picks": picks_for(request.plan, entry, query, form.chosen),
        "base": form.data.get("base") or request.plan.head,
    }
    response = render(request, "pillars/reference_data/link_renstra.html", context, status=status)
    return mark(response, request.plan.head, form.op) if request.method == "POST" else response
