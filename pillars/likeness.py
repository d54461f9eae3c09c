"""How alike two sentences are, in pure Python: three letters at a time, the rare ones counting for more."""

import math
import re
import unicodedata
from collections import defaultdict

#: Below this two sentences only share a subject. Chosen on the example plan: its look-alikes are above, its
#: neighbours below.
ALIKE = 0.45
#: Words that every second sentence of a plan has say nothing about what it is about.
_COMMON = """
dan di ke dari yang untuk dengan pada dalam oleh atau serta belum masih tidak ada adalah sudah agar
bagi secara para akan dapat lebih sangat juga karena sehingga antara melalui tentang sebagai
"""
COMMON = frozenset(_COMMON.split())
_WORD = re.compile(r"[a-z0-9]+")


def alike(sentences: dict[str, str], least: float = ALIKE) -> list[tuple[float, str, str]]:
    """Return [(likeness 0–1, key, key)] of the pairs in {key: sentence} that are at least so alike, the most alike
    first.

    Only sentences that share a rare piece are compared at all, so that 300 cost milliseconds (decision 068).
    """
    pieces = {key: _pieces(sentence) for key, sentence in sentences.items()}
    holders = defaultdict(list)
    for key, found in pieces.items():
        for piece in found:
            holders[piece].append(key)
    weight = {piece: math.log(1 + len(pieces) / len(keys)) for piece, keys in holders.items()}
    length = {key: math.sqrt(sum(weight[piece] ** 2 for piece in found)) for key, found in pieces.items()}
    dots = defaultdict(float)
    for piece, keys in holders.items():
        square = weight[piece] ** 2
        for at, one in enumerate(keys):
            for other in keys[at + 1 :]:
                dots[one, other] += square
    found = [(dot / (length[one] * length[other]), one, other) for (one, other), dot in dots.items()]
    return sorted((pair for pair in found if pair[0] >= least), key=lambda pair: -pair[0])


def _pieces(sentence):
    plain = unicodedata.normalize("NFKD", sentence.lower())
    words = [word for word in _WORD.findall(plain) if word not in COMMON]
    return {f" {word} "[at : at + 3] for word in words for at in range(len(word))}
