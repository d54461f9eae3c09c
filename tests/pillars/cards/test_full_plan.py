"""Every card of a full-size plan from a file: its form opens, and sent back as it stands it changes nothing."""

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.queries import branch, kinds_below
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS
from tests.cast import form_values, seat_account
from workshops.live.models import Event

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"


@pytest.fixture
def full(db):
    return load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan


@pytest.mark.in_turn
@pytest.mark.parametrize("kind", CHAIN_MODELS)
def test_a_card_from_the_file_survives_its_own_form(full, kind):
    satya = seat_account(full, "Satya", "staf")
    head = Event.objects.count()
    cards = list(CHAIN_MODELS[kind].objects.filter(plan=full).select_related("pillar"))
    assert cards
    for card in cards[::3]:
        address = f"/r/contoh/{card.pillar.slug}/{card.ref}/"
        page = satya.get(address)
        answer = satya.post(address, form_values(page.content.decode()))
        faults = BeautifulSoup(answer.content, "lxml").select("#ringkasan li")
        assert answer.status_code == 303, (card.code, faults)
        assert satya.get(f"{address}riwayat/").status_code == 200
    assert Event.objects.count() == head, Event.objects.last().changes


def test_what_hangs_below_a_card_is_counted_as_it_would_vanish(full):
    cards = [row for model in CARD_MODELS.values() for row in model.objects.filter(plan=full, deleted_in=None)]
    assert any(kinds_below(card) for card in cards)
    for card in cards:
        assert Counter(kinds_below(card)) == Counter(row.KIND for row in branch(card)[1:]), card.ref
