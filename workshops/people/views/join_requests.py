"""Join requests: a facilitator's yes or no, and a participant's wish to change groups."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from workshops.access import PlanRequest, asks
from workshops.answers import receipt_query, see_other
from workshops.live.actions.plan_write import NotFound
from workshops.membership.models import Group
from workshops.people.actions.petitions import (
    AlreadyInGroup,
    Answered,
    answer_join_request,
    request_move,
    withdraw_move_request,
)
from workshops.people.models import Petition
from workshops.people.views.own_page import identity_page, own_participant, wish_form


def join_request_exists(request: PlanRequest, permintaan: int, **_: str) -> bool:
    """Return whether the plan has this request (see `access.asks`)."""
    return Petition.objects.filter(plan=request.plan, number=permintaan).exists()


@asks(there=join_request_exists, POST="people.manage")
def petition(request: PlanRequest, slug: str, permintaan: int) -> HttpResponse:
    """Answer a request, `act` ya or tidak; the list then says so when somebody else was faster."""
    address = reverse("people", args=[slug])
    try:
        yes, op = request.POST.get("act") == "ya", request.POST.get("op", "")
        receipt = answer_join_request(request.actor, permintaan, yes=yes, op=op)
    except Answered as answered:
        return see_other(f"{address}?dijawab={answered.petition.number}#permintaan")
    except NotFound:
        return see_other(f"{address}?dijawab={permintaan}#permintaan")
    except Petition.DoesNotExist:
        raise Http404 from None
    return see_other(address + receipt_query(receipt) + "#permintaan", receipt)


@asks(POST="group.change_ask")
def wish(request: PlanRequest, slug: str) -> HttpResponse:
    """Ask to be moved to another group; `act` batal takes that back."""
    op, group = request.POST.get("op", ""), request.POST.get("group", "")
    address = reverse("identity", args=[slug])
    if request.POST.get("act") == "batal":
        receipt = withdraw_move_request(request.actor, op=op)
        return see_other(address + receipt_query(receipt) + "#pindah", receipt)
    try:
        receipt = request_move(request.actor, group, op=op)
    except Group.DoesNotExist:
        return _wished_wrongly(request, "Pilih kelompok tujuan.")
    except AlreadyInGroup:
        return _wished_wrongly(request, "Anda sudah di kelompok itu. Pilih kelompok lain.")
    return see_other(address + receipt_query(receipt) + "#pindah", receipt)


def _wished_wrongly(request, sentence):
    person = own_participant(request)
    wishing = wish_form(person, request.POST)
    wishing.wrong("group", sentence, names_field=True)
    return identity_page(request, person, wishing=wishing, status=422)
