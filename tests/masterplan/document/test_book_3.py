"""What a reader finds in the summary: a page a pillar, numbers that are those of the plan, and what is missing."""

from dataclasses import replace

import pytest

from masterplan.document import tree
from masterplan.document.book_data import Team
from masterplan.document.books import build_book
from masterplan.document.chapters.summary.selection import headline_programmes, headline_targets, shortened, wins_of
from masterplan.document.plan_facts import PlanFacts
from masterplan.document.tree import FULL, Contents, Facts, Figure, Paragraph, Section, Table, walk
from masterplan.writers.figures import DRAWINGS
from masterplan.writers.html import part_html
from tests.books.check_pdf import check
from tests.books.from_example import book_data_of
from tests.books.gatherings import closings
from tests.books.odd_plans import LONG, four_pillars, long_names, ten_pillars
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan, tiny_plan
from workshops.number_format import show_number, show_rupiah

PLANS = (example_plan, small_plan, tiny_plan, plan_of_gaps, empty_plan, four_pillars, ten_pillars, long_names)


def book(plan, **kw):
    return build_book(book_data_of(plan), "3", **kw)


def pillar_pages(made):
    return [node for node in walk(made.parts) if isinstance(node, Section) and node.opening]


def said(thing) -> str:
    return " ".join(tree.plain_text(thing).split())


def chapter(made, id):
    return next(part for part in made.parts if part.id == id)


def test_the_pages_stand_in_the_order_of_the_plan_of_pages():
    made = book(example_plan())
    assert [part.id for part in made.parts] == [
        *("sampul", "visi", "sambutan-kepala-daerah", "cara-membaca", "daftar-isi"),
        *("b3-bab-1", "b3-bab-2", "b3-bab-3", "b3-bab-4", "lampiran-istilah", "kolofon"),
    ]
    # a summary is bound page on page: no chapter but the first leaves one blank
    assert [c.side for c in made.parts if getattr(c, "label", "").startswith("Bab")] == ["right", "", "", ""]
    assert [part.title for part in made.parts if isinstance(part, Contents)] == ["Daftar Isi"]


def test_every_pillar_has_one_page_with_its_problem_change_quick_win_programmes_and_money():
    book_data = book_data_of(example_plan())
    facts, pages = PlanFacts(book_data), pillar_pages(build_book(book_data, "3"))
    assert [page.opening.title for page in pages] == [pillar.name for pillar in book_data.pillars]
    for pillar, page in zip(book_data.pillars, pages, strict=True):
        text = said(page)
        assert facts.ranked(pillar)[0].statement.rstrip(".") in text
        for target in headline_targets(pillar, facts):
            year, value = target.targets[-1]
            assert show_number(value) in text and show_number(target.baseline) in text and target.code in text
        win = next(w for w in wins_of(book_data, facts) if w.pillar is pillar)
        assert f"Quick win: {win.name}" in text
        rows = next(node for node in walk(page) if isinstance(node, Table)).rows
        assert 3 <= len(rows) - 1 <= 5
        assert all(p.code in text for p in headline_programmes(pillar, len(rows) - 1))
        assert show_rupiah(sum(facts_budget(p) for p in pillar.programmes)) in text
        assert all(shortened(d, 200).rstrip(".…") in text for d in pillar.long_term_directions[:3])
        assert [node.kind for node in walk(page) if isinstance(node, Figure)] == ["years_strip"]


def facts_budget(programme):
    return sum(amount for _, amount in programme.budgets) or programme.budget or 0


def test_the_sums_of_the_money_pages_are_those_of_the_programmes():
    plan = example_plan()
    programmes = [p for pillar in plan["pillars"] for p in pillar["programmes"]]
    whole = sum(p["budget"] for p in programmes)
    cost = chapter(book(plan), "b3-bab-3").children[-1]
    assert show_rupiah(whole) in said(cost)
    table = next(node for node in walk(cost) if isinstance(node, Table))
    assert table.rows[-1].cells[-1].value == whole
    assert sum(row.cells[-1].value for row in table.rows[:-1]) == whole


def test_the_sum_of_the_quick_wins_says_how_many_are_not_in_it():
    book_data = book_data_of(example_plan())
    first = wins_of(book_data, PlanFacts(book_data))[0]
    wins = tuple(w.replace(budget=None) if w is first.profile else w for w in book_data.quick_wins)
    without = first.programme.replace(budgets=(), budget=None) if first.programme else None
    pillars = tuple(
        replace(pillar, programmes=tuple(without if p is first.programme else p for p in pillar.programmes))
        for pillar in book_data.pillars
    )
    note = "1 quick win belum dianggarkan dan tidak ikut dijumlahkan."
    for volume in ("3", "qw"):
        assert note in said(
            build_book(replace(book_data.with_cards(profil_quick_win=wins), pillars=pillars), volume).parts
        )
        assert note not in said(build_book(book_data, volume).parts)


