"""A table from Excel: uploaded, matched, looked at row by row with what it would change, imported, taken back."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pillars.cards.nomenclature import versions_of
from pillars.models import RpjmdDocument
from pillars.reference_data.actions.table_import import IMPORTED, ImportOutdated, import_table, take_back_import
from pillars.reference_data.column_headings import KINDS
from pillars.reference_data.forms.table_import import ImportForm
from pillars.reference_data.queries import LABELS, lately
from pillars.reference_data.table_import.cells import FACTORS
from pillars.reference_data.table_import.preview import CHANGED, NEW, SAME, WRONG
from pillars.reference_data.table_import.query import preview_of
from pillars.reference_data.views.answers import to_frame
from workshops.access import PlanRequest, asks, numbered
from workshops.live.models import Event
from workshops.sheets import SheetError
from workshops.sheets.table_import import column_choices

TITLES = {"rpjmd": "RPJMD", "renstra": "Renstra", "kode": "Kode nomenklatur"}
_SECTIONS = {"rpjmd": "rpjmd", "renstra": "renstra", "kode": "kode"}
#: Lines of one result that a page shows; what is more is counted.
MOST_SHOWN = {WRONG: 500, CHANGED: 600, NEW: 600, SAME: 100}
#: Offices that are asked about on one page: more of them mean that another column is the one of the offices.
MOST_UNKNOWN = 40
_FACTORS = {"1": "rupiah penuh", "1000": "ribuan rupiah", "1000000": "jutaan rupiah", "1000000000": "miliaran rupiah"}


@asks(GET="reference.edit", POST="import.xlsx")
def import_frame(request: PlanRequest, slug: str, tabel: str) -> HttpResponse:
    """Show upload and preview, and with `act` = simpan the write."""
    if tabel not in KINDS:
        raise Http404
    if request.method != "POST":
        return _start(request, tabel)
    try:
        form = ImportForm(request.plan, tabel, request.POST, request.FILES)
    except SheetError as error:
        return _start(request, tabel, error.sentence, 422)
    if request.POST.get("act") == "simpan" and form.is_known:
        return _save(request, form)
    return _preview(request, form)


def _start(request, what, error="", status=200):
    context = {
        "plan": request.plan,
        "what": what,
        "title": TITLES[what],
        "titles": TITLES.items(),
        "roles": LABELS.items(),
        "role": request.POST.get("peran") or request.GET.get("peran") or RpjmdDocument.CURRENT,
        "version": request.POST.get("daftar", ""),
        "versions": versions_of(request.plan) if what == "kode" else [],
        "imports": lately(request.plan),
        "error": error,
    }
    return render(request, "pillars/reference_data/import.html", context, status=status)


def _save(request, form):
    named = {"seen": form.seen, "op": form.op}
    try:
        done = import_table(request.actor, form.asked, **named)
    except ImportOutdated as moved:
        return _preview(request, form, moved.preview)
    return to_frame(request, done, _SECTIONS[form.what])


def _preview(request, form, preview=None):
    moved = preview is not None
    preview = preview or (preview_of(request.plan, form.asked) if form.is_known else None)
    context = {"plan": request.plan, "form": form, "what": form.what, "title": TITLES[form.what], "moved": moved}
    context |= {"sheet": form.asked.sheet, "preview": preview, "label": LABELS[form.role]}
    context |= {**_matching(form), **_choices(request, form)}
    context |= _lines(preview, context["offices"][1:]) if preview else {}
    return render(request, "pillars/reference_data/import_preview.html", context, status=409 if moved else 200)


def _matching(form):
    """What the matching of columns shows: (name, id, label, column) of every field and year."""
    places = column_choices(form.asked.sheet, form.columns)
    found, said = form.columns, "Pagu" if form.what == "renstra" else "Target"
    matched = [(f"lajur-{key}", f"l-{key}", label, found.fields.get(key)) for key, label in form.kind.fields.items()]
    if form.what != "kode":
        known = sorted({*found.years, *form.plan.years})
        matched += [(f"tahun-{year}", f"l-{year}", f"{said} {year}", found.years.get(year)) for year in known]
    return {"places": places, "matched": matched, "sheets": [(at, one.name) for at, one in enumerate(form.book.sheets)]}


def _choices(request, form):
    offices = [("", "seperti di tabel"), *((row.ref, row.name) for row in request.plan.opds.all())]
    return {
        "points": [("", "tanyakan"), ("desimal", "desimal (17.63)"), ("ribuan", "ribuan (1.234)")],
        "factors": [(key, _FACTORS[key]) for key in FACTORS],
        "offices": offices,
        "options": form.asked.options,
    }


def _lines(preview, offices):
    """What the preview shows: lines by their result, and the offices that nobody knows, each with those it may be."""
    made = ("baru", "Buat OPD baru dengan nama ini")
    near = {key: [(row.ref, f"Mungkin: {row.name}") for row in one.near] for key, one in preview.unknown.items()}
    parts = [(result, preview.of(result)) for result in (WRONG, CHANGED, NEW, SAME)]
    return {
        "counts": preview.counts,
        "parts": [
            (result, lines[: MOST_SHOWN[result]], len(lines), max(0, len(lines) - MOST_SHOWN[result]))
            for result, lines in parts
        ],
        "unknown": [(one, [made, *near[key], *offices]) for key, one in preview.unknown.items()][:MOST_UNKNOWN],
        "unknown_more": max(0, len(preview.unknown) - MOST_UNKNOWN),
        "many": sum(line.result in (NEW, CHANGED) for line in preview.lines),
    }


@asks(there=numbered(Event, "impor", verb=IMPORTED), POST="import.xlsx")
def take_back(request: PlanRequest, slug: str, impor: int) -> HttpResponse:
    """Put back what one table brought."""
    done = take_back_import(request.actor, impor, op=request.op)
    return to_frame(request, done)
