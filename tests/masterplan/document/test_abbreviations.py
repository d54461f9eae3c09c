"""The chapter that says what the short names of offices mean."""

from masterplan.document.books import build_book
from masterplan.document.tree import Chapter, to_json
from tests.books.from_example import reading_of
from tests.books.plans import example_plan


def test_a_reader_finds_what_a_short_name_means():
    reading = reading_of(example_plan())
    office = next(one for one in reading.opd if one.short)
    chapter = next(one for one in build_book(reading, "2").parts if isinstance(one, Chapter) and one.number == "8")
    assert chapter.title == "Daftar Singkatan"
    said = [[line[0].text for cell in row.cells for line in cell.lines] for row in chapter.children[-1].rows]
    assert [office.short, office.name] in said
    assert "Singkatan berikut dipakai" in to_json(build_book(reading, "2", part="bab:B2-8")).decode()
