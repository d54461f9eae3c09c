"""What a reader finds in the booklet of the quick wins: an open book for each, risks by weight, sheets to sign."""

from dataclasses import replace

import pytest

from masterplan.document import tree
from masterplan.document.bimteks import Closings, CommitmentFacts
from masterplan.document.books import build_book
from masterplan.document.chapters.summary.selection import wins_of
from masterplan.document.plan_facts import PlanFacts
from masterplan.document.tree import WIDE, Figure, Items, Section, Spread, Table, walk
from masterplan.writers.figures import DRAWINGS
from masterplan.writers.html import part_html
from pillars.quick_win_guide import CONDITIONS, PARTS
from tests.books.check_pdf import check
from tests.books.from_example import book_data_of
from tests.books.odd_plans import LONG, four_pillars, long_names, one_pillar, ten_pillars
from tests.books.plans import empty_plan, example_plan, plan_of_gaps, small_plan, tiny_plan
from workshops.number_format import show_rupiah

PLANS = (example_plan, small_plan, tiny_plan, plan_of_gaps, empty_plan, four_pillars, ten_pillars, long_names)


def book(plan, **kw):
    return build_book(book_data_of(plan), "qw", **kw)


def said(thing) -> str:
    return " ".join(tree.plain_text(thing).split())


def chapter(made, id):
    return next(part for part in made.parts if part.id == id)


def spreads(made):
    """[(left, right)] of the profiles."""
    sections = [node for node in chapter(made, "qw-bab-2").children if isinstance(node, Section)]
    return list(zip(sections[::2], sections[1::2], strict=True))


def test_every_chosen_quick_win_is_an_open_book_profile_left_criteria_and_risks_right():
    book_data = book_data_of(example_plan())
    made, wins = build_book(book_data, "qw"), wins_of(book_data, PlanFacts(book_data))
    assert len(spreads(made)) == len(wins) == 6
    for win, (left, right) in zip(wins, spreads(made), strict=True):
        assert left.side == "left" and left.new_page and right.new_page and left.title == win.name
        assert win.agency in said(left) and show_rupiah(win.budget) in said(left)
        assert all(part.name in said(right) for part in PARTS)
        risks = win.profile.risks
        figure = next(node for node in walk(right) if isinstance(node, Figure))
        assert figure.kind == "risk_map" and len(figure.data) == len(risks)
        for risk in risks:
            assert risk.event.rstrip(".") in said(right) and risk.handling in said(right)
            assert f"{risk.likelihood} × {risk.impact} = {risk.level}" in said(right)


def test_the_instruction_of_a_form_is_no_answer():
    text = said(book(example_plan()))
    assert "(isi ringkas 3–5 kalimat)" not in text and "belum diisi" in text


def test_answers_to_the_criteria_are_counted_and_never_added_up():
    book_data = book_data_of(example_plan())
    answers = tuple((part.key, ("ya", "sebagian", "tidak")[n % 3]) for n, part in enumerate(PARTS))
    gate = tuple((c.key, "ya") for c in CONDITIONS)
    told = tuple(
        n.replace(proposer="Kelompok pilar", gate=gate, criteria=answers, decision="Dipilih dalam pleno.")
        for n in book_data.nominations
    )
    made = build_book(book_data.with_cards(nominasi_quick_win=told), "qw")
    right = said(spreads(made)[0][1])
    assert "Empat ya, tiga sebagian, dan tiga tidak." in right
    assert dict(PARTS[0].answers)["ya"] in right
    table = next(s for s in chapter(made, "qw-bab-1").children if s.page == WIDE)
    assert "4 ya, 3 sebagian, dan 3 tidak" in said(table) and "Dipilih dalam pleno." in said(table)
    assert len(next(n for n in walk(table) if isinstance(n, Table)).rows) == len(told) == 26


def test_the_glance_holds_all_of_them_with_their_worst_risk_and_the_sum():
    plan = example_plan()
    glance = next(s for s in chapter(book(plan), "qw-bab-1").children if isinstance(s, Section) and s.number == "1.2")
    table = next(node for node in walk(glance) if isinstance(node, Table))
    assert len(table.rows) == 7
    assert table.rows[-1].cells[1].value == sum(w["sumber_daya"]["anggaran"] for w in plan["quick_win_profiles"])
    worst = max(plan["quick_win_profiles"][0]["risiko"], key=lambda r: r["tingkat"])
    assert worst["peristiwa"] in said(table.rows[0]) and "16, sangat tinggi" in said(table.rows[0])


