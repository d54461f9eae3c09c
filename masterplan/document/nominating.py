"""What was proposed as a quick win, and the groups of the pillars that proposed it. Frozen, without Django."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Team:
    """The group of a pillar; `lead` is the institution of its chair, `members` how many sit in it."""

    pillar: str
    name: str
    members: int = 0
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """A proposal for a quick win; `programme` is a ref, `proposal` what is proposed while there is no programme.

    gate, criteria  (value of the kind's list, "ya" | "sebagian" | "tidak") for each that was answered
    reason          why the criteria were answered so · decision: why it was chosen, or not
    """

    pillar: str
    programme: str = ""
    proposal: str = ""
    proposer: str = ""
    gate: tuple[tuple[str, str], ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    decision: str = ""
