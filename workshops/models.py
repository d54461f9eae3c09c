"""The models of the rooms of `workshops`, imported for Django's registry."""

from workshops.agenda.models import Broadcast, GroupStep, HelpCall, Projection, Step
from workshops.live.models import Event, Handset, Presence
from workshops.membership.models import Group, Participant, ScreenKey
from workshops.people.models import Attendance, Invitation, JoinCode, Petition, Place, WrongTry
from workshops.plans.models import Account, Bimtek, Governance, Opd, Plan, Region, StaffRole
