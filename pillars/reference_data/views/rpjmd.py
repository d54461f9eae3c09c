"""The two RPJMD by hand: a document, a misi, a tujuan, a sasaran with its indicators."""

from functools import partial

from django.http import Http404, HttpResponse

from pillars.models import Goal, Mission, RpjmdDocument
from pillars.reference_data.actions.rpjmd import drop_part, save_document, save_part
from pillars.reference_data.forms.rpjmd import DocumentForm, ObjectiveForm, PartForm
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.queries import LABELS
from pillars.reference_data.row_states import find_row, objectives, row_fingerprint, state_of
from pillars.reference_data.views.answers import FAULTS, REMOVALS, dropped, form_page, typed, write_and_answer
from workshops.access import PlanRequest, asks
from workshops.live.actions.plan_write import existing

_KINDS = {"misi": "misi", "tujuan": "tujuan", "sasaran": "rpjmd"}


@asks(GET="reference.edit", POST="reference.edit")
def frame_document(request: PlanRequest, slug: str, peran: str) -> HttpResponse:
    """Show and save name, period and visi of one of the two documents."""
    if peran not in LABELS:
        raise Http404
    row = RpjmdDocument.objects.filter(plan=request.plan, role=peran).first()
    stored, seen = (state_of(row), row_fingerprint(row)) if row else ({}, "")
    form = DocumentForm(request.POST if request.method == "POST" else None, stored, seen)
    page = partial(form_page, request, "document", form, label=LABELS[peran], role=peran)
    if request.method != "POST":
        return page()
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return write_and_answer(request, form, page, row, save_document, peran, form.cleaned_data, seen=form.seen)


def _row_or_404(request, kind, number):
    return existing(find_row(request.plan, f"{_KINDS[kind]}-{number}"))


def _form(request, kind, role, row):
    """The form of a stored or new row, as posted or as stored."""
    data = typed(request)
    stored, seen = (state_of(row), row_fingerprint(row)) if row else ({"parent": request.GET.get("induk", "")}, "")
    document = RpjmdDocument.objects.filter(plan=request.plan, role=role).first()
    if kind == "misi":
        return PartForm(data, stored, seen)
    if kind == "tujuan":
        return PartForm(data, stored, seen, _parents(Mission, "misi", document), "Misi")
    years = ()
    if document and document.period_start and document.period_end:
        years = range(document.period_start, min(document.period_end, document.period_start + 20) + 1)
    years = years or request.plan.years
    parents = _parents(Goal, "tujuan", document)
    return ObjectiveForm(data, stored, seen, parents, "Tujuan", years, KnownOffices(request.plan))


def _parents(model, kind, document):
    rows = model.objects.filter(document=document) if document else ()
    return [(f"{kind}-{row.pk}", f"{row.code} {row.statement or ''}".strip()[:120]) for row in rows]


def _edit(request, kind, role, row=None):
    """The page of a misi, tujuan or sasaran, new or stored, and what was posted to it."""
    form, template = _form(request, kind, role, row), "objective" if kind == "sasaran" else "part"
    about = {"kind": kind, "role": role, "row": row, "label": LABELS[role]}
    page = partial(form_page, request, template, form, **about)
    if request.method != "POST":
        return page()
    number = row and (row.number if kind == "sasaran" else row.pk)
    if request.POST.get("act") in REMOVALS:
        return _drop(request, form, page, row, kind, number, about)
    if kind == "sasaran" and form.wants_more:
        return page()
    if not form.is_valid():
        return page(status=422, sentence=FAULTS)
    return write_and_answer(request, form, page, row, save_part, kind, role, number, form.cleaned_data, seen=form.seen)


def _drop(request, form, page, row, kind, number, about):
    """Takes a row away; what leans on it is named first, and may move to another."""
    if row is None:
        raise Http404
    others = None
    if kind == "sasaran":
        rows = objectives().filter(document=row.document).exclude(pk=row.pk)
        others = [(one.ref, f"{one.code} {one.statement or ''}".strip()[:120]) for one in rows]
    return dropped(request, form, page, row, drop_part, kind, number, others=others, about=about)


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
