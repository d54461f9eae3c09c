"""The berita acara of a bimtek: where all stand, its preview, its text, and its files."""

from django.http import Http404, HttpResponse

from masterplan.closing import minutes_paper
from masterplan.closing.actions import MinutesConflict, save_minutes
from masterplan.closing.forms import PartsForm
from masterplan.closing.minutes_text import PARTS
from masterplan.closing.overview import read_endings
from masterplan.closing.paper_files import paper_bytes
from masterplan.closing.papers import present_tree, signed_tree
from masterplan.closing.preview import blocks
from masterplan.closing.reopened import sentences
from masterplan.closing.views.responses import DAMAGED, find_bimtek, page, sent_file
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import Damaged, unpack
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import FullPageNeeded, live_page, receipt_context, redirect_with_receipt, untouched
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Bimtek

#: The papers that come as Word.
LISTS = "daftar-hadir.docx"
WORD = ("berita-acara.docx", LISTS)
#: Events after which the list of bimteks looks different.
TURNS = ("bimtek.", "agenda.bimtek_", "agenda.planned")


signing_exists = numbered(Signing, "edisi")
bimtek_exists = numbered(Bimtek, "bimtek")


@asks(GET="snapshot.view")
@live_page
def closing(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all bimteks with their signatures and what can be done about them now; an open page is loaded again when
    one of them is opened, signed or reopened.
    """
    if "since" in request.GET:
        if answer := untouched(request, TURNS):
            return answer
        raise FullPageNeeded
    return page(request, "closing.html", {"endings": read_endings(request.plan), "lock": request.lock})


@asks(there=bimtek_exists, GET="attendance.view")
def minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Return the berita acara as it would be printed now."""
    found = find_bimtek(request.plan, bimtek)
    prepared = minutes_paper.prepare(request.plan, found)
    book = minutes_paper.build(request.plan, found, prepared, reopened=sentences(request.plan, found))
    shown = {"bimtek": found, "prepared": prepared, "paper": book.parts[0], "blocks": blocks(book.parts[0])}
    return page(request, "minutes.html", shown | receipt_context(request))


@asks(there=bimtek_exists, GET="minutes.prepare", POST="minutes.prepare")
def edit_minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Return the text of the berita acara, part by part."""
    found = find_bimtek(request.plan, bimtek)
    prepared = minutes_paper.prepare(request.plan, found)
    form = PartsForm(PARTS, prepared, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _edited(request, found, form, 422 if form.errors else 200)
    try:
        receipt = save_minutes(request.actor, bimtek, form.words, shown=form.shown, op=request.POST.get("op"))
    except MinutesConflict as clash:
        return _edited(request, found, PartsForm(PARTS, prepared, request.POST, clash.keys), 409)
    return redirect_with_receipt(receipt, "minutes", slug, bimtek)


def _edited(request, bimtek, form, status):
    answer = page(request, "edit_minutes.html", {"bimtek": bimtek, "form": form})
    answer.status_code = status
    return answer


@asks(there=bimtek_exists, GET="attendance.view")
def minutes_file(request: PlanRequest, slug: str, bimtek: int, berkas: str) -> HttpResponse:
    """Return the draft of the berita acara, or the attendance list, as Word."""
    if berkas not in WORD:
        raise Http404
    book = present_tree(request.plan, bimtek, lists_only=berkas == LISTS)
    return sent_file(
        request, f"{berkas.partition('.')[0]}-{slug}-bimtek-{bimtek}", "docx", lambda: paper_bytes(book, "docx")
    )


@asks(there=signing_exists, GET="attendance.view")
def signed_file(request: PlanRequest, slug: str, edisi: int, berkas: str) -> HttpResponse:
    """Return a signed paper as Word, from the tree that was signed, whatever has become of the plan since."""
    if berkas not in WORD:
        raise Http404
    try:
        book, _ = signed_tree(request.plan, edisi, lists_only=berkas == LISTS)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    return sent_file(request, f"{berkas.partition('.')[0]}-{slug}-{edisi}", "docx", lambda: paper_bytes(book, "docx"))


@asks(there=signing_exists, GET="plan.dump")
def snapshot_file(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return the plan as it was signed, in the exchange format."""
    row = existing(Signing.objects.filter(plan=request.plan, number=edisi).first())
    try:
        content = unpack(row.snapshot, row.sha256)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    return sent_file(request, f"rencana-{slug}-{edisi}", "json", lambda: content)
