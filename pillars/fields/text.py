"""Codes of cards and programmes, and the cleaning of text as `workshops.text` does it for every room."""

import re

from workshops.text import (
    LIMITS,
    MAX_MARKS,
    check_length,
    clean,
    is_blank,
    length,
    parse_name,
    parse_text,
    removed_sentence,
    unreadable_sentence,
)

__all__ = [
    "LIMITS",
    "MAX_MARKS",
    "check_length",
    "clean",
    "code_sort_key",
    "is_blank",
    "length",
    "parse_name",
    "parse_text",
    "removed_sentence",
    "unreadable_sentence",
]


def code_sort_key(code: str) -> tuple:
    """Order of codes segment by segment: 2.16.02, 2.16.2, 2.16.10. Codes stay text; nothing is rounded."""
    key = []
    for part in re.split(r"[.\-]", code):
        digits = part.lstrip("0") if part.isascii() and part.isdigit() else None
        key.append((1, 0, "", part) if digits is None else (0, len(digits), digits, part))
    return tuple(key)
