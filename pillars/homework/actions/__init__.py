"""Everything that gives, moves, does and ends homework."""

from pillars.homework.actions.assignment import (
    MOST,
    Given,
    NoReceiver,
    NoTask,
    TaskAssignment,
    change_task,
    give_tasks,
    move_tasks,
    remind,
    renew_link,
    withdraw_tasks,
)
from pillars.homework.actions.completion import fill_task, finish_task, hand_on, reopen_task
from pillars.homework.actions.window import NoBimtek, set_window

__all__ = [
    "MOST",
    "TaskAssignment",
    "Given",
    "NoBimtek",
    "NoReceiver",
    "NoTask",
    "change_task",
    "fill_task",
    "finish_task",
    "give_tasks",
    "hand_on",
    "move_tasks",
    "remind",
    "renew_link",
    "reopen_task",
    "set_window",
    "withdraw_tasks",
]
