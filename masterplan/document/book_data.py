"""What a book is made of: the plan, and what only books tell of it. Frozen, without Django."""

from dataclasses import dataclass, field

from masterplan.document.beyond import Beyond
from masterplan.document.bimteks import Closings
from masterplan.document.passages import Manuscript
from pillars.plan_view.shapes import PlanView


@dataclass(frozen=True, kw_only=True)
class Team:
    """The group of a pillar; `lead` is the institution of its chair, `members` how many sit in it."""

    pillar: str
    name: str
    members: int = 0
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class BookData(PlanView):
    """A plan as books read it.

    head    Bupati or Wali Kota, "" for what the region's name says · office: that publishes, else found among the OPD
    teams   the groups of the pillars · beyond: what a slice names without holding it
    """

    head: str = ""
    office: str = ""
    teams: tuple[Team, ...] = ()
    manuscript: Manuscript = field(default_factory=Manuscript)
    closings: Closings = field(default_factory=Closings)
    beyond: Beyond = field(default_factory=Beyond)