def test_the_vision_fills_a_page_while_it_is_short_enough():
    made = book(example_plan())
    assert chapter(made, "visi").page == FULL
    assert chapter(made, "visi").children[0].role == "quote"
    long = chapter(book(long_names()), "visi")
    assert long.page != FULL and LONG in said(long)


def test_readiness_and_the_small_matrix_say_their_numbers_in_words():
    made = book(example_plan())
    figures = {node.kind: node for node in walk(made.parts) if isinstance(node, Figure)}
    aspects = [a for c in example_plan()["readiness"] for a in c["aspects"]]
    assert all(f"{a['aspect']} {a['condition']}" in figures["readiness_marks"].description for a in aspects)
    objectives = example_plan()["rpjmd"]["sasaran"]
    assert figures["alignment"].description.count(": ") == len(objectives)
    assert all(figure.description for figure in figures.values())


def test_a_plan_without_quick_wins_or_with_other_pillars_is_told_as_it_is():
    made = book(four_pillars())
    assert chapter(made, "b3-bab-2").title == "Empat Pilar" and len(pillar_pages(made)) == 4
    text = said(made)
    assert "Quick win belum ditetapkan." in text and "Pilar ini belum menetapkan quick win." in text
    ten = book(ten_pillars())
    assert len(pillar_pages(ten)) == 10 and chapter(ten, "b3-bab-2").title == "Sepuluh Pilar"
    # a pillar of the plan's own is told by its definition, not by the sentence of one of the six
    own = pillar_pages(ten)[6]
    assert said(own).find("Mengurus layanan lebih dekat") == -1
    assert own.children[0].role == "lead"


def test_names_without_end_are_cut_with_dots_and_the_divider_still_names_every_pillar():
    made = book(long_names())
    divider = chapter(made, "b3-bab-2")
    assert all(p["name_id"] in said(divider.children) for p in long_names()["pillars"])
    assert not any(isinstance(node, Figure) and node.kind == "table_ring" for node in divider.children)
    assert "…" in said(pillar_pages(made)[0])


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.__name__)
def test_every_plan_makes_both_wordings_and_every_drawing(plan):
    for final in (False, True):
        made = book(plan(), final=final)
        for figure in (node for node in walk(made.parts) if isinstance(node, Figure)):
            drawn = DRAWINGS[figure.kind](figure, "", {ink.code: ink.seat for ink in made.inks})
            assert drawn.startswith("<svg") and f"<title>{figure.title.split(',')[0][:20]}"[:20] in drawn
        for part in made.parts:
            assert part_html(part, made).startswith("<html")
        if final:
            assert "belum diisi" not in said(made) and "Bagian ini belum lengkap" not in said(made)
            assert not any(isinstance(node, Paragraph) and node.role == "gap" for node in walk(made.parts))


def test_how_it_was_made_is_told_from_the_bimteks_and_the_groups():
    book_data = book_data_of(example_plan())
    teams = tuple(
        Team(pillar=p.code, name=p.name, members=12, lead=p.programmes[0].lead_opd) for p in book_data.pillars
    )
    told = build_book(replace(book_data, closings=closings(book_data), teams=teams), "3")
    text = said(chapter(told, "b3-bab-4"))
    assert "Bimtek I" in text and "8–9 September 2026" in text
    assert "tenaga ahli" not in text  # a role in the plan is no proof that its holder came
    assert "72" in text  # members of six groups
    assert "menjadikan Masterplan Smart City" in text and "Komitmen Bersama belum tercatat ditandatangani" in text
    bare = said(chapter(book(example_plan()), "b3-bab-4"))
    assert "Bimtek belum dijadwalkan." in bare


def test_the_glossary_is_short_and_of_terms_that_are_known():
    terms = next(node for node in walk(chapter(book(example_plan()), "lampiran-istilah")) if isinstance(node, Table))
    assert 20 <= len(terms.rows) <= 30


def test_large_figures_leave_no_letter_of_unit_or_note_behind():
    facts = [f for node in walk(book(example_plan()).parts) if isinstance(node, Facts) for f in node.items]
    assert facts and all(f.value and f.label for f in facts)


def test_the_printed_summary_has_its_pages_and_passes_the_checker(made, tmp_path):
    printed = made(example_plan(), "3")
    assert 20 <= len(printed.reader.pages) <= 24
    # a page a pillar, one after the other
    first = printed.reader.pages_with("Mengurus layanan lebih dekat")[-1]
    names = [p["name_id"] for p in example_plan()["pillars"]]
    assert all("".join(n.split()) in "".join(printed.reader.pages[first + at].split()) for at, n in enumerate(names))
    place = tmp_path / "buku.pdf"
    place.write_bytes(printed.data)
    results, _ = check(str(place), lang="id")
    # a summary has no third level of headings
    assert [r for r in results if r[1] != "OK"] == []
