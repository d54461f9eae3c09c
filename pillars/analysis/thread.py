"""From keywords to indicators: kata kunci → visi → misi → tujuan → sasaran, and where the thread is torn."""

from dataclasses import dataclass, field
from typing import Any

from pillars.analysis.words import holds, pieces, plain
from pillars.cards.display import people_of
from pillars.cards.queries import entries
from pillars.models import RpjmdDocument, Target, VisionMission
from workshops.live.models import Event
from workshops.plans.models import Plan

#: So many other wordings of the vision stand beside it.
MOST = 2


@dataclass(frozen=True)
class Word:
    """A keyword: the statements that it comes from, and whether the vision holds it."""

    entry: Any
    sources: list
    in_vision: bool


@dataclass
class Aimed:
    """A tujuan with the targets that bring it about."""

    entry: Any
    targets: list


@dataclass
class Mission:
    """A mission of the vision, its place (from 1) and what it is to bring about."""

    number: int
    text: str
    aims: list = field(default_factory=list)


@dataclass(frozen=True)
class Wording:
    """A sentence that the vision said, or was to say; `pieces` as of the present one."""

    pieces: list
    name: str
    at: Any


@dataclass(frozen=True)
class VisionThread:
    """`vision`: the card or None; `pieces`: its words with the keywords marked; `wordings`: what it said before, or was
    to say; `stray`: tujuan whose mission is not among the missions; `free`: [(pillar, [targets])] that no tujuan names.
    `rpjmd`: the vision of the RPJMD.
    """

    words: list
    vision: VisionMission | None
    pieces: list
    missions: list
    stray: list
    free: list
    rpjmd: str
    wordings: list

    @property
    def used(self) -> list[Word]:
        return [one for one in self.words if one.in_vision]

    @property
    def unused(self) -> list[Word]:
        return [one for one in self.words if not one.in_vision]

    @property
    def missions_without_goal(self) -> list[Mission]:
        """Return the missions without a tujuan."""
        return [one for one in self.missions if not one.aims]

    @property
    def aims(self) -> list[Any]:
        return [*(aim for one in self.missions for aim in one.aims), *self.stray]

    @property
    def free_count(self) -> int:
        return sum(len(targets) for _, targets in self.free)


def read_thread(plan: Plan) -> VisionThread:
    """Return the thread of a plan, in ten queries or fewer."""
    vision = entries(plan, "visi_misi").first()
    statement = (vision.visi or "") if vision else ""
    statements = {row.ref: row for row in entries(plan, "swot")}
    words = [
        Word(row, [statements[ref] for ref in row.swot_refs or () if ref in statements], holds(statement, row.word))
        for row in entries(plan, "kata_kunci")
    ]
    live = Target.objects.filter(plan=plan, deleted_in=None).select_related("pillar")
    targets = {row.ref: row for row in live.order_by("pillar__position", "position", "number")}
    missions = [Mission(place, text) for place, text in enumerate((vision.misi if vision else None) or (), 1)]
    stray = _hang(plan, missions, targets)
    aimed = {row.ref for one in missions for aim in one.aims for row in aim.targets}
    aimed |= {row.ref for aim in stray for row in aim.targets}
    current = RpjmdDocument.objects.filter(plan=plan, role=RpjmdDocument.CURRENT).values_list("visi", flat=True)
    known = [one.entry.word for one in words]
    free, others = _by_pillar(targets, aimed), _wordings(plan, vision, known) if vision else []
    return VisionThread(words, vision, pieces(statement, known), missions, stray, free, current.first() or "", others)


def _wordings(plan, vision, known):
    """The latest wordings that are not the present one: written before, or not chosen when two wrote at once."""
    events = Event.objects.filter(plan=plan, refs__contains=[vision.ref], number__lte=plan.head).order_by("-number")
    found = {}
    for event in events:
        for text in (event.lost.get("visi"), event.changes.get(vision.ref, {}).get("visi", (None, None))[1]):
            if text and plain(text) != plain(vision.visi or ""):
                found.setdefault(plain(text), (text, event))
    latest = list(found.values())[:MOST]
    people = people_of(plan, [event.actor for _, event in latest]) if latest else {}
    return [Wording(pieces(text, known), people[event.actor].name, event.at) for text, event in latest]


def _hang(plan, missions, targets):
    """Hangs each tujuan on the mission that it names; returns those whose mission is not there."""
    known, stray = {plain(one.text): one for one in missions}, []
    for row in entries(plan, "tujuan"):
        aim = Aimed(row, [targets[ref] for ref in row.target_refs or () if ref in targets])
        mission = known.get(plain(row.misi or ""))
        (mission.aims if mission else stray).append(aim)
    return stray


def _by_pillar(targets, aimed):
    found = {}
    for ref, row in targets.items():
        if ref not in aimed:
            found.setdefault(row.pillar_id, (row.pillar, []))[1].append(row)
    return list(found.values())
