"""Everything that changes the agenda of a plan, and what is said and asked while it runs."""

from workshops.agenda.actions.planning import AgendaStarted, NotOpened, change_bimtek, open_bimtek, plan_agenda

__all__ = [
    "AgendaStarted",
    "NotOpened",
    "change_bimtek",
    "open_bimtek",
    "plan_agenda",
]
