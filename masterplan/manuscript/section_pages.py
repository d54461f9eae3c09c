"""What the page of one section shows, and what stands in its preview."""

from dataclasses import dataclass

from django.urls import reverse

from masterplan.document.books import VOLUMES
from masterplan.document.read import read
from masterplan.document.references import catalogue
from masterplan.document.texts import Texts
from masterplan.document.tree import plain_text
from masterplan.manuscript.fills import fill_of
from masterplan.manuscript.leaves import leaves_of
from masterplan.manuscript.marks import marks_of
from masterplan.manuscript.numbers import numbers_in
from masterplan.manuscript.previewing import section_book
from masterplan.manuscript.sections import find_section, read_sections
from masterplan.writers.child import RenderFailed
from pillars import prose


@dataclass(frozen=True)
class Asked:
    """One section of a plan with all that its page and its preview are made from."""

    plan: object
    volume: object
    reading: object
    chapters: list
    chapter: object
    section: object

    @property
    def texts(self):
        return Texts(self.reading, self.volume.content)


def asked_for(plan, book, code) -> Asked | None:
    """The section `code` of `book`, or None where there is none."""
    if book not in VOLUMES:
        return None
    reading = read(plan)
    chapters = read_sections(reading, book)
    found = find_section(chapters, code)
    return Asked(plan, VOLUMES[book], reading, chapters, *found) if found else None


def section_page(asked) -> dict:
    """The context of the page without its form and without its preview."""
    plan, section = asked.plan, asked.section
    href = reverse("manuscript_section", args=[plan.slug, asked.volume.code, section.code])
    every = [(chapter, one) for chapter in asked.chapters if not chapter.hidden for one in chapter.sections]
    at = next((at for at, (_, one) in enumerate(every) if one.code == section.code), None)
    slug = plan.pillars.filter(code=section.pillar).values_list("slug", flat=True).first() if section.pillar else ""
    return {
        "plan": plan,
        "volume": asked.volume,
        "chapter": asked.chapter,
        "section": section,
        "name": f"{section.number or asked.chapter.label} {section.title}".strip(),
        "here": href,
        "preview_href": reverse("preview_section", args=[plan.slug, asked.volume.code, section.code]),
        "fill": fill_of(plan, section.fill_at, prose="#naskah", pillar=slug or "") if section.missing else None,
        "before": every[at - 1][1] if at else None,
        "after": every[at + 1][1] if at is not None and at + 1 < len(every) else None,
        "marks": marks_of(asked.texts),
        "references": catalogue(asked.reading),
    }


def preview_of(asked, title="", blocks=None, pictures=None) -> dict:
    """The context of the preview: `leaves`, or `failure`, a sentence; and the `numbers` of the text.

    blocks  the text as it is being written; None for what is saved.
    """
    chapter, section = asked.chapter, asked.section
    book, cut, printed = section_book(
        asked.reading, asked.volume.code, chapter.code, section.code, title=title, blocks=blocks
    )
    saved = next((one.blocks for one in asked.reading.manuscript.passages if one.section == section.code), ())
    numbers = numbers_in(prose.plain(saved if blocks is None else blocks), asked.texts)
    shown = {"cut": cut, "printed": printed, "wrong": [one for one in numbers if not one.agrees]}
    shown["agreeing"] = [one for one in numbers if one.agrees]
    try:
        leaves = leaves_of(book, asked.plan, pictures)
    except RenderFailed as failed:
        return shown | {"failure": failed.sentence, "leaves": []}
    return shown | {"leaves": leaves, "words": plain_text(book.parts).split("\n")}
