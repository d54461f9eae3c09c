"""The inputs of a form that a process keeps: a page looks as if all of it had been drawn now."""

import re

from pillars.cards.values import CARD_MODELS
from pillars.models import SharedEntry
from pillars.templatetags import card_panels
from tests.cast import seat_account
from tests.pillars.cards.test_full_plan import full

__all__ = ["full"]
MADE_EACH_TIME = re.compile(r'name="(op|csrfmiddlewaretoken)" value="[^"]*"|data-(token|now)="[^"]*"|"\d{13}"')


def look(person, address):
    page = person.get(address)
    assert page.status_code == 200
    return MADE_EACH_TIME.sub("", page.content.decode())


def test_every_form_of_a_full_plan_looks_the_same_from_memory(full):
    satya = seat_account(full, "Satya", "staf")
    pages = {}
    for kind, model in CARD_MODELS.items():
        if issubclass(model, SharedEntry):
            continue
        for card in list(model.objects.filter(plan=full, deleted_in=None))[:4]:
            pages[f"/r/contoh/{card.pillar.slug}/{card.ref}/"] = kind
    drawn = {}
    for address in pages:
        card_panels._kept.clear()
        drawn[address] = look(satya, address)
    # of one card after the other, and each once more: what one has left behind stands in no other
    for address in [*pages, *reversed(pages)]:
        assert look(satya, address) == drawn[address], address


def test_what_is_typed_otherwise_looks_otherwise(full, subtests):
    card = CARD_MODELS["program"].objects.filter(plan=full, deleted_in=None).first()
    satya, address = seat_account(full, "Satya", "staf"), f"/r/contoh/{card.pillar.slug}/{card.ref}/"
    before = look(satya, address)
    for text in ('Lain "sekali"', "<b>tebal</b>", ""):
        with subtests.test(text=text):
            type(card).objects.filter(pk=card.pk).update(output=text)
            after = look(satya, address)
            assert after != before and "<b>tebal" not in after
