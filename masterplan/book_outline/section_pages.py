"""What the page of one section shows, and what stands in its preview."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from masterplan.book_outline.fill_links import fill_of
from masterplan.book_outline.marks import marks_of
from masterplan.book_outline.numbers import numbers_in
from masterplan.book_outline.plan_cache import cached_reading
from masterplan.book_outline.preview import beginning, page_images_of, section_book, with_passage
from masterplan.book_outline.sections import OutlineChapter, find_section, read_sections
from masterplan.book_outline.unsaved_marks import mark_new_text, marked
from masterplan.document.book_data import BookData
from masterplan.document.books import VOLUMES
from masterplan.document.references import catalogue
from masterplan.document.sentences import MARK
from masterplan.document.texts import BookTexts
from masterplan.document.tree import plain_text
from masterplan.document.volumes import BookVolume
from masterplan.writers.failures import RenderFailed
from pillars import prose
from pillars.narrative.views import SectionPage, paragraphs
from workshops.plans.models import Plan


@dataclass(frozen=True)
class SectionQuery:
    """One section of a plan with all that its page and its preview are made from.

    written  its text as somebody is writing it, of which `book_data` hold what a preview shows
    """

    plan: Plan
    volume: BookVolume
    book_data: BookData
    chapters: list
    chapter: OutlineChapter
    section: Any
    written: tuple = ()

    @property
    def texts(self) -> BookTexts:
        return BookTexts(self.book_data, self.volume.content)


def section_query(plan: Plan, book: str, code: str) -> SectionQuery | None:
    """Return the section `code` of `book`, or None where there is none."""
    if book not in VOLUMES:
        return None
    now = cached_reading(plan)
    chapters = now.chapters(book)
    found = find_section(chapters, code)
    return SectionQuery(plan, VOLUMES[book], now.book_data, chapters, *found) if found else None


def first_of(plan: Plan, book: str, chapter: str) -> str:
    """Return the code of the first text of a chapter; "" for one that has none, and for no chapter of the book."""
    chapters = cached_reading(plan).chapters(book) if book in VOLUMES else ()
    return next((one.sections[0].code for one in chapters if one.code == chapter and one.sections), "")


def saved_blocks(asked: SectionQuery) -> tuple:
    """Return the prose of the section as it is saved, or being written; where there is none its shipped text."""
    if asked.written:
        return asked.written
    saved = next((one for one in asked.book_data.customization.passages if one.section == asked.section.code), None)
    return saved.blocks if saved and saved.blocks else tuple(paragraphs(asked.section.begins))


def with_unsaved_section(asked: SectionQuery, title: str, blocks: list[dict[str, Any]]) -> SectionQuery:
    """Return the same as if its section had been saved with this title and these blocks.

    What is new in them is marked.
    """
    code = asked.section.code
    book_data = with_passage(asked.book_data, code, title, marked(beginning(blocks), saved_blocks(asked)))
    found = find_section(read_sections(book_data, asked.volume.code, only=asked.chapter.code), code)
    return replace(asked, book_data=book_data, section=found[1], written=tuple(blocks)) if found else asked


def section_page(asked: SectionQuery) -> dict:
    """Return the context of the page without its form and without its preview."""
    plan, section = asked.plan, asked.section
    href = reverse("book_section", args=[plan.slug, asked.volume.code, section.code])
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
        "marks": marks_of(asked.texts, MARK.findall("\n".join((*section.begins, prose.plain(saved_blocks(asked)))))),
    }


def preview_of(asked: SectionQuery) -> dict:
    """Return the context of the preview: `leaves`, or `failure`, a sentence; and the numbers of the text."""
    section = asked.section
    book, cut, before = section_book(asked.book_data, asked.volume.code, section)
    book = mark_new_text(book)
    numbers = numbers_in(prose.plain(saved_blocks(asked)), asked.texts)
    shown = {"cut": cut, "printed": section.at is not None}
    shown |= {"wrong": [one for one in numbers if not one.agrees], "agreeing": [one for one in numbers if one.agrees]}
    try:
        leaves = page_images_of(book, asked.plan, before=before)
    except RenderFailed as failed:
        return shown | {"failure": failed.sentence, "leaves": []}
    return shown | {"leaves": leaves, "words": plain_text(book.parts).split("\n")}


def form_page(asked: SectionQuery, context: Callable[..., Any], template: str) -> SectionPage:
    """Return what the form of the section is made from. `context`: () → what the page around it needs."""
    address = reverse("book_section", args=[asked.plan.slug, asked.volume.code, asked.section.code])
    name = f"{asked.volume.label} {asked.section.number or asked.chapter.label} {asked.section.title}"
    return SectionPage(
        section=asked.section.code,
        name=" ".join(name.split()),
        beginning=tuple(paragraphs(asked.section.begins)),
        references=catalogue(asked.book_data),
        address=address,
        template=template,
        context=context,
    )
