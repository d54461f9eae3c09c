"""The address of a card that is part of another one now, and the answer to what somebody typed on it meanwhile."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.actions.result import MergeConflict, Saved
from pillars.cards.conflicts import choices_of
from pillars.cards.display import Showing
from pillars.cards.merged import last_of, merge_of
from pillars.cards.values import PARENT_FIELD, read_value
from pillars.cards.views.responses import choice_address
from pillars.kinds import Field
from pillars.merge import same
from pillars.models.chain import Entry
from workshops.access import PlanRequest, TemplatePermissions
from workshops.answers import mark
from workshops.live.models import Event

#: The sub-dimensions of a group are its own.
OF_ONE_GROUP = ("dimension",)


def lead_to_merged(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Send whoever opens a merged card to the one that it is part of, which says so."""
    into = last_of(request.plan, entry)
    address = reverse("edit_entry", args=[request.plan.slug, into.pillar.slug, into.ref])
    asked = {"dari": entry.ref} | ({"tersimpan": tersimpan} if (tersimpan := request.GET.get("tersimpan")) else {})
    return HttpResponseRedirect(f"{address}?{urlencode(asked)}")


def merged_answer(
    request: PlanRequest,
    entry: Entry,
    saved: Saved,
    typed: list[tuple[Field, str, list[Any]]],
    *,
    status: int = 200,
    only: list[str] | None = None,
) -> HttpResponse:
    """Return a save for a card that somebody has merged meanwhile: what was typed beside what the merged card says now.

    typed  [(field, value, …)] that the save would have changed; `only` narrows to the keys that are still open.
    """
    texts = [(field, value) for field, value, *_ in typed if only is None or field.key in only]
    context = _beside_each_other(request, entry, saved, texts)
    context["again"] = f"{choice_address(request, entry)}?{urlencode({'op': saved.receipt.op})}"
    template = "components/merged.html" if request.htmx else "pillars/cards/merged.html"
    response = render(request, template, context, status=status)
    return mark(response, saved.receipt.number, saved.receipt.op) if status == 409 else response


def _beside_each_other(request, entry, saved, texts):
    """The choices that there are, for who may write on the merged card; the other texts are shown as they are."""
    plan, into = request.plan, last_of(request.plan, entry)
    may, show = TemplatePermissions(request.actor, into.pillar.code, request.lock), Showing(plan)
    clashes = _clashes(plan, entry, into, texts) if may.entry_edit and not into.is_deleted else []
    offered = {clash.field.key for clash in clashes}
    left = [(field, value) for field, value in texts if field.key not in offered and _differs(field, value, into)]
    return {
        "entry": into,
        "twin": entry,
        "pillar": into.pillar,
        "merged": merge_of(plan, entry, request.actor.key),
        "choices": choices_of(plan, Saved(saved.receipt, into.ref, clashes=tuple(clashes)), request.actor),
        "texts": [(field.label, show.text(field, value)) for field, value in left],
        "typed": bool(texts),
        "may": may,
        "saved": saved,
        "base": plan.head,
        "keys": ",".join(clash.field.key for clash in clashes),
        "address": reverse("edit_entry", args=[plan.slug, into.pillar.slug, into.ref]),
    }


def _clashes(plan, entry, into, texts):
    """A choice for each text that the merged card may take and does not say already."""
    fixed = {PARENT_FIELD.get(entry.KIND), *(OF_ONE_GROUP if entry.pillar_id != into.pillar_id else ())}
    return [
        MergeConflict(
            field,
            read_value(entry, field),
            value,
            now,
            _last(plan, into, field),
            (read_value(entry, field), value, now),
        )
        for field, value in texts
        if field.key not in fixed and not same(value, now := read_value(into, field))
    ]


def _differs(field, value, into):
    return field.points_to or not same(value, read_value(into, field))


def _last(plan, into, field):
    """The event that gave the merged card its present text."""
    events = Event.objects.filter(plan=plan, refs__contains=[into.ref], **{f"changes__{into.ref}__has_key": field.key})
    return events.order_by("-number").first()
