"""The list of who is invited: imported as it was shown, taken back, and who of it has joined."""

from typing import Any

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, Receipt
from workshops.live.models import Event
from workshops.people.actions.membership import claim, person_of
from workshops.people.models import Invitation
from workshops.people.roster import NEW, Roster, read_roster
from workshops.sheets.table_import import Columns
from workshops.sheets.workbook_reader import WorkbookSheet

#: The fields of a line that are texts.
_TEXTS = ("name", "institution", "position", "phone", "email")


class RosterOutdated(Exception):
    """Since the page was shown something has changed, so that an import would do something else; `roster` is new."""

    def __init__(self, roster: Roster) -> None:
        super().__init__()
        self.roster = roster


@plan_action("person.invited", may="people.import", sent=lambda seen, **_: [seen])
def import_roster(change: PlanWrite, sheet: WorkbookSheet, columns: Columns, *, seen: str) -> Event | None:
    """Write what `read_roster` says, all of it or nothing; `seen`: the `Roster.fingerprint` that was said yes to.

    Wrong lines are passed over, nobody is taken off the list. Raises RosterOutdated, Refused, BadRequest, OpReused.
    """
    roster = read_roster(change.plan, sheet, columns)
    if roster.fingerprint != seen:
        raise RosterOutdated(roster)
    if not roster.to_save:
        return None
    new = [_new(change, line) for line in roster.of(NEW)]
    Invitation.objects.bulk_create(new)
    changed = [_changed(line) for line in roster.to_save if line.invitation]
    Invitation.objects.bulk_update(changed, [*_TEXTS, "group", "participant"])
    for line in roster.to_save:
        _pass_on(line)
    changes: dict[str, Any] = {row.ref: {"invited": [False, True]} for row in new}
    changes |= {line.invitation.ref: {"fields": [[], list(line.before)]} for line in roster.to_save if line.before}
    refs = [*(row.ref for row in new), *(row.ref for row in changed)]
    return change.record("person.invited", refs, changes=changes)


def _new(change, line):
    texts = {key: line.values.get(key, "") for key in _TEXTS}
    number = change.next_number("undangan")
    return Invitation(plan=change.plan, number=number, group=line.group, participant=line.person, **texts)


def _changed(line):
    row = line.invitation
    for key in line.before:
        setattr(row, key, line.group if key == "group" else line.values[key])
    row.participant = row.participant or line.person
    return row


def _pass_on(line):
    """Whoever has joined already has the jabatan of the list."""
    person = line.person or (line.invitation and line.invitation.participant)
    position = line.values.get("position", "")
    if person and position and person.position != position:
        person.position = position
        person.save(update_fields=["position"])


@plan_action("person.uninvited", may="people.import")
def take_back_import(change: PlanWrite, number: int) -> Receipt:
    """Take off the list those whom the import with event `number` brought and who have not joined."""
    event = Event.objects.filter(plan=change.plan, number=number, verb="person.invited").first()
    new = [ref for ref, one in (event.changes if event else {}).items() if "invited" in one]
    return _drop(change, [int(ref.removeprefix("undangan-")) for ref in new])


@plan_action("person.dropped", may="people.import")
def drop_invitation(change: PlanWrite, number: int) -> Receipt:
    """Take one person off the list who has not joined."""
    return _drop(change, [number])


def _drop(change, numbers):
    rows = Invitation.objects.filter(plan=change.plan, number__in=numbers, participant=None)
    refs = [row.ref for row in rows]
    if not refs:
        return change.receipt()
    rows.delete()
    return change.receipt(change.record("person.uninvited", refs))


@plan_action("person.tied", may="people.manage")
def tie(change: PlanWrite, number: int, invitation: int | None) -> Event | None:
    """Record that participant `number` is who was invited as `invitation` (None: as nobody on the list).

    Raises NotFound when there is no such line or somebody else joined as it.
    """
    person = person_of(change, number)
    free = Invitation.objects.filter(plan=change.plan, number=invitation, participant=None).first()
    if invitation is not None and free is None:
        raise NotFound
    before = Invitation.objects.filter(participant=person).first()
    if before is None and free is None:
        return None
    if before:
        before.participant = None
        before.save(update_fields=["participant"])
    if free:
        claim(free, person)
    return change.record("person.tied", [person.ref, *(row.ref for row in (before, free) if row)])
