"""Indicators of the RPJMD in tables: figures as figures, what the document writes in words as its words. Pure."""

from masterplan.document import pieces, words
from masterplan.document.tree import Cell, Span
from pillars.plan_view.shapes import Measure, Objective
from workshops.number_format import show_number

#: Indicators of one sasaran that are never parted by the end of a page.
TOGETHER = 5


def parts(objective: Objective) -> list[tuple[Measure, ...]]:
    """Return all indicators of a sasaran, in parts that fit a page each; the sasaran itself where it has none."""
    every = objective.measures or (objective,)
    return [every[at : at + TOGETHER] for at in range(0, len(every), TOGETHER)]


def targets(measure: Measure) -> list[tuple[int, Span]]:
    """Return (year, what is aimed at) by year, a number or words."""
    said = dict(measure.target_texts) | {y: show_number(v) for y, v in measure.targets}
    return [(year, pieces.span(said[year])) for year in sorted(said)]


def baseline(measure: Measure, status: str) -> Cell:
    """Return where it begins with its year; `status` is that of the sasaran, for the mark of an estimate."""
    if measure.baseline is None:
        said = pieces.span(measure.baseline_text) if measure.baseline_text else pieces.gap(words.NO_DATA)
        return pieces.cell(said, str(measure.baseline_year or ""))
    shown = (pieces.span(show_number(measure.baseline)), *_guess(status))
    return pieces.cell(shown, str(measure.baseline_year or ""), value=str(measure.baseline))


def last_target(measure: Measure, status: str) -> Cell:
    """Return the target of the last year that has one, and the year."""
    every = targets(measure)
    if not every:
        return pieces.cell(pieces.gap(words.NO_DATA))
    year, said = every[-1]
    number = dict(measure.targets).get(year)
    shown = (said, *(() if number is None else _guess(status)))
    return pieces.cell(shown, str(year), value=None if number is None else str(number))


def _guess(status: str) -> tuple[Span, ...]:
    return (pieces.span("c", "mark"),) if status == "illustrative" else ()
