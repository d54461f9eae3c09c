"""The plan as a `BookData`, from the database: one snapshot, a bounded number of queries whatever its size."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from masterplan.book_details.models import CoverArms
from masterplan.book_details.models import Outline as OutlineRow
from masterplan.book_details.queries import book_details_of
from masterplan.book_details.questions import COVER, MARKS, WHITE
from masterplan.document.book_data import (
    BookCustomization,
    BookData,
    BookOutline,
    ChapterPlan,
    Passage,
    PictureFacts,
    Team,
)
from masterplan.document.closings import read_closings
from masterplan.document.further_fields import remaining_lines
from masterplan.document.nodes import OFFICE
from pillars.models import Picture
from pillars.plan_view.read import plan_parts, snapshot
from workshops.membership.models import Group, Participant
from workshops.plans.models import Plan


def read_book_data(plan: Plan) -> BookData:
    """Return the plan as books read it."""
    with snapshot():
        parts = plan_parts(plan)
        return BookData(
            **parts,
            teams=_teams(plan),
            closings=read_closings(plan, parts["opd"]),
            customization=read_customization(plan, parts["cards"]["naskah"]),
        )


def _teams(plan: Plan) -> tuple[Team, ...]:
    """Return the groups; two records of one person count as one, who was removed not at all."""
    members = {"merged_into": None, "removed_at": None}
    chairs = Participant.objects.filter(group=OuterRef("pk"), role=Participant.KETUA, **members).order_by("number")
    groups = Group.objects.filter(plan=plan, formation=Group.PILAR).annotate(
        members=Count("participants", filter=Q(**{f"participants__{key}": value for key, value in members.items()})),
        lead=Subquery(chairs.values("institution")[:1]),
    )
    # a query that counts forgets the order of its model
    groups = groups.order_by("position", "pk")
    return tuple(
        Team(pillar=group.pillar_code, name=group.name, members=group.members, lead=group.lead or "")
        for group in groups
    )


def read_customization(plan: Plan, narratives: tuple[Any, ...]) -> BookCustomization:
    """Return what a plan changed of its books, in four queries always; `narratives`: cards of the kind `naskah`."""
    pictures = {
        one.ref: PictureFacts(ref=one.ref, sha256=one.sha256, width=one.width, height=one.height, alt=one.alt)
        for one in Picture.objects.filter(plan=plan).order_by("number")
    }
    told = book_details_of(plan)
    arms = CoverArms.objects.filter(plan=plan).values_list("picture", flat=True).first()
    return BookCustomization(
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
