"""While people save, an edition holds the plan at one number of its journal; two who freeze at once get two numbers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from masterplan.document.tree import plain_text
from masterplan.editions.actions import EditionNotPossible, freeze_edition
from masterplan.editions.edition_books import tree_of
from masterplan.editions.models import Edition
from masterplan.exchange import unknown_keys
from masterplan.snapshots.storage import unpack
from pillars.cards.actions.save import add_entry
from tests.cast import new_op
from tests.masterplan.conftest import ORIGIN
from workshops.live.models import Event

SAVES = 12


def in_thread(act):
    """`act` with a connection of its own, closed after it."""

    def run(*args):
        try:
            return act(*args)
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_an_edition_is_the_plan_at_its_number_however_people_save(begun, ani, satya):
    ani_now, satya_now = ani.actor, satya.actor

    @in_thread
    def save():
        for n in range(SAVES):
            add_entry(ani_now, "masalah", "GOV", {"statement": f"Masalah ke-{n} selesai"}, op=new_op())

    @in_thread
    def freeze():
        for _ in range(2):
            try:
                freeze_edition(satya_now, begun, "2", "", origin=ORIGIN, op=new_op())
            except EditionNotPossible as no:
                assert "baru saja dibekukan" in no.sentence

    with ThreadPoolExecutor(3) as pool:
        for one in [pool.submit(save), pool.submit(freeze), pool.submit(freeze)]:
            one.result()
    rows = list(Edition.objects.order_by("number"))
    assert rows and [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        added = Event.objects.filter(plan=begun, number__lte=row.plan_number, verb="entry.added")
        born = added.filter(refs__0__startswith="masalah-").count()
        kept = unknown_keys.read(unpack(row.snapshot, row.sha256).decode())
        there = [one["code"] for pillar in kept["pillars"] for one in pillar.get("problems", ())]
        assert len(there) == born
        words = plain_text(tree_of(begun, row.number)[0])
        said = [n for n in range(SAVES) if f"Masalah ke-{n} selesai" in words]
        assert len(said) == born - 1, "the one of the beginning and those of Ani up to the number"
