"""The same thing told with two numbers: in texts, in angka awal, or by two ways of measuring. Pure.

How a text is searched stands in `number_search` of `content/checks.json`; what is looked for in `number_topics`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from pillars.check_catalogue import NUMBER, SKIPPED_IN_TEXTS, TOPICS
from pillars.checks.checked_plan import DIGIT, CheckedPlan, texts_of
from pillars.checks.findings import Finding, on_many
from pillars.measures import plain_unit, rupiah_of
from workshops.number_format import show_number, show_rupiah

#: Numbers of one thing may differ by two percent.
TOLERANCE = Decimal("0.02")
NEAR = 30
#: A note or a reason is where two numbers are explained: what stands there contradicts nothing.
_SKIPPED = SKIPPED_IN_TEXTS | {"note", "alignment_reason"}
_CLAUSES = re.compile(r";|\.(?!\d)|, sedangkan")
_YEAR_BEHIND = re.compile(r"^\s*\((?:\D{0,12})?((?:19|20)\d\d)\)")
_YEAR_NAMED = re.compile(r"^[^()\d]{0,24}\bpada (?:\w+ ){0,2}((?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,]|\.\d)")
_RANGE_BEFORE, _RANGE_BEHIND = re.compile(r"\d\s*(?:[–—-]|sampai)\s*$"), re.compile(r"^\s*(?:[–—-]|sampai)\s*\d")
_TIMES = {"juta": 10**6, "miliar": 10**9, "triliun": 10**12}
_WHOLE_TEXT = frozenset(["parking_revenue", "stunting"])
_METHODS = {"bulan timbang": "bulan timbang", "survei": "survei nasional", "ssgi": "survei nasional"}
_METHODS |= {"ski": "survei nasional", "riskesdas": "survei nasional"}
_METHOD = re.compile(r"\bbulan timbang\b|\bsurvei (?:nasional|status gizi|kesehatan)\b|\bssgi\b|\bski\b|\briskesdas\b")


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number that a card tells: of which year, if it says so."""

    card: Any
    field: str
    value: Decimal
    year: int | None

    @property
    def when(self) -> str:
        return f" ({self.year})" if self.year else ""


def number_told_two_ways(picture: CheckedPlan) -> Iterator[Finding]:
    """Return one finding a topic, whatever the number of pairs."""
    for topic, told in _told_by_topic(picture, [topic for topic in TOPICS if not topic.note]):
        yield from _contradiction(topic, told, "number_told_two_ways")


def two_measuring_methods(picture: CheckedPlan) -> Iterator[Finding]:
    """Find two figures of one year by two methods, or a target by another method than its problem's evidence."""
    for topic, told in _told_by_topic(picture, [topic for topic in TOPICS if topic.note]):
        found = list(_contradiction(topic, told, "two_measuring_methods"))
        yield from found
        named = {ref for finding in found for ref in finding.refs}
        yield from _other_method(picture, topic, named)


def _told_by_topic(picture, topics):
    found = defaultdict(list)
    for card in picture.cards:
        for field, text in texts_of(card):
            if field not in _SKIPPED and DIGIT.search(text):
                for topic, value, year in _in_text(text, topics):
                    found[topic.key].append(NumberInText(card, field, value, year))
    for target in picture.targets:
        if target.baseline is not None:
            for topic in topics:
                if (value := _baseline(topic, target)) is not None:
                    found[topic.key].append(NumberInText(target, "baseline", value, target.baseline_year))
    return [(topic, found[topic.key]) for topic in topics]


def _baseline(topic, target):
    name = target.indicator.lower()
    if not topic.include.search(name) or _excluded(topic.exclude_before, name) or _excluded(topic.exclude_after, name):
        return None
    if topic.unit == "Rp":
        return rupiah_of(target.baseline, target.unit)
    unit = plain_unit(target.unit)
    fits = unit.startswith(topic.unit) if topic.unit else unit.split(" ")[0] in ("orang", "pelaku", "unit", "usaha")
    return target.baseline if fits and target.baseline >= topic.least else None


def _excluded(pattern, text):
    return pattern is not None and pattern.search(text) is not None


def _in_text(text, topics):
    """(topic, value, year) of the numbers of a text."""
    low = text.lower()
    topics = [topic for topic in topics if topic.include.search(low)]
    for clause in _CLAUSES.split(low) if topics else ():
        if not DIGIT.search(clause):
            continue
        here = [topic for topic in topics if topic.key in _WHOLE_TEXT or topic.include.search(clause)]
        for match in NUMBER.finditer(clause) if here else ():
            before, behind = clause[max(0, match.start() - NEAR) : match.start()], clause[match.end() :]
            if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.search(behind) or _is_year(match):
                continue
            for topic in here:
                value = _value(topic, match)
                near = behind[:NEAR]
                if value is None or _excluded(topic.exclude_before, before) or _excluded(topic.exclude_after, near):
                    continue
                yield topic, value, _year_of(topic, clause, behind)


