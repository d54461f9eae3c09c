"""The page of a group's irisan, the offer of a card, the answer to one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.cards.queries import find_entry
from pillars.cards.views.responses import card_exists, entry_of, pillar_of
from pillars.models import Overlap
from pillars.overlap.actions import SHARED, answer_overlap, offer_overlap, withdraw_overlap
from pillars.overlap.forms import OfferForm, OverlapAnswerForm
from pillars.overlap.queries import overlaps_of, overlaps_of_card, reasons
from workshops.access import PlanRequest, asks
from workshops.answers import marked, receipt_context, see_other


@asks(GET="overlap.view")
def overlaps(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return what is offered to the group, by the group, and owned with others."""
    return _page(request)


def _page(request, *, status=200, **more):
    row = pillar_of(request)
    names = dict(request.plan.groups.values_list("pillar_code", "name"))
    found = overlaps_of(request.plan, row.code)
    may_offer = request.may.overlap_offer and (not request.actor.is_participant or request.actor.pillar == row.code)
    context = {
        "found": found,
        "pillar": row,
        "names": names,
        "may_offer": may_offer,
        **receipt_context(request),
        **more,
    }
    return render(request, "pillars/overlap/overlaps.html", context, status=status)


@asks(there=card_exists, GET="overlap.offer", POST="overlap.offer")
def offer(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Offer a card to other groups; whoever is of another group proposes theirs."""
    card = entry_of(request, ref, with_deleted=True)
    if card.KIND not in SHARED:
        raise Http404
    if card.is_deleted:
        return redirect("edit_entry", slug, pillar, ref)
    form = _form(request, card)
    if request.method != "POST":
        return _offer_page(request, card, form)
    if not form.is_valid():
        return _offer_page(request, card, form, status=422)
    given = form.cleaned_data
    done = offer_overlap(request.actor, ref, given["kelompok"], given["alasan"], op=form.op)
    if done.status == "deleted":
        return _offer_page(request, card, form, status=409, gone=True)
    return _to_list(request, request.actor.pillar or pillar_of(request).code, done)


def _form(request, card):
    guest = request.actor.is_participant and request.actor.pillar != card.pillar.code
    others = request.plan.groups.exclude(pillar_code=card.pillar.code)
    groups = [group for group in others if group.has_pillar]
    if guest:
        groups = [group for group in groups if group.pillar_code == request.actor.pillar]
    data = request.POST if request.method == "POST" else None
    return OfferForm(groups, card, reasons(request.plan, card), data, guest=request.actor.pillar if guest else "")


def _offer_page(request, card, form, *, status=200, gone=False):
    guest = request.actor.is_participant and request.actor.pillar != card.pillar.code
    known = overlaps_of_card(request.plan, card)
    context = {"card": card, "pillar": card.pillar, "form": form, "guest": guest, "known": known, "gone": gone}
    return render(request, "pillars/overlap/offer.html", context, status=status)


def received_offer_exists(request: PlanRequest, irisan: int, **_: str) -> bool:
    """Whether the offer of the address is one that this group has to answer."""
    return Overlap.objects.filter(plan=request.plan, number=irisan, asked=request.pillar_code).exists()


def sent_offer_exists(request: PlanRequest, irisan: int, **_: str) -> bool:
    """Whether the offer of the address was made by this group."""
    row = Overlap.objects.filter(plan=request.plan, number=irisan).first()
    card = find_entry(request.plan, row.card, with_deleted=True) if row else None
    return row is not None and card is not None and row.side_of(card) == request.pillar_code


@asks(there=received_offer_exists, POST="overlap.answer")
def answer(request: PlanRequest, slug: str, pillar: str, irisan: int) -> HttpResponse:
    """Take the group's answer to an offer; it may be given again while the offer stands."""
    if not received_offer_exists(request, irisan):
        raise Http404
    form = OverlapAnswerForm(Overlap.objects.get(plan=request.plan, number=irisan), request.POST)
    if not form.is_valid():
        return _page(request, status=422, form=form, wrong=irisan)
    seen, answer, note = (form.cleaned_data[name] for name in ("versi", "jawaban", "catatan"))
    done = answer_overlap(request.actor, irisan, answer, note, seen=seen, op=form.op)
    if done.status != "saved":
        return marked(_page(request, status=409, form=form, stale=done.status, wrong=irisan), done.receipt)
    return _to_list(request, request.pillar_code, done)


@asks(there=sent_offer_exists, POST="overlap.offer")
def withdraw(request: PlanRequest, slug: str, pillar: str, irisan: int) -> HttpResponse:
    """Take an offer of this group back."""
    if not sent_offer_exists(request, irisan):
        raise Http404
    done = withdraw_overlap(request.actor, irisan, op=request.op)
    return _to_list(request, request.pillar_code, done)


def _to_list(request, code, done):
    group = request.plan.groups.get(pillar_code=code)
    address = reverse("overlaps", args=[request.plan.slug, group.slug])
    return see_other(f"{address}?tersimpan={done.receipt.number}", done.receipt)
