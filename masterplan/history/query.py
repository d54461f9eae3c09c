"""What a page of differences is asked for, from its address. Anything unknown is as if it had not been asked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from masterplan.history.moments import NOW, START, Moment, find_moment
from masterplan.snapshots.comparison import WAYS
from pillars.kinds import CHAIN
from workshops.plans.models import Plan
from workshops.text import natural

#: Entries on one page.
PAGE = 100
WAYS_ASKED = {how for how, *_ in WAYS}


@dataclass(frozen=True)
class DifferenceQuery:
    """`first`, `second`: texts of moments; `pillar`: code or slug; `how`, `kind`: filters, "" for all; `start` of
    the page."""

    first: str
    second: str
    pillar: str
    how: str
    kind: str
    start: int

    def moments(self, plan: Plan) -> tuple[Moment, Moment]:
        """Return both moments. Raises NoMoment."""
        return find_moment(plan, self.first), find_moment(plan, self.second)

    def query(self, **other: Any) -> str:
        """Return the query string of this page with some of it changed; `start` begins anew unless it is given."""
        wanted = {"dari": self.first, "ke": self.second, "kelompok": self.pillar, "jenis": self.how, "kartu": self.kind}
        wanted |= other
        return "?" + urlencode({name: value for name, value in wanted.items() if value or name in ("dari", "ke")})


def difference_query(query: QueryDict) -> DifferenceQuery:
    """Return what a query string asks for."""
    return DifferenceQuery(
        first=(query.get("dari_waktu") or query.get("dari") or START)[:60],
        second=(query.get("ke_waktu") or query.get("ke") or NOW)[:60],
        pillar=query.get("kelompok", "")[:60],
        how=str(query["jenis"]) if query.get("jenis") in WAYS_ASKED else "",
        kind=str(query["kartu"]) if query.get("kartu") in CHAIN else "",
        start=min(natural(query.get("mulai")) or 0, 1_000_000),
    )
