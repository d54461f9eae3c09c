"""What the pages of telaah show beside their forms, and how a write of this room is answered."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.display import Showing
from pillars.cards.queries import chain_of
from pillars.cards.values import CHAIN_MODELS, NAME_FIELD, PARENT_FIELD, kind_fields, read_value
from pillars.kinds import is_empty
from pillars.models import SHARED
from pillars.models.chain import Entry, Pillar, Problem, Shared, Target
from pillars.review.forms import MarkForm, NoteForm
from pillars.review.queries import LOOKS, VERDICTS, open_musts, review_status, threads_of_card, threads_of_group
from pillars.review.queue import SHOWN, Queue, ReviewQuery, items_of, read_queue, shares
from workshops.access import PlanRequest, TemplatePermissions
from workshops.answers import mark, marked, receipt_context
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.response_cache import cached_response


@dataclass
class ChainNode:
    """One card of the thread; `here` is the one that is read, `item` what was said of it (None for none)."""

    card: Entry
    here: bool = False
    item: Any = None
    below: list = field(default_factory=list)


@dataclass(frozen=True)
class FieldText:
    """One field of the card as text; "" where nothing stands there."""

    key: str
    label: str
    text: str

    @property
    def in_strip(self) -> bool:
        """Return whether it is shown in the strip: the years of a target stand in a strip of their own."""
        return self.key == "targets_by_year"

    @property
    def short(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:60].rsplit(' ', 1)[0]}…"


def thread_of(plan: Plan, card: Entry, queue: Queue) -> ChainNode:
    """Return the Node at the top of the thread that `card` hangs in: what is above it, and all that is below it."""
    said = {item.ref: item for item in queue.all}
    chain = chain_of(plan, card.pillar) if card.KIND in CHAIN_MODELS and card.pillar is not SHARED else None
    path = _path([*chain.threads, *chain.loose], card.ref) if chain else []
    if not path:
        return ChainNode(card, here=True, item=said.get(card.ref))
    node = _down(path[-1], said, here=card.ref)
    for link in reversed(path[:-1]):
        node = ChainNode(link.entry, item=said.get(link.entry.ref), below=[node])
    return node


def _path(links, ref):
    """The links from the top down to the card `ref`; [] where it is not below them."""
    for link in links:
        if link.entry.ref == ref:
            return [link]
        if below := _path(link.links, ref):
            return [link, *below]
    return []


def _down(link, said, here=""):
    below = [_down(one, said) for one in link.links]
    return ChainNode(link.entry, link.entry.ref == here, said.get(link.entry.ref), below)


def facts_of(plan: Plan, card: Entry) -> list[FieldText]:
    """Return [Fact] of every field; what it hangs from stands above it, and is left out."""
    show, found = Showing(plan), []
    for described in kind_fields(card.KIND):
        if described.key == PARENT_FIELD.get(card.KIND):
            continue
        value = read_value(card, described)
        found.append(FieldText(described.key, described.label, "" if is_empty(value) else show.text(described, value)))
    return found


#: The sentence of a card stands over its fields already.
_SHOWN_ABOVE = set(NAME_FIELD.values())
#: (value, label, look, icon) of what a note can say.
NOTE_VERDICTS = [(value, label, *LOOKS[value]) for value, label in VERDICTS.items()]
SHEET, READ = "pillars/review/sheet.html", "pillars/review/read.html"
WORDS = {
    "same": "Sudah begitu sebelumnya. Tidak ada yang berubah.",
    "deleted": "Belum tersimpan: kartu ini sudah dihapus. Tulisan Anda masih ada di bawah.",
    "changed": "Belum tersimpan: keadaannya berubah sejak halaman ini dibuka. Yang di bawah sudah yang terbaru.",
    "musts": "Belum dapat disetujui: masih ada catatan wajib perbaiki yang terbuka.",
    "stale": "Belum dapat disetujui: isinya berubah sejak ditinjau. Minta tenaga ahli membacanya lagi.",
    "reason": "Tulis alasannya.",
}


def rights(request: PlanRequest, code: str | None) -> dict[str, Any]:
    """Return what the asker may do with notes on cards of the group with `code` (None: of no group, a chapter)."""
    return {
        "may_review": TemplatePermissions(request.actor, code, request.lock),
        "is_expert": request.actor.role == "ahli",
    }


def desk_context(request: PlanRequest) -> dict[str, Any]:
    """Return the overview: by pillar, by kind, and the list that the address asks for."""
    plan, asked = request.plan, ReviewQuery.of(request.plan, request.GET)
    queue = read_queue(plan, asked)
    everything = cached_response(("review", plan.pk, plan.head), lambda: items_of(plan))
    by_pillar, by_kind = shares(plan, everything)
    return {
        "plan": plan,
        "asked": asked,
        "queue": queue,
        "by_pillar": by_pillar,
        "by_kind": by_kind,
        "tabs_of_list": _tabs(asked),
        "musts": open_musts(plan),
        "first": next((item for item in queue.all if not item.is_read), None),
        **receipt_context(request),
    }


def _tabs(asked):
    """[(query, label, whether it is shown now)] of the ways to narrow the list."""
    return [(asked.query(tampil=value) or "?", label, value == asked.shown) for value, label in SHOWN]


def read_context(request: PlanRequest, card: Entry, form: NoteForm | None = None) -> dict[str, Any]:
    """Return one card: its thread, its fields, its notes, how far it is read, and what comes next."""
    plan, asked = request.plan, ReviewQuery.of(request.plan, request.GET)
    queue = read_queue(plan, asked)
    before, after, unread = queue.around(card.ref)
    may = rights(request, card.pillar.code)
    facts = facts_of(plan, card)
    texts = {fact.key: fact.short for fact in facts}
    form = form or NoteForm(card.KIND, may_mark=bool(may["may_review"].review_mark_reviewed))
    return {
        "plan": plan,
        "card": card,
        "asked": asked,
        "queue": queue,
        "tabs_of_list": _tabs(asked),
        "place": queue.place(card.ref),
        "before": before,
        "after": after,
        "unread": unread,
        "then": _next_address(plan, unread, asked),
        "node": thread_of(plan, card, queue),
        "facts": [fact for fact in facts if fact.key not in _SHOWN_ABOVE and not fact.in_strip],
        "lacking": ", ".join(fact.label for fact in facts if not fact.text),
        "parts": [(key, label, texts.get(key, "")) for key, label in form.parts if key in texts],
        "threads": threads_of_card(plan, card),
        "standing": review_status(plan, card.ref, card),
        "form": form,
        "mark": MarkForm(),
        "verdicts": NOTE_VERDICTS,
        "who": "reader",
        "note_subject": card.ref,
        "note_code": card.code,
        "send_word": f"Kirim dan lanjut ke {unread.card.code}" if unread else "Kirim",
        "address_note": reverse("review_card", args=[plan.slug, card.ref]) + asked.query(),
        "address_reviewed": reverse("review_reviewed", args=[plan.slug, card.ref]) + asked.query(),
        "address_approved": reverse("review_approved", args=[plan.slug, card.ref]) + asked.query(),
        **may,
        **receipt_context(request),
    }


def _next_address(plan, unread, asked):
    """Where “Kirim dan lanjut” leads: the next card that nobody has read, or the desk where there is none."""
    if unread is None:
        return reverse("review_desk", args=[plan.slug]) + asked.query()
    return reverse("review_card", args=[plan.slug, unread.ref]) + asked.query()


def read_page(
    request: PlanRequest, card: Problem | Target, *, form: NoteForm | None = None, status: int = 200, notice: str = ""
) -> HttpResponse:
    """Return the page of one card, or for our own script its form alone."""
    context = read_context(request, card, form) | {"notice": notice}
    return answered(request, render(request, SHEET if request.htmx else READ, context, status=status), form)


def answered(request: PlanRequest, response: HttpResponse, form: Any) -> HttpResponse:
    """Return `response` to a write that was not taken, marked so that a phone knows it for our answer."""
    if form is None or not form.op:
        return response
    return mark(response, request.plan.head, form.op_shown)


def group_context(request: PlanRequest, pillar: Pillar | Shared, **more: Any) -> dict[str, Any]:
    """Return the notes on the cards of one group, those that wait first."""
    only = "semua" not in request.GET
    found = threads_of_group(request.plan, pillar.code, only_open=only)
    waiting = [thread for thread in found if not thread.note.is_done]
    context = {
        "plan": request.plan,
        "pillar": pillar,
        "threads": found,
        "only_open": only,
        "waiting": len(waiting),
        "musts": sum(thread.note.is_must for thread in waiting),
        "who": "group",
        **rights(request, pillar.code),
        **receipt_context(request),
    }
    return context | more


def card_aside(request: PlanRequest, entry: Entry, after: int | None = None) -> dict[str, Any]:
    """Return, for the page of a card, its notes with the forms to answer them, and how far it is read.

    No query in a plan of which nothing was said yet.
    after  an event: nothing ({}) unless something was said, marked or changed on the card since.
    """
    if after is not None and not _touched_since(request.plan, entry, after):
        return {}
    return {
        "threads": threads_of_card(request.plan, entry, None if entry.KIND in CHAIN_MODELS else ()),
        "standing": review_status(request.plan, entry.ref, entry),
        "who": "card",
        **rights(request, entry.pillar.code),
    }


def _touched_since(plan, entry, after):
    """A change of the card shows in a note about the field, and in how far the card is read."""
    return Event.objects.filter(plan=plan, number__gt=after, refs__contains=[entry.ref]).exists()


def with_receipt(response: HttpResponse, done: Any) -> HttpResponse:
    """Return `response` marked with the receipt of a write."""
    return marked(response, done.receipt)
