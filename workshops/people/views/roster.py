"""The people of a plan by group, all of one person, two records made one, and who asks to be let in or moved."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from workshops.access import PlanRequest, asks, numbered
from workshops.answers import new_op, page_or_part, receipt_context, redirect_with_receipt, see_other, untouched
from workshops.codes import unseal
from workshops.live.actions.plan_write import NotFound, existing
from workshops.membership.actors import active_participants, names_of
from workshops.membership.models import Participant
from workshops.people import personal_code_display
from workshops.people.actions.invitations import tie
from workshops.people.actions.join_requests import Answered, answer_join_request
from workshops.people.actions.membership import (
    change_person,
    mark_distinct,
    merge_people,
    remove_person,
    renew_words,
    show_words,
    unmerge_people,
)
from workshops.people.attendance import halves_attended
from workshops.people.duplicates import duplicate_pairs, duplicate_records
from workshops.people.forms import ManageForm
from workshops.people.join_codes import current_code, qr_payload
from workshops.people.models import Invitation, Petition
from workshops.people.names import name_key
from workshops.people.rate_limits import OF_PERSON, person_scope
from workshops.plans.models import StaffRole
from workshops.text import natural


@asks(GET="people.list")
def people(request: PlanRequest, slug: str) -> HttpResponse:
    """Show names and institutions as on the wall, by group; a search goes over both."""
    if answer := untouched(request, "person."):
        return answer
    wanted = request.GET.get("cari", "").strip()[:120]
    rows = active_participants(request.plan).select_related("group")
    everybody = sorted(rows, key=lambda row: (row.group.position, row.role == "anggota", row.number))
    key = name_key(wanted)
    found = [row for row in everybody if key in name_key(row.name) or key in name_key(row.institution)]
    context = {
        "rows": found,
        "wanted": wanted,
        "total": len(everybody),
        "invited": request.may.people_manage and Invitation.objects.filter(plan=request.plan).count(),
        "groups": list(request.plan.groups.values_list("slug", "name")),
        "op": new_op(),
        "roles": Participant._meta.get_field("role").choices,
        "officers": StaffRole.objects.filter(plan=request.plan).select_related("account").order_by("role", "id"),
        **receipt_context(request),
    }
    return page_or_part(request, "workshops/people.html", "workshops/people_changes.html", context | _managed(request))


def _managed(request):
    """What only those see who manage people: the join code, what waits for their yes, who may be there twice."""
    if not request.may.people_manage:
        return _door(request)
    asked = Petition.objects.filter(plan=request.plan).select_related("participant__group", "group").order_by("number")
    answered = asked.filter(number=natural(request.GET.get("dijawab"), 9) or 0, granted__isnull=False).first()
    by = answered and names_of(request.plan, [answered.answered_by]).get(answered.answered_by, "Seseorang")
    return _door(request) | {
        "petitions": list(asked.filter(granted=None)),
        "answered": answered,
        "answered_by": by,
        "pairs": duplicate_pairs(request.plan),
    }


def _door(request):
    door = current_code(request.plan) if request.may.joincode_manage else None
    return {"door": door, "payload": qr_payload(request, door.token) if door else ""}


person_exists = numbered(Participant, "number", removed_at=None)


@asks(there=person_exists, GET="people.manage", POST="people.manage")
def person(request: PlanRequest, slug: str, number: int) -> HttpResponse:
    """Return all of one person.

    A POST names in `act` what is wanted, else it saves name, institution, group and role.
    """
    rows = Participant.objects.filter(plan=request.plan, removed_at=None)
    row = existing(rows.select_related("group", "merged_into").filter(number=number).first())
    if row.merged_into and request.POST.get("act") != "pisah":
        return see_other(reverse("person", args=[slug, row.merged_into.number]))
    if request.method != "POST":
        return person_page(request, row, ManageForm(request.plan, row))
    acts = {"tampilkan": _show, "baru": _renew, "cabut": _remove, "tutup": _hide, "pisah": _part, "undangan": _tie}
    return acts.get(request.POST.get("act", ""), _save)(request, row)


def person_page(request: PlanRequest, row: Participant, form: ManageForm, *, status: int = 200) -> HttpResponse:
    """Return the page with what was typed in `form`."""
    locked = OF_PERSON.state(person_scope(request.plan, name_key(row.name)))[1]
    context = {
        "row": row,
        "form": form,
        "words": unseal(row.code_cipher) if personal_code_display.is_code_shown(request, row.number) else "",
        "locked_minutes": -(-locked // 60),
        "asking": "cabut" in request.GET,
        "also": list(row.also.all()),
        **_listed(request.plan, row),
        **receipt_context(request),
    }
    return render(request, "workshops/person.html", context, status=status)


def _listed(plan, row):
    """The line of the invitation list that somebody is, or those that they may be; where they were."""
    lines = Invitation.objects.filter(plan=plan)
    line = lines.filter(participant=row).first()
    free = [] if line else lines.filter(participant=None).order_by("name", "number")
    named = [(one.number, ", ".join(filter(None, (one.name, Truncator(one.institution).chars(40))))) for one in free]
    return {"line": line, "lines": named, "halves": halves_attended(row)}


def _here(request, row, receipt, removed=0):
    return redirect_with_receipt(receipt, "person", request.plan.slug, row.number, removed=removed)


def _list(request, receipt, removed=0, place=""):
    return redirect_with_receipt(receipt, "people", request.plan.slug, more=place, removed=removed)


def _save(request, row):
    form = ManageForm(request.plan, row, request.POST)
    if not form.is_valid():
        return person_page(request, row, form, status=422)
    receipt = change_person(request.actor, row.number, **form.cleaned_data, op=request.op)
    if "dari_daftar" in request.POST:
        return _list(request, receipt, form.removed, f"#orang-{row.number}")
    return _here(request, row, receipt, form.removed)


def _show(request, row):
    receipt = show_words(request.actor, row.number, op=request.op)
    # a form that is sent again later does not show the code without a new note
    if timezone.now() - receipt.at < timedelta(seconds=personal_code_display.ON_REQUEST):
        personal_code_display.show_words(request, request.plan, row.number, personal_code_display.ON_REQUEST)
    return _here(request, row, receipt)


def _hide(request, row):
    personal_code_display.hide_words(request)
    return see_other(reverse("person", args=[request.plan.slug, row.number]))


def _renew(request, row):
    receipt = renew_words(request.actor, row.number, op=request.op)
    personal_code_display.show_words(request, request.plan, row.number, personal_code_display.ON_REQUEST)
    return _here(request, row, receipt)


def _remove(request, row):
    return _list(request, remove_person(request.actor, row.number, op=request.op))


def _tie(request, row):
    line = natural(request.POST.get("undangan"), 9)
    return _here(request, row, tie(request.actor, row.number, line, op=request.op))


def _part(request, row):
    receipt = unmerge_people(request.actor, row.number, op=request.op)
    return _list(request, receipt, place=f"#orang-{row.number}")


@asks(there=person_exists, GET="people.manage", POST="people.manage")
def merging(request: PlanRequest, slug: str, number: int) -> HttpResponse:
    """Show or decide a pair; `dengan` names the other record, without it all are offered. `act` satukan or beda."""
    rows = active_participants(request.plan).select_related("group")
    row = existing(rows.filter(number=number).first())
    second = natural((request.POST if request.method == "POST" else request.GET).get("dengan"), 9)
    other = rows.filter(number=second).exclude(pk=row.pk).first() if second else None
    if request.method == "POST" and other:
        return _decide(request, row, other)
    context = {
        "row": row,
        "sides": duplicate_records(request.plan, row, other) if other else [],
        "everybody": [
            (one.number, f"{one.name} · {one.institution} · {one.group.name}")
            for one in rows.exclude(pk=row.pk).order_by("name", "number")
        ],
        "missing": request.method == "POST",
    }
    return render(request, "workshops/merging.html", context, status=422 if context["missing"] else 200)


def _decide(request, row, other):
    act = mark_distinct if request.POST.get("act") == "beda" else merge_people
    receipt = act(request.actor, row.number, other.number, op=request.op)
    return _here(request, row, receipt) if act is merge_people else _list(request, receipt)


@asks(there=numbered(Petition, "permintaan"), POST="people.manage")
def petition(request: PlanRequest, slug: str, permintaan: int) -> HttpResponse:
    """Answer a request, `act` ya or tidak; the list then says so when somebody else was faster."""
    address = reverse("people", args=[slug])
    try:
        receipt = answer_join_request(request.actor, permintaan, yes=request.POST.get("act") == "ya", op=request.op)
    except Answered as answered:
        return see_other(f"{address}?dijawab={answered.petition.number}#permintaan")
    except NotFound:
        return see_other(f"{address}?dijawab={permintaan}#permintaan")
    except Petition.DoesNotExist:
        raise Http404 from None
    return _list(request, receipt, place="#permintaan")
