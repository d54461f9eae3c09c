"""Everything that changes who is in a plan, and the codes that let them in."""

from workshops.people.actions.attendance import NoSuchHalf, add_by_hand, drop_by_hand, mark, note_phone
from workshops.people.actions.doubles import keep_apart, merge_people, part_people
from workshops.people.actions.group_assignment import (
    NameTaken,
    StillSeated,
    add_tables,
    change_table,
    drop_table,
    set_places,
    take_seats,
    use_formation,
)
from workshops.people.actions.invitations import RosterOutdated as RosterMoved
from workshops.people.actions.invitations import drop_invitation, import_roster, take_back_import, tie
from workshops.people.actions.join_codes import make_code, make_screen_key, renew_code, renew_screen_key
from workshops.people.actions.membership import (
    NoSuchPerson,
    change_person,
    correct_self,
    leave_others,
    remove_person,
    renew_words,
    show_words,
)
from workshops.people.actions.petitions import AlreadyThere, Answered, answer_petition, ask_move, take_back_wish
from workshops.people.actions.sign_in import (
    GroupFull,
    Invited,
    Joined,
    JoinRequestResult,
    Locked,
    NotTheSame,
    Similar,
    come_back,
    join,
    note_wrong_try,
)

__all__ = [
    "AlreadyThere",
    "Answered",
    "JoinRequestResult",
    "GroupFull",
    "Invited",
    "Joined",
    "Locked",
    "NameTaken",
    "NoSuchHalf",
    "NoSuchPerson",
    "NotTheSame",
    "RosterMoved",
    "Similar",
    "StillSeated",
    "add_by_hand",
    "add_tables",
    "answer_petition",
    "ask_move",
    "change_person",
    "change_table",
    "come_back",
    "correct_self",
    "drop_by_hand",
    "drop_invitation",
    "drop_table",
    "import_roster",
    "join",
    "keep_apart",
    "leave_others",
    "make_code",
    "make_screen_key",
    "mark",
    "merge_people",
    "note_phone",
    "note_wrong_try",
    "part_people",
    "remove_person",
    "renew_code",
    "renew_screen_key",
    "renew_words",
    "set_places",
    "show_words",
    "take_back_import",
    "take_back_wish",
    "take_seats",
    "tie",
    "use_formation",
]
