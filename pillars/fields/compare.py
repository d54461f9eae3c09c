"""Two texts side by side: which words differ, how alike they are; the order of codes. Pure, bounded in time."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

SIMILAR_FROM = 0.8
_SENTENCE = re.compile(r"[^.!?;\n]*[.!?;\n]*\s*")
_WORD = re.compile(r"\S+\s*|\s+")
_STEPS = 60_000  # how often one comparison may look at a piece; what is left then is one change

type Opcode = tuple[str, int, int, int, int]


def sentences(text: str) -> list[str]:
    """Return the pieces that end with a stop or a line; joined they are the text."""
    return [piece for piece in _SENTENCE.findall(text) if piece]


def words(text: str) -> list[str]:
    """Return each word with the space behind it; joined they are the text."""
    return _WORD.findall(text)


def diff_words(a: str, b: str) -> list[tuple[str, str]]:
    """Return how `a` became `b`: runs of ("same" | "del" | "add", text).

    The "same" and "del" texts joined are `a`; "same" and "add" are `b`. Sentences are matched first,
    words only inside sentences that differ; where that takes too long, a stretch is marked as a whole.
    """
    if not a or not b:
        return [(op, text) for op, text in (("del", a), ("add", b)) if text]
    runs: list[tuple[str, str]] = []
    left = [_STEPS]
    # a space behind the last word, so that it equals the same word in the middle of the other text
    for tag, olds, news in _texts(sentences(a + " "), sentences(b + " "), [_STEPS]):
        if tag == "equal":
            _add(runs, "same", olds)
            continue
        for word_tag, old, new in _texts(words(olds), words(news), left):
            if word_tag == "equal":
                _add(runs, "same", old)
            else:
                _add(runs, "del", old)
                _add(runs, "add", new)
    return _without_last_space(runs)


def diff_parts(a: str, b: str, between: str = "; ") -> list[tuple[str, str]]:
    """Return the same as `diff_words`, by whole parts of values that are written in a row (`2027: 85; 2028: 90`)."""
    if not a or not b:
        return diff_words(a, b)
    parts = [[f"{part}{between}" for part in text.split(between)] for text in (a, b)]
    runs: list[tuple[str, str]] = []
    for tag, old, new in _texts(parts[0], parts[1], [_STEPS]):
        if tag == "equal":
            _add(runs, "same", old)
        else:
            _add(runs, "del", old)
            _add(runs, "add", new)
    tail = [runs.pop()]
    if tail[0][0] != "same" and runs and runs[-1][0] != "same":
        tail.insert(0, runs.pop())
    tail = [(op, text.removesuffix(between)) for op, text in tail]
    if tail[0][0] != "same" and len(tail) == 1:  # one of the two ends with the run before, which both share
        runs[-1] = ("same", runs[-1][1].removesuffix(between))
        tail = [(tail[0][0], between + tail[0][1])]
    return runs + tail


def _without_last_space(runs):
    """Takes the space off again, from the end of each of the two texts."""
    tail = []
    while runs[-1][0] != "same" and len(tail) < 2:
        op, text = runs.pop()
        tail.insert(0, (op, text[:-1]))
        if not runs:
            break
    if len(tail) < 2:  # one of the two ends with the last run that both share
        op, text = runs.pop()
        runs.append((op, text[:-1]))
        tail = [(op, " " + text) for op, text in tail]
    return [run for run in runs + tail if run[1]]


def _texts(a: list[str], b: list[str], left: list[int]) -> Iterator[tuple[str, str, str]]:
    for tag, a1, a2, b1, b2 in opcodes(a, b, left):
        yield tag, "".join(a[a1:a2]), "".join(b[b1:b2])


def opcodes(a: Sequence, b: Sequence, left: list[int] | None = None) -> list[Opcode]:
    """Return how to turn `a` into `b`: ("equal" | "change", a1, a2, b1, b2), in order and without a gap.

    Pieces that stand once in both are the fixed points (patience difference, B. Cohen); what lies between
    two of them is compared in the same way. Stretches without any take the shortest way from one to the other
    (E. Myers, 1986). When `left` (looks at a piece, one number in a list) is used up the rest is one
    change, so that the time has an end whatever the texts are.
    """
    left = [_STEPS] if left is None else left
    found: list[Opcode] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        a1, a2, b1, b2 = todo.pop()
        head = a1
        while head < a2 and b1 + head - a1 < b2 and a[head] == b[b1 + head - a1]:
            head += 1
        _join(found, "equal", a1, head, b1, b1 + head - a1)
        b1, a1 = b1 + head - a1, head
        tail = 0
        while tail < min(a2 - a1, b2 - b1) and a[a2 - 1 - tail] == b[b2 - 1 - tail]:
            tail += 1
        if tail:
            todo.append((a2 - tail, a2, b2 - tail, b2))
            a2, b2 = a2 - tail, b2 - tail
        left[0] -= a2 - a1 + b2 - b1
        if a1 == a2 or b1 == b2 or left[0] < 0:
            _join(found, "change", a1, a2, b1, b2)
        elif points := _fixed_points(a, b, a1, a2, b1, b2):
            stops = [*points, (a2, b2)]
            todo += [(*here, *there) for here, there in _stretches(stops)][::-1]
            todo.append((a1, points[0][0], b1, points[0][1]))
        else:
            for tag, *places in _shortest_way(a, b, a1, a2, b1, b2, left):
                _join(found, tag, *places)
    return found


def _stretches(stops):
    for (a1, b1), (a2, b2) in pairwise(stops):
        yield (a1, a2), (b1, b2)


def _fixed_points(a, b, a1, a2, b1, b2):
    """[(place in a, place in b)] of the pieces that stand once in both, the longest row that keeps their order."""
    once_a, once_b = Counter(a[a1:a2]), Counter(b[b1:b2])
    place = {piece: n for n, piece in enumerate(b[b1:b2], b1) if once_b[piece] == 1}
    pairs = [(n, place[piece]) for n, piece in enumerate(a[a1:a2], a1) if once_a[piece] == 1 and piece in place]
    ends: list[int] = []  # for each length of a row: the smallest place in b that such a row can end with
    rows: list[int] = []
    for _, there in pairs:
        at = bisect_left(ends, there)
        ends[at : at + 1] = [there]
        rows.append(at)
    chosen, wanted, before = [], len(ends) - 1, None
    for pair, row in zip(reversed(pairs), reversed(rows), strict=True):
        if row == wanted and (before is None or pair[1] < before):
            chosen.append(pair)
            wanted, before = wanted - 1, pair[1]
    return chosen[::-1]


def _shortest_way(a, b, a1, a2, b1, b2, left):
    """The opcodes with the fewest pieces taken out and put in; one change where that would take too long."""
    reached, steps = {1: a1}, []  # for each diagonal (place in a − place in b): how far in a one comes
    for taken in range(a2 - a1 + b2 - b1 + 1):
        steps.append(reached.copy())
        left[0] -= 2 * taken + 1
        for line in range(-taken, taken + 1, 2):
            down = line == -taken or (line != taken and reached[line - 1] < reached[line + 1])
            at = start = reached[line + 1] if down else reached[line - 1] + 1
            while at < a2 and at - a1 - line + b1 < b2 and a[at] == b[at - a1 - line + b1]:
                at += 1
            reached[line] = at
            left[0] -= at - start
            if at >= a2 and at - a1 - line + b1 >= b2:
                return _way_back(steps, a1, a2, b1, b2)
        if left[0] < 0:
            break
    return [("change", a1, a2, b1, b2)]


def _way_back(steps, a1, a2, b1, b2):
    """From the end to the start through what each step had reached; the opcodes in order."""
    way, at, there = [], a2, b2
    for taken in range(len(steps) - 1, -1, -1):
        reached, line = steps[taken], at - a1 - (there - b1)
        down = line == -taken or (line != taken and reached[line - 1] < reached[line + 1])
        line += 1 if down else -1
        before, other = reached[line], reached[line] - a1 - line + b1
        start = before if down else before + 1
        way.append(("equal", start, at, start - at + there, there))
        if taken:
            way.append(("change", before, start, other, start - at + there))
        at, there = before, other
    return way[::-1]


def _join(found, tag, a1, a2, b1, b2):
    """Adds an opcode, as a part of the one before where both are of one sort."""
    tag = "equal" if tag == "equal" else "change"
    if a1 == a2 and b1 == b2:
        return
    if found and found[-1][0] == tag:
        a1, b1 = found[-1][1], found[-1][3]
        found.pop()
    found.append((tag, a1, a2, b1, b2))


def _add(runs: list[tuple[str, str]], op: str, text: str) -> None:
    if not text:
        return
    if runs and runs[-1][0] == op:
        runs[-1] = (op, runs[-1][1] + text)
    else:
        runs.append((op, text))


def similar(a: str, b: str) -> float:
    """Return likeness of two texts, 0 … 1; from SIMILAR_FROM on it is worth the hint "mirip".

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


def code_sort_key(code: str) -> tuple:
    """Order of codes segment by segment: 2.16.02, 2.16.2, 2.16.10. Codes stay text; nothing is rounded."""
    key = []
    for part in re.split(r"[.\-]", code):
        digits = part.lstrip("0") if part.isascii() and part.isdigit() else None
        key.append((1, 0, "", part) if digits is None else (0, len(digits), digits, part))
    return tuple(key)
