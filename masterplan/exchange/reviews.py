"""The notes of experts and the answers to checks as a plan file carries them: on which card, what was said by whom."""

from typing import Any

from pillars.models import CheckAnswer, ReviewNote
from pillars.review.subjects import cards_of, chapter_code, is_chapter
from workshops.plans.models import Plan, StaffRole

#: What a file calls those who wrote; names of people stand in no file.
GROUP = "kelompok"


def review_notes(plan: Plan) -> list[dict[str, Any]]:
    """Return [object] of the notes in the order in which they were left; those on cards in the bin are left out.

    Three queries and one for each kind of card, and none while nobody has left a note.
    """
    if not plan.counters.get("catatan"):
        return []
    notes = list(ReviewNote.objects.filter(plan=plan).prefetch_related("replies").order_by("number"))
    cards = cards_of(plan, {note.subject for note in notes})
    roles = _roles(plan)
    return [_note(note, cards, roles) for note in notes if is_chapter(note.subject) or note.subject in cards]


def _note(note, cards, roles):
    where = {"chapter": chapter_code(note.subject)} if is_chapter(note.subject) else {"code": cards[note.subject].code}
    told = {
        "field": note.field,
        "verdict": note.verdict,
        "text": note.text,
        "quoted": note.quoted,
        "by": roles.get(note.by, GROUP),
        "at": note.at.isoformat(),
        "status": note.state,
        "replies": [
            {"deed": one.deed, "text": one.text, "by": roles.get(one.by, GROUP), "at": one.at.isoformat()}
            for one in note.replies.all()
        ],
    }
    return where | {key: value for key, value in told.items() if value}


def check_answers(plan: Plan) -> list[dict[str, Any]]:
    """Return [object] of the answers that stand, in the order in which they were given; none of cards in the bin.

    Two queries and one for each kind of card, and none while nobody has answered.
    """
    if not plan.counters.get("jawaban"):
        return []
    rows = list(CheckAnswer.objects.filter(plan=plan).exclude(state=CheckAnswer.WITHDRAWN).order_by("number"))
    cards = cards_of(plan, {ref for row in rows for ref in row.refs})
    roles = _roles(plan)
    return [_answer(row, cards, roles) for row in rows if all(ref in cards for ref in row.refs)]


def _answer(row, cards, roles):
    told = {
        "check": row.check_id,
        "codes": [cards[ref].code for ref in row.refs],
        "said": row.said,
        "text": row.text,
        "by": roles.get(row.by, GROUP),
        "at": row.at.isoformat(),
        "status": row.state,
        "remark": row.remark,
    }
    return {key: value for key, value in told.items() if value}


def _roles(plan):
    """{key of a member of the staff: their role}."""
    return {f"a{pk}": role for pk, role in StaffRole.objects.filter(plan=plan).values_list("account_id", "role")}
