"""Everything that changes the agenda of a plan, and what is said and asked while it runs."""

from workshops.agenda.actions.announcements import (
    AnnouncementNotFound,
    TakenUp,
    broadcast,
    call_help,
    close_call,
    end_broadcast,
    show_on_screen,
    take_back_call,
    take_call,
)
from workshops.agenda.actions.schedule import (
    AgendaStarted,
    NotOpened,
    change_bimtek,
    lay_out,
    open_bimtek,
    plan_agenda,
    planned,
)
from workshops.agenda.actions.step_control import ACTS, NoStep, Overtaken, hold_group, release_group, steer
from workshops.agenda.actions.steps import add_step, change_step, delete_step, move_step

__all__ = [
    "ACTS",
    "AgendaStarted",
    "NoStep",
    "NotOpened",
    "AnnouncementNotFound",
    "Overtaken",
    "TakenUp",
    "add_step",
    "broadcast",
    "call_help",
    "change_bimtek",
    "change_step",
    "close_call",
    "delete_step",
    "end_broadcast",
    "hold_group",
    "lay_out",
    "move_step",
    "open_bimtek",
    "plan_agenda",
    "planned",
    "release_group",
    "show_on_screen",
    "steer",
    "take_back_call",
    "take_call",
]
