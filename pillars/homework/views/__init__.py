"""Views of homework: for who does it, for who gives it, and the door by which one comes in from home."""

from pillars.homework.views.assignment import message_page, suggested, window
from pillars.homework.views.door import task_door
from pillars.homework.views.task_form import fill
from pillars.homework.views.tasks import finish, hand_on_page, task, tasks

__all__ = ["fill", "finish", "hand_on_page", "message_page", "suggested", "task", "task_door", "tasks", "window"]
