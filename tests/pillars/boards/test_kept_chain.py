"""The chain that a process keeps, and what it has drawn of it: after whatever happened as the database has it now."""

import pytest

from pillars.boards.kept_chain import kept_chain, kept_chains
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.queries import chain_of
from pillars.cards.values import values_of
from pillars.models import Pillar
from pillars.templatetags import boards
from tests.cast import new_op
from tests.journeys.law import page_of
from workshops import response_cache
from workshops.people.actions.membership import correct_self
from workshops.plans.models import Plan


def add(person, kind, **values):
    return add_entry(person.actor, kind, "GOV", values, op=new_op()).ref


def save(person, ref, **values):
    return save_entry(person.actor, ref, values, base=Plan.objects.get().head, op=new_op())


ACTS = {
    "a text": lambda ani, dewi: save(ani, "masalah-1", evidence="Tiga jam"),
    "two texts": lambda ani, dewi: (
        save(ani, "sasaran-1", statement="Lebih pendek"),
        save(dewi, "program-1", note="x"),
    ),
    "an office": lambda ani, dewi: save(ani, "program-1", lead_opd="opd-2"),
    "a score": lambda ani, dewi: save(ani, "masalah-2", urgency=5, seriousness=5, growth=5),
    "a card": lambda ani, dewi: add(ani, "strategi", statement="Lain", target_ref="sasaran-1"),
    "a move": lambda ani, dewi: save(ani, "sasaran-1", problem_refs=["masalah-2", "masalah-1"]),
    "an order": lambda ani, dewi: reorder_entry(ani.actor, "masalah-1", "turun", op=new_op()),
    "the bin": lambda ani, dewi: delete_entry(dewi.actor, "sasaran-1", op=new_op()),
    "out of the bin": lambda ani, dewi: restore_entry(dewi.actor, "sasaran-1", op=new_op()),
    "a text after it": lambda ani, dewi: save(dewi, "strategi-1", note="Sesudah"),
}


@pytest.fixture
def cards(plan, ani):
    add(ani, "masalah", statement="Antrean", urgency=3, seriousness=3, growth=3)
    add(ani, "masalah", statement="Data")
    add(ani, "sasaran", statement="Pendek", problem_refs=["masalah-1"])
    add(ani, "strategi", statement="Cara", target_ref="sasaran-1")
    add(ani, "program", name="Program", strategy_ref="strategi-1")


def picture(chain):
    def of(link):
        row = link.entry
        return (row.ref, row.version, row.rank if row.KIND == "masalah" else 0, values_of(row)), [*map(of, link.links)]

    also = {link.entry.ref: [below.entry.ref for below in link.also] for link in chain.threads}
    return [*map(of, chain.threads)], [*map(of, chain.loose)], also


def test_it_is_the_chain_of_now_after_every_act(plan, ani, dewi, cards):
    pillar = Pillar.objects.get(plan=plan, code="GOV")
    for name, act in ACTS.items():
        act(ani, dewi)
        now = Plan.objects.get()
        fresh = picture(chain_of(now, pillar))
        assert picture(kept_chain(now, pillar)) == fresh, name
        assert picture(kept_chains(now, list(now.pillars.all()))[pillar.pk]) == fresh, name


def test_what_is_kept_of_a_board_is_what_would_be_drawn_now(plan, ani, dewi, cici, cards):
    """Its threads and its list of problems, for who may write on it and for who may only look."""
    acts = ACTS | {
        "a name": lambda ani, dewi: correct_self(ani.actor, name="Ani Lestari", institution="Kadin", op=new_op())
    }

    def shown():
        pages = [page_of(reader.get("/r/ponorogo/tata-kelola/").content) for reader in (ani, cici)]
        return [str(page.find(id=part)) for page in pages for part in ("rantai", "daftar-masalah")]

    for name, act in acts.items():
        act(ani, dewi)
        kept = shown()
        for memory in (response_cache._responses, boards._kept, boards._threads):
            memory.clear()
        # long pages: where they differ a difference of all their letters takes most of a minute
        same = kept == shown()
        assert same, name


def test_a_save_reads_what_happened_and_its_card_alone(plan, ani, cards, django_assert_num_queries):
    pillar = Pillar.objects.get(plan=plan, code="GOV")
    kept_chain(Plan.objects.get(), pillar)
    save(ani, "masalah-1", evidence="Tiga jam")
    now = Plan.objects.get()
    with django_assert_num_queries(2):
        assert kept_chain(now, pillar).threads[0].entry.evidence == "Tiga jam"
    with django_assert_num_queries(0):
        kept_chain(now, pillar)


def test_what_another_group_writes_reads_no_card(plan, ani, cici, cards, django_assert_num_queries):
    pillar = Pillar.objects.get(plan=plan, code="GOV")
    kept_chain(Plan.objects.get(), pillar)
    add_entry(cici.actor, "masalah", "ECO", {"statement": "Pasar sepi"}, op=new_op())
    now = Plan.objects.get()
    with django_assert_num_queries(1):
        kept_chain(now, pillar)
