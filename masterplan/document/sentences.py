"""The sentences that ship, and which of them are true of a plan. Pure: words in, words out, for books and papers alike.

A paragraph in `content/` is a sentence, or a list of them. A sentence is a text, or {"text", "when", "else"}: printed
where `when` holds of the facts and every mark in it has a value; otherwise `else`, a sentence again, or nothing.
`when` joins terms by “ dan ”: a fact (`ada_swot`: it is so; `jumlah_risiko`: known, and not nought), “bukan” before it,
or a comparison with a number or another fact (`jumlah_masalah_terjawab < jumlah_masalah`). A fact is a text, a whole
number, a truth, or None for what nobody knows; unknown is never true, and compares with nothing.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from masterplan.document import words
from workshops.number_format import show_number

Fact = str | int | bool | None
Sentence = str | dict[str, Any]
Paragraph = Sentence | list[Sentence]

MARK = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
TERM = re.compile(r"(bukan )?([a-z0-9_]+)(?: (=|<|>) ([a-z0-9_]+))?")
COMPARE = {"=": operator.eq, "<": operator.lt, ">": operator.gt}
#: `{{jumlah_pilar_terbilang}}` is the fact `jumlah_pilar` in words.
IN_WORDS = "_terbilang"


def holds(when: str, facts: Mapping[str, Fact]) -> bool:
    """Return whether every term of a condition is so; an empty one always is. Raises ValueError where it cannot be
    read.
    """
    return all(_is_so(term.strip(), facts) for term in when.split(" dan ")) if when else True


def names_in(when: str) -> list[str]:
    """Return the facts that a condition names."""
    terms = (_read(term.strip()) for term in when.split(" dan ")) if when else ()
    return [name for match in terms for name in (match[2], match[4]) if name and not name.isdecimal()]


def _read(term):
    if match := TERM.fullmatch(term):
        return match
    raise ValueError(f"no condition: {term!r}")


def _is_so(term, facts) -> bool:
    denied, name, sign, other = _read(term).groups()
    if not sign:
        return bool(facts.get(name)) != bool(denied)
    both = [int(one) if one.isdecimal() else facts.get(one) for one in (name, other)]
    known = all(isinstance(one, int) for one in both)
    return known and COMPARE[sign](*both) != bool(denied)


def shown(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Return the facts as they are printed: numbers with dots, nought too; nothing for what is unknown; no truths."""
    said = {name: _shown(fact) for name, fact in facts.items() if not isinstance(fact, bool)}
    counts = {name: fact for name, fact in facts.items() if type(fact) is int}
    return {name + IN_WORDS: words.count(count) for name, count in counts.items()} | said


def _shown(fact):
    return "" if fact is None else show_number(fact) if isinstance(fact, int) else fact


def chosen(
    paragraph: Paragraph, facts: Mapping[str, Fact], lacks: Callable[[str], bool] | None = None
) -> Iterator[str]:
    """Yield the texts of the sentences of a paragraph that are true, their marks unfilled. `lacks`: whether a text
    cannot be printed; what has another sentence in its `else` gives way to it.
    """
    for sentence in paragraph if isinstance(paragraph, list) else [paragraph]:
        if isinstance(sentence, str):
            yield sentence
        elif holds(sentence.get("when", ""), facts) and not ("else" in sentence and lacks and lacks(sentence["text"])):
            yield sentence["text"]
        elif "else" in sentence:
            yield from chosen(sentence["else"], facts, lacks)


def begun(text: str, filled: str) -> str:
    """Return a filled sentence with a capital where a number in words opens it."""
    first = MARK.match(text)
    return filled[:1].upper() + filled[1:] if first and first[1].endswith(IN_WORDS) else filled


def every(paragraph: Paragraph, when: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (text, conditions in force there) of each sentence of a paragraph, those in `else` too."""
    for sentence in paragraph if isinstance(paragraph, list) else [paragraph]:
        if isinstance(sentence, str):
            yield sentence, when
            continue
        own = sentence.get("when", "")
        yield sentence["text"], (*when, own) if own else when
        if "else" in sentence:
            yield from every(sentence["else"], when)
