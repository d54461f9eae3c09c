"""Re-forming groups: component groups beside the pillars, who sits where in each, and how many fit at a table."""

from django.http import HttpResponse
from django.shortcuts import render

from workshops.access import PlanRequest, asks
from workshops.answers import new_op, receipt_context, redirect_with_receipt
from workshops.membership.models import Group
from workshops.people.actions.group_assignment import (
    GroupOccupied,
    NameTaken,
    add_tables,
    change_table,
    drop_table,
    set_places,
    use_formation,
)
from workshops.people.forms import COMPONENTS, TableForm, TablesForm
from workshops.people.group_assignment import read_group_assignment
from workshops.text import natural


@asks(GET="people.manage", POST="people.manage")
def seating(request: PlanRequest, slug: str) -> HttpResponse:
    """Show and change the groups; a POST names in `act`: meja (new), atur (one group), hapus, duduk (places), pakai."""
    if request.method != "POST":
        return _page(request)
    acts = {"meja": _add, "atur": _change, "hapus": _drop, "duduk": _place, "pakai": _use}
    try:
        return acts.get(request.POST.get("act", ""), _nothing)(request)
    except Group.DoesNotExist:
        return _page(request, notice="Kelompok itu sudah tidak ada. Pilih dari daftar.", status=409)


def _nothing(request):
    return _page(request, notice="Belum ada yang diubah. Pilih salah satu tombol.", status=422)


def _page(request, *, names=None, table=None, notice="", status=200):
    found = read_group_assignment(request.plan)
    forms = [TableForm(group) for group in [*found.pillars, *found.tables]]
    if table:
        forms = [table if form.group == table.group else form for form in forms]
    context = {
        "found": found,
        "names": names or TablesForm(initial={"names": "" if found.tables else "\n".join(COMPONENTS)}),
        "tables": forms,
        "pillar_choices": [(group.slug, group.name) for group in found.pillars],
        "table_choices": [("", "belum ditempatkan"), *((group.slug, group.name) for group in found.tables)],
        "notice": notice,
        "op": new_op(),
        **receipt_context(request),
    }
    return render(request, "workshops/seating.html", context, status=status)


def _done(request, receipt, place=""):
    return redirect_with_receipt(receipt, "seating", request.plan.slug, more=place)


def _add(request):
    form = TablesForm(request.POST)
    if not form.is_valid():
        return _page(request, names=form, status=422)
    try:
        receipt = add_tables(request.actor, **form.cleaned_data, op=form.op)
    except NameTaken as taken:
        form.wrong("names", f"Kelompok {taken.name} sudah ada. Beri nama lain.")
        return _page(request, names=form, status=422)
    return _done(request, receipt)


def _change(request):
    group = Group.objects.get(plan=request.plan, slug=request.POST.get("group", ""))
    form = TableForm(group, request.POST)
    if not form.is_valid():
        return _page(request, table=form, status=422)
    try:
        receipt = change_table(request.actor, group.slug, **form.cleaned_data, op=request.op)
    except NameTaken as taken:
        form.wrong("name", f"Kelompok {taken.name} sudah ada. Beri nama lain.")
        return _page(request, table=form, status=422)
    return _done(request, receipt, "#meja")


def _drop(request):
    slug = request.POST.get("group", "")
    try:
        receipt = drop_table(request.actor, slug, op=request.op)
    except GroupOccupied:
        notice = "Kelompok itu sudah dipakai, jadi tidak dapat dihapus. Pindahkan orangnya, lalu ganti namanya."
        return _page(request, notice=notice, status=409)
    return _done(request, receipt, "#meja")


def _place(request):
    formation = Group.KOMPONEN if request.POST.get("formation") == Group.KOMPONEN else Group.PILAR
    given = {natural(name.removeprefix("orang-"), 9): slug for name, slug in request.POST.items() if "orang-" in name}
    places = {number: slug for number, slug in given.items() if number is not None}
    return _done(request, set_places(request.actor, formation, places, op=request.op))


def _use(request):
    formation = Group.KOMPONEN if request.POST.get("formation") == Group.KOMPONEN else Group.PILAR
    return _done(request, use_formation(request.actor, formation, op=request.op))
