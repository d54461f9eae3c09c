"""Writes the people of a plan as a workbook that can be corrected in Excel and imported again."""

from workshops.membership.actors import active_participants
from workshops.people.models import Invitation
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.sheets import WorkbookTable, write_workbook

HEAD = ["No", "Nama", "Instansi", "Jabatan", "Kelompok", "HP", "Surel", "Peran", "Bergabung"]


def roster_file(plan: Plan) -> bytes:
    """Return the workbook: everybody on the list in its order, then those who joined without standing there."""
    rows, seen = [], set()
    for one in Invitation.objects.filter(plan=plan).select_related("group", "participant__group"):
        person = one.participant
        seen.add(one.participant_id)
        group = person.group if person else one.group
        rows.append([one.name, one.institution, one.position, group and group.name, one.phone, one.email])
        rows[-1] += _joined(plan, person)
    for person in active_participants(plan).exclude(pk__in=seen - {None}).select_related("group").order_by("number"):
        rows.append([person.name, person.institution, person.position, person.group.name, "", ""])
        rows[-1] += _joined(plan, person)
    return write_workbook([WorkbookTable("Orang", [HEAD, *([place, *row] for place, row in enumerate(rows, 1))])])


def _joined(plan, person):
    return [person.get_role_display(), local(person.joined_at, plan)] if person else ["", ""]
