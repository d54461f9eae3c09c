"""Views of the door and of the people of a plan; the names that settings and urls point at."""

from workshops.people.views.attendance import attendance
from workshops.people.views.duplicates import merging
from workshops.people.views.error_pages import bad_request, broken, csrf_failure, not_found, refused
from workshops.people.views.group_assignment import seating
from workshops.people.views.invitations import roster, roster_download
from workshops.people.views.join_code import join_code
from workshops.people.views.join_page import capitals, come_again, enter, front
from workshops.people.views.join_requests import petition, wish
from workshops.people.views.login import account, log_in, log_out
from workshops.people.views.own_page import identity
from workshops.people.views.roster import people, person
from workshops.people.views.static_files import asset_file, favicon, manifest
from workshops.people.views.waiting_page import waiting

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
