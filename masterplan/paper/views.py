"""The Excel page: take the chain out, look at what an edited workbook would change, write what was chosen."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from masterplan.closing.papers import paper_bytes
from masterplan.paper import workbook
from masterplan.paper.actions import import_rows, take_back_import, taking_back
from masterplan.paper.forms import NOTHING, ExcelForm
from masterplan.paper.worksheet_values import counts_of
from masterplan.paper.worksheets import EMPTY, FILLED, FULL, MOST, sheets, worksheet_book
from masterplan.writers.failures import RenderFailed
from pillars.cards.display import people_of
from pillars.cards.views.responses import pillar_of
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import download, marked, receipt_context, receipt_query, redirect_with_receipt, see_other
from workshops.dates import long_date
from workshops.live.models import Event
from workshops.people.join_codes import public_address
from workshops.plans.local_time import local, workbook_name
from workshops.plans.models import Plan
from workshops.text import natural

CHANGED = (
    "Belum tersimpan: isi rencana berubah sejak pratinjau dibuat. Di bawah ini keadaannya sekarang; tandai lagi yang "
    "akan disimpan."
)
ORPHAN = "Belum tersimpan: {place} menempel pada baris baru yang tidak ditandai. Tandai baris itu juga."
#: Imports of before that are listed with their way back.
SHOWN = 5


def _page(request, form, sentence="", status=200):
    page = {
        "plan": request.plan,
        "may": request.may,
        "form": form,
        "sentence": sentence or (form.first_error if form.errors else ""),
        "lately": [] if form.preview else lately(request.plan),
        **receipt_context(request),
        "stays": natural(request.GET.get("tetap")),
        "undone": "dibatalkan" in request.GET,
    }
    name = "preview" if form.preview else "excel"
    return render(request, f"masterplan/paper/{name}.html", page, status=status)


def lately(plan: Plan) -> list[tuple[Event, str, int, bool]]:
    """Return [(event, name of who, cards, whether it was taken back)] of the last imports, newest first."""
    events = list(Event.objects.filter(plan=plan, verb="entry.imported").order_by("-number")[:SHOWN])
    backs = {taking_back(event.number): event.number for event in events}
    back = Event.objects.filter(plan=plan, verb="entry.unimported", body__in=backs).values_list("body", flat=True)
    gone, people = {backs[body] for body in back}, people_of(plan, [event.actor for event in events])
    return [(one, people[one.actor].name, len(one.changes), one.number in gone) for one in events]


@asks(GET="book.export", POST="import.xlsx")
def excel(request: PlanRequest, slug: str) -> HttpResponse:
    """Show download and upload; with a file its preview, with a choice the write."""
    if request.method != "POST":
        return _page(request, ExcelForm(request.plan))
    form = ExcelForm(request.plan, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not form.is_choice:
        return _page(request, form)
    if not form.ticked:
        return _page(request, form, NOTHING, 422)
    return _write(request, form)


def _write(request, form):
    done = import_rows(request.actor, form.upload, form.ticked, op=request.op)
    if done.status != "saved":
        sentence = CHANGED if done.status == "changed" else ORPHAN.format(place=done.place)
        return marked(_page(request, form, sentence, 409), done.receipt)
    return redirect_with_receipt(done.receipt, "excel", request.plan.slug)


@asks(GET="book.export")
def excel_file(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the chain as a workbook, always as a download."""
    return download(workbook.build(request.plan), workbook_name("rantai", request.plan))


@asks(there=numbered(Event, "masukan", verb="entry.imported"), POST="import.xlsx")
def take_back(request: PlanRequest, slug: str, masukan: int) -> HttpResponse:
    """Put back what one workbook changed."""
    done = take_back_import(request.actor, masukan, op=request.op)
    stays = f"&tetap={done.stays}" if done.stays else ""
    address = f"{reverse('excel', args=[slug])}{receipt_query(done.receipt)}&dibatalkan=1{stays}"
    return see_other(address, done.receipt)


FORMATS = ("pdf", "docx")
ALL = "semua"
NO_CARD = "Belum ada kartu yang mengisi lembar ini. Cetak yang kosong, atau tulis kartunya dahulu."


@asks(GET="book.preview")
def worksheets(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return every worksheet, empty and filled."""
    return _worksheet_page(request)


def _worksheet_page(request, sentence="", status=200):
    row = pillar_of(request)
    counts = counts_of(request.plan, row)
    shown = [(sheet, sheet["code"] in FILLED, counts.get(sheet["code"], 0)) for sheet in sheets()]
    page = {"plan": request.plan, "pillar": row, "shown": shown, "sentence": sentence, "most": MOST}
    return render(request, "masterplan/paper/worksheets.html", page, status=status)


@asks(GET="book.preview")
def worksheet_file(request: PlanRequest, slug: str, pillar: str, berkas: str) -> HttpResponse:
    """Return `masalah-kosong.pdf`, `sasaran-terisi.docx`, `semua-kosong.pdf`: always as a download."""
    name, _, format = berkas.rpartition(".")
    code, _, state = name.rpartition("-")
    codes = {sheet["code"] for sheet in sheets()}
    if format not in FORMATS or state not in (EMPTY, FULL) or code not in {ALL, *codes}:
        raise Http404
    row = pillar_of(request)
    wanted = codes if code == ALL else {code}
    told = {"address": _board(request), "date": long_date(local(timezone.now(), request.plan).date())}
    book = worksheet_book(request.plan, row, request.group, wanted, state, **told)
    if book is None:
        return _worksheet_page(request, NO_CARD, 404)
    return _sent(request, f"kertas-kerja-{request.group.slug}-{name}", format, book)


def _sent(request, stem, format, book):
    try:
        content = paper_bytes(book, format)
    except RenderFailed as failure:
        return _worksheet_page(request, failure.sentence, 500)
    return download(content, f"{stem}.{format}")


def _board(request):
    path = reverse("group_board", args=[request.plan.slug, request.group.slug])
    return f"{public_address(request).partition('://')[2]}{path}"
