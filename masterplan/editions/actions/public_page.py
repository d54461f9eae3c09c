"""Which edition everybody may read at `/p/<plan>/`, if any."""

from masterplan.editions.actions.lookup import EditionNotPossible, approval_in_force, find
from masterplan.editions.models import PublicPage
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event

NOT_APPROVED = "Edisi {label} belum disetujui. Halaman publik hanya menampilkan edisi yang disetujui."


@plan_action("public.switched_on", may="public.switch")
def switch_on(write: PlanWrite, number: int | None) -> Event | None:
    """Let the public page show edition `number` from now on.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at or approval_in_force(row) is None:
        raise EditionNotPossible(NOT_APPROVED.format(label=row.label))
    page = _page(write)
    if page.is_on and page.edition_id == row.pk:
        return None
    _write(write, page, row, is_on=True)
    return write.record("public.switched_on", [row.ref])


@plan_action("public.switched_off", may="public.switch")
def switch_off(write: PlanWrite) -> Event | None:
    """Close the public page, from the commit on.

    Returns the receipt. Raises Refused, BadRequest, OpReused.
    """
    page = _page(write)
    if not page.is_on:
        return None
    _write(write, page, page.edition, is_on=False)
    return write.record("public.switched_off", [page.edition.ref])


def _page(write):
    return PublicPage.objects.filter(plan=write.plan).select_related("edition").first() or PublicPage(plan=write.plan)


def _write(write, page, edition, *, is_on):
    page.edition, page.is_on = edition, is_on
    page.changed_by, page.changed_at = write.actor.key, write.at
    page.save()
