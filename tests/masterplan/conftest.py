"""The books and editions that several tests read, made once where nothing needs the database."""

import pytest

from masterplan.document.books import build_book
from masterplan.editions.actions import approve_edition, freeze_edition
from masterplan.editions.models import Edition
from pillars.cards.actions.save import add_entry
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan
from tests.cast import new_op

ORIGIN = "https://rembuk.contoh.go.id"
SIGNED = {"name": "Drs. Agus", "position": "Sekretaris Daerah", "letter": "050/12/2026"}


@pytest.fixture(scope="session")
def book_data():
    return book_data_of(small_plan())


@pytest.fixture(scope="session")
def book(book_data):
    """Buku 2 of the small plan as it is frozen."""
    return build_book(book_data, "2", final=True)


@pytest.fixture
def begun(plan, ani, satya):
    """The plan of the cast with one chain in it."""
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang di loket"}, op=new_op()).ref
    values = {"statement": "Antrean pendek", "problem_refs": [problem], "indicator": "Lama antre", "unit": "menit"}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    values = {"statement": "Layanan daring", "target_ref": target}
    strategy = add_entry(ani.actor, "strategi", "GOV", values, op=new_op()).ref
    values = {"name": "Aplikasi antrean", "strategy_ref": strategy, "years": [2027, 2028]}
    add_entry(ani.actor, "program", "GOV", values, op=new_op())
    return plan


@pytest.fixture
def frozen(begun, satya):
    """Freezes a book of the plan and gives its Edition."""

    def freeze(book="2", note=""):
        _, number = freeze_edition(satya.actor, begun, book, note, origin=ORIGIN, op=new_op())
        return Edition.objects.get(plan=begun, number=number)

    return freeze


@pytest.fixture
def approved(frozen, satya):
    """Freezes a book and records its approval."""
    from datetime import date

    def approve(book="2"):
        row = frozen(book)
        approve_edition(satya.actor, row.number, on=date(2026, 10, 12), op=new_op(), **SIGNED)
        return row

    return approve
