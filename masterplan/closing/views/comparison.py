"""The old address of a comparison between signatures: what changed stands in the plan's history."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from masterplan.closing.views.papers import signing_exists
from masterplan.snapshots.models import Signing
from workshops.access import PlanRequest, asks
from workshops.text import natural


@asks(there=signing_exists, GET="snapshot.view")
def compare_snapshots(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Redirect to what changed since the signature `edisi`: until `?dengan=` (another one), without it until now."""
    signings = Signing.objects.filter(plan=request.plan)
    if not signings.filter(number=edisi).exists():
        raise Http404
    number = natural(request.GET.get("dengan"))
    other = f"edisi-{number}" if number is not None and signings.filter(number=number).exists() else "sekarang"
    asked = {"dari": f"edisi-{edisi}", "ke": other}
    if pillar := request.GET.get("kelompok", "")[:60]:
        asked["kelompok"] = pillar
    return HttpResponseRedirect(f"{reverse('plan_history', args=[slug])}?{urlencode(asked)}")
