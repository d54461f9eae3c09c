"""The list of who is invited: uploaded, looked at with what it would change, imported, handed out as Excel."""

from django.http import HttpResponse
from django.shortcuts import render

from workshops.access import PlanRequest, asks
from workshops.answers import download, receipt_context, redirect_with_receipt
from workshops.live.models import Event
from workshops.people.actions.invitations import RosterOutdated, drop_invitation, import_roster, take_back_import
from workshops.people.models import Invitation
from workshops.people.roster import CHANGED, FIELDS, KIND, MOST, NEW, SAME, WRONG, read_roster, roster_file
from workshops.sheets import SheetError, read_workbook
from workshops.sheets.table_import import UploadedWorkbook, best_sheet, column_choices, columns_of, pack, unpack
from workshops.text import natural


@asks(GET="people.import", POST="people.import")
def roster(request: PlanRequest, slug: str) -> HttpResponse:
    """Return who is invited and who of them has joined.

    A POST names in `act` what is wanted, without it reads a file.
    """
    if request.method != "POST":
        return _list(request)
    acts = {"petakan": _again, "simpan": _save, "batal": _take_back}
    act = _drop if "hapus" in request.POST else acts.get(request.POST.get("act", ""), _upload)
    try:
        return act(request)
    except SheetError as error:
        return _list(request, error.sentence, status=422)


@asks(GET="people.import")
def roster_download(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a workbook of everybody who is invited or has joined, with jabatan, group and how to reach them."""
    return download(roster_file(request.plan), f"orang-{request.plan.slug}.xlsx")


def _list(request, error="", status=200):
    rows = list(Invitation.objects.filter(plan=request.plan).select_related("group", "participant"))
    shown = receipt_context(request)
    number = natural(request.GET.get("tersimpan")) if shown["saved_at"] else None
    imported = Event.objects.filter(plan=request.plan, number=number, verb="person.invited").first() if number else None
    context = {
        "total": len(rows),
        "waiting": [row for row in rows if row.participant is None],
        "joined": [row for row in rows if row.participant is not None],
        "error": error,
        "imported": imported,
        **shown,
    }
    return render(request, "workshops/roster.html", context, status=status)


def _upload(request):
    file = request.FILES.get("berkas")
    if file is None:
        raise SheetError("Pilih dahulu berkas Excel yang berisi daftar undangan.")
    book = UploadedWorkbook.of(file.name, read_workbook(file.read()))
    sheet = book.sheets[best_sheet(KIND, book)]
    if others := [f"“{one.name}”" for one in book.sheets if one is not sheet]:
        sheet.notes.append(f"Lembar “{sheet.name}” yang dipakai; dilewati: {', '.join(others)}.")
    return _preview(request, sheet, columns_of(KIND, sheet, {}))


def _again(request):
    return _preview(request, *_given_back(request))


def _given_back(request):
    """(sheet, its columns as chosen) of a preview that its page sends again."""
    (sheet,) = unpack(request.plan, KIND, request.POST.get("berkas", "")).sheets
    return sheet, columns_of(KIND, sheet, request.POST)


def _preview(request, sheet, columns, *, roster=None, moved=False):
    roster = roster or read_roster(request.plan, sheet, columns)
    chosen = [(key, label, str(columns.fields.get(key, ""))) for key, label in FIELDS.items()]
    context = {
        "sheet": sheet,
        "packed": pack(request.plan, KIND, UploadedWorkbook("", [sheet])),
        "columns": columns,
        "unknown": "name" not in columns.fields,
        "choices": column_choices(sheet, columns),
        "chosen": chosen,
        "roster": roster,
        "counts": roster.counts,
        "parts": [(result, roster.of(result)) for result in (WRONG, CHANGED, NEW, SAME)],
        "most": MOST,
        "moved": moved,
    }
    return render(request, "workshops/roster_preview.html", context, status=409 if moved else 200)


def _save(request):
    sheet, columns = _given_back(request)
    more = {"seen": request.POST.get("seen", "")[:64], "op": request.op}
    try:
        receipt = import_roster(request.actor, sheet, columns, **more)
    except RosterOutdated as moved:
        return _preview(request, sheet, columns, roster=moved.roster, moved=True)
    return _done(request, receipt)


def _drop(request):
    number = natural(request.POST["hapus"], 9) or 0
    return _done(request, drop_invitation(request.actor, number, op=request.op))


def _take_back(request):
    number = natural(request.POST.get("impor")) or 0
    return _done(request, take_back_import(request.actor, number, op=request.op))


def _done(request, receipt):
    return redirect_with_receipt(receipt, "roster", request.plan.slug)
