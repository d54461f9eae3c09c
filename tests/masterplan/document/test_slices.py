"""Parts of a plan as books of their own: one pillar, one office. Nothing of others in them, every sum their own."""

import re
from dataclasses import replace
from functools import cache

import pytest

from masterplan.document import sums
from masterplan.document.book_data import BookData
from masterplan.document.books import UnknownBook, build_book
from masterplan.document.slices import UnknownPart, sliced
from masterplan.document.tree import Section, Span, Table, plain_text, walk
from pillars.plan_view.cards import Aim, Gap
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan

PILLARS = ("GOV", "BRA", "ECO", "LIV", "SOC", "ENV")
OFFICES = ("Dinas Kesehatan", "Bagian Organisasi Setda")
PARTS = [f"pilar:{code}" for code in PILLARS] + [f"opd:{name}" for name in OFFICES]
CARDS = ("problems", "targets", "strategies", "programmes")


@cache
def whole():
    """The example, with cards that two pillars own and an answer that crosses from one to another."""
    book_data = book_data_of(example_plan())
    gov, bra, eco, *rest = book_data.pillars
    crossing = bra.targets[0].replace(problems=(*bra.targets[0].problems, gov.problems[0].ref))
    bra = replace(bra, targets=(crossing, *bra.targets[1:]))
    shared = eco.programmes[0].replace(shared_with=("GOV",))
    eco = replace(eco, programmes=(shared, *eco.programmes[1:]))
    owned = gov.programmes[0].replace(shared_with=("LIV",))
    gov = replace(gov, programmes=(owned, *gov.programmes[1:]))
    gaps = (
        Gap.of("kesenjangan-1", "K1", element="Layanan", problems=(gov.problems[0].code, eco.problems[0].code)),
        Gap.of("kesenjangan-2", "K2", element="Pasar", problems=(eco.problems[0].code,)),
    )
    aims = (Aim.of("tujuan-1", "T1", statement="Cepat", targets=(gov.targets[0].ref, eco.targets[0].ref)),)
    return replace(book_data.with_cards(kesenjangan=gaps, tujuan=aims), pillars=(gov, bra, eco, *rest))


def cards(book_data):
    return {e.ref: e for p in book_data.pillars for name in CARDS for e in getattr(p, name)}


@pytest.mark.parametrize("part", PARTS)
def test_no_link_of_a_slice_leads_out_of_it(part):
    book_data = sliced(whole(), part)
    here = cards(book_data)
    codes = {e.code for e in here.values()}
    for p in book_data.pillars:
        assert all(set(t.problems) <= set(here) for t in p.targets)
        assert all(s.target in here for s in p.strategies if s.target)
        assert all(e.strategy in here for e in p.programmes if e.strategy)
    assert all(w.programme in here for w in book_data.quick_wins if w.programme)
    assert all(set(g.problems) <= codes for g in book_data.gaps)
    assert all(set(a.targets) <= set(here) for a in book_data.aims)


@pytest.mark.parametrize("part", ["pilar:GOV", "opd:Dinas Kesehatan"])
def test_the_book_of_a_slice_leads_nowhere_outside(part):
    book = build_book(whole(), "2", part=part)
    ids = {node.id for node in walk(book) if getattr(node, "id", "")}
    sources = {row.cells[0].lines for node in walk(book) if isinstance(node, Table) for row in node.rows if row.cells}
    assert sources
    lost = {node.to for node in walk(book) if isinstance(node, Span) and node.to} - ids
    assert not {to for to in lost if not to.startswith("sumber-")}


@pytest.mark.parametrize("code", ["GOV", "ENV"])
def test_a_pillar_is_whole_and_alone(code):
    book_data = sliced(whole(), f"pilar:{code}")
    (own,) = [p for p in whole().pillars if p.code == code]
    (kept,) = book_data.pillars
    assert (kept.problems, kept.programmes) == (own.problems, own.programmes)
    assert [t.code for t in kept.targets] == [t.code for t in own.targets]
    assert {w.pillar for w in book_data.quick_wins} <= {code}
    others = {e.code for ref, e in cards(whole()).items() if ref not in cards(book_data)}
    named = {n.code for n in (*book_data.beyond.shared, *book_data.beyond.targets, *book_data.beyond.problems)}
    text = plain_text(build_book(whole(), "2", part=f"pilar:{code}"))
    assert set(re.findall(r"[A-Z]{3}-[A-Z]+[0-9]+", text)) & others <= named
    names = {e.name for p in whole().pillars if p.code != code for e in p.programmes if e.code not in named}
    assert not [name for name in names if name in text]


