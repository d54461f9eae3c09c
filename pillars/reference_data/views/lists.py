"""Renstra programmes and offices by hand: added, changed, taken away; offices merged, parted and split."""

from typing import Any

from django.http import Http404, HttpResponse

from pillars.cards.nomenclature import doubt
from pillars.models import RenstraProgramme
from pillars.reference_data.actions.offices import (
    drop_office,
    merge_of,
    merge_offices,
    part_offices,
    save_office,
    split_office,
)
from pillars.reference_data.actions.outcome import StillUsed, Wrong
from pillars.reference_data.actions.renstra import drop_renstra, save_renstra
from pillars.reference_data.forms.lists import OfficeForm, OfficeTransferForm, RenstraForm, SplitForm, chosen_office
from pillars.reference_data.office_history import past_of
from pillars.reference_data.offices import uses_of
from pillars.reference_data.queries import present_of
from pillars.reference_data.row_states import find_row, seen_of, state_of
from pillars.reference_data.views.answers import CHANGED, form_page, stale, to_frame, tried
from pillars.reference_data.views.rpjmd import FAULTS
from workshops.access import PlanRequest, asks
from workshops.plans.models import Opd
from workshops.text import FieldErrors


@asks(GET="reference.edit", POST="reference.edit")
def add_renstra(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new programme of an office's Renstra."""
    return _renstra(request, None)


@asks(GET="reference.edit", POST="reference.edit")
def edit_renstra(request: PlanRequest, slug: str, renstra: int) -> HttpResponse:
    """Return a programme of a Renstra: changed, or taken away with the links of programmes moved."""
    row = find_row(request.plan, f"renstra-{renstra}")
    if row is None:
        raise Http404
    return _renstra(request, row)


def _renstra(request, row):
    data = request.POST if request.method == "POST" else None
    stored, seen = (state_of(row), seen_of(row)) if row else ({"opd": request.GET.get("opd", "")}, "")
    form = RenstraForm(data, stored, seen, request.plan.years, list(request.plan.opds.all()))
    about = {"row": row, "doubt": doubt(request.plan, row.code) if row else ""}
    if data is None:
        return form_page(request, "renstra", form, **about)
    if data.get("act") in ("hapus", "pindah"):
        return _drop_renstra(request, row, form, about)
    if not form.is_valid():
        return form_page(request, "renstra", form, status=422, sentence=FAULTS, **about)
    named = {"seen": form.seen, "op": form.op}
    call = (save_renstra, request.actor, row and row.number, form.values)
    return _written(request, call, named, form, "renstra", about, seen, "renstra")


def _written(request, call, named, form, template, about, seen, section):
    """Writes, and answers: back to the frame, or the form with what is wrong."""
    try:
        done, refusal = tried(request, *call, **named)
    except Wrong as wrong:
        form.take(wrong.errors, wrong.kind)
        return form_page(request, template, form, status=422, sentence=FAULTS, **about)
    if refusal:
        return refusal
    if done.status == "changed":
        form.seen = seen
        about = about | ({"now": present_of(about["row"])} if about["row"] else {})
        return stale(request, form_page(request, template, form, status=409, sentence=CHANGED, **about), done)
    return to_frame(request, done, section)


def _drop_renstra(request, row, form, about):
    if row is None:
        raise Http404
    move = OfficeTransferForm(request.POST)
    named = {"seen": move.seen, "op": move.op, "move_to": move.move_to}
    try:
        return _written(
            request, (drop_renstra, request.actor, row.number), named, form, "renstra", about, seen_of(row), "renstra"
        )
    except StillUsed as used:
        others = RenstraProgramme.objects.filter(plan=request.plan).exclude(pk=row.pk).select_related("opd")
        options = [(one.ref, f"{one.opd.short or one.opd.name}: {one}"[:160]) for one in others]
        move.seen = seen_of(row)
        page = {"kind": "renstra", "row": row, "users": used.users, "others": options, "label": "Renstra"}
        return form_page(request, "still_used", move, status=409, **page)


@asks(GET="reference.edit", POST="reference.edit")
def add_office(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new office."""
    return _office(request, None)


def _office_or_404(request, number):
    row = Opd.objects.filter(plan=request.plan, number=number).select_related("merged_into").first()
    if row is None:
        raise Http404
    row.plan = request.plan
    return row


@asks(GET="coverage.view", POST="reference.edit")
def edit_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Return an office: what is recorded under it, its history; staff rename, close or take it off the list."""
    return _office(request, _office_or_404(request, opd))


def _office(request, row):
    data = request.POST if request.method == "POST" else None
    stored, seen = (state_of(row), seen_of(row)) if row else ({}, "")
    form = OfficeForm(data, stored, seen)
    about = _about(request, row)
    if data is None:
        return form_page(request, "office", form, **about)
    if data.get("act") == "hapus" and row:
        call, named = (drop_office, request.actor, row.number), {"seen": form.seen, "op": form.op}
        try:
            return _written(request, call, named, form, "office", about, seen, "opd")
        except StillUsed:
            sentence = "OPD ini masih dipakai, jadi tidak dihapus. Gabungkan ke OPD lain, atau isi Tahun ditutup."
            return form_page(request, "office", form, status=409, sentence=sentence, **about)
    if not form.is_valid():
        return form_page(request, "office", form, status=422, sentence=FAULTS, **about)
    named = {"seen": form.seen, "op": form.op}
    call = (save_office, request.actor, row and row.number, form.values)
    return _written(request, call, named, form, "office", about, seen, "opd")


def _about(request, row):
    if row is None:
        return {"row": None}
    others = [one for one in request.plan.opds.all() if one.pk != row.pk and not one.closed_year]
    past = past_of(request.plan, row)
    return {"row": row, "uses": uses_of(row), "others": others, "past": past, "merged": list(row.merged.all())}


@asks(POST="reference.edit")
def merge_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Everything of this office goes to another one; the old name keeps finding it."""
    row, into = _office_or_404(request, opd), chosen_office(request.POST)
    form = OfficeForm(request.POST, state_of(row), seen_of(row))
    if into is None:
        form.take({"ke": "Pilih OPD yang melanjutkan."})
        return form_page(request, "office", form, status=422, sentence=FAULTS, **_about(request, row))
    call = (merge_offices, request.actor, row.number, into)
    return _written(request, call, {"op": form.op}, form, "office", _about(request, row), form.seen, "opd")


def merged_there(request: PlanRequest, gabungan: int, **_: str) -> bool:
    """Whether an office of this number was merged away and can stand alone again."""
    row = Opd.every.filter(plan=request.plan, number=gabungan).exclude(merged_into=None).first()
    return row is not None and merge_of(row) is not None


@asks(there=merged_there, POST="reference.edit")
def part_office(request: PlanRequest, slug: str, gabungan: int) -> HttpResponse:
    """Take a merge back."""
    op = request.POST.get("op", "")
    try:
        done, refusal = tried(request, part_offices, request.actor, gabungan, op=op)
    except Wrong as wrong:
        row = Opd.every.filter(plan=request.plan, number=gabungan).select_related("merged_into").first()
        target: Any = row.merged_into
        target.plan = request.plan
        form = OfficeForm(None, state_of(target), seen_of(target))
        form.take(wrong.errors, wrong.kind)
        return form_page(request, "office", form, status=422, sentence=FAULTS, **_about(request, target))
    return refusal or to_frame(request, done, "opd")


@asks(POST="reference.edit")
def divide_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """A new office takes over what was chosen."""
    row = _office_or_404(request, opd)
    form = SplitForm(request.POST)
    about = _about(request, row)
    page = OfficeForm(None, state_of(row), seen_of(row))
    if not form.is_valid():
        page.errors = FieldErrors({f"pecah-{key}": error for key, error in form.errors.items()})
        return form_page(request, "office", page, status=422, sentence=FAULTS, split=form, **about)
    call = (split_office, request.actor, row.number, form.called, form.short, form.refs)
    return _written(request, call, {"op": form.op}, page, "office", about | {"split": form}, "", "opd")