def _is_year(match):
    return not match[1] and not match[3] and bool(re.fullmatch(r"(?:19|20)\d\d", match[2]))


def _value(topic, match):
    """The number of a match as the topic counts it, or None where its unit is another one."""
    money, digits, unit = match[1], match[2], (match[3] or "").lower()
    value = Decimal(digits.replace(".", "").replace(",", "."))
    if topic.unit == "Rp":
        return value * _TIMES.get(unit, 1) if money else None
    if money:
        return None
    if topic.unit == "":
        value = value * _TIMES.get(unit, 1)
        fits = unit in ("", "orang", "usaha", *_TIMES)
    else:
        fits = plain_unit(unit) == topic.unit
    return value if fits and value >= topic.least else None


def _year_of(topic, clause, behind):
    named = _YEAR_BEHIND.match(behind) or _YEAR_NAMED.match(behind)
    if named:
        return int(named[1])
    first = _YEAR.search(clause) if topic.unit == "Rp" else None
    return int(first[0]) if first else None


def _clash(topic, one, other):
    """Whether two numbers tell one thing differently, by the rule of the topic for their years."""
    if topic.year_rule == "same" and (one.year is None or one.year != other.year):
        return False
    if topic.year_rule == "same_or_missing" and None not in (one.year, other.year) and one.year != other.year:
        return False
    return abs(one.value - other.value) > TOLERANCE * max(abs(one.value), abs(other.value))


def _contradiction(topic, told, check):
    distinct = _distinct(told)
    pairs = [pair for pair in combinations(distinct[:60], 2) if _clash(topic, *pair)]
    if not pairs:
        return
    # two cards that differ say more than one card that says three things
    one, other = max(pairs, key=lambda pair: (pair[0].card.ref != pair[1].card.ref, _apart(pair)))
    involved = {id(one): one for pair in pairs for one in pair}
    numbers = sorted(involved.values(), key=lambda number: (number.card.code, number.value, number.year or 0))
    cards = list({number.card.ref: number.card for number in numbers}.values())
    said = {"topik": topic.label[0].upper() + topic.label[1:]}
    said |= {"kode": one.card.code, "kode1": one.card.code, "kode2": other.card.code}
    said |= {"angka1": _shown(topic, one), "tahun1": one.when, "angka2": _shown(topic, other), "tahun2": other.when}
    yield on_many(
        cards,
        check,
        about=f"topik-{topic.key}",
        field=one.field if one.card is cards[0] else numbers[0].field,
        figures=tuple((number.card.ref, number.value, number.year) for number in numbers),
        more="; ".join(f"{n.card.code} {_shown(topic, n)}{n.when}" for n in numbers) + "." if len(numbers) > 2 else "",
        **said,
    )


def _distinct(told):
    """Each number of a card once; told again without its year it is the same number."""
    dated = {(one.card.ref, one.value) for one in told if one.year}
    found = {
        (one.card.ref, one.value, one.year): one for one in told if one.year or (one.card.ref, one.value) not in dated
    }
    return list(found.values())


def _apart(pair):
    low, high = sorted(number.value for number in pair)
    return high / low if low else Decimal(0)


def _shown(topic, number):
    if topic.unit == "Rp" and number.value == int(number.value):
        return show_rupiah(int(number.value))
    return f"{show_number(number.value)} {topic.unit}".strip()


def _other_method(picture, topic, named):
    problems = {problem.ref: problem for problem in picture.problems}
    for target in picture.targets:
        ours = _methods(target.indicator)
        if not ours or not topic.include.search(target.indicator.lower()):
            continue
        for problem in (problems[ref] for ref in target.problems if ref in problems):
            theirs = _methods(problem.evidence)
            if theirs and not ours & theirs and problem.ref not in named:
                said = {"kode": target.code, "angka1": _word(ours), "angka2": _word(theirs)}
                said["topik"] = topic.label[0].upper() + topic.label[1:]
                figures = (target.indicator, problem.evidence)
                yield on_many((target, problem), "two_measuring_methods", field="indicator", figures=figures, **said)


def _methods(text):
    return {_METHODS.get(found.split(" ")[0], _METHODS.get(found, found)) for found in _METHOD.findall(text.lower())}


def _word(methods):
    return " dan ".join(sorted(methods))
