"""Programmes as bars: the picture of the book and the track of a screen come from one drawing."""

import re

from masterplan.document.chapters.roadmap import MOST_BARS, bars_figure
from masterplan.writers import figures
from masterplan.writers.figures import axis, runs
from pillars.plan_view.cards import Programme
from pillars.plan_view.shapes import Pillar

SEATS = {"GOV": "GOV", "X1": "ECO"}


def rects(svg, name="bilah"):
    found = re.findall(rf'<rect class="{name}" x="([\d.]+)%?" width="([\d.]+)%?"', svg)
    return [(float(x), float(width)) for x, width in found]


def picture(*programmes):
    pillar = Pillar(code="X1", name="Ekonomi")
    chosen = [(pillar, one) for one in programmes]
    return figures.gantt(bars_figure(chosen, range(2027, 2032), lambda name: name), "", SEATS)


def test_years_that_follow_each_other_are_one_bar():
    assert runs([0, 1, 3]) == [(0, 2), (3, 1)] and runs([]) == []
    svg = picture(Programme.of(ref="program-1", code="X1-PR1", name="Parkir", years=(2027, 2028, 2030)))
    (first, long), (second, short) = rects(svg)
    assert first < second and long > short > 0 and second + short < 165


def test_the_book_and_the_screen_put_a_bar_at_the_same_place():
    svg = picture(Programme.of(ref="program-1", code="X1-PR1", name="Parkir", years=(2028, 2029)))
    ((x, width),) = rects(svg)
    ((on_screen, wide),) = rects(figures.track([1, 2], range(2027, 2032), "ECO", "X1-PR1: 2028–2029"))
    assert abs((x - 74) / 91 - on_screen / 100) < 0.01 and abs(width / 91 - wide / 100) < 0.01


def test_words_are_never_wider_than_their_bar():
    office = "Dinas Kebudayaan, Pariwisata, Pemuda, dan Olahraga"
    svg = picture(Programme.of(ref="program-1", code="X1-PR1", name="Parkir", years=(2027,), lead_opd=office))
    said = re.findall('<text class="tulisan"[^>]*>([^<]*)<', svg)
    assert said in ([], ["Quick win"])


def test_a_name_has_at_most_two_lines_and_hostile_texts_are_only_texts():
    svg = picture(
        Programme.of(ref="program-1", code="X1-PR1", name="<script>" + "panjang " * 60, years=(2027,)),
        Programme.of(ref="program-2", code='"><b>', name="", years=(1999,)),
    )
    assert "<script" not in svg and "<b>" not in svg and "…" in svg
    assert "<script" not in figures.track([0], [2027], "GOV", '"><script>', hooks="")


def test_the_long_term_is_dashed_in_its_own_column_or_over_its_own_years():
    own = figures.track((), range(2027, 2037), "GOV", "arah", beyond="2032–2036", wanted=(5, 6, 7, 8, 9))
    ((x, width),) = rects(own, "jauh")
    assert 50 < x < 51 and 48 < width < 50
    ((x, _),) = rects(figures.track((), range(2027, 2032), "GOV", "arah", far="2032–2036", beyond="2032–2036"), "jauh")
    assert x > 5 * axis(5, True).step and MOST_BARS == 12
