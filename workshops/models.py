"""The models of the rooms of `workshops`, imported for Django's registry."""

from workshops.live.models import Event, Presence
from workshops.people.models import Group, JoinCode, Participant, ScreenKey, WrongTry
from workshops.plans.models import Account, Governance, Opd, Plan, Region, StaffRole

__all__ = [
    "Account",
    "Event",
    "Governance",
    "Group",
    "JoinCode",
    "Opd",
    "Participant",
    "Plan",
    "Presence",
    "Region",
    "ScreenKey",
    "StaffRole",
    "WrongTry",
]
