"""Renstra programmes and offices by hand: added, changed, taken away; offices merged, parted and split."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from pillars.cards.nomenclature import code_warning
from pillars.models import RenstraProgramme
from pillars.reference_data.actions.offices import (
    drop_office,
    merge_of,
    merge_offices,
    save_office,
    split_office,
    unmerge_offices,
)
from pillars.reference_data.actions.outcome import StillUsed, Wrong
from pillars.reference_data.actions.renstra import drop_renstra, save_renstra
from pillars.reference_data.forms.lists import OfficeForm, OfficeMergeForm, RenstraForm, SplitForm
from pillars.reference_data.offices import office_of, past_of, uses_of
from pillars.reference_data.row_states import find_row, row_fingerprint, state_of
from pillars.reference_data.views.answers import FAULTS, REMOVALS, dropped, form_page, to_frame, typed, write_and_answer
from workshops.access import PlanRequest, asks
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Opd


@asks(GET="reference.edit", POST="reference.edit")
def add_renstra(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new programme of an office's Renstra."""
    return _renstra(request, None)


@asks(GET="reference.edit", POST="reference.edit")
def edit_renstra(request: PlanRequest, slug: str, renstra: int) -> HttpResponse:
    """Return a programme of a Renstra: changed, or taken away with the links of programmes moved."""
    row = existing(find_row(request.plan, f"renstra-{renstra}"))
    return _renstra(request, row)


def _renstra(request, row):
    stored, seen = (state_of(row), row_fingerprint(row)) if row else ({"opd": request.GET.get("opd", "")}, "")
    form = RenstraForm(typed(request), stored, seen, request.plan.years, request.plan.opds.all())
    page = partial(
        form_page, request, "renstra", form, row=row, doubt=code_warning(request.plan, row.code) if row else ""
    )
    if request.method != "POST":
        return page()
    if request.POST.get("act") in REMOVALS:
        return _drop_renstra(request, form, page, row)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    number, more = row and row.number, {"seen": form.seen, "section": "renstra"}
    return write_and_answer(request, form, page, row, save_renstra, number, form.cleaned_data, **more)


def _drop_renstra(request, form, page, row):
    if row is None:
        raise Http404
    others = RenstraProgramme.objects.filter(plan=request.plan).exclude(pk=row.pk).select_related("opd")
    options = [(one.ref, f"{one.opd.short or one.opd.name}: {one}"[:160]) for one in others]
    about = {"kind": "renstra", "row": row, "label": "Renstra"}
    more = {"others": options, "about": about, "section": "renstra"}
    return dropped(request, form, page, row, drop_renstra, row.number, **more)


@asks(GET="reference.edit", POST="reference.edit")
def add_office(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new office."""
    return _office(request, None)


@asks(GET="coverage.view", POST="reference.edit")
def edit_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Return an office: what is recorded under it, its history; staff rename, close or take it off the list."""
    return _office(request, office_of(request.plan, opd))


def _office(request, row):
    stored, seen = (state_of(row), row_fingerprint(row)) if row else ({}, "")
    form = OfficeForm(typed(request), stored, request.POST.get("seen", seen)[:64])
    page = partial(form_page, request, "office", form, **_about(request, row))
    if request.method != "POST":
        return page()
    more = {"seen": form.seen, "section": "opd"}
    if request.POST.get("act") == "hapus" and row:
        try:
            return write_and_answer(request, form, page, row, drop_office, row.number, **more)
        except StillUsed:
            sentence = "OPD ini masih dipakai, jadi tidak dihapus. Gabungkan ke OPD lain, atau isi Tahun ditutup."
            return page(status=409, sentence=sentence)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return write_and_answer(request, form, page, row, save_office, row and row.number, form.cleaned_data, **more)


def _about(request, row, **forms):
    if row is None:
        return {"row": None}
    about = {"row": row, "uses": uses_of(row), "past": past_of(request.plan, row), "merged": list(row.merged.all())}
    return about | {"merging": OfficeMergeForm(None, _others(request, row)), "split": SplitForm()} | forms


def _others(request, row):
    return [one for one in request.plan.opds.all() if one.pk != row.pk and not one.closed_year]


def _beside(request, row, **forms):
    """The page of the office `row` with one of the forms beside its own, as it was posted."""
    form = OfficeForm(None, state_of(row), row_fingerprint(row))
    return partial(form_page, request, "office", form, **_about(request, row, **forms))


@asks(POST="reference.edit")
def merge_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Merge this office into another one; the old name keeps finding it."""
    row = office_of(request.plan, opd)
    form = OfficeMergeForm(request.POST, _others(request, row))
    page = _beside(request, row, merging=form, faulty=form)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return write_and_answer(request, form, page, row, merge_offices, row.number, form.cleaned_data["ke"], section="opd")


def merged_exists(request: PlanRequest, gabungan: int, **_: str) -> bool:
    """Whether an office of this number was merged away and can stand alone again."""
    row = Opd.every.filter(plan=request.plan, number=gabungan).exclude(merged_into=None).first()
    return row is not None and merge_of(row) is not None


@asks(there=merged_exists, POST="reference.edit")
def unmerge_office(request: PlanRequest, slug: str, gabungan: int) -> HttpResponse:
    """Take a merge back."""
    try:
        done = unmerge_offices(request.actor, gabungan, op=request.op)
    except Wrong as wrong:
        row = Opd.every.filter(plan=request.plan, number=gabungan).select_related("merged_into").first()
        target: Any = row.merged_into
        target.plan = request.plan
        return _beside(request, target)(status=422, sentence=str(wrong))
    return to_frame(request, done, "opd")


@asks(POST="reference.edit")
def divide_office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Make an office that takes over what was chosen."""
    row = office_of(request.plan, opd)
    form = SplitForm(request.POST)
    page = _beside(request, row, split=form, faulty=form)
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return write_and_answer(
        request, form, page, row, split_office, row.number, *form.cleaned_data.values(), section="opd"
    )
