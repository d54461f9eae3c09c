"""The page of the books as people see it: the books, what became of each ordered file, the editions."""

from dataclasses import dataclass

from masterplan.downloads.items import DownloadItem, items_of
from masterplan.editions.edition_list import read_editions
from masterplan.exports.book_contents import read_books
from pillars.boards.six import read_six
from workshops.plans.models import Plan

#: So many files are listed.
SHOWN = 50


@dataclass(frozen=True)
class BooksPage:
    books: list
    items: list
    editions: list
    period: str

    @property
    def running(self) -> list[DownloadItem]:
        return [item for item in self.items if item.is_open]

    @property
    def rest(self) -> list[DownloadItem]:
        return [item for item in self.items if not item.is_open]


def read_books_page(plan: Plan) -> BooksPage:
    """Return the page of books of `plan`."""
    six = read_six(plan)
    items = items_of(plan, plan.exports.all()[:SHOWN])
    return BooksPage(read_books(plan, six), items, read_editions(plan), six.period)
