"""The Excel page: take the chain out, look at what an edited workbook would change, write what was chosen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from masterplan.paper import workbook
from masterplan.paper.actions import import_rows, take_back_import, taking_back
from masterplan.paper.forms import NOTHING, ExcelForm
from pillars.cards.display import people_of
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import download, marked, receipt_context, receipt_query, redirect_with_receipt, see_other
from workshops.live.models import Event
from workshops.plans.local_time import workbook_name
from workshops.plans.models import Plan
from workshops.text import natural

CHANGED = (
    "Belum tersimpan: isi rencana berubah sejak pratinjau dibuat. Di bawah ini keadaannya sekarang; tandai lagi yang "
    "akan disimpan."
)
ORPHAN = "Belum tersimpan: {place} menempel pada baris baru yang tidak ditandai. Tandai baris itu juga."
#: Imports of before that are listed with their way back.
SHOWN = 5


def _page(request, form=None, sentence="", status=200):
    page = {
        "plan": request.plan,
        "may": request.may,
        "form": form,
        "sentence": sentence or (form.error if form else ""),
        "lately": [] if form and form.preview else lately(request.plan),
        **receipt_context(request),
        "stays": natural(request.GET.get("tetap")),
        "undone": "dibatalkan" in request.GET,
    }
    name = "preview" if form and form.preview else "excel"
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
        return _page(request)
    form = ExcelForm(request.plan, request.POST, request.FILES)
    if form.error:
        return _page(request, form, status=422)
    if not form.is_choice:
        return _page(request, form)
    if not form.ticked:
        return _page(request, form, NOTHING, 422)
    return _write(request, form)


def _write(request, form):
    op = request.POST.get("op")
    done = import_rows(request.actor, form.upload, form.ticked, op=op)
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
    done = take_back_import(request.actor, masukan, op=request.POST.get("op"))
    stays = f"&tetap={done.stays}" if done.stays else ""
    address = f"{reverse('excel', args=[slug])}{receipt_query(done.receipt)}&dibatalkan=1{stays}"
    return see_other(address, done.receipt)
