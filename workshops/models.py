"""The models of the rooms of `workshops`, imported for Django's registry."""

from workshops.agenda.models import Attendance, Bimtek, Broadcast, GroupStep, HelpCall, Projection, Step
from workshops.live.models import Event, Handset, Presence
from workshops.people.models import Group, Invitation, JoinCode, Participant, Petition, Place, ScreenKey, WrongTry
from workshops.plans.models import Account, Governance, Opd, Plan, Region, StaffRole

__all__ = [
    "Account",
    "Attendance",
    "Bimtek",
    "Broadcast",
    "Event",
    "Governance",
    "Group",
    "GroupStep",
    "Handset",
    "HelpCall",
    "Invitation",
    "JoinCode",
    "Opd",
    "Participant",
    "Petition",
    "Place",
    "Plan",
    "Presence",
    "Projection",
    "Region",
    "ScreenKey",
    "StaffRole",
    "Step",
    "WrongTry",
]
