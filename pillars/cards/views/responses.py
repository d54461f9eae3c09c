"""How a write is answered: the statuses, the marker headers, and what stands on the sheet afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.actions.result import Saved, open_conflicts
from pillars.cards.changes import other_editors
from pillars.cards.conflicts import choices_of
from pillars.cards.display import SaveReceipt, concurrent_changes_of, delete_question, joined, receipt_of
from pillars.cards.forms import EntryForm
from pillars.cards.queries import find_entry, parents_of
from pillars.cards.suggestions import indicators_for, units
from pillars.cards.values import CHAIN_MODELS
from pillars.kinds import KINDS
from pillars.models import SHARED, Pillar
from pillars.models.chain import Entry, Shared
from workshops.access import PageMoved, PlanRequest, forbidden_page
from workshops.agenda.room_state import room_context
from workshops.answers import mark, new_op, see_other
from workshops.live.actions import BadRequest, OpReused, Receipt, Refused
from workshops.live.actions.plan_write import existing
from workshops.live.models import Event
from workshops.permissions import Verdict

PAGE = {True: "pillars/cards/edit_entry.html", False: "pillars/cards/add_entry.html"}
SHEET = "components/sheet.html"


@dataclass(frozen=True)
class Notice:
    """A sentence above the form. `kind` is the message kind, `look` the colour of the notice.

    way  (refs, words) of a button that brings deleted cards back and saves; () for none.
    """

    sentence: str
    kind: str
    look: str = "bad"
    way: tuple = ()


@dataclass(frozen=True)
class Filling:
    """A card that is written through a task, by somebody who may write these of its fields only.

    A view sets it as `request.filling`; then forms go to `address`, and the card's page is `template`. `may` is the
    verdict on writing now.
    """

    task: Any
    keys: tuple
    may: Verdict
    address: str
    template: str


def pillar_of(request: PlanRequest) -> Pillar | Shared:
    """Return the pillar of the address; SHARED at the address of the cards of no pillar."""
    if request.pillar_code == SHARED.code:
        return SHARED
    return existing(Pillar.objects.filter(plan=request.plan, code=request.pillar_code).first())


def card_exists(request: PlanRequest, ref: str, **_: str) -> bool:
    """Whether the card of an address is in this plan and on this board, the bin included (see `access.asks`)."""
    return find_entry(request.plan, ref, pillar=request.pillar_code, with_deleted=True) is not None


def entry_of(request: PlanRequest, ref: str, *, with_deleted: bool = False) -> Entry:
    """Return the card of the address. Raises Http404; PageMoved to a reader of a card that is another group's now."""
    entry = existing(find_entry(request.plan, ref, with_deleted=with_deleted))
    if entry.pillar.code != request.pillar_code:
        if request.method in ("GET", "HEAD"):
            here = request.resolver_match
            raise PageMoved(reverse(here.url_name, kwargs=here.kwargs | {"pillar": entry.pillar.slug}))
        raise Http404
    return entry


def sheet(
    request: PlanRequest, form: EntryForm, *, status: int = 200, notice: Notice | None = None, **more: Any
) -> HttpResponse:
    """Return the page of a form, or its sheet alone when htmx or our own script asked."""
    entry: Any = form.entry
    if filling := filling_of(request):
        form.visible_keys = {key for key in filling.keys if form.visible_keys is None or key in form.visible_keys}
    context = {
        "form": form,
        "entry": entry,
        "kind": form.kind,
        "pillar": form.pillar,
        "notice": notice,
        "indicators": indicators_for(form.pillar.code, form.stored.get("dimension")),
        "units": units(),
        "address": address_of(request, entry) if entry or filling else None,
        **more,
    }
    if not request.htmx:
        context |= card_context(request, entry) if entry else room_context(request, form.pillar.code)
    response = render(request, SHEET if request.htmx else _page_of(request, entry), context, status=status)
    if request.method == "POST":
        op = more["op"] if form.data is None else form.data.get("op", "")
        mark(response, more.get("number", request.plan.head), op)
    return response


