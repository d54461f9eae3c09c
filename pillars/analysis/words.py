"""Pure: which words of a text may become keywords, and where keywords stand in it."""

import re
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: Words that carry no meaning of their own.
_EMPTY = """
ada adalah agar akan antara antar apa atas atau bagi bagian bahwa banyak baru bawah begitu belum beberapa bersama
besar bila bisa bukan cukup dalam dan dapat dari daripada dengan di dua hanya hingga ialah ini itu jauh jika juga
kali karena ke kecil kepada kurang lagi lain lalu lebih luas maka maupun masih melalui memiliki menjadi menuju
menurut namun oleh pada para paling pernah perlu pun punya rendah saat saja sampai sangat satu sebagai sebagian
sebelum secara sedang sehingga sejak selalu selama semua seperti serta sesuai setelah setiap sudah supaya tanpa
telah tentang terbatas terhadap terus tetap tetapi tiap tidak tinggi untuk yaitu yang
"""
EMPTY = frozenset(_EMPTY.split())
LEAST = 3


class TextPiece(NamedTuple):
    """A part of a text; `word`: the keyword that it is, "" for what lies between."""

    text: str
    word: str = ""


def plain(text: str) -> str:
    """Return a word as it is compared."""
    return " ".join(text.casefold().split())


def words_of(text: str) -> list[str]:
    """Return the words of a text that may become keywords, each once, as they are written there."""
    found = {}
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) >= LEAST and plain(word) not in EMPTY:
            found.setdefault(plain(word), word)
    return list(found.values())


def counted(texts: dict[str, str]) -> list[tuple[str, list[Any]]]:
    """Return [(word, [keys of texts that hold it])] of {key: text}, the word of most texts first, then as they come."""
    found, spelled = {}, {}
    for key, text in texts.items():
        for word in words_of(text):
            spelled.setdefault(plain(word), word)
            found.setdefault(plain(word), []).append(key)
    return sorted(((spelled[word], keys) for word, keys in found.items()), key=lambda one: -len(one[1]))


def holds(text: str, word: str) -> bool:
    """Whether `text` has the keyword: the keyword itself, or each of the words that it is made of."""
    return bool(text) and all(_pattern([part]).search(text) for part in keyword_parts(word)) if plain(word) else False


def keyword_parts(word: str) -> list[str]:
    """Return what a keyword is looked for by: `budaya Reog` → `budaya`, `Reog`."""
    return words_of(word) or [word]


def pieces(text: str, words: list[str]) -> list[TextPiece]:
    """Return `text` as Pieces, with the words of every keyword that it holds marked; together they are the text."""
    known = [part for word in words if holds(text, word) for part in (word, *keyword_parts(word))]
    if not known:
        return [TextPiece(text or "")]
    found, at = [], 0
    for match in _pattern(known).finditer(text):
        if match.start() > at:
            found.append(TextPiece(text[at : match.start()]))
        found.append(TextPiece(match[0], plain(match[0])))
        at = match.end()
    return [*found, TextPiece(text[at:])] if at < len(text) else found


def _pattern(words):
    """The longer one first, so that “kota kreatif” is marked as one."""
    longest = sorted(map(plain, words), key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
