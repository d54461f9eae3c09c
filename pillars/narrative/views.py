"""The pictures of a plan; the form of a section, which the page of the manuscript shows beside its print."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse

from pillars import prose
from pillars.cards.changes import edits_since
from pillars.cards.forms import EntryForm
from pillars.cards.presence import people_of
from pillars.cards.values import kind_fields
from pillars.cards.views.edit import FAULTS, answer_to, with_receipt
from pillars.cards.views.late_saves import open_choice, outdated_delete_answer
from pillars.cards.views.responses import Filling, Notice, attempt, sheet
from pillars.merge import same
from pillars.models import SHARED, Narrative, Picture
from pillars.narrative.actions import (
    InUse,
    add_pictures,
    change_picture,
    hide_picture,
    hide_scan,
    place_pictures,
    reset_section,
    restore_section,
    save_section,
)
from pillars.narrative.forms import AltForm, PictureForm
from pillars.narrative.queries import (
    SCANS_GO,
    deleted_narrative,
    narrative_of,
    picture_of,
    pictures_from,
    pictures_of_plan,
    place_of,
    scan_waiting,
    scans_of,
    section_address,
    section_editors,
    sections_using,
    sections_with,
)
from pillars.uploads import BadFile
from workshops import answers
from workshops.access import PlanRequest, asks, numbered
from workshops.agenda.room_state import room_changed_since, room_context
from workshops.answers import mark, receipt_context, receipt_query, see_other
from workshops.live.actions.plan_write import existing
from workshops.text import natural

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
    saved = place_pictures(request.actor, request.plan, chosen, came, op=request.op)
    address = section_address(request.plan, chosen)
    if not saved:
        return see_other(address)
    return see_other(f"{address}{receipt_query(saved.receipt)}", saved.receipt)


_there = numbered(Picture, "gambar")


@asks(there=_there, POST="reference.edit")
def picture(request: PlanRequest, slug: str, gambar: int) -> HttpResponse:
    """Save other words for a picture, or (`tampilan`: `sembunyi`, `tampil`) whether it is offered, or (`pindaian`: the
    same) whether the scan is whose first page it is."""
    if not _there(request, gambar=gambar):
        raise Http404
    if asked := next((name for name in _HIDES if name in request.POST), ""):
        return _shown(request, gambar, asked)
    form = AltForm(request.POST, auto_id=f"i-%s-{gambar}")
    if not form.is_valid():
        return _page(request, words=form, changing=gambar, status=422)
    return _back(request, change_picture(request.actor, gambar, form.cleaned_data["alt"], op=form.op))


#: {input: (the action, what the page calls the number that it was refused for, the place to come back to)}
_HIDES = {"tampilan": (hide_picture, "changing", "gambar"), "pindaian": (hide_scan, "scan", "pindaian")}


def _shown(request, gambar, name):
    hide, refused_for, place = _HIDES[name]
    try:
        done = hide(request.actor, gambar, request.POST[name] == "sembunyi", op=request.op)
    except InUse as no:
        return _page(request, used=no.sentence, **{refused_for: gambar}, status=422)
    return _back(request, done, f"{place}-{gambar}")


def _back(request, done, place=""):
    address = reverse("pictures", args=[request.plan.slug])
    place = place or ("pindaian" if done.scan else f"gambar-{done.number}")
    return see_other(f"{address}{receipt_query(done.receipt)}#{place}", done.receipt)


def _page(request, form=None, *, words=None, changing=None, scan=None, used="", status=200):
    plan, standing = request.plan, sections_with(request.plan)
    listed = [*pictures_of_plan(plan), *Picture.objects.filter(plan=plan).exclude(hidden_at=None)]
    rows = [(one, _places(plan, one, standing), _words(one, words, changing)) for one in listed]
    page = {"plan": plan, "rows": rows, "form": form or PictureForm(), "changing": changing, "asked": scan}
    page |= {"used": used, **receipt_context(request)}
    if request.may.reference_edit:
        page |= {"came": scan_waiting(plan, request.actor.key, standing), "scans": _scans(plan, standing)}
        page["places"] = [(code, f"Buku 1, {name}") for code, name in SCANS_GO.items()]
    response = render(request, PAGE, page, status=status)
    return mark(response, plan.head, request.op) if request.method == "POST" else response


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


SAME = Notice("Belum ada yang diubah: teks di bawah masih teks bawaan.", "field_error")


@dataclass(frozen=True)
class SectionPage:
    """One section as its page shows it.

    section    its code (`B2-3.1`) · name: what people call it (“Bab 3.1 Tata Kelola”)
    beginning  its shipped text as blocks, which the first author goes on from
    references what `masterplan.document.references.catalogue` gives: objects with kind, key and title
    address    of the page itself; everything is sent there
    template   of the whole page; it includes `pillars/narrative/form.html` while the context has a `form`
    context    () → what that template needs besides; asked for only where the whole page is drawn
    """

    section: str
    name: str
    beginning: tuple
    references: tuple
    address: str
    template: str
    context: Callable[[], dict]

    @property
    def begun(self) -> list[dict[str, Any]]:
        return prose.normal(self.beginning)


def paragraphs(texts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return shipped paragraphs (plain text with {{marks}}) as blocks."""
    return [{"type": "paragraph", "spans": [{"text": text}]} for text in texts if text.strip()]


