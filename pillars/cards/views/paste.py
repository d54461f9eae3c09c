"""Pasting many lines: looked at first, then made as one act, taken back as one."""

from django.http import HttpResponse
from django.shortcuts import render

from pillars.cards.actions.bulk import paste_entries, take_back_paste
from pillars.cards.display import joined, people_of
from pillars.cards.paste_form import PasteForm
from pillars.cards.pasted_text import lately
from pillars.cards.views.responses import pillar_of
from workshops.access import PlanRequest, asks
from workshops.answers import mark, redirect_with_receipt
from workshops.live.models import Event

CHANGED = "Tulisan atau pilihannya berubah sejak diperiksa. Lihat dahulu kartunya, lalu simpan."
NONE_LEFT = "Tidak ada baris yang dipilih. Tandai paling sedikit satu baris untuk dijadikan kartu."
FAULTY = (
    "Belum tersimpan. Perbaiki baris {lines} di kotak teks lalu tekan Periksa, atau tandai “Lewati baris ini” "
    "pada baris itu."
)
PARENT_GONE = "Kartu induknya baru saja dihapus orang lain. Pilih induk lain; tulisan Anda tetap ada."


@asks(GET="entry.paste", POST="entry.paste")
def paste(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the paste of a group: text, preview, and on *Simpan* all its cards."""
    row = pillar_of(request)
    if request.method != "POST":
        return page(request, PasteForm(request.plan, row, kind=request.GET.get("jadikan", "masalah")))
    form = PasteForm(request.plan, row, request.POST)
    if form.error:
        return page(request, form, status=422)
    if "simpan" not in request.POST:
        return page(request, form)
    if sentence := unsaved_reason(form):
        return page(request, form, sentence, status=422)
    return save(request, form)


def unsaved_reason(form: PasteForm) -> str:
    """Return why these rows are not saved; "" where they can be."""
    if not form.is_confirmed:
        return CHANGED
    if form.in_the_way:
        return FAULTY.format(lines=joined([str(line.number) for line in form.in_the_way]))
    return "" if form.made else NONE_LEFT


def save(request: PlanRequest, form: PasteForm) -> HttpResponse:
    """Make the cards; then the board, with the way to take them back."""
    rows = [line.values for line in form.made]
    kind, code, op = form.kind.key, form.pillar.code, request.op
    made = paste_entries(request.actor, kind, code, rows, op=op)
    if made.status == "parent_deleted":
        return page(request, form, PARENT_GONE, status=422)
    return redirect_with_receipt(made.receipt, "group_board", request.plan.slug, form.pillar.slug)


def page(request: PlanRequest, form: PasteForm, sentence: str = "", status: int = 200) -> HttpResponse:
    """Return the page of a paste, with what was typed."""
    plan = request.plan
    names = lambda key: people_of(plan, [key])[key].name  # noqa: E731
    context = {
        "form": form,
        "pillar": form.pillar,
        "plan": plan,
        "sentence": sentence,
        "kind_of_sentence": "field_error" if status == 422 else "warning",
        "lately": lately(plan, form.pillar, names) if not form.lines else [],
    }
    response = render(request, "pillars/cards/paste.html", context, status=status)
    return mark(response, plan.head, request.op) if request.method == "POST" else response


def paste_exists(request: PlanRequest, tempelan: int, **_: str) -> bool:
    """Whether the event of an address is a paste of this group."""
    events = Event.objects.filter(plan=request.plan, number=tempelan, verb="entry.pasted", pillar=request.pillar_code)
    return events.exists()


@asks(there=paste_exists, POST="entry.paste")
def take_back(request: PlanRequest, slug: str, pillar: str, tempelan: int) -> HttpResponse:
    """Put the cards of one paste into the bin again, together."""
    done = take_back_paste(request.actor, request.pillar_code, tempelan, op=request.op)
    stays = f"&tetap={len(done.stays)}" if done.stays else ""
    return redirect_with_receipt(done.receipt, "group_board", slug, pillar, more=stays)
