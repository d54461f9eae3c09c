"""Answers for a write that came too late: the card, or what it should hang from, is in the bin, or has changed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.cards.actions.result import MergeConflict, Saved, open_conflicts, without_parent
from pillars.cards.actions.trash import restore_entry
from pillars.cards.conflicts import choices_of, posts_of
from pillars.cards.display import Showing, delete_question, joined, when
from pillars.cards.forms import EntryForm
from pillars.cards.merged import last_of, merge_of
from pillars.cards.queries import find_entry, parent_refs
from pillars.cards.trash import along, deletion, unseen
from pillars.cards.values import PARENT_FIELD, from_base, from_json, read_value, values_of
from pillars.cards.views.responses import (
    Notice,
    attempt,
    card_exists,
    carries,
    choice_address,
    conflict_answer,
    entry_of,
    incomplete_save,
    sheet,
)
from pillars.kinds import KINDS, Field, Kind
from pillars.merge import same
from pillars.models.chain import Entry
from workshops.access import PlanRequest, TemplatePermissions, asks
from workshops.answers import mark, new_op, see_other
from workshops.live.actions import Receipt
from workshops.live.models import Event

#: The sub-dimensions of a group are its own.
OF_ONE_GROUP = ("dimension",)


def lead_to_merged(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Send whoever opens a merged card to the one that it is part of, which says so."""
    into = last_of(request.plan, entry)
    address = reverse("edit_entry", args=[request.plan.slug, into.pillar.slug, into.ref])
    asked = {"dari": entry.ref} | ({"tersimpan": tersimpan} if (tersimpan := request.GET.get("tersimpan")) else {})
    return HttpResponseRedirect(f"{address}?{urlencode(asked)}")


def merged_answer(
    request: PlanRequest,
    entry: Entry,
    saved: Saved,
    typed: list[tuple[Field, str, list[Any]]],
    *,
    status: int = 200,
    only: list[str] | None = None,
) -> HttpResponse:
    """Return a save for a card that somebody has merged meanwhile: what was typed beside what the merged card says now.

    typed  [(field, value, …)] that the save would have changed; `only` narrows to the keys that are still open.
    """
    texts = [(field, value) for field, value, *_ in typed if only is None or field.key in only]
    context = _beside_each_other(request, entry, saved, texts)
    context["again"] = f"{choice_address(request, entry)}?{urlencode({'op': saved.receipt.op})}"
    template = "components/merged.html" if request.htmx else "pillars/cards/merged.html"
    response = render(request, template, context, status=status)
    return mark(response, saved.receipt.number, saved.receipt.op) if status == 409 else response


def _beside_each_other(request, entry, saved, texts):
    """The choices that there are, for who may write on the merged card; the other texts are shown as they are."""
    plan, into = request.plan, last_of(request.plan, entry)
    may, show = TemplatePermissions(request.actor, into.pillar.code, request.lock), Showing(plan)
    clashes = _clashes(plan, entry, into, texts) if may.entry_edit and not into.is_deleted else []
    offered = {clash.field.key for clash in clashes}
    left = [(field, value) for field, value in texts if field.key not in offered and _differs(field, value, into)]
    return {
        "entry": into,
        "twin": entry,
        "pillar": into.pillar,
        "merged": merge_of(plan, entry, request.actor.key),
        "choices": choices_of(plan, Saved(saved.receipt, into.ref, clashes=tuple(clashes)), request.actor),
        "texts": [(field.label, show.text(field, value)) for field, value in left],
        "typed": bool(texts),
        "may": may,
        "saved": saved,
        "base": plan.head,
        "keys": ",".join(clash.field.key for clash in clashes),
        "address": reverse("edit_entry", args=[plan.slug, into.pillar.slug, into.ref]),
    }


def _clashes(plan, entry, into, texts):
    """A choice for each text that the merged card may take and does not say already."""
    fixed = {PARENT_FIELD.get(entry.KIND), *(OF_ONE_GROUP if entry.pillar_id != into.pillar_id else ())}
    return [
        MergeConflict(
            field,
            read_value(entry, field),
            value,
            now,
            _last(plan, into, field),
            (read_value(entry, field), value, now),
        )
        for field, value in texts
        if field.key not in fixed and not same(value, now := read_value(into, field))
    ]


def _differs(field, value, into):
    return field.points_to or not same(value, read_value(into, field))


def _last(plan, into, field):
    """The event that gave the merged card its present text."""
    events = Event.objects.filter(plan=plan, refs__contains=[into.ref], **{f"changes__{into.ref}__has_key": field.key})
    return events.order_by("-number").first()


