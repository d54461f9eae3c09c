"""The join code of a plan, to be shown, printed and renewed."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.urls import reverse

from workshops.access import PlanRequest, asks
from workshops.answers import page_or_part, receipt_context, receipt_query, see_other, untouched
from workshops.people.actions.join_codes import renew_code
from workshops.people.join_codes import current_code, public_address, qr_payload


@asks(GET="joincode.manage", POST="joincode.manage")
def join_code(request: PlanRequest, slug: str) -> HttpResponse:
    """Show the code in large letters with a QR code for the plan and each group; a POST renews it."""
    if request.method == "POST":
        receipt = renew_code(request.actor, op=request.POST.get("op", ""))
        address = reverse("join_code", args=[request.plan.slug])
        return see_other(address + receipt_query(receipt), receipt)
    if answer := untouched(request, "joincode."):
        return answer
    door = current_code(request.plan)
    groups = [(group, qr_payload(request, door.token, group)) for group in request.plan.groups.all()] if door else []
    context = {
        "door": door,
        "payload": qr_payload(request, door.token) if door else "",
        "groups": groups,
        "host": urlsplit(public_address(request)).netloc,
        "asking": "ganti" in request.GET,
        **receipt_context(request),
    }
    return page_or_part(request, "workshops/join_code.html", "workshops/gate.html", context)
