"""Answers for a save that came too late: the card, or what it should hang from, is in the bin."""

from zoneinfo import ZoneInfo

from django.shortcuts import render

from pillars.chain.clashes import posts_of_lost
from pillars.chain.reading import find_entry
from pillars.chain.showing import Showing, people_of
from pillars.chain.values import as_json, from_json
from pillars.chain.views.answers import Notice, mark, sheet
from pillars.kinds import KINDS
from workshops.answers import new_op
from workshops.live.models import Event


def deleter_of(plan, entry):
    """(name, moment) of whoever put a card into the bin; the moment is UTC."""
    event = Event.objects.filter(plan=plan, number=entry.deleted_in).first()
    if event is None:
        return "Seseorang", entry.deleted_at
    return people_of(plan, [event.actor])[event.actor].name, event.at


def late_answer(request, entry, saved):
    """409 for a card that was deleted meanwhile: bring it back with what was typed, or leave it."""
    entry = find_entry(request.plan, entry.ref, with_bin=True)
    name, at = deleter_of(request.plan, entry)
    lost = saved.lost if isinstance(saved.lost, dict) else {}
    values = lost if saved.by else from_json(entry.KIND, lost)
    show = Showing(request.plan)
    carried = [KINDS[entry.KIND].field(key) for key, value in values.items() if value not in (None, [], {})]
    context = {
        "entry": entry,
        "pillar": entry.pillar,
        "by": name,
        "at": at,
        "texts": [(described.label, show.text(described, values[described.key])) for described in carried],
        "posts": posts_of_lost(entry.KIND, as_json(entry.KIND, values)),
        "base": request.POST.get("base", ""),
        "op": new_op(),
    }
    template = "components/late.html" if request.htmx else "pillars/chain/late.html"
    response = render(request, template, context, status=409)
    return mark(response, saved.receipt.number, saved.receipt.op)


def parent_gone(request, form, saved):
    """409 for a card whose parent was deleted meanwhile: the form stands as typed, another parent can be chosen."""
    parent = find_entry(request.plan, saved.ref, with_bin=True)
    sentence = "Kartu induknya sudah tidak ada. Pilih induk lain, lalu simpan lagi."
    if parent is not None and parent.is_deleted:
        name, at = deleter_of(request.plan, parent)
        there = at.astimezone(ZoneInfo(request.plan.time_zone))
        sentence = (
            f"{name} menghapus {KINDS[parent.KIND].label.lower()} {parent.code} pada {there:%H.%M}. "
            "Tulisan Anda ada di bawah. Pilih induk lain, atau kembalikan kartu itu dari Kartu terhapus."
        )
    form.op_shown = new_op()
    return sheet(request, form, status=409, notice=Notice(sentence, "conflict"), number=saved.receipt.number)
