"""Which threads of a web process answer a request: what takes long never stands before what others wait for."""

import re
from typing import Any

from masterplan.server.requests import is_file_form

#: Requests that may wait for a thread; more would only wait longer than anybody does.
LONGEST_QUEUE = 200

#: {lane: (its threads, how many requests may wait for one)}. What takes long has threads of its own, so that it never
#: stands before what others wait for (`docs/decisions/108`).
#: page     whatever is none of the others
#: save     what people write in a plan: it never waits behind pages or questions, nor all of it behind one signature
#: short    questions of open pages (`?since=`, presence) and streams. A save rings a whole board, and the twenty
#:          questions that follow go one after another here, instead of standing before the next save
#: long     forms with so much text that reading it takes long
#: file     forms that may bring a file, what is signed or frozen, and tables that are brought in
#: preview  a section as it would print, laid out while somebody writes
LANES = {
    "page": (2, LONGEST_QUEUE),
    "save": (2, LONGEST_QUEUE),
    "short": (1, LONGEST_QUEUE),
    "long": (1, 20),
    "file": (2, 20),
    "preview": (2, 20),
}

#: Bytes of a form that is read beside the pages: nobody types so many into an ordinary one.
LONG_FORM = 64 * 1024

#: Addresses below which a short form sets off long work: none of them is written at by many at once.
LONG_WORK = re.compile(r"^/r/(baru|[^/]+/(penutupan/\d+/tanda-tangan|buku/edisi/baru|kerangka/impor|excel))/")


def lane_of(scope: dict[str, Any], size: int) -> str:
    """Return the lane of a request with a body of `size` bytes."""
    if scope["path"].endswith("/pratinjau/"):
        return "preview"
    if scope["method"] == "POST":
        if is_file_form(scope) or LONG_WORK.search(scope["path"]):
            return "file"
        if size > LONG_FORM:
            return "long"
        # a page that is open says that it is there
        if scope["path"].endswith("/hadir/"):
            return "short"
        return "save" if scope["path"].startswith("/r/") else "page"
    # it asks what changed since the number that it shows
    return "short" if scope.get("query_string", b"").startswith(b"since=") else "page"
