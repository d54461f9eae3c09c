"""The words that somebody searches for, as they are compared with a text. Pure."""

import re
import unicodedata

_WORD = re.compile(r"[0-9a-z.]+")


def plain(text: str | None) -> str:
    """Return letters as they are compared: small, without accents; as long as the text itself."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text or ""))


def _letter(letter):
    bare = unicodedata.normalize("NFD", letter)[0].casefold()
    return bare if len(bare) == 1 else letter


def words_of(query: str) -> list[str]:
    """Return the words that are searched for, at most ten."""
    return _WORD.findall(plain(query[:200]))[:10]
