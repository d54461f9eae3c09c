"""What people wrote into the books of a plan, as the chapters read it: prose, outlines, pictures, the arms."""

from typing import Any

from masterplan.book_details.models import CoverArms
from masterplan.book_details.models import Outline as OutlineRow
from masterplan.book_details.queries import book_details_of
from masterplan.book_details.questions import COVER, MARKS, WHITE
from masterplan.document.further_fields import remaining_lines
from masterplan.document.nodes import OFFICE
from masterplan.document.passages import BookOutline, ChapterPlan, Manuscript, Passage, PictureFacts
from pillars.models import Picture
from workshops.plans.models import Plan


def read_manuscript(plan: Plan, narratives: tuple[Any, ...]) -> Manuscript:
    """Return the manuscript of a plan, in four queries whatever it holds; `narratives`: cards of the kind `naskah`."""
    pictures = {
        one.ref: PictureFacts(ref=one.ref, sha256=one.sha256, width=one.width, height=one.height, alt=one.alt)
        for one in Picture.objects.filter(plan=plan).order_by("number")
    }
    told = book_details_of(plan)
    arms = CoverArms.objects.filter(plan=plan).values_list("picture", flat=True).first()
    return Manuscript(
        passages=tuple(
            Passage(section=one.section, title=one.title, blocks=(*one.blocks, *map(_paragraph, remaining_lines(one))))
            for one in sorted(narratives, key=lambda one: one.section)
        ),
        outlines=tuple(
            BookOutline(book=book, chapters=tuple(map(_chapter, chapters or ())))
            for book, chapters in OutlineRow.objects.filter(plan=plan).order_by("book").values_list("book", "chapters")
        ),
        pictures=tuple(pictures.values()),
        logo=pictures[arms].sha256 if arms in pictures else "",
        values=tuple(sorted((one.key, told[one.key]) for one in MARKS if told.get(one.key))),
        look=OFFICE if told.get(COVER) == WHITE else "",
    )


def _paragraph(text: str) -> dict:
    return {"type": "paragraph", "spans": [{"text": text}]}


def _chapter(one) -> ChapterPlan:
    """A chapter of a stored outline; a file may have given its code alone."""
    return ChapterPlan(code=one["code"], title=one.get("title") or "", hidden=bool(one.get("hidden")))
