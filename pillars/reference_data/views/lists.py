"""Renstra programmes and offices by hand: added, changed, taken away; offices merged, parted and split."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from pillars.cards.nomenclature import doubt
from pillars.models import RenstraProgramme
from pillars.reference_data.actions import (
    StillUsed,
    Wrong,
    drop_office,
    drop_renstra,
    merge_of,
    merge_offices,
    part_offices,
    save_office,
    save_renstra,
    split_office,
)
from pillars.reference_data.forms import OfficeForm, OfficeMergeForm, RenstraForm, SplitForm
from pillars.reference_data.office_history import past_of
from pillars.reference_data.offices import uses_of
from pillars.reference_data.row_states import find_row, seen_of, state_of
from pillars.reference_data.views.answers import FAULTS, REMOVALS, dropped, form_page, to_frame, tried, written
from workshops.access import PlanRequest, asks
from workshops.plans.models import Opd


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


def _typed(request):
    """What was posted to a form of a row, None where nothing of it is to be saved."""
    return request.POST if request.method == "POST" and request.POST.get("act") not in REMOVALS else None


def _renstra(request, row):
    stored, seen = (state_of(row), seen_of(row)) if row else ({"opd": request.GET.get("opd", "")}, "")
    form = RenstraForm(_typed(request), stored, seen, request.plan.years, request.plan.opds.all())
    about = {"row": row, "doubt": doubt(request.plan, row.code) if row else ""}
    page = partial(form_page, request, "renstra", form, **about)
    if request.method != "POST":
        return page()
    number = row and row.number
    if row and request.POST.get("act") in REMOVALS:
        others, about = partial(_others, request, row), {"kind": "renstra", "label": "Renstra"}
        return dropped(request, page, row, others, drop_renstra, number, section="renstra", **about)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    named = {"row": row, "seen": form.seen, "section": "renstra"}
    return written(request, form, page, save_renstra, number, form.cleaned_data, **named)


def _others(request, row):
    """The programmes that may be leaned on instead of `row`."""
    rows = RenstraProgramme.objects.filter(plan=request.plan).exclude(pk=row.pk).select_related("opd")
    return [(one.ref, f"{one.opd.short or one.opd.name}: {one}"[:160]) for one in rows]


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
    stored, seen = (state_of(row), seen_of(row)) if row else ({}, "")
    form = OfficeForm(_typed(request), stored, seen)
    page = partial(form_page, request, "office", form, **_about(request, row))
    if request.method != "POST":
        return page()
    if row and request.POST.get("act") == "hapus":
        form = OfficeForm(None, stored, request.POST.get("seen", "")[:64])
        try:
            return written(request, form, page, drop_office, row.number, row=row, seen=form.seen, section="opd")
        except StillUsed:
            sentence = "OPD ini masih dipakai, jadi tidak dihapus. Gabungkan ke OPD lain, atau isi Tahun ditutup."
            return page(status=409, sentence=sentence)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    named = {"row": row, "seen": form.seen, "section": "opd"}
    return written(request, form, page, save_office, row and row.number, form.cleaned_data, **named)


def _about(request, row, **forms):
    if row is None:
        return {"row": None}
    others = [one for one in request.plan.opds.all() if one.pk != row.pk and not one.closed_year]
    about = {"row": row, "uses": uses_of(row), "past": past_of(request.plan, row), "merged": list(row.merged.all())}
    return about | {"merging": OfficeMergeForm(None, others), "split": SplitForm()} | forms


def _beside(request, row, **forms):
    """The page of the office `row` with one of the forms beside its own, as it was posted."""
    form = OfficeForm(None, state_of(row), seen_of(row))
    return partial(form_page, request, "office", form, **_about(request, row, **forms))


@asks(POST="reference.edit")
def merge_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Everything of this office goes to another one; the old name keeps finding it."""
    row = _office_or_404(request, opd)
    others = [one for one in request.plan.opds.all() if one.pk != row.pk and not one.closed_year]
    form = OfficeMergeForm(request.POST, others)
    page = _beside(request, row, merging=form, faulty=form)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return written(request, form, page, merge_offices, row.number, form.cleaned_data["ke"], section="opd")


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
        return _beside(request, target)(status=422, sentence=str(wrong))
    return refusal or to_frame(request, done, "opd")


@asks(POST="reference.edit")
def divide_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """A new office takes over what was chosen."""
    row = _office_or_404(request, opd)
    form = SplitForm(request.POST)
    page = _beside(request, row, split=form, faulty=form)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return written(request, form, page, split_office, row.number, *form.cleaned_data.values(), section="opd")
