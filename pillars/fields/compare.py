"""Two texts side by side: which words differ, and how alike they are. Pure, bounded in time."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

SIMILAR_FROM = 0.8
_SENTENCE = re.compile(r"[^.!?;\n]*[.!?;\n]*\s*")
_WORD = re.compile(r"\S+\s*|\s+")
_MAX_PAIRS = 2_250_000  # pieces × pieces compared one by one (≤ 0.5 s at worst); larger blocks are marked whole


def diff_words(a: str, b: str) -> list[tuple[str, str]]:
    """How `a` became `b`: runs of ("same" | "del" | "add", text).

    The "same" and "del" texts joined are `a`; "same" and "add" are `b`. Sentences are matched first,
    words only inside sentences that differ, so 20,000 characters take well below a second.
    """
    runs: list[tuple[str, str]] = []
    for op, old, new in _blocks(_SENTENCE.findall(a), _SENTENCE.findall(b)):
        if op == "same":
            _add(runs, "same", old)
            continue
        for word_op, before, after in _blocks(_WORD.findall(old), _WORD.findall(new)):
            if word_op == "same":
                _add(runs, "same", before)
            else:
                _add(runs, "del", before)
                _add(runs, "add", after)
    return runs


def _blocks(a: list[str], b: list[str]) -> Iterator[tuple[str, str, str]]:
    """("same" | "change", text of a, text of b), in order, by the longest common runs of pieces."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    start, end = "".join(a[:head]), "".join(a[len(a) - tail :])
    a, b = a[head : len(a) - tail], b[head : len(b) - tail]
    yield "same", start, start
    if len(a) * len(b) > _MAX_PAIRS:
        yield "change", "".join(a), "".join(b)
    else:
        for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b).get_opcodes():
            yield ("same" if tag == "equal" else "change"), "".join(a[a1:a2]), "".join(b[b1:b2])
    yield "same", end, end


def _add(runs: list[tuple[str, str]], op: str, text: str) -> None:
    if not text:
        return
    if runs and runs[-1][0] == op:
        runs[-1] = (op, runs[-1][1] + text)
    else:
        runs.append((op, text))


def similar(a: str, b: str) -> float:
    """Likeness of two texts, 0 … 1; from SIMILAR_FROM on it is worth the hint "mirip".

    Compares three-letter pieces of the letters and digits only: capitals, spaces, punctuation and
    accents do not count. Linear in the length.
    """
    first, second = _pieces(a), _pieces(b)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _pieces(text: str) -> Counter:
    plain = unicodedata.normalize("NFKD", text[:20_000]).casefold()
    letters = "".join(c for c in plain if c.isalnum())
    if len(letters) < 3:
        return Counter([letters] if letters else [])
    return Counter(letters[i : i + 3] for i in range(len(letters) - 2))