def filling_of(request: PlanRequest) -> Filling | None:
    """Return the `Filling` of a request, or None for whoever writes the card itself."""
    return getattr(request, "filling", None)


def address_of(request: PlanRequest, entry: Entry) -> str:
    """Return where a save of `entry` goes: to the card, or to the task through which this person fills it."""
    filling = filling_of(request)
    return filling.address if filling else reverse("edit_entry", args=[request.plan.slug, entry.pillar.slug, entry.ref])


def _page_of(request, entry):
    filling = filling_of(request)
    return filling.template if filling else PAGE[entry is not None]


def card_context(request: PlanRequest, entry: Entry) -> dict[str, Any]:
    """Return what the page of a card shows around its form; what features add stands in `pillars.card_page.panels`."""
    return {
        "here": other_editors(request.plan, entry.ref, request.actor.key),
        "parents": parents_of(entry),
        "directions": [("naik", "Naikkan"), ("turun", "Turunkan")],
        "delete_question": "" if entry.is_deleted else delete_question(entry),
        "in_chain": entry.KIND in CHAIN_MODELS,
        **room_context(request, entry.pillar.code),
    }


def attempt(
    request: PlanRequest,
    form: Any | EntryForm,
    action: Callable[..., Any],
    /,
    *what: Any,
    page: Callable[..., Any] | None = None,
    **how: Any,
) -> tuple[Any, HttpResponse | None]:
    """Run `action(actor, *what, op=…, **how)`; return (its result, None), or (None, the answer that says why not).

    `op` is that of the form where `how` names no other. `page(request, form, status, notice)` draws the form again as
    it was typed; without it the card's sheet.
    """
    try:
        return action(request.actor, *what, **({"op": form.op} | how)), None
    except Refused as refused:
        return None, mark(forbidden_page(request, refused.verdict), request.plan.head, form.op)
    except (BadRequest, OpReused) as error:
        reused = isinstance(error, OpReused)
        if reused:
            form.op_shown = new_op()
        draw = page or sheet
        return None, draw(request, form, status=409 if reused else 422, notice=Notice(error.sentence, "field_error"))


def saved_answer(request: PlanRequest, saved: Saved, form: Any | EntryForm) -> HttpResponse:
    """Return what follows a committed save: the form with its receipt, or the choice between two texts."""
    number, op = saved.receipt.number, saved.receipt.op
    fresh = saved.entry is not None and saved.status == "saved"
    entry: Any = saved.entry if fresh else find_entry(request.plan, saved.ref, with_deleted=True)
    if saved.status == "conflict":
        return conflict_answer(request, entry, saved, status=409)
    if left := next_conflict(request, entry, saved):
        return left
    if not request.htmx:
        query = urlencode(_receipt_query(saved, form))
        return see_other(f"{address_of(request, entry)}?{query}", saved.receipt)
    if fresh:
        receipt = _receipt_now(request.plan, saved, form)
    else:
        receipt = receipt_of(request.plan, entry, number, form.removed, me=request.actor.key, since=form.base)
    answer = form_after(request, entry, receipt)
    if fresh and "beda" not in request.POST:
        # the phone has the form: it gets what looks different now, and drawing 25 fields costs more than the save
        answer.visible_keys = receipt.news
    return sheet(request, answer, number=number, op=op)


def _receipt_now(plan, saved, form):
    """The receipt of a save that has just been committed, from what its form read."""
    others = {key: event for key, event in saved.since.items() if event.actor != form.actor_key}
    said = {key: text for key, text in form.read_backs.items() if key in saved.written}
    warned = {key: sentences for key, sentences in form.warnings.items() if key in saved.written}
    number, at = saved.receipt.number, saved.receipt.at
    deeds = concurrent_changes_of(plan, saved.entry, others, saved.agreed)
    return SaveReceipt(number, at, saved.written, said, warned, form.removed, others=deeds)


