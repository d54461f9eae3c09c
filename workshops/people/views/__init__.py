"""Views of the door and of the people of a plan; the names that settings and urls point at."""

from workshops.people.views.door import front
from workshops.people.views.faults import bad_request, broken, csrf_failure, not_found, refused
from workshops.people.views.shell import asset_file, favicon, manifest

__all__ = [
    "asset_file",
    "bad_request",
    "broken",
    "csrf_failure",
    "favicon",
    "front",
    "manifest",
    "not_found",
    "refused",
]