def answer(request: PlanRequest, page: SectionPage) -> HttpResponse:
    """Return the page with its form; what a save left to choose (`?op=`); the notes of `?since=N`; a POST saves."""
    entry = narrative_of(request.plan, page.section)
    request.filling = Filling(None, _keys(), request.may.reference_edit, page.address, page.template)
    if request.method == "POST":
        return _write(request, page, entry)
    if "since" in request.GET:
        return _changed(request, page, entry)
    make_form = partial(_form, request, page, entry)
    return open_choice(request, entry) or _draw(request, page, with_receipt(request, entry, make_form))


def for_readers(request: PlanRequest, section: str) -> dict[str, Any]:
    """Return, for who does not write, what experts said of the section's own prose; {} where it has none."""
    entry = narrative_of(request.plan, section)
    return {"entry": entry, "pillar": SHARED} if entry else {}


def _keys():
    """The fields of a section, as its form has them."""
    return tuple(one.key for one in kind_fields(Narrative.KIND) if "form" not in one.left_out)


def _form(request, page, entry, **options):
    begun = None if entry else {"body": page.begun}
    keys = _keys()
    form = EntryForm(request.plan, SHARED, Narrative.KIND, entry=entry, begun=begun, only=keys, **options)
    form.visible_keys, form.known_as = set(keys), page.name
    form.draft = f"naskah-{page.section}"
    return form


def _draw(request, page, form, *, status=200, notice=None, **more):
    """The whole page, or the form alone when a script asked."""
    if request.htmx:
        return sheet(request, form, status=status, notice=notice, **more)
    plan, entry = request.plan, form.entry
    context = page.context() | {
        "form": form,
        "entry": entry,
        "kind": form.kind,
        "pillar": SHARED,
        "notice": notice,
        "address": page.address,
        "place": place_of(page.section),
        "openers": section_editors(plan, page.section, request.actor.key),
        "references": page.references,
        "pictures": pictures_of_plan(plan),
        "left": None if entry else deleted_narrative(plan, page.section),
    }
    response = render(request, page.template, context | more, status=status)
    if request.method == "POST":
        mark(response, request.plan.head, form.op)
    return response


def _write(request, page, entry):
    if request.POST.get("naskah") in _DEEDS:
        return _DEEDS[request.POST["naskah"]](request, page)
    form = _form(request, page, entry, data=request.POST)
    if not form.is_valid():
        return _draw(request, page, form, status=422, notice=FAULTS)
    written = any(form.values.get(key) for key in form.values if key != "body")
    if entry is None and not written and same(form.values.get("body", page.begun), page.begun):
        return _draw(request, page, form, status=422, notice=SAME)
    saved, refusal = attempt(
        request,
        form,
        save_section,
        request.plan,
        page.section,
        form.values,
        page=lambda request, form, **named: _draw(request, page, form, **named),
        beginning=page.begun,
        base=form.base,
    )
    return refusal or answer_to(request, form, saved)


def _put_back(request, page):
    """The shipped text is printed again; the prose lies in the bin."""
    how = {"base": natural(request.POST.get("base")), "op": request.op}
    saved = reset_section(request.actor, request.plan, page.section, **how)
    if saved.status == "changed":
        return outdated_delete_answer(request, narrative_of(request.plan, page.section), saved)
    return see_other(page.address, saved.receipt)


def _take_again(request, page):
    """The prose that was put away last is printed again."""
    saved = restore_section(request.actor, request.plan, page.section, op=request.op)
    return see_other(page.address, saved.receipt)


_DEEDS = {"bawaan": _put_back, "kembalikan": _take_again}


@answers.live_page
def _changed(request, page, entry):
    """Who changed what here after event N, and who else has the section open; never the inputs themselves."""
    plan, number = request.plan, natural(request.GET["since"])
    if number is None or number > plan.head:
        raise answers.FullPageNeeded
    context = {"entry": entry, "pillar": SHARED, "plan": plan, "address": page.address, "base": number}
    context |= {"found": edits_since(plan, entry, number, request.actor.key) if entry else None, "after": number}
    context |= {"here": section_editors(plan, page.section, request.actor.key)}
    context |= room_context(request, SHARED.code) if room_changed_since(plan, number) else {}
    return render(request, "pillars/narrative/changed.html", context)
