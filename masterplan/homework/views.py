"""The lists of homework as a file to print."""

from django.http import Http404, HttpResponse

from masterplan.closing.papers import paper_bytes
from masterplan.closing.views import sent_file
from masterplan.homework.sheets import build
from pillars.homework.links import address_for
from pillars.homework.queries import receivers_of
from pillars.homework.windows import window_of
from workshops.access import PlanRequest, asks
from workshops.people.join_codes import public_address


@asks(GET="task.assign")
def task_sheets(request: PlanRequest, slug: str, lembar: str) -> HttpResponse:
    """Return an A4 list for each receiver as Word, or for one (`?untuk=`) as PDF or Word: PDF takes a moment a page."""
    plan, wanted = request.plan, request.GET.get("untuk")
    name, _, format = lembar.partition(".")
    if name != "daftar" or format not in (("pdf", "docx") if wanted else ("docx",)):
        raise Http404
    receivers = [one for one in receivers_of(plan) if one.open and wanted in (None, one.value)]
    if not receivers:
        raise Http404
    told = [(one, address_for(plan, one, public_address(request))) for one in receivers]
    stem = f"tugas-{wanted}" if wanted else "tugas-antarbimtek"
    return sent_file(request, stem, format, lambda: paper_bytes(build(plan, told, window_of(plan)), format))
