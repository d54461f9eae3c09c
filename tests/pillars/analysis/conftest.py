"""A plan whose analyses were begun, and the whole example."""

from pathlib import Path

import pytest

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.actions.save import add_entry
from tests.cast import new_op

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
HOME = "/r/ponorogo/analisis/"


@pytest.fixture
def full(db):
    return load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan


def write(person, kind, **values):
    """A card of the analyses; its ref."""
    return add_entry(person.actor, kind, "", values, op=new_op()).ref
