"""Attached files: given back as downloads only, to those who may read the plan at this very moment."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.views.responses import card_exists, entry_of
from pillars.evidence.actions import attach_file, remove_file
from pillars.evidence.forms import FileForm
from pillars.evidence.queries import file_of
from pillars.models import Evidence
from pillars.uploads import BadFile
from workshops import answers
from workshops.access import PlanRequest, asks
from workshops.answers import mark, see_other
from workshops.live.actions.plan_write import existing


@asks(GET="file.view")
def download(request: PlanRequest, slug: str, lampiran: int) -> HttpResponse:
    """Return the file, never shown by the browser itself: it may be anything that its name does not say."""
    row = existing(file_of(request.plan, lampiran))
    response = answers.download(bytes(row.content or b""), row.name, kind=row.kind)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@asks(there=card_exists, POST="file.attach")
def attach(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Attach one file to the card of the address; lead back to where it was sent from."""
    entry_of(request, ref)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _said(request, ref, form.errors["berkas"].first)
    try:
        done = attach_file(request.actor, ref, form.cleaned_data["berkas"], op=form.op)
    except BadFile as full:
        return _said(request, ref, full)
    return see_other(_back(request, ref, done), done.receipt)


def _there(request, lampiran, **_):
    row = Evidence.objects.filter(plan=request.plan, number=lampiran, removed_at=None).first()
    return row is not None and card_exists(request, row.card)


@asks(there=_there, POST="file.attach")
def remove(request: PlanRequest, slug: str, pillar: str, lampiran: int) -> HttpResponse:
    """Remove a file of a card of the address."""
    if not _there(request, lampiran):
        raise Http404
    row = Evidence.objects.get(plan=request.plan, number=lampiran)
    done = remove_file(request.actor, lampiran, op=request.op)
    return see_other(_back(request, row.card, done), done.receipt)


def _back(request, ref, done=None):
    """The page of the plan that the form named, else the page of the card."""
    home = f"/r/{request.plan.slug}/"
    named = request.POST.get("kembali", "")
    plain = named.startswith(home) and "//" not in named and "\\" not in named and named.isprintable()
    board = request.resolver_match.kwargs["pillar"]
    address = named if plain else reverse("edit_entry", args=[request.plan.slug, board, ref])
    path, mark, spot = address.partition("#")
    if done:
        path += f"{'&' if '?' in path else '?'}tersimpan={done.receipt.number}"
    return path + mark + spot


def _said(request, ref, error):
    """Why the file was not taken, with the way back; what was typed in other forms is kept by the page before."""
    status = 413 if error.kind == "too_large" else 422
    page = {"plan": request.plan, "error": error, "back": _back(request, ref)}
    response = render(request, "pillars/evidence/refused.html", page, status=status)
    return mark(response, request.plan.head, request.op)
