"""The asker's own page: personal code, name and institution, another group, other devices, leaving this one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from workshops.access import SEATS, PlanRequest, asks, sign_in_participant, sign_out_participant
from workshops.answers import new_op, receipt_context, redirect_with_receipt, see_other
from workshops.codes import unseal
from workshops.membership.models import Group, Participant
from workshops.people import personal_code_display
from workshops.people.actions.join_requests import AlreadyInGroup, request_move, withdraw_move_request
from workshops.people.actions.membership import correct_self, leave_others
from workshops.people.attendance import halves_attended
from workshops.people.forms import PersonForm, WishForm
from workshops.people.join_codes import current_code, qr_payload
from workshops.people.models import Petition
from workshops.plans.models import StaffRole


@asks(GET="people.self", POST="people.self")
def identity(request: PlanRequest, slug: str) -> HttpResponse:
    """Show what is kept about the asker; a POST names in `act` what they want."""
    if not request.actor.is_participant:
        role = dict(StaffRole._meta.get_field("role").flatchoices)[request.actor.role]
        return render(request, "workshops/account_seat.html", {"role": role})
    person = own_participant(request)
    if request.method != "POST":
        return identity_page(request, person)
    acts = {"catat": _noted, "tampilkan": _show, "keluarkan": _leave_others, "tinggalkan": _leave}
    return acts.get(request.POST.get("act", ""), _correct)(request, person)


def own_participant(request: PlanRequest) -> Participant:
    """Return the asker as a participant; of somebody with two records the one that counts."""
    held = Participant.objects.select_related("group", "merged_into__group")
    person = held.get(plan=request.plan, number=request.actor.key[1:])
    return person.merged_into or person


def identity_page(
    request: PlanRequest, person: Participant, form: Any = None, *, wishing: Any = None, status: int = 200
) -> HttpResponse:
    """Return the page with what was typed in `form` and in `wishing`, of the wish to change groups."""
    words = unseal(person.code_cipher) if personal_code_display.is_code_shown(request, person.number) else ""
    door = current_code(request.plan)
    context = {
        "person": person,
        "form": form or _form(person),
        "words": words.split(),
        "fresh": bool(words) and personal_code_display.just_joined(request),
        "second": qr_payload(request, door.token) if door else "",
        "wish": _wish(person),
        "wishing": wishing or wish_form(person),
        "halves": halves_attended(person),
        **receipt_context(request),
    }
    context["saved_at"] = context["saved_at"] or person.joined_at
    return render(request, "workshops/identity.html", context, status=status)


def _wish(person):
    """What they asked last about their group and may want to know of; None once it has been granted."""
    last = person.petitions.filter(kind=Petition.PINDAH).select_related("group").order_by("-number").first()
    return last if last and not last.granted and last.answered_by != f"p{person.number}" else None


def wish_form(person: Participant, data: Any = None) -> WishForm:
    """Return the form of the wish to change groups."""
    groups = Group.objects.filter(plan=person.plan, formation=person.group.formation).exclude(pk=person.group_id)
    return WishForm(list(groups.values_list("slug", "name")), data)


def _form(person, data=None):
    return PersonForm(person.plan, data, initial={"name": person.name, "institution": person.institution})


def _here(request, receipt, more="", removed=0):
    return redirect_with_receipt(receipt, "identity", request.plan.slug, more=more, removed=removed)


def _correct(request, person):
    form = _form(person, request.POST)
    if not form.is_valid():
        return identity_page(request, person, form, status=422)
    receipt = correct_self(request.actor, **form.cleaned_data, op=request.op)
    return _here(request, receipt, removed=form.removed)


def _noted(request, person):
    personal_code_display.hide_words(request)
    return see_other(reverse("group_board", args=[request.plan.slug, person.group.slug]))


def _show(request, person):
    personal_code_display.show_words(request, request.plan, person.number, personal_code_display.ON_REQUEST)
    return see_other(reverse("identity", args=[request.plan.slug]))


def _leave_others(request, person):
    row, receipt = leave_others(request.actor, op=request.op or new_op())
    sign_in_participant(request, row)
    return _here(request, receipt)


def _leave(request, person):
    personal_code_display.hide_words(request)
    sign_out_participant(request, request.plan)
    if not request.user.is_authenticated and not request.session.get(SEATS):
        request.session.flush()
    return see_other("/")


@asks(POST="group.change_ask")
def wish(request: PlanRequest, slug: str) -> HttpResponse:
    """Ask to be moved to another group; `act` batal takes that back."""
    if request.POST.get("act") == "batal":
        return _here(request, withdraw_move_request(request.actor, op=request.op), "#pindah")
    try:
        receipt = request_move(request.actor, request.POST.get("group", ""), op=request.op)
    except Group.DoesNotExist:
        return _wished_wrongly(request, "Pilih kelompok tujuan.")
    except AlreadyInGroup:
        return _wished_wrongly(request, "Anda sudah di kelompok itu. Pilih kelompok lain.")
    return _here(request, receipt, "#pindah")


def _wished_wrongly(request, sentence):
    person = own_participant(request)
    wishing = wish_form(person, request.POST)
    wishing.wrong("group", sentence)
    return identity_page(request, person, wishing=wishing, status=422)
