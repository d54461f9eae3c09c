"""Books are slow to make: each kind is made once for all tests that read it."""

import fcntl
import hashlib
import json
from dataclasses import replace

import pytest

from masterplan.document.books import build_book
from masterplan.press.render import render_book
from masterplan.server.paths import ROOT
from tests.amounts import either
from tests.books.folder_cache import FolderCache
from tests.books.from_example import book_data_of
from tests.books.odd_plans import two_pillars
from tests.books.plans import example_plan, plan_of_gaps, small_plan
from tests.books.reader import Reader

#: What was laid out by an earlier run from the same content, style, writers and faces: their hashes are the names.
SHELF = ROOT / ".data" / "pressed"


class Made:
    """A book, or `only` one part of it, with what its making said: `data`, `reader`, `tree`, `steps` [(n, m, part)],
    `warnings`.
    """

    def __init__(self, plan: dict, book: str = "2", only: str = ""):
        self.plan, self.steps, self.warnings = plan, [], []
        self.tree = build_book(book_data_of(plan), book)
        if only:
            self.tree = replace(self.tree, parts=tuple(part for part in self.tree.parts if part.id == only))
        shelf = FolderCache(SHELF)
        name = hashlib.sha256(json.dumps([plan, book, only], sort_keys=True, default=str).encode()).hexdigest()
        # who wants what another process lays out at this moment waits and takes it from the folder
        with open(SHELF / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.pressed = render_book(
                self.tree,
                on_progress=lambda *step: self.steps.append(step),
                on_warning=self.warnings.append,
                shelf=shelf,
            )
        self.data = self.pressed.pdf
        self.reader = Reader(self.data)


@pytest.fixture(scope="session")
def small_book():
    return Made(small_plan())


@pytest.fixture(scope="session")
def book_of_gaps():
    return Made(plan_of_gaps())


@pytest.fixture(scope="session")
def example_book():
    """Two pillars of the example, as the numbers of the books are read from it too; with `--slow` all of it."""
    return Made(either(two_pillars, example_plan)())


@pytest.fixture
def made():
    """Makes a book of any plan."""
    return Made
