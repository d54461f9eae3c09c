"""The run sheet and everything that is pressed on it; announcements; calls for the facilitator."""

from workshops.agenda.views.announcements import announce, close_announcement, end_announcement
from workshops.agenda.views.calls import call_page, handle_call
from workshops.agenda.views.sheet import run_sheet
from workshops.agenda.views.steps import add_step_page, step_page

__all__ = [
    "add_step_page",
    "announce",
    "call_page",
    "close_announcement",
    "end_announcement",
    "handle_call",
    "run_sheet",
    "step_page",
]
