"""What each book holds today and what it will lack, with the page where that is filled. A few counts, no reading."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse

from masterplan.book_details.models import Outline, Particulars
from masterplan.book_outline.outline import group_of
from masterplan.document.books import VOLUMES
from masterplan.document.words import listing
from masterplan.downloads.items import DownloadItem, items_of
from masterplan.downloads.models import Export
from masterplan.editions.edition_list import read_editions
from masterplan.exports.options import CHAPTER, OFFICE, PILLAR, SLICES, BookPart, chapters_of
from pillars.boards.six import Six, read_six
from pillars.models import Gap, Programme, QuickWinProfile, ReadinessAspect, SwotItem, VisionMission
from workshops.number_format import show_number
from workshops.plans.models import Opd, Plan

SIDES = {"strengths": "kekuatan", "weaknesses": "kelemahan", "opportunities": "peluang", "threats": "ancaman"}
CHOSEN = "terpilih"
#: The letters of the books, each with the particular that names who signs it; and where they are signed.
SIGNED = {
    f"{CHAPTER}:sambutan_kepala_daerah": ("nama_kepala_daerah", "kepala daerah"),
    f"{CHAPTER}:kata_pengantar": ("nama_kepala_dinas", "kepala dinas"),
}
TOWN = "ibu_kota"


@dataclass(frozen=True)
class MissingContent:
    """What is missing, and where it is filled."""

    sentence: str
    href: str


@dataclass(frozen=True)
class BookRow:
    """A book that can be made. `parts`: (heading, [Part]) of what can be had of it alone; `pages` of the last PDF."""

    code: str
    label: str
    title: str
    holds: str
    lacks: tuple = ()
    parts: tuple = ()
    is_empty: bool = False
    pages: int | None = None


@dataclass
class ContentCounts:
    """What the books other than Buku 2 are counted from."""

    aspects: int = 0
    gaps: int = 0
    open_gaps: int = 0
    sides: dict = field(default_factory=dict)
    vision: str = ""
    pillars: int = 0
    wins: int = 0
    bare_pillars: int = 0
    bare_wins: int = 0
    particulars: dict = field(default_factory=dict)


def read_books(plan: Plan, six: Six) -> list[BookRow]:
    """Return the books of the plan in the order of their volumes; eleven queries."""
    pages = _pages(plan)
    outlines = dict(Outline.objects.filter(plan=plan).values_list("book", "chapters"))
    pillars = [BookPart(f"{PILLAR}:{code}", name) for code, name in plan.pillars.values_list("code", "name_id")]
    counts = _counts(plan, len(pillars))
    offices = [BookPart(f"{OFFICE}:{name}", name) for name in _offices(plan)]
    found = []
    for code, volume in sorted(VOLUMES.items()):
        chapters = chapters_of(plan, code, outlines.get(code, []))
        own = {CHAPTER: ("Satu bab", chapters), PILLAR: ("Satu pilar", pillars), OFFICE: ("Satu OPD", offices)}
        main = sum(group_of(one.key.partition(":")[2]) == "main" for one in chapters)
        holds, lacks, empty = CONTENTS[code](plan, six, counts)
        found.append(
            BookRow(
                code=code,
                label=volume.label,
                title=volume.title,
                holds=f"{main} bab · {holds}",
                lacks=tuple(lacks) if empty else (*lacks, *_of_letters(plan, chapters, counts)),
                parts=tuple(own[kind] for kind in SLICES.get(code, ()) if own[kind][1]),
                is_empty=empty,
                pages=pages.get(code),
            )
        )
    return found


def _counts(plan, pillars) -> ContentCounts:
    live = {"plan": plan, "deleted_in": None}
    aspects = ReadinessAspect.objects.filter(**live).count()
    gaps = Gap.objects.filter(**live).aggregate(all=Count("pk"), open=Count("pk", filter=_empty("way_forward")))
    sides = SwotItem.objects.filter(**live).order_by().values_list("type").annotate(Count("pk"))
    vision = VisionMission.objects.filter(**live).values_list("visi", flat=True).first()
    wins = Programme.objects.filter(**live, quick_win_status=CHOSEN)
    chosen = dict(wins.values_list("pk", "pillar_id"))
    told = set(QuickWinProfile.objects.filter(**live).values_list("programme_id", flat=True))
    return ContentCounts(
        aspects=aspects,
        gaps=gaps["all"],
        open_gaps=gaps["open"],
        sides=dict(sides),
        vision=vision or "",
        pillars=pillars,
        wins=len(chosen),
        bare_pillars=pillars - len(set(chosen.values())),
        bare_wins=len(set(chosen) - told),
        particulars=Particulars.objects.filter(plan=plan).values_list("values", flat=True).first() or {},
    )


def _empty(name):
    return Q(**{name: None}) | Q(**{name: ""})


def _offices(plan):
    """The offices that lead a programme or are named as supporting one, in the order of the list."""
    named = set()
    for lead, supporting in Programme.objects.filter(plan=plan, deleted_in=None).values_list(
        "lead_opd__name", "support_opd"
    ):
        named.update(name.casefold() for name in (lead, *(supporting or ())) if name)
    for name, short in Opd.objects.filter(plan=plan).values_list("name", "short"):
        if name.casefold() in named or (short and short.casefold() in named):
            yield name


def _pages(plan) -> dict[str, int | None]:
    """{code: pages} of the last PDF of each whole book."""
    made = Export.objects.filter(plan=plan, part="", format="pdf", state=Export.SELESAI, pages__isnull=False)
    return dict(made.order_by("number").values_list("book", "pages"))


def _number(count):
    return show_number(count)


def _at(name, plan):
    return reverse(name, args=[plan.slug])


def _strategic(plan, six, counts):
    swot = sum(counts.sides.values())
    holds = f"{_number(counts.aspects)} aspek kesiapan, {_number(counts.gaps)} kesenjangan, {_number(swot)} butir SWOT"
    lacks = []
    if not counts.aspects:
        lacks.append(MissingContent("Kesiapan belum diisi", _at("analysis", plan)))
    if not counts.gaps:
        lacks.append(MissingContent("Kesenjangan belum diisi", _at("analysis", plan)))
    if counts.open_gaps:
        lacks.append(
            MissingContent(f"{_number(counts.open_gaps)} kesenjangan tanpa arah penyelesaian", _at("analysis", plan))
        )
    if missing := [name for side, name in SIDES.items() if not counts.sides.get(side)]:
        lacks.append(MissingContent(f"SWOT belum memuat {', '.join(missing)}", _at("swot", plan)))
    return holds, [*lacks, *_of_vision(plan, counts)], not (counts.aspects or counts.gaps or swot)


def _of_vision(plan, counts):
    return [] if counts.vision else [MissingContent("Visi belum dirumuskan", _at("vision", plan))]


def _of_letters(plan, chapters, counts):
    """What the letters that the book prints are signed with and nobody has written."""
    letters = [SIGNED[one.key] for one in chapters if one.key in SIGNED]
    said = [f"nama {name}" for key, name in letters if not counts.particulars.get(key)]
    said += ["tempat surat"] if letters and not counts.particulars.get(TOWN) else []
    if said:
        yield MissingContent(f"{listing(said).capitalize()} belum diisi", _at("book_details", plan))


def _masterplan(plan, six, counts):
    holds = ", ".join(f"{_number(count)} {label}" for label, count in six.total)
    gaps = sum(len(column.gaps) for column in six.columns)
    lacks = [MissingContent(f"Masih ada {_number(gaps)} celah", _at("board_of_six", plan))] if gaps else []
    return holds, lacks, not six.problems


def _summary(plan, six, counts):
    holds = f"{_number(counts.pillars)} pilar, {_number(counts.wins)} quick win"
    return holds, [*_of_vision(plan, counts), *_of_wins(plan, counts)], not six.problems


def _quick_wins(plan, six, counts):
    return f"{_number(counts.wins)} quick win terpilih", _of_wins(plan, counts), not counts.wins


def _of_wins(plan, counts):
    if counts.bare_pillars:
        yield MissingContent(f"{_number(counts.bare_pillars)} pilar tanpa quick win terpilih", _at("quick_wins", plan))
    if counts.bare_wins:
        yield MissingContent(f"{_number(counts.bare_wins)} quick win terpilih tanpa profil", _at("quick_wins", plan))


CONTENTS = {"1": _strategic, "2": _masterplan, "3": _summary, "qw": _quick_wins}


#: So many files are listed.
SHOWN = 50


@dataclass(frozen=True)
class BooksPage:
    books: list
    items: list
    editions: list
    period: str

    @property
    def running(self) -> list[DownloadItem]:
        return [item for item in self.items if item.is_open]

    @property
    def rest(self) -> list[DownloadItem]:
        return [item for item in self.items if not item.is_open]


def read_books_page(plan: Plan) -> BooksPage:
    """Return the page of books of `plan`."""
    six = read_six(plan)
    items = items_of(plan, plan.exports.all()[:SHOWN])
    return BooksPage(read_books(plan, six), items, read_editions(plan), six.period)
