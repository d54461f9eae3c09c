"""The notes of experts as a plan file carries them: on which card or chapter, what was said, what was answered."""

from typing import Any

from pillars.models import ReviewNote
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
    roles = {f"a{pk}": role for pk, role in StaffRole.objects.filter(plan=plan).values_list("account_id", "role")}
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
