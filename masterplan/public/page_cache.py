"""The public page as bytes, drawn once for each state of an edition and kept in this process."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from masterplan.editions.edition_list import fingerprint_groups
from masterplan.public.open_page import Opened, facts_of
from masterplan.public.page_content import page_of
from workshops.dates import long_date

TEMPLATE = "masterplan/public/page.html"


@dataclass(frozen=True)
class Drawn:
    """`tag` is the entity tag of `body`."""

    body: bytes
    tag: str


@lru_cache(maxsize=32)
def drawn(open_page: Opened, origin: str, unfolded: bool = False) -> Drawn:
    """Return what everybody reads, folded or not. Whether they may was asked before; nothing here depends on who asks.

    The edition never changes, but its approval and its PDF come and go: they are part of `open_page`. Raises Damaged.
    """
    body = render_to_string(TEMPLATE, {**context_of(open_page, origin), "unfolded": unfolded}).encode()
    return Drawn(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def context_of(open_page: Opened, origin: str) -> dict:
    """Return the context for the template of the page and of its preview."""
    return {
        "page": page_of(facts_of(open_page.edition)),
        "edition": open_page.edition,
        "standing": open_page.standing,
        "plan": open_page.plan,
        "pdf": open_page.pdf,
        "fingerprint": " ".join(fingerprint_groups(open_page.edition.fingerprint)),
        "approved_on": open_page.standing.approved and long_date(open_page.standing.approved.on),
        "origin": origin,
    }