def next_twin_choice(request: PlanRequest, saved: Saved) -> HttpResponse | None:
    """Return the next choice of a text that was typed on a card that has been merged into this one; None otherwise."""
    left = [key for key in request.POST.get("sisa", "").split(",") if key and not carries(request.POST, key)]
    events = Event.objects.filter(plan=request.plan, actor=request.actor.key, op=request.POST.get("beda", ""))
    event = events.filter(verb="entry.late").first() if left and saved.status == "saved" else None
    twin = event and find_entry(request.plan, event.refs[0], with_deleted=True)
    if not event or not twin or not twin.merged_into:
        return None
    earlier = open_conflicts(request.plan, event, Receipt(event.number, event.at, event.op), request.plan.head)
    if not request.htmx:
        asked = {"op": event.op, "isian": ",".join(left)}
        address = reverse("conflict", args=[request.plan.slug, twin.pillar.slug, twin.ref])
        return see_other(f"{address}?{urlencode(asked)}", saved.receipt)
    answer = deleted_card_answer(request, earlier, event.base, only=left)
    return mark(answer, saved.receipt.number, saved.receipt.op)


def deleted_card_answer(
    request: PlanRequest, saved: Saved, base: int | None, *, status: int = 200, only: list[str] | None = None
) -> HttpResponse:
    """Return the answer to a save of a card that was deleted meanwhile: bring it back with what was typed, or leave it;
    merged, see `merged_answer`."""
    entry: Any = find_entry(request.plan, saved.ref, with_deleted=True)
    typed = list(_typed(request.plan, entry, saved.lost, base))
    if entry.merged_into:
        return merged_answer(request, entry, saved, typed, status=status, only=only)
    show = Showing(request.plan)
    context = {
        "entry": entry,
        "pillar": entry.pillar,
        "gone": deletion(request.plan, entry, request.actor.key),
        "along": along(entry),
        "texts": [(described.label, show.text(described, value)) for described, value, _ in typed],
        "posts": [(name, text) for *_, posts in typed for name, text in posts],
        "base": base,
        "op": new_op(),
        "met": saved.receipt.op,
        "again": _again(request, entry, saved.receipt.op),
    }
    template = "components/late.html" if request.htmx else "pillars/cards/late.html"
    response = render(request, template, context, status=status)
    return mark(response, saved.receipt.number, saved.receipt.op) if status == 409 else response


def _typed(plan, entry, lost, base):
    """(field, value, posts) of each field that a save that came too late would have changed."""
    now = values_of(entry)
    before, _ = from_base(plan, entry, now, base) if base is not None else ({}, {})
    kind = KINDS[entry.KIND]
    changed = [one for one in kind.fields if one.key in lost and not same(lost[one.key], before.get(one.key))]
    for one in changed:
        years = sorted({*_years(before.get(one.key)), *_years(lost[one.key])})
        yield one, lost[one.key], posts_of(one, lost[one.key], years)


def _years(value):
    return value if isinstance(value, dict) else ()


def _again(request, entry, op):
    return f"{choice_address(request, entry)}?{urlencode({'op': op})}"


def deleted_parent_answer(request: PlanRequest, form: EntryForm, saved: Saved, *, status: int = 409) -> HttpResponse:
    """Return the answer to a save whose parent was deleted meanwhile: the form stands as typed; the parent can come
    back or another be chosen."""
    refs = parent_refs(form.kind.key, form.values) or [saved.ref]
    parents = [find_entry(request.plan, ref, with_deleted=True) for ref in refs]
    gone = [parent for parent in parents if parent is not None and parent.is_deleted]
    if any(parent.merged_into for parent in gone):
        return _under_the_merged(request, form, gone, saved, status)
    form.op_shown = new_op()
    more = {"number": saved.receipt.number, "again": _again(request, saved.ref, saved.receipt.op)}
    return sheet(request, form, status=status, notice=_without(request, gone), **more)


def _under_the_merged(request, form, gone, saved, status):
    """The parent is part of another card now: the form stands as typed, under that card."""
    parent = next(row for row in gone if row.merged_into)
    into, merged = last_of(request.plan, parent), merge_of(request.plan, parent, request.actor.key)
    name, data = PARENT_FIELD[form.kind.key], form.data.copy()
    here = into.pillar_id == form.pillar.pk
    refs = [into.ref if ref == parent.ref and here else ref for ref in data.getlist(name) if here or ref != parent.ref]
    data.setlist(name, list(dict.fromkeys(refs)))
    form.data, form.op_shown = data, new_op()
    who = "Anda" if merged.by_me else merged.by
    sentence = (
        f"{who} menggabungkan {KINDS[parent.KIND].label.lower()} {parent.code} ke {into.code} pada "
        f"{when(merged.at, request.plan)}. Tulisan Anda ada di bawah. "
        f"{f'Simpan lagi untuk menaruhnya di bawah {into.code}' if here else 'Pilih induk lain, lalu simpan lagi'}."
    )
    again = _again(request, saved.ref, saved.receipt.op)
    return sheet(
        request, form, status=status, notice=Notice(sentence, "conflict"), number=saved.receipt.number, again=again
    )