def _receipt_query(saved, form):
    """What the address carries so that its page can show the receipt (`receipt_context` of the page reads it)."""
    asked = {"tersimpan": saved.receipt.number}
    asked |= {"dibuang": form.removed} if form.removed else {}
    asked |= {"sejak": form.base} if form.base is not None and saved.since and not saved.written else {}
    return asked | ({"sama": ",".join(saved.agreed)} if saved.agreed else {})


def next_conflict(request: PlanRequest, entry: Entry, saved: Saved) -> HttpResponse | None:
    """Return the next choice, where a save met several conflicts and this one settled one of them; None otherwise."""
    left = [key for key in request.POST.get("sisa", "").split(",") if key and not carries(request.POST, key)]
    event = incomplete_save(request, entry, request.POST.get("beda", "")) if left else None
    earlier: Any = event and open_conflicts(
        request.plan, event, Receipt(event.number, event.at, event.op), request.plan.head
    )
    if earlier is None or not [clash for clash in earlier.clashes if clash.field.key in left]:
        return None
    if request.htmx:
        return mark(conflict_answer(request, entry, earlier, only=left), saved.receipt.number, saved.receipt.op)
    asked = {"op": event.op, "isian": ",".join(left)}
    return see_other(f"{choice_address(request, entry)}?{urlencode(asked)}", saved.receipt)


def choice_address(request: PlanRequest, entry: Any) -> str:
    """Return where the choice that a save on `entry` (or its ref) has left can be found again, with `?op=`."""
    if filling := filling_of(request):
        return filling.address
    return reverse("conflict", args=[request.plan.slug, request.resolver_match.kwargs["pillar"], _ref(entry)])


def _ref(entry):
    return getattr(entry, "ref", entry)


def incomplete_save(request: PlanRequest, entry: Entry, op: str) -> Event | None:
    """Return the event of a save of this person under `op` that was not taken in whole; None when there was none."""
    verbs = ("entry.conflict", "entry.late")
    events = Event.objects.filter(plan=request.plan, actor=request.actor.key, op=op, verb__in=verbs)
    return events.filter(refs__contains=[entry.ref]).first()


def carries(post: QueryDict, key: str) -> bool:
    """Whether a post holds the field `key`, or a year of it."""
    return any(name == key or name.startswith(f"{key}.") for name in post)


def form_after(request: PlanRequest, entry: Entry, receipt: Any) -> EntryForm:
    """Return the form of a card as it stands after the save of `receipt`."""
    form = EntryForm.of(request.plan, entry, receipt=receipt)
    # not the newest number: what the form shows was read after this one was committed
    form.base = receipt.number
    form.warnings = receipt.warnings
    form.removed = receipt.removed
    return form


def conflict_answer(
    request: PlanRequest, entry: Entry, saved: Saved, *, status: int = 200, only: list[str] | None = None
) -> HttpResponse:
    """Return the two texts side by side, for each field that waits for a decision."""
    choices = choices_of(request.plan, saved, request.actor)
    choices = [choice for choice in choices if only is None or choice.field.key in only]
    names = list(dict.fromkeys(choice.theirs.by.name for choice in choices if not choice.by_me))
    clashing = {clash.field.key for clash in saved.clashes}
    context = {
        "entry": entry,
        "pillar": entry.pillar,
        "choices": choices,
        "saved": saved,
        "written": [KINDS[entry.KIND].field(key).label for key in saved.written if key not in clashing],
        "base": saved.stands,
        "who": joined(["Anda", *names]),
        "others": joined(names),
        "keys": ",".join(choice.field.key for choice in choices),
        "address": address_of(request, entry),
        "again": f"{choice_address(request, entry)}?{urlencode({'op': saved.receipt.op})}",
    }
    template = "components/conflict.html" if request.htmx else "pillars/cards/conflict.html"
    response = render(request, template, context, status=status)
    return mark(response, saved.receipt.number, saved.receipt.op) if status == 409 else response
