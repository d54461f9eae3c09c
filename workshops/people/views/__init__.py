"""Views of the door and of the people of a plan; the names that settings and urls point at."""

from workshops.people.views.attendance import attendance
from workshops.people.views.door import capitals, come_again, enter, front
from workshops.people.views.doubles import merging
from workshops.people.views.faults import bad_request, broken, csrf_failure, not_found, refused
from workshops.people.views.gate import join_code
from workshops.people.views.identity import identity
from workshops.people.views.invitations import roster, roster_download
from workshops.people.views.petitions import petition, wish
from workshops.people.views.roster import people, person
from workshops.people.views.seating import seating
from workshops.people.views.session import account, log_in, log_out
from workshops.people.views.shell import asset_file, favicon, manifest
from workshops.people.views.waiting import waiting

__all__ = [
    "account",
    "asset_file",
    "attendance",
    "bad_request",
    "broken",
    "capitals",
    "come_again",
    "csrf_failure",
    "enter",
    "favicon",
    "front",
    "identity",
    "join_code",
    "log_in",
    "log_out",
    "manifest",
    "merging",
    "not_found",
    "people",
    "person",
    "petition",
    "refused",
    "roster",
    "roster_download",
    "seating",
    "waiting",
    "wish",
]
