"""What a group's chain still lacks, sorted by who can close it, each with the address of the exact field."""

from dataclasses import dataclass

from django.http import QueryDict

from pillars.boards.board import Board, closing_address, read_board
from pillars.cards.addresses import address
from pillars.cards.display import in_sentence
from pillars.cards.gaps import Gap
from pillars.cards.presence import Room
from pillars.kinds import CHOICES, KINDS
from pillars.models.chain import Pillar
from workshops.plans.models import Plan

#: `?siapa=`: whose gaps are shown.
FILTERS = {"": "Semua", "kelompok": "Kelompok", "lain": "Menunggu"}
OWNERS = {choice.value: choice.label for choice in CHOICES["gap_owner"]}


@dataclass(frozen=True)
class CompletenessRow:
    """A gap as a line of the list. `go` is the verb of its link, `lacks` what is missing, `waits` for whom."""

    gap: Gap
    href: str
    go: str
    lacks: str
    waits: str = ""


@dataclass(frozen=True)
class GapSection:
    title: str
    rows: list


@dataclass(frozen=True)
class GapFilter:
    """One filter: its label, how many gaps it shows, its query string, whether it is chosen."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Completeness:
    """The page. `sentence` says how many chains are whole and who can close how many gaps."""

    board: Board
    sentence: str
    tabs: list
    sections: list
    finished: dict

    @property
    def pillar(self) -> Pillar:
        return self.board.pillar

    @property
    def first(self) -> CompletenessRow | None:
        """Return the row to begin with, or None."""
        return self.sections[0].rows[0] if self.sections else None

    @property
    def room(self) -> Room:
        return self.board.room

    @property
    def finished_total(self) -> int:
        return sum(self.finished.values())


def read_completeness(plan: Plan, code: str, query: QueryDict) -> Completeness:
    """Return the gaps of the pillar with `code`, as many as the filter in `query` (`siapa`) lets through."""
    board = read_board(plan, code)
    chosen = query.get("siapa", "") if query.get("siapa", "") in FILTERS else ""
    own = [gap for gap in board.gaps if gap.group_can_close]
    waiting = [gap for gap in board.gaps if not gap.group_can_close]
    base = address(plan, board.pillar)
    sections = _sections(own, base) if chosen != "lain" else []
    if waiting and chosen != "kelompok":
        sections.append(GapSection("Menunggu orang lain", [_row(gap, base) for gap in waiting]))
    counts = {"": len(board.gaps), "kelompok": len(own), "lain": len(waiting)}
    tabs = [
        GapFilter(label, counts[key], f"?siapa={key}" if key else "?", key == chosen) for key, label in FILTERS.items()
    ]
    return Completeness(board, _sentence(board, own, waiting), tabs, sections, _finished(board))


def _sentence(board, own, waiting):
    chains = f"Rantai lengkap pada {board.complete} dari {board.tally['masalah']} masalah."
    if not board.gaps:
        return chains
    parts = [f"{len(own)} dapat ditutup kelompok sekarang"] if own else []
    parts += [f"{len(waiting)} menunggu orang lain"] if waiting else []
    return f"{chains} {len(board.gaps)} celah tersisa: {', '.join(parts)}."


def _sections(gaps, base):
    """The gaps of the group, broken links first within each kind."""
    sections = []
    for kind in ("masalah", "sasaran", "strategi", "program"):
        label = KINDS[kind].label
        broken = [gap for gap in gaps if gap.kind == kind and gap.child]
        partial = [gap for gap in gaps if gap.kind == kind and not gap.child]
        if broken:
            title = f"{label} tanpa {KINDS[broken[0].child].label.lower()}"
            sections.append(GapSection(title, [_row(gap, base) for gap in broken]))
        if partial:
            sections.append(GapSection(f"{label} belum utuh", [_row(gap, base) for gap in partial]))
    return sections


def _row(gap, base):
    fields = [in_sentence(hole.label) for hole in gap.holes if not hole.child]
    lacks = f"belum diisi: {', '.join(fields)}" if fields else ""
    waits = "" if gap.group_can_close else gap.owner or OWNERS[gap.who]
    go = f"+ {KINDS[gap.child].label}" if gap.child else "Lengkapi" if gap.group_can_close else "Lihat"
    if gap.holes[0].key == "rpjmd_ref":
        go = "Kaitkan"
    return CompletenessRow(gap, closing_address(gap, base), go, lacks, waits)


def _finished(board):
    """{label: how many entries of the kind lack nothing}."""
    with_gaps = {gap.ref for gap in board.gaps}
    done = [link.entry.KIND for link in board.chain.all_links() if link.entry.ref not in with_gaps]
    return {KINDS[kind].label.lower(): done.count(kind) for kind in ("masalah", "sasaran", "strategi", "program")}
