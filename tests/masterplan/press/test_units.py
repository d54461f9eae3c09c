"""Cutting a book, arranging its pages, finding what is at fault: without laying anything out."""

import re
from dataclasses import replace

import pytest

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.pieces import row
from masterplan.press import fault_search, units
from masterplan.press.page_order import Arrangement, in_making_order
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan
from tests.masterplan.press.books import book, chain, chapter, knot, link, para, section, table


def cut(made):
    return {
        unit.key: unit
        for at, part in enumerate(made.parts)
        if not isinstance(part, tree.Contents)
        for unit in units.units_of(part, at, made)
    }


def small(**edits):
    plan = small_plan()
    plan["pillars"][0]["problems"][0] |= edits
    return build_book(book_data_of(plan))


def test_a_unit_holds_no_number_of_a_page_and_nothing_of_head_and_foot():
    for unit in cut(small()).values():
        assert not re.search(r'counter|data-(buku|status|bab)="[^"]', unit.html)


def test_an_edit_of_one_entry_leaves_the_other_units_as_they_were():
    before, after = cut(small()), cut(small(evidence="Bukti yang lain sama sekali."))
    fresh = [after[key] for key in after.keys() - before.keys()]
    # the last page has the fingerprint of all words
    assert sorted(unit.name.split(":")[0] for unit in fresh) == ["Bab 3", "Tentang edisi ini"]


def test_the_status_of_a_book_is_in_no_chapter():
    made = small()
    approved = replace(made, status=tree.Status(word="", running="", sentence="Ditetapkan"))
    changed = [unit for key, unit in cut(approved).items() if key not in cut(made)]
    assert all(not isinstance(approved.parts[unit.part], tree.Chapter) for unit in changed)


def test_links_stay_inside_a_unit_or_name_their_anchor():
    made = book(chapter(1, link("sini", "bab-1"), link("sana", "bab-2")), chapter(2, para("Isi.")))
    html = next(unit.html for unit in cut(made).values() if unit.name.startswith("Bab 1"))
    assert 'href="#bab-1"' in html and f'href="x-buku:{b"bab-2".hex()}"' in html


def test_a_picture_of_another_content_is_another_unit():
    def of(sha):
        return set(cut(book(chapter(1, tree.Picture(sha256=sha, title="Foto", width=1, height=1)))))

    assert of("a" * 64) != of("b" * 64)


def test_the_key_follows_the_sources_and_the_faces(tmp_path, monkeypatch):
    before = units.engine_key()
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "tags.py").write_text("# another")
    monkeypatch.setattr(units, "PACKAGE", tmp_path)
    monkeypatch.setattr(units, "SOURCES", ("press",))
    assert units.engine_key.__wrapped__() != before


def facts(pages, *anchors):
    return {"pages": [["", 595.0, 842.0]] * pages, "anchors": {a: [0, 1.0, 2.0] for a in anchors}, "outline": []}


def unit_of(name):
    return units.Unit(0, name, "", name, furniture=("buku", "", "", name))


def test_chapters_begin_right_and_lists_come_last():
    made = book(chapter(1), chapter(2), chapter(3, side=""))
    assert [at for at, _ in in_making_order(made.parts)] == [2, 3, 4, 0, 1]
    arrangement = Arrangement()
    arrangement.add(unit_of("a"), facts(3, "bab-1"), False, "right")
    arrangement.add(unit_of("b"), facts(2, "bab-2"), False, "right")
    arrangement.add(unit_of("c"), facts(1, "bab-3"), False, "")
    arrangement.add(unit_of("d"), facts(1, "sampul"), True)
    sheets = arrangement.close()
    assert arrangement.numbers == {"bab-1": "1", "bab-2": "5", "bab-3": "7", "sampul": "i"}
    assert [sheet.number for sheet in sheets] == ["i", "", "1", "2", "3", "", "5", "6", "7"]
    assert [sheet.left for sheet in sheets] == [False, True] * 4 + [False]


def test_a_section_that_asks_for_a_left_page_gets_one():
    arrangement = Arrangement()
    arrangement.add(unit_of("a"), facts(1), False, "left")
    assert [sheet.unit for sheet in arrangement.main] == [-1, 0] and arrangement.main[1].left


def poison(*nodes):
    """What the search says when the text RACUN is what cannot be laid out."""
    return fault_search.find(nodes, lambda candidates: ["RACUN" in tree.plain_text(some) for some in candidates])


def test_the_search_names_entry_and_field():
    knots = [knot(n) for n in range(1, 9)]
    knots[5] = knot(6, evidence="RACUN")
    found = poison(section("2.1", chain(knot(20))), section("2.2", para("Isi."), chain(*knots)))
    assert found == fault_search.Culprit("Masalah GOV-P6", "bukti", "2.2 Bagian 2.2")
    said = tree.Knot(id="x", kind="Masalah · GOV-P7", statement="RACUN", children=(para("Isi."),))
    assert poison(chain(knot(1), said)).location == "Masalah GOV-P7, isian “pernyataan”"


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (table([row("GOV-PR1", "a"), row("GOV-PR2", "RACUN"), row("GOV-PR3", "b")]), "GOV-PR2"),
        (
            tree.Profile(
                code="GOV-PR4",
                title="Nama",
                rows=(
                    tree.ProfileRow(label="OPD", lines=((tree.Span(text="x"),),)),
                    tree.ProfileRow(label="Keluaran", lines=((tree.Span(text="RACUN"),),)),
                ),
            ),
            "GOV-PR4 Nama, isian “Keluaran”",
        ),
        (tree.Timeline(years=("2027",), bars=(tree.Bar(code="GOV-PR5", name="RACUN", agency="x"),)), "GOV-PR5"),
        (para("RACUN"), ""),
    ],
)
def test_the_search_names_rows_of_tables_profiles_and_timelines(node, said):
    assert poison(para("Isi."), node, para("Isi.")).location == said


def test_what_fails_only_together_has_no_culprit_and_no_time_ends_the_search():
    assert fault_search.find((para("a"), para("b")), lambda some: [len(s) > 1 for s in some]).location == ""

    def no_time(candidates):
        raise fault_search.GaveUp

    assert fault_search.find((para("a"), para("b")), no_time).location == ""


def test_another_cover_is_laid_out_again_only_where_a_page_bleeds():
    made = build_book(book_data_of(small_plan()), "3")
    before, after = cut(made), cut(replace(made, look=tree.OFFICE))
    names = [after[key].name for key in after if key not in before]
    # the cover, the vision, the divider and the one pillar of this plan
    assert names == ["Sampul Buku 3 Ringkasan Eksekutif", "Visi dan Misi", "Bab 2: Satu Pilar", "Bab 2: Satu Pilar"]
