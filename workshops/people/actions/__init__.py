"""Everything that changes who is in a plan, and the codes that let them in."""

from workshops.people.actions.joining import (
    GroupFull,
    Joined,
    Locked,
    NotTheSame,
    Similar,
    come_back,
    join,
    note_wrong_try,
)
from workshops.people.actions.membership import (
    NoSuchPerson,
    change_person,
    correct_self,
    leave_others,
    remove_person,
    renew_words,
    show_words,
)
from workshops.people.actions.opening import make_code, make_screen_key, renew_code, renew_screen_key

__all__ = [
    "GroupFull",
    "Joined",
    "Locked",
    "NoSuchPerson",
    "NotTheSame",
    "Similar",
    "change_person",
    "come_back",
    "correct_self",
    "join",
    "leave_others",
    "make_code",
    "make_screen_key",
    "note_wrong_try",
    "remove_person",
    "renew_code",
    "renew_screen_key",
    "renew_words",
    "show_words",
]
