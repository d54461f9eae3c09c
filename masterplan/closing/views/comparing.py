"""What changed between two signatures, or between one and now, on a page."""

from django.http import Http404

from masterplan.closing.overview import signed_of
from masterplan.closing.snapshots import Damaged, between
from masterplan.closing.telling import headline, ways_of
from masterplan.closing.views.answers import DAMAGED, page
from masterplan.closing.views.papers import signing_there
from workshops.access import asks
from workshops.people.seats import names_of
from workshops.text import natural


@asks(there=signing_there, GET="snapshot.view")
def compare_snapshots(request, slug, edisi):
    """`?dengan=3` compares with another signature, without it with the plan as it is now; `?kelompok=` one pillar."""
    signed = signed_of(request.plan)
    old = next((one for one in signed if one.row.number == edisi), None)
    if old is None:
        raise Http404
    new = next((one for one in signed if one.row.number == natural(request.GET.get("dengan"))), None)
    if new and new.row.plan_number < old.row.plan_number:
        old, new = new, old
    try:
        found = between(request.plan, old.row, new and new.row)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    chosen, names = request.GET.get("kelompok", ""), names_of(request.plan, found.who)
    shown = {"signed": signed, "old": old, "new": new, "found": found, "headline": headline(found), "chosen": chosen}
    shown["told"] = [
        (pillar, ways_of(pillar, names)) for pillar in found.pillars if pillar.entries and chosen in ("", pillar.code)
    ]
    return page(request, "compare.html", shown)
