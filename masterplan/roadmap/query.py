"""What of the road map is asked for: horizon, grouping and filters. What is unknown counts as not said."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from pillars.plan_view.cards import Programme
from pillars.plan_view.shapes import PlanView

TERMS = ("pendek", "menengah", "panjang")
GROUPINGS = ("pilar", "opd", "dana")
NONE = "belum"  # of an OPD or of sources: those that have none


@dataclass(frozen=True)
class RoadMapQuery:
    """`term` one of TERMS or "", `by` of GROUPINGS; `pillar` a code, `opd` a ref or NONE, `funding` a source or NONE;
    `loose` only those without years."""

    term: str = ""
    by: str = "pilar"
    pillar: str = ""
    opd: str = ""
    funding: str = ""
    loose: bool = False

    @classmethod
    def read(cls, query: QueryDict, road: PlanView) -> "RoadMapQuery":
        """Return the query from a QueryDict, as far as `road` knows what it names."""
        opd, funding = query.get("opd", ""), query.get("dana", "")
        known = {source for item in road.of_kind("program") for source in item.funding}
        return cls(
            term=_one_of(query.get("jangka", ""), TERMS),
            by=_one_of(query.get("menurut", ""), GROUPINGS) or "pilar",
            pillar=_one_of(query.get("pilar", ""), [pillar.code for pillar in road.pillars]),
            opd=_one_of(opd, [*road.offices, NONE]),
            funding=_one_of(funding, [*known, NONE]),
            loose=query.get("tahun") == NONE,
        )

    def takes(self, item: Programme) -> bool:
        """Whether a programme is asked for."""
        return (
            (not self.term or item.term == self.term)
            and (not self.pillar or item.pillar == self.pillar)
            and (not self.opd or item.lead == ("" if self.opd == NONE else self.opd))
            and (not self.funding or (self.funding in item.funding if self.funding != NONE else not item.funding))
            and (not self.loose or not item.years)
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.term or self.pillar or self.opd or self.funding or self.loose)

    @property
    def query(self) -> str:
        """Return what an address carries to ask this again: `?jangka=pendek`, or ""."""
        said = {"jangka": self.term, "menurut": self.by if self.by != "pilar" else "", "pilar": self.pillar}
        said |= {"opd": self.opd, "dana": self.funding, "tahun": NONE if self.loose else ""}
        said = {key: value for key, value in said.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def but(self, **changes: Any) -> "RoadMapQuery":
        """Return the same, with other words for some of it."""
        return replace(self, **changes)


def _one_of(word, known):
    return word if word in known else ""
