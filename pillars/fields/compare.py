"""Two texts side by side: which words differ, and how alike they are. Pure, bounded in time."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

SIMILAR_FROM = 0.8
_SENTENCE = re.compile(r"[^.!?;\n]*[.!?;\n]*\s*")
_WORD = re.compile(r"\S+\s*|\s+")
_MAX_CELLS = 160_000  # words × words that are compared one by one; larger blocks are marked whole


def diff_words(a: str, b: str) -> list[tuple[str, str]]:
    """How `a` became `b`: runs of ("same" | "del" | "add", text).

    The "same" and "del" texts joined are `a`; "same" and "add" are `b`. Sentences are matched first,
    words only inside sentences that differ, so 20,000 characters take well below a second.
    """
    runs: list[tuple[str, str]] = []
    for op, old, new in _blocks(_SENTENCE.findall(a), _SENTENCE.findall(b)):
        if op == "same":
            _add(runs, "same", "".join(old))
            continue
        old_words, new_words = _WORD.findall("".join(old)), _WORD.findall("".join(new))
        if len(old_words) * len(new_words) > _MAX_CELLS:
            _add(runs, "del", "".join(old_words))
            _add(runs, "add", "".join(new_words))
            continue
        for word_op, before, after in _blocks(old_words, new_words):
            if word_op == "same":
                _add(runs, "same", "".join(before))
            else:
                _add(runs, "del", "".join(before))
                _add(runs, "add", "".join(after))
    return runs


def _blocks(a: list[str], b: list[str]):
    """("same"|"change", items of a, items of b), in order, by the longest common runs."""
    if len(a) * len(b) > 4_000_000:  # thousands of one-letter sentences: no one reads that word by word
        yield ("same", a, b) if a == b else ("change", a, b)
        return
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b).get_opcodes():
        yield ("same" if tag == "equal" else "change"), a[a1:a2], b[b1:b2]


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
