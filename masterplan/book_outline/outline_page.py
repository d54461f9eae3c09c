"""What the page of an outline shows: the parts of a book, their sections, what these lack, and where it is filled."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from masterplan.book_details.models import CoverArms, Outline
from masterplan.book_outline.actions import outline_event
from masterplan.book_outline.fill_links import fill_of
from masterplan.book_outline.outline import can_hide, parts_of, placed_parts
from masterplan.book_outline.plan_cache import cached_reading
from masterplan.document.books import VOLUMES
from pillars.narrative.queries import pictures_of_plan
from workshops.plans.models import Plan

GROUPS = {"front": "Bagian depan", "main": "Bab", "annex": "Lampiran"}
STATES = {"own": "Naskah sendiri", "shipped": "Teks bawaan", "none": "Belum ada naskah"}


@dataclass(frozen=True)
class SectionRow:
    """One section in the list. `fill`: where what it lacks is filled, or None; `printed`: what it is called there."""

    section: Any
    href: str
    state: str
    fill: Any

    @property
    def name(self) -> str:
        return f"{self.section.number} {self.section.title}".strip()


@dataclass(frozen=True)
class PartRow:
    """One part of the book. `before`, `after`: codes of its neighbours, "" at an end of its group."""

    chapter: Any
    lines: list
    before: str
    after: str
    may_hide: bool

    @property
    def name(self) -> str:
        return f"{self.chapter.label} {self.chapter.title}".strip()

    @property
    def own(self) -> int:
        """Return how many of its sections have a text of the plan's own."""
        return sum(line.section.state == "own" for line in self.lines)


def outline_page(plan: Plan, book: str) -> dict:
    """Return the context of the page: `groups` [(title, [Row])], `books`, `version` and whether anything differs."""
    row = Outline.objects.filter(plan=plan, book=book).first() or Outline(plan=plan, book=book)
    now = cached_reading(plan)
    chapters = now.chapters(book)
    order = placed_parts(parts_of(book), row.chapters)
    arms = CoverArms.objects.filter(plan=plan).values_list("picture", flat=True).first() or ""
    groups = []
    for group, title in GROUPS.items():
        mine = [one for one in chapters if one.group == group]
        codes = ["", *(one.code for one in mine), ""]
        rows = [
            PartRow(one, _lines(plan, book, one), codes[at], codes[at + 2], can_hide(order, one.code))
            for at, one in enumerate(mine)
        ]
        groups += [(title, rows)] if rows else []
    return {
        "plan": plan,
        "volume": VOLUMES[book],
        "books": [(one.label, one.code) for one in VOLUMES.values()],
        "groups": groups,
        "version": row.version,
        "differs": bool(row.chapters),
        "lacking": sum(one.lacking for one in chapters if not one.hidden),
        "blank": sum(bool(line.blanks) for one in chapters if not one.hidden for line in one.sections),
        "pictures": [
            (one.ref, f"{one.name}{' (disembunyikan)' if one.hidden_at else ''}")
            for one in pictures_of_plan(plan, also=arms)
        ],
        "arms": arms,
    }


def _lines(plan, book, chapter):
    slugs = {pillar.code: pillar.slug for pillar in plan.pillars.all()} if chapter.sections else {}
    found = []
    for section in chapter.sections:
        href = reverse("book_section", args=[plan.slug, book, section.code])
        pillar = slugs.get(section.pillar, "")
        fill = fill_of(plan, section.fill_at, prose=href, pillar=pillar) if section.missing else None
        found.append(SectionRow(section, href, STATES[section.state], fill))
    return found


def takes_back(plan: Plan, book: str, number: int | None) -> int | None:
    """Return the number of the event `number`, if the outline is still as that event left it: then it can be undone."""
    event = number and outline_event(plan, book, number)
    row = Outline.objects.filter(plan=plan, book=book).first() if event else None
    return number if row and row.chapters == event.changes[row.ref]["chapters"][1] else None
