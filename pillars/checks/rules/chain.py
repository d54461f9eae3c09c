"""The links of the chain: what is missing, what leads nowhere, which codes and sub-dimensions do not fit. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on, on_many, on_plan
from pillars.kinds import KINDS


def problem_without_target(picture: CheckedPlan) -> Iterator[Finding]:
    """Find problems without a target; a target of another pillar answers a problem too."""
    answered = {ref for target in picture.targets for ref in target.problems}
    for problem in picture.problems:
        if problem.ref not in answered:
            yield on(problem, "problem_without_target", field="+sasaran")


def target_without_problem(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        if not target.problems:
            yield on(target, "target_without_problem", field="problem_refs")


def target_without_strategy(picture: CheckedPlan) -> Iterator[Finding]:
    served = {strategy.target for strategy in picture.strategies}
    for target in picture.targets:
        if target.ref not in served:
            yield on(target, "target_without_strategy", field="+strategi")


def strategy_without_programme(picture: CheckedPlan) -> Iterator[Finding]:
    done = {programme.strategy for programme in picture.programmes}
    for strategy in picture.strategies:
        if strategy.ref not in done:
            yield on(strategy, "strategy_without_programme", field="+program")


def dangling_reference(picture: CheckedPlan) -> Iterator[Finding]:
    """Find references that lead nowhere, one finding a card: the first of them, the others beside it."""
    cards = {card.ref: card for card in picture.cards}
    by_card = defaultdict(list)
    for broken in picture.broken:
        by_card[broken.ref].append(broken)
    for ref, found in by_card.items():
        named = ", ".join(broken.named for broken in found)
        if ref in cards:
            yield on(cards[ref], "dangling_reference", field=found[0].field, figures=(named,), rujukan=named)
        else:
            yield on_plan("dangling_reference", ref, figures=(named,), kode=_kind(ref), rujukan=named)


def _kind(ref):
    return KINDS[ref.partition("-")[0]].label


def duplicate_code(picture: CheckedPlan) -> Iterator[Finding]:
    """Find codes used twice among cards of one kind; capital letters and spaces do not tell codes apart."""
    for cards in (picture.problems, picture.targets, picture.strategies, picture.programmes):
        holders = defaultdict(list)
        for card in cards:
            holders["".join(card.code.upper().split())].append(card)
        for same in holders.values():
            if len(same) > 1:
                yield on_many(same, "duplicate_code", field="code", figures=_codes(same), kode=same[0].code)


def _codes(cards):
    return tuple(card.code for card in cards)


def dimension_empty(picture: CheckedPlan) -> Iterator[Finding]:
    """Find sub-dimensions without a problem, but not in a pillar that has no problem at all yet."""
    begun = {problem.pillar for problem in picture.problems}
    cards: tuple[Any, ...] = (*picture.problems, *picture.targets)
    used = {card.dimension for card in cards}
    for pillar in picture.pillars:
        for dimension in pillar.dimensions if pillar.code in begun else ():
            if dimension.code not in used:
                about = f"subdimensi-{dimension.code}"
                yield on_plan("dimension_empty", about, pillars=(pillar.code,), nama=dimension.name)


def dimension_differs(picture: CheckedPlan) -> Iterator[Finding]:
    """Find targets in another sub-dimension than their problems, unless all of these are of other pillars."""
    problems = {problem.ref: problem for problem in picture.problems}
    for target in picture.targets:
        answered = [problems[ref] for ref in target.problems if ref in problems]
        own = {problem.dimension for problem in answered if problem.pillar == target.pillar and problem.dimension}
        if target.dimension and own and target.dimension not in own:
            figures = (target.dimension, *sorted(own))
            yield on(target, "dimension_differs", field="dimension", figures=figures)
