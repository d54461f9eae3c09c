"""What happened at the bimteks and between them, for the books: counts and agreements, never the name of a participant.
Frozen, without Django.
"""

from dataclasses import dataclass
from datetime import date, datetime

OFFICE, OUTSIDE = "perangkat daerah", "luar pemerintah daerah"

#: Titles of the sections of a berita acara in which its results and its decisions stand.
RESULTS, DECISIONS = "B. Hasil", "C. Keputusan"


@dataclass(frozen=True, kw_only=True)
class Institution:
    """Who sent people to a bimtek. `kind`: OFFICE (an OPD, by its name in the plan) or OUTSIDE."""

    name: str
    kind: str
    people: int


@dataclass(frozen=True, kw_only=True)
class AttendedHalfDay:
    """How many came on one half of a day. `day` counts from 1; `half`: Pagi or Siang."""

    day: int
    half: str
    people: int


@dataclass(frozen=True, kw_only=True)
class ChangedCard:
    """One card that is not as it was. `how`: a heading of `comparison.WAYS`; `fields`: labels of what is new."""

    how: str
    kind: str
    code: str
    title: str
    fields: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PillarChanges:
    """The changes of one pillar; code "" for what belongs to none. `same`: how many cards are as they were."""

    code: str
    name: str
    lines: tuple[ChangedCard, ...] = ()
    same: int = 0

    def count(self, how: str) -> int:
        return sum(line.how == how for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class ChangesSince:
    """What changed since the bimtek `since` ("Bimtek I"). `also`: parts beside the cards that changed too."""

    since: str
    pillars: tuple[PillarChanges, ...] = ()
    also: tuple[str, ...] = ()

    def count(self, how: str) -> int:
        return sum(pillar.count(how) for pillar in self.pillars)

    @property
    def same(self) -> int:
        return sum(pillar.same for pillar in self.pillars)


@dataclass(frozen=True, kw_only=True)
class BimtekFacts:
    """One bimtek of the plan, held or only planned.

    results, decisions, objections   lines of its minutes as signed; empty while they are not signed.
    counts    (kind's label, number) of the cards at the signing.
    changes   since the signed bimtek before it; None for the first one and where none is signed.
    damaged   what was kept of the signing can no longer be read.
    """

    number: int
    label: str
    subject: str = ""
    first_day: date | None = None
    days: int = 0
    venue: str = ""
    signed_on: datetime | None = None
    minutes_number: str = ""
    came: int = 0
    institutions: tuple[Institution, ...] = ()
    halves: tuple[AttendedHalfDay, ...] = ()
    results: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    changes: ChangesSince | None = None
    damaged: bool = False

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    def of_kind(self, kind: str) -> tuple[Institution, ...]:
        return tuple(one for one in self.institutions if one.kind == kind)


@dataclass(frozen=True, kw_only=True)
class CommitmentFacts:
    """What people changed of the words of the Komitmen Bersama (keys of its parts), and which offices sign it."""

    words: tuple[tuple[str, str], ...] = ()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Closings:
    """The bimteks in their order. `people`: how many came to any, each once; `offices` and `outside`: institutions
    among them; `tasks` given between the bimteks, and how many of those are done.
    """

    bimteks: tuple[BimtekFacts, ...] = ()
    people: int = 0
    offices: int = 0
    outside: int = 0
    experts: int = 0
    tasks: int = 0
    tasks_done: int = 0
    commitment: CommitmentFacts = CommitmentFacts()