def _without(request, gone):
    if not gone:
        sentence = "Tulisan Anda ada di bawah dan belum tersimpan pada kartu. Periksa induknya, lalu simpan lagi."
        return Notice(sentence, "conflict")
    codes = joined([parent.code for parent in gone])
    first = deletion(request.plan, gone[0], request.actor.key)
    who = "Anda" if first.by_me else first.by
    card = f"{KINDS[gone[0].KIND].label.lower()} {codes}"
    sentence = f"{who} menghapus {card} pada {when(first.at, request.plan)}. Tulisan Anda ada di bawah."
    if not request.may.entry_restore:
        return Notice(f"{sentence} Pilih induk lain, lalu simpan lagi.", "conflict")
    way = (",".join(parent.ref for parent in gone), f"Pulihkan {codes} dan simpan di bawahnya")
    return Notice(f"{sentence} Pulihkan kartu itu, atau pilih induk lain lalu simpan lagi.", "conflict", way=way)


def restore_parents(request: PlanRequest, form: EntryForm) -> HttpResponse | None:
    """Take the parents that a form wants back (`pulihkan`, refs) out of the bin; the answer where that is refused."""
    for n, ref in enumerate(filter(None, request.POST.get("pulihkan", "").split(",")[:20])):
        op = f"{form.op[:50]}-induk{n}"
        _, refusal = attempt(request, form, restore_entry, ref, op=op)
        if refusal:
            return refusal
    return None


def open_choice(request: PlanRequest, entry: Entry | None) -> HttpResponse | None:
    """Return the page of the choice that the save with `?op=` has left to whoever sent it; None where none is left.

    `?isian=` narrows to some fields.
    """
    event = entry and incomplete_save(request, entry, request.GET.get("op", ""))
    if not event:
        return None
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    saved = open_conflicts(request.plan, event, Receipt(event.number, event.at, event.op), request.plan.head)
    if saved.status == "deleted":
        return deleted_card_answer(request, saved, event.base, only=only)
    if saved.status == "parent_deleted":
        return deleted_parent_answer(request, _form_of(request, event), saved, status=200)
    card: Any = find_entry(request.plan, saved.ref)
    return conflict_answer(request, card, saved, only=only) if saved.clashes else None


def _form_of(request, event):
    """The form of a card that found no parent, filled as it was sent."""
    wanted, parent = without_parent(event), find_entry(request.plan, event.refs[0], with_deleted=True)
    kind, entry = KINDS[wanted.partition("-")[0]], find_entry(request.plan, wanted, with_deleted=True)
    base = request.plan.head if event.base is None else event.base
    data = as_posted(kind, from_json(kind.key, event.lost), op=new_op(), base=base)
    form = EntryForm(request.plan, parent.pillar, kind.key, entry=entry, data=data)
    form.is_valid()
    return form


def as_posted(kind: Kind, values: dict[str, Any], **sent: Any) -> QueryDict:
    """Return what a form with these values of a card would send, and besides it what is `sent`."""
    data = QueryDict(mutable=True)
    data.update({name: "" if text is None else str(text) for name, text in sent.items()})
    for key, value in values.items():
        for name, text in posts_of(kind.field(key), value):
            data.appendlist(name, text)
    return data


def outdated_delete_answer(request: PlanRequest, entry: Entry, saved: Saved) -> HttpResponse:
    """Return 409 for deleting what others have changed meanwhile: what they did, and the question again."""
    context = {
        "entry": entry,
        "pillar": entry.pillar,
        "unseen": unseen(request.plan, entry, saved.since),
        "delete_question": delete_question(entry),
        "base": saved.receipt.number,
        "op": new_op(),
    }
    response = render(request, "pillars/cards/delete_changed.html", context, status=409)
    return mark(response, saved.receipt.number, saved.receipt.op)


@asks(there=card_exists, GET="entry.view")
def conflict(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return the choice that the save with `?op=` has left to whoever sent it; everybody else is led to the card."""
    entry = entry_of(request, ref, with_deleted=True)
    return open_choice(request, entry) or redirect("edit_entry", slug, pillar, ref)
