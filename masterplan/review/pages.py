"""What the page of one chapter shows beside its form."""

from typing import Any

from django.urls import reverse

from masterplan.review.chapters import ReviewChapter, fingerprint, read_chapters, sections_of
from pillars.review.forms import MarkForm, NoteForm
from pillars.review.pages import NOTE_VERDICTS, rights
from pillars.review.queries import review_status, threads_of_chapter
from workshops.access import PlanRequest
from workshops.answers import receipt_context
from workshops.plans.models import Plan


def address(name: str, plan: Plan, *more: str) -> str:
    """Return the address of the page `name` in a plan."""
    return reverse(name, args=[plan.slug, *more])


def chapter_context(request: PlanRequest, one: ReviewChapter, form: NoteForm | None = None) -> dict[str, Any]:
    """Return one chapter: its sections, its notes, how far it is read, and which chapter nobody has read comes next."""
    plan, may, words = request.plan, rights(request, None), fingerprint(request.plan, one, live="since" in request.GET)
    everything = [found for volume in read_chapters(plan, live="since" in request.GET) for found in volume.chapters]
    at = next(at for at, found in enumerate(everything) if found.code == one.code)
    order = everything[at + 1 :] + everything[:at]
    unread = next((found for found in order if found.state == "draf" and not found.notes or found.is_changed), None)
    form = form or NoteForm(may_mark=bool(may["may_review"].review_mark_reviewed))
    return {
        "plan": plan,
        "chapter": one,
        "words": words,
        "sections": sections_of(plan, one),
        "place": (at + 1, len(everything)),
        "before": everything[at - 1] if at else None,
        "after": everything[at + 1] if at + 1 < len(everything) else None,
        "threads": threads_of_chapter(plan, one.code),
        "standing": review_status(plan, one.subject, fingerprint=words),
        "form": form,
        "mark": MarkForm(),
        "verdicts": NOTE_VERDICTS,
        "then": address("review_chapter", plan, unread.code) if unread else address("review_chapters", plan),
        "send_word": f"Kirim dan lanjut ke {unread.name}" if unread else "Kirim",
        "note_subject": one.subject,
        "note_code": one.name,
        "address_note": address("review_chapter", plan, one.code),
        "address_reviewed": address("chapter_reviewed", plan, one.code),
        "address_approved": address("chapter_approved", plan, one.code),
        "who": "chapter",
        **may,
        **receipt_context(request),
    }
