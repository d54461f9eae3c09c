"""The form of one section: its own prose, or the shipped text to go on from; saved, merged and told like every card.

The page around it belongs to whoever calls: `answer` takes a request whose right has been asked and a `SectionPage`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from pillars import prose
from pillars.cards.concurrent_edits import edits_since
from pillars.cards.display import receipt_of
from pillars.cards.forms import EntryForm
from pillars.cards.values import kind_fields
from pillars.cards.views.edit import FAULTS
from pillars.cards.views.late_saves import answer_to, open_choice, outdated_delete_answer
from pillars.cards.views.responses import Filling, Notice, attempt, incomplete_save, sheet
from pillars.merge import same
from pillars.models import SHARED, Narrative
from pillars.narrative.actions import reset_section, restore_section, save_section
from pillars.narrative.queries import deleted_narrative, narrative_of, pictures_of_plan, place_of, section_editors
from workshops import answers
from workshops.access import PlanRequest
from workshops.agenda.room_parts import room_changed_since, room_context
from workshops.answers import mark, see_other
from workshops.text import natural

KEYS = tuple(one.key for one in kind_fields(Narrative.KIND) if "form" not in one.left_out)
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
    request.filling = Filling(None, KEYS, request.may.reference_edit, page.address, page.template)
    if request.method == "POST":
        return _write(request, page, entry)
    if "since" in request.GET:
        return _changed(request, page, entry)
    event = entry and incomplete_save(request, entry, request.GET.get("op", ""))
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    return (event and open_choice(request, event, only)) or _draw(request, page, _shown_form(request, page, entry))


def for_readers(request: PlanRequest, section: str) -> dict[str, Any]:
    """Return, for who does not write, what experts said of the section's own prose; {} where it has none."""
    entry = narrative_of(request.plan, section)
    return {"entry": entry, "pillar": SHARED} if entry else {}


def _form(request, page, entry, **options):
    begun = None if entry else {"body": page.begun}
    form = EntryForm(request.plan, SHARED, Narrative.KIND, entry=entry, begun=begun, only=KEYS, **options)
    form.shown, form.known_as = set(KEYS), page.name
    form.draft = f"naskah-{page.section}"
    return form


def _shown_form(request, page, entry):
    """The form as it stands, with the receipt of the save that led here."""
    number, removed, since = (natural(request.GET.get(name)) for name in ("tersimpan", "dibuang", "sejak"))
    if entry is None or number is None:
        return _form(request, page, entry)
    about = {"me": request.actor.key, "since": since, "agreed": request.GET.get("sama", "").split(",")}
    receipt = receipt_of(request.plan, entry, number, removed or 0, **about)
    form = _form(request, page, entry, receipt=receipt)
    form.warnings, form.removed = receipt.warnings, receipt.removed
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
    written = any(form.values.get(key) for key in KEYS if key != "body")
    if entry is None and not written and same(form.values.get("body", page.begun), page.begun):
        return _draw(request, page, form, status=422, notice=SAME)
    saved, refusal = attempt(request, form, lambda: _save(request, page, form), _drawn(page))
    return refusal or answer_to(request, form, saved)


def _save(request, page, form):
    how = {"beginning": page.begun, "base": form.base, "op": form.op}
    return save_section(request.actor, request.plan, page.section, form.values, **how)


def _drawn(page):
    """How `attempt` draws the form again."""
    return lambda request, form, **named: _draw(request, page, form, **named)


def _put_back(request, page):
    """The shipped text is printed again; the prose lies in the bin."""
    how = {"base": natural(request.POST.get("base")), "op": request.POST.get("op", "")}
    saved = reset_section(request.actor, request.plan, page.section, **how)
    if saved.status == "changed":
        return outdated_delete_answer(request, narrative_of(request.plan, page.section), saved)
    return see_other(page.address, saved.receipt)


def _take_again(request, page):
    """The prose that was put away last is printed again."""
    op = request.POST.get("op", "")
    saved = restore_section(request.actor, request.plan, page.section, op=op)
    return see_other(page.address, saved.receipt)


_DEEDS = {"bawaan": _put_back, "kembalikan": _take_again}


@answers.live_page
def _changed(request, page, entry):
    """Who changed what here after event N, and who else has the section open; never the inputs themselves."""
    plan, number = request.plan, natural(request.GET["since"])
    if number is None or number > plan.head:
        raise answers.FullPageNeeded
    context = {"entry": entry, "pillar": SHARED, "plan": plan, "address": page.address, "base": number}
    context |= {"found": edits_since(plan, entry, number, request.actor.key) if entry else None}
    context |= {"here": section_editors(plan, page.section, request.actor.key)}
    context |= {"after": number}
    context |= room_context(request, SHARED.code) if room_changed_since(plan, number) else {}
    return render(request, "pillars/narrative/changed.html", context)