def test_the_summary_of_risks_counts_those_that_are_high():
    plan = example_plan()
    risks = [r for w in plan["quick_win_profiles"] for r in w["risiko"]]
    high = [r for r in risks if r["tingkat"] >= 10]
    watched = chapter(book(plan), "qw-bab-3")
    assert f"Terdapat {len(risks)} risiko, {len(high)} di antaranya tinggi" in said(watched)
    table = next(node for node in walk(watched) if isinstance(node, Table))
    assert len(table.rows) == len(high)
    figure = next(node for node in walk(watched) if isinstance(node, Figure))
    assert sum(int(count) for count, _, _ in figure.data) == len(risks)


def test_the_annexes_are_there_to_be_signed():
    plan = example_plan()
    made = book(plan)
    ready = next(node for node in walk(chapter(made, "lampiran-kesediaan")) if isinstance(node, Table))
    assert all(row.height >= 15 for row in ready.rows)
    offices = {w.agency for w in wins_of(book_data_of(plan), PlanFacts(book_data_of(plan)))}
    assert len(ready.rows) == len(offices) and all(office in said(ready) for office in offices)
    heads = said(chapter(made, "lampiran-komitmen"))
    assert all(opd["name"] in heads for opd in plan["opd"])


def test_the_words_of_the_commitment_are_those_of_the_plan():
    book_data = book_data_of(example_plan())
    own = CommitmentFacts(
        words=(("butir", "Satu butir\nDua butir"), ("kepala_daerah", "Bupati; Siti Contoh")), offices=("Dinas A",)
    )
    made = build_book(replace(book_data, closings=Closings(commitment=own)), "qw")
    annex = chapter(made, "lampiran-komitmen")
    items = next(node for node in walk(annex) if isinstance(node, Items))
    assert [item[0].text for item in items.items] == ["Satu butir", "Dua butir"]
    assert "Siti Contoh" in said(annex) and "Dinas A" in said(annex) and "Dinas Kesehatan" not in said(annex)


def test_a_risk_that_is_not_weighed_or_has_no_treatment_is_told():
    plan = example_plan()
    plan["quick_win_profiles"][0]["risiko"] = [{"kode": "R1", "peristiwa": "Belum ditimbang"}]
    plan["quick_win_profiles"][1]["risiko"][0] |= {"kemungkinan": 5, "dampak": 5, "tingkat": 25, "penanganan": ""}
    made = book(plan)
    first, second = (said(pair) for pair in spreads(made)[:2])
    assert "belum dinilai" in first and "belum ada penanganan" in first
    assert "Ada risiko tinggi tanpa penanganan" in second and "25" in second


def test_long_risks_stand_under_their_map_and_short_ones_beside_it():
    assert any(isinstance(node, Spread) for node in walk(spreads(book(example_plan()))[0][1]))
    plan = example_plan()
    plan["quick_win_profiles"][0]["risiko"][0]["penanganan"] = LONG * 8
    right = spreads(book(plan))[0][1]
    assert not any(isinstance(node, Spread) for node in walk(right))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.__name__)
def test_every_plan_makes_both_wordings_and_every_drawing(plan):
    for final in (False, True):
        made = book(plan(), final=final)
        for figure in (node for node in walk(made.parts) if isinstance(node, Figure)):
            drawn = DRAWINGS[figure.kind](figure, "", {ink.code: ink.seat for ink in made.inks})
            assert drawn.startswith("<svg") and "<title>" in drawn and figure.description
        for part in made.parts:
            assert part_html(part, made).startswith("<html")


def test_without_a_quick_win_the_book_says_so():
    text = said(book(four_pillars()))
    assert "Belum ada quick win terpilih." in text and "Belum ada nominasi." in text


def test_the_printed_booklet_opens_on_profiles_and_passes_the_checker(made, tmp_path):
    printed = made(one_pillar(), "qw")
    reader = printed.reader
    # the profile on an even page, its criteria on the odd one that faces it
    [(left, right)] = spreads(printed.tree)
    profile = reader.pages_with(f"{left.number} {left.title}")[-1]
    assert int(reader.labels[profile]) % 2 == 0
    assert reader.pages_with(f"{right.number} {right.title}")[-1] == profile + 1
    place = tmp_path / "buku.pdf"
    place.write_bytes(printed.data)
    results, _ = check(str(place), lang="id")
    assert [r for r in results if r[1] != "OK"] == []
