"""Real things to put into the blanks of addresses, for tests that call every address."""

import re

from django.utils import timezone

from masterplan.exports.models import Export
from workshops.assets import asset_name
from workshops.people.actions import make_code, make_screen_key


def things(plan, ani, satya, problem, target, binned):
    """A function from a route (`r/<slug:slug>/<slug:pillar>/<str:ref>/`) to the addresses to call."""
    Export.objects.create(
        plan=plan,
        number=1,
        book="2",
        format="json",
        state=Export.SELESAI,
        ordered_by=satya.key,
        ordered_at=timezone.now(),
        done_at=timezone.now(),
        content=b"{}",
        size=2,
        plan_number=1,
    )
    plan.counters["unduhan"] = 1
    blanks = {
        "slug": [plan.slug],
        "pillar": ["tata-kelola"],
        "kind": ["masalah"],
        "number": [str(ani.number)],
        "n": ["1"],
        "token": [make_code(plan).token.lower()],
        "group": ["tata-kelola"],
        "key": [make_screen_key(plan).lower()],
        "book": ["2"],
        "name": [asset_name("room.css")],
    }

    def addresses(route):
        refs = [binned] if "kembalikan" in route else [target] if "selaras" in route else [problem]
        found = ["/" + route]
        for blank in re.findall(r"<(?:\w+:)?(\w+)>", route):
            values = refs if blank == "ref" else blanks[blank]
            found = [re.sub(rf"<(?:\w+:)?{blank}>", value, address) for address in found for value in values]
        return found

    return addresses