def test_irisan_is_named_but_not_counted():
    book_data = sliced(whole(), "pilar:GOV")
    eco = whole().pillars[2]
    assert [(n.kind, n.code, n.pillar) for n in book_data.beyond.shared] == [
        ("Program", eco.programmes[0].code, eco.name)
    ]
    assert eco.programmes[0].ref not in cards(book_data)
    text = plain_text(build_book(whole(), "2", part="pilar:GOV"))
    assert "Irisan dari pilar lain" in text and eco.programmes[0].name in text
    liv = next(p for p in whole().pillars if p.code == "LIV")
    assert f"dengan pilar {liv.name}" in text


def test_a_problem_that_another_pillar_answers_is_not_called_unanswered():
    gov, bra = whole().pillars[:2]
    only = replace(whole(), pillars=(replace(gov, targets=(), strategies=(), programmes=()), *whole().pillars[1:]))
    text = plain_text(build_book(only, "2", part="pilar:GOV"))
    assert bra.targets[0].code in text and f"Diuraikan pada pilar {bra.name}." in text
    waiting = [line for line in text.splitlines() if line.startswith("Belum ada sasaran. Ditunggu")]
    assert len(waiting) == len(gov.problems) - 1


@pytest.mark.parametrize("part", PARTS)
def test_sums_are_the_slices_own(part):
    book_data = sliced(whole(), part)
    programmes = [e for p in book_data.pillars for e in p.programmes]
    table = next(
        node
        for node in walk(build_book(whole(), "2", part=part))
        if getattr(node, "title", "") == "Isi pilar dalam angka"
    )
    *pillars, total = table.rows
    assert [row.cells[0].lines[0][0].text for row in pillars] == [p.code for p in book_data.pillars]
    assert [cell.value for cell in total.cells[1:]] == [
        *(sum(len(getattr(p, name)) for p in book_data.pillars) for name in CARDS),
        sums.total(programmes),
    ]


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_gets_what_it_leads_or_supports_with_all_above_it(name):
    book_data = sliced(whole(), f"opd:{name}")
    carried = {e.ref for p in whole().pillars for e in p.programmes if e.lead_opd == name or name in e.support_opd}
    assert carried and {e.ref for p in book_data.pillars for e in p.programmes} == carried
    assert all(p.programmes or p.problems for p in book_data.pillars)
    above = {e.strategy for p in book_data.pillars for e in p.programmes}
    assert {s.ref for p in book_data.pillars for s in p.strategies} == above
    assert {t.ref for p in book_data.pillars for t in p.targets} == {
        s.target for p in book_data.pillars for s in p.strategies
    }


def test_an_office_is_found_by_its_short_name_in_any_case():
    book_data = replace(
        whole(), opd=tuple(replace(o, short="Dinkes") if o.name == OFFICES[0] else o for o in whole().opd)
    )
    assert sliced(book_data, "opd:DINKES").pillars == sliced(book_data, f"opd:{OFFICES[0]}").pillars


@pytest.mark.parametrize("part", ["pilar:XXX", "opd:Dinas Entah", "opd:", "kota:1"])
def test_what_the_plan_does_not_have_is_said(part):
    with pytest.raises(UnknownPart, match="tidak"):
        sliced(whole(), part)


def test_slicing_changes_nothing_of_the_whole():
    before = whole()
    sliced(before, "pilar:GOV")
    assert before == whole() and before.beyond == BookData.__dataclass_fields__["beyond"].default_factory()


def test_the_cover_and_the_title_say_which_part_it_is():
    book = build_book(whole(), "2", part="opd:Dinas Kesehatan")
    assert book.title.endswith(": Program Dinas Kesehatan")
    assert "Program Dinas Kesehatan · Keadaan rencana" in plain_text(book.parts[0])
    with pytest.raises(UnknownBook, match="tidak ada"):
        build_book(whole(), "2", part="pilar:XXX")


def test_a_slice_does_not_say_that_the_plan_lacks_what_is_only_outside_of_it():
    made = build_book(whole(), "2", part="opd:Dinas Kesehatan")
    text = plain_text(made)
    assert "Pilar belum memiliki quick win" not in text and "belum memiliki program" not in text
    titles = [n.title for n in walk(made.parts) if isinstance(n, Section) and re.fullmatch(r"4\.\d", n.number)]
    assert titles and all(title.startswith("Rencana Aksi ") for title in titles)
