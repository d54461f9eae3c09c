"""What the tests of joining do at a door."""

from django.test import Client

from tests.cast import new_op
from workshops.membership.models import Participant

GROUP = "tata-kelola"


def fill(**changes):
    """What somebody types into the join form."""
    return {"name": "Ani Lestari", "institution": "Dinas Kesehatan", "group": GROUP, "op": new_op()} | changes


def enter(door, client=None, **changes):
    """Joins with the QR's token; gives the answer."""
    return (client or Client()).post(f"/g/{door.token}/", fill(**changes))


def person(plan, name="Ani Lestari"):
    """The row of somebody who joined."""
    return Participant.objects.get(plan=plan, name=name)


def kinds(answer):
    """The message kinds on a page."""
    from bs4 import BeautifulSoup

    return [item["data-kind"] for item in BeautifulSoup(answer.content, "lxml").select("[data-kind]")]
