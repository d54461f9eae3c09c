"""What a group's chain still lacks, sorted by who can close it, each with the address of the exact field."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from pillars.boards.board import Board, closing_address, read_board
from pillars.cards.addresses import address
from pillars.cards.display import in_sentence
from pillars.cards.gaps import Gap
from pillars.cards.presence import Room
from pillars.kinds import CHOICES, KINDS
from pillars.models.chain import Pillar
from workshops.plans.models import Plan
from workshops.text import natural

#: `?siapa=`: whose gaps are shown.
FILTERS = {"": "Semua", "kelompok": "Kelompok", "lain": "Menunggu"}
#: So many rows at once; the rest when somebody scrolls or asks (docs/decisions/107).
ROWS = 120
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
    """Gaps under a heading: `total` of them, of which `rows` are shown here, the first of all as number `place`."""

    title: str
    rows: list
    total: int
    place: int


@dataclass(frozen=True)
class GapFilter:
    """One filter: its label, how many gaps it shows, its query string, whether it is chosen."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Completeness:
    """The page. `sentence` says how many chains are whole and who can close how many gaps.

    `more`: the query of the page with further rows, or "".
    """

    board: Board
    sentence: str
    tabs: list
    sections: list
    finished: dict
    more: str

    @property
    def pillar(self) -> Pillar:
        return self.board.pillar

    @property
    def first(self) -> CompletenessRow | None:
        """Return the row to begin with, or None; it is the first of all."""
        return self.sections[0].rows[0] if self.sections and not self.sections[0].place else None

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
    groups = _groups(own) if chosen != "lain" else []
    if waiting and chosen != "kelompok":
        groups.append(("Menunggu orang lain", waiting))
    first = natural(query.get("dari")) or 0
    end = first + ROWS if sum(len(gaps) for _, gaps in groups) > first + ROWS * 1.5 else None
    more = f"?{urlencode(({'siapa': chosen} if chosen else {}) | {'dari': end})}" if end else ""
    counts = {"": len(board.gaps), "kelompok": len(own), "lain": len(waiting)}
    tabs = [
        GapFilter(label, counts[key], f"?siapa={key}" if key else "?", key == chosen) for key, label in FILTERS.items()
    ]
    sections = list(_sections(groups, first, end, base))
    return Completeness(board, _sentence(board, own, waiting), tabs, sections, _finished(board), more)


def _sentence(board, own, waiting):
    chains = f"Rantai lengkap pada {board.complete} dari {board.tally['masalah']} masalah."
    if not board.gaps:
        return chains
    parts = [f"{len(own)} dapat ditutup kelompok sekarang"] if own else []
    parts += [f"{len(waiting)} menunggu orang lain"] if waiting else []
    return f"{chains} {len(board.gaps)} celah tersisa: {', '.join(parts)}."


def _sections(groups, first, end, base):
    """Of all gaps in `groups` those from number `first` on, under their headings."""
    place = 0
    for title, gaps in groups:
        seen = gaps[max(first - place, 0) : None if end is None else max(end - place, 0)]
        if seen:
            yield GapSection(title, [_row(gap, base) for gap in seen], len(gaps), max(first, place))
        place += len(gaps)


def _groups(gaps):
    """The gaps of the group by heading, broken links first within each kind."""
    groups = []
    for kind in ("masalah", "sasaran", "strategi", "program"):
        label = KINDS[kind].label
        broken = [gap for gap in gaps if gap.kind == kind and gap.child]
        partial = [gap for gap in gaps if gap.kind == kind and not gap.child]
        if broken:
            title = f"{label} tanpa {KINDS[broken[0].child].label.lower()}"
            groups.append((title, broken))
        if partial:
            groups.append((f"{label} belum utuh", partial))
    return groups


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
