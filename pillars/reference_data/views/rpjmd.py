"""The two RPJMD by hand: a document, a misi, a tujuan, a sasaran with its indicators."""

from typing import Any

from django.http import Http404, HttpResponse

from pillars.models import Goal, Mission, RpjmdDocument
from pillars.reference_data.actions.outcome import StillUsed, Wrong
from pillars.reference_data.actions.rpjmd import drop_part, save_document, save_part
from pillars.reference_data.forms.lists import OfficeTransferForm
from pillars.reference_data.forms.rpjmd import DocumentForm, ObjectiveForm, PartForm
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.queries import LABELS, present_of
from pillars.reference_data.row_states import find_row, objectives, seen_of, state_of
from pillars.reference_data.views.answers import CHANGED, form_page, stale, to_frame, tried
from workshops.access import PlanRequest, asks

FAULTS = "Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi."
_KINDS = {"misi": "misi", "tujuan": "tujuan", "sasaran": "rpjmd"}


@asks(GET="reference.edit", POST="reference.edit")
def frame_document(request: PlanRequest, slug: str, peran: str) -> HttpResponse:
    """Name, period and visi of one of the two documents."""
    if peran not in LABELS:
        raise Http404
    row = RpjmdDocument.objects.filter(plan=request.plan, role=peran).first()
    stored, seen = (state_of(row), seen_of(row)) if row else ({}, "")
    form = DocumentForm(request.POST if request.method == "POST" else None, stored, seen)
    about: dict[str, Any] = {"label": LABELS[peran], "role": peran}
    if request.method != "POST":
        return form_page(request, "document", form, **about)
    if not form.is_valid():
        return form_page(request, "document", form, status=422, sentence=FAULTS, **about)
    named = {"seen": form.seen, "op": form.op}
    try:
        done, refusal = tried(request, save_document, request.actor, peran, form.values, **named)
    except Wrong as wrong:
        form.take(wrong.errors, wrong.kind)
        return form_page(request, "document", form, status=422, sentence=FAULTS, **about)
    if refusal:
        return refusal
    if done.status == "changed":
        form.seen = seen
        about["now"] = present_of(row)
        return stale(request, form_page(request, "document", form, status=409, sentence=CHANGED, **about), done)
    return to_frame(request, done)


def _row_or_404(request, kind, number):
    row = find_row(request.plan, f"{_KINDS[kind]}-{number}")
    if row is None:
        raise Http404
    return row


def _form(request, kind, role, row):
    """The form of a stored or new row, as posted or as stored."""
    data = request.POST if request.method == "POST" else None
    stored, seen = (state_of(row), seen_of(row)) if row else ({"parent": request.GET.get("induk", "")}, "")
    document = RpjmdDocument.objects.filter(plan=request.plan, role=role).first()
    if kind == "misi":
        return PartForm(data, stored, seen, None)
    if kind == "tujuan":
        return PartForm(data, stored, seen, _parents(Mission, "misi", document))
    years = ()
    if document and document.period_start and document.period_end:
        years = range(document.period_start, min(document.period_end, document.period_start + 20) + 1)
    years = years or request.plan.years
    parents = _parents(Goal, "tujuan", document)
    return ObjectiveForm(data, stored, seen, parents, years, KnownOffices(request.plan))


def _parents(model, kind, document):
    rows = model.objects.filter(document=document) if document else ()
    return [(f"{kind}-{row.pk}", f"{row.code} {row.statement or ''}".strip()[:120]) for row in rows]


def _edit(request, kind, role, row=None):
    """The page of a misi, tujuan or sasaran, new or stored, and what was posted to it."""
    form = _form(request, kind, role, row)
    about = {"kind": kind, "role": role, "row": row, "label": LABELS[role]}
    if request.method != "POST":
        return _page(request, form, about)
    if request.POST.get("act") in ("hapus", "pindah"):
        return _drop(request, kind, row, form, about)
    if kind == "sasaran" and form.wants_more:
        form.add_block()
        return _page(request, form, about)
    if not form.is_valid():
        return _page(request, form, about, 422, FAULTS)
    return _save(request, kind, role, row, form, about)


def _page(request, form, about, status=200, sentence=""):
    template = "objective" if about["kind"] == "sasaran" else "part"
    return form_page(request, template, form, status=status, sentence=sentence, **about)


def _save(request, kind, role, row, form, about):
    number = row and (row.number if kind == "sasaran" else row.pk)
    named = {"seen": form.seen, "op": form.op}
    try:
        done, refusal = tried(request, save_part, request.actor, kind, role, number, form.values, **named)
    except Wrong as wrong:
        form.take(wrong.errors, wrong.kind)
        return _page(request, form, about, 422, FAULTS)
    if refusal:
        return refusal
    if done.status == "changed":
        form.seen, about["now"] = seen_of(row), present_of(row)
        return stale(request, _page(request, form, about, 409, CHANGED), done)
    return to_frame(request, done)


def _drop(request, kind, row, form, about):
    """Takes a row away; what leans on it is named first, and may move to another."""
    if row is None:
        raise Http404
    number = row.number if kind == "sasaran" else row.pk
    move = OfficeTransferForm(request.POST)
    named = {"seen": move.seen, "op": move.op, "move_to": move.move_to if kind == "sasaran" else None}
    try:
        done, refusal = tried(request, drop_part, request.actor, kind, number, **named)
    except StillUsed as used:
        return _still_used(request, kind, row, move, about, used.users)
    except Wrong as wrong:
        move.take(wrong.errors, wrong.kind)
        return _still_used(request, kind, row, move, about, [])
    if refusal:
        return refusal
    if done.status == "changed":
        return stale(request, _page(request, form, about, 409, CHANGED), done)
    return to_frame(request, done)


def _still_used(request, kind, row, move, about, users):
    others = []
    if kind == "sasaran":
        rows = objectives().filter(document=row.document).exclude(pk=row.pk)
        others = [(one.ref, f"{one.code} {one.statement or ''}".strip()[:120]) for one in rows]
    move.seen = seen_of(row)
    return form_page(request, "still_used", move, status=409, users=users, others=others, **about)


@asks(GET="reference.edit", POST="reference.edit")
def add_part(request: PlanRequest, slug: str, peran: str, bagian: str) -> HttpResponse:
    """Return a new misi, tujuan or sasaran of the document of `peran`."""
    if peran not in LABELS or bagian not in _KINDS:
        raise Http404
    return _edit(request, bagian, peran)


@asks(GET="reference.edit", POST="reference.edit")
def edit_mission(request: PlanRequest, slug: str, misi: int) -> HttpResponse:
    """Return a misi: changed or taken away."""
    row = _row_or_404(request, "misi", misi)
    return _edit(request, "misi", row.document.role, row)


@asks(GET="reference.edit", POST="reference.edit")
def edit_goal(request: PlanRequest, slug: str, tujuan: int) -> HttpResponse:
    """Return a tujuan: changed or taken away."""
    row = _row_or_404(request, "tujuan", tujuan)
    return _edit(request, "tujuan", row.document.role, row)


@asks(GET="reference.edit", POST="reference.edit")
def edit_objective(request: PlanRequest, slug: str, sasaran: int) -> HttpResponse:
    """Return a sasaran with all its indicators: changed, or taken away with its links moved."""
    row = _row_or_404(request, "sasaran", sasaran)
    return _edit(request, "sasaran", row.document.role, row)
