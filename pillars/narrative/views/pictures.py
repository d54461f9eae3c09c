"""The pictures of a plan: the list, adding one or a scan, saying what it shows, and the pictures themselves."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.presence import people_of
from pillars.models import Picture
from pillars.narrative.actions import InUse, add_pictures, change_picture, hide_picture, hide_scan, place_pictures
from pillars.narrative.forms import AltForm, PictureForm
from pillars.narrative.queries import (
    SCANS_GO,
    picture_of,
    pictures_from,
    pictures_of_plan,
    scan_waiting,
    scans_of,
    section_address,
    sections_using,
    sections_with,
)
from pillars.uploads import BadFile
from workshops.access import PlanRequest, asks
from workshops.answers import mark, receipt_context, receipt_query, see_other
from workshops.live.actions.plan_write import existing

PAGE = "pillars/narrative/pictures.html"


@asks(GET="book.preview", POST="reference.edit")
def pictures(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all pictures with their words and where they stand; a POST adds one, or the pages of a scan, or
    (`pasang`) sets those that came into a section."""
    if request.method != "POST":
        return _page(request)
    if "pasang" in request.POST:
        return _placed(request)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        is_large = "gambar" in form.errors and form.errors["gambar"].kind == "too_large"
        return _page(request, form, status=413 if is_large else 422)
    try:
        done = add_pictures(request.actor, form.pictures, form.alts, scan=form.scan, op=form.op)
    except BadFile as full:
        form.add_error("gambar", full)
        return _page(request, form, status=422)
    return _back(request, done)


def _placed(request):
    """The pages of a scan behind the prose of the annex that was chosen."""
    chosen = request.POST["pasang"]
    came = pictures_from(request.plan, request.POST.get("dari"), request.POST.get("banyak"))
    if chosen not in SCANS_GO or not came:
        raise Http404
    saved = place_pictures(request.actor, request.plan, chosen, came, op=request.POST.get("op", ""))
    address = section_address(request.plan, chosen)
    if not saved:
        return see_other(address)
    return see_other(f"{address}{receipt_query(saved.receipt)}", saved.receipt)


def _there(request, gambar, **_):
    return Picture.objects.filter(plan=request.plan, number=gambar).exists()


@asks(there=_there, POST="reference.edit")
def picture(request: PlanRequest, slug: str, gambar: int) -> HttpResponse:
    """Save other words for a picture, or (`tampilan`: `sembunyi`, `tampil`) whether it is offered, or (`pindaian`: the
    same) whether the scan is whose first page it is."""
    if not _there(request, gambar):
        raise Http404
    if asked := next((name for name in _HIDES if name in request.POST), ""):
        return _shown(request, gambar, asked)
    form = AltForm(request.POST, auto_id=f"i-%s-{gambar}")
    if not form.is_valid():
        return _page(request, words=form, changing=gambar, status=422)
    done = change_picture(request.actor, gambar, form.cleaned_data["alt"], op=form.op)
    return _back(request, done)


#: {input: (the action, what the page calls the number that it was refused for, the place to come back to)}
_HIDES = {"tampilan": (hide_picture, "changing", "gambar"), "pindaian": (hide_scan, "scan", "pindaian")}


def _shown(request, gambar, name):
    hide, refused_for, place = _HIDES[name]
    done = _hide(hide, request.actor, gambar, request.POST[name] == "sembunyi", op=request.POST.get("op", ""))
    if isinstance(done, InUse):
        return _page(request, used=done.sentence, **{refused_for: gambar}, status=422)
    return _back(request, done, f"{place}-{gambar}")


def _hide(hide, actor, number, hidden, *, op):
    """`hide_picture` or `hide_scan`; what forbids it is said on the page of the pictures."""
    try:
        return hide(actor, number, hidden, op=op)
    except InUse as used:
        return used


def _back(request, done, place=""):
    address = reverse("pictures", args=[request.plan.slug])
    place = place or ("pindaian" if done.scan else f"gambar-{done.number}")
    return see_other(f"{address}{receipt_query(done.receipt)}#{place}", done.receipt)


def _page(request, form=None, *, words=None, changing=None, scan=None, used="", status=200):
    plan, standing = request.plan, sections_with(request.plan)
    rows = [(one, _places(plan, one, standing), _words(one, words, changing)) for one in _listed(plan)]
    page = {"plan": plan, "rows": rows, "form": form or PictureForm(), "changing": changing, "asked": scan}
    page |= {"used": used, **receipt_context(request)}
    if request.may.reference_edit:
        page |= {"came": scan_waiting(plan, request.actor.key, standing), "places": SCANS_GO}
        page |= {"scans": _scans(plan, standing)}
    response = render(request, PAGE, page, status=status)
    return mark(response, plan.head, request.POST.get("op", "")) if request.method == "POST" else response


def _places(plan, one, used):
    return [(code, section_address(plan, code)) for code in used.get(one.ref, ())]


def _words(one, sent, changing):
    """The form of its words, as it was sent where it is the one that is being changed."""
    return sent if sent and one.number == changing else AltForm(initial={"alt": one.alt}, auto_id=f"i-%s-{one.number}")


def _scans(plan, used):
    """[(scan, who brought it, codes of the sections that it stands in)], without those of which no page can come or go
    with the others."""
    scans = [scan for scan in scans_of(plan) if scan.offered or scan.left]
    people = people_of(plan) if scans else None
    return [(scan, people.name(scan.came.actor), sections_using(scan.offered, used)) for scan in scans]


def _listed(plan):
    hidden = Picture.objects.filter(plan=plan).exclude(hidden_at=None)
    return [*pictures_of_plan(plan), *hidden]


@asks(GET="book.preview")
def picture_file(request: PlanRequest, slug: str, gambar: int) -> HttpResponse:
    """Return the picture as it prints. Its content never changes, so that a browser may keep it.

    Never without asking.
    """
    return _file(request, gambar, "content")


@asks(GET="book.preview")
def picture_small(request: PlanRequest, slug: str, gambar: int) -> HttpResponse:
    """Return the same for lists."""
    return _file(request, gambar, "small")


def _file(request, gambar, column):
    row = existing(picture_of(request.plan, gambar, column))
    tag = f'"{row.sha256[:32]}-{column}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(bytes(getattr(row, column)), content_type=row.media)
    response.headers["ETag"] = tag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
