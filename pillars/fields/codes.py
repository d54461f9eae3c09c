"""Codes of cards and programmes. Pure."""

import re


def code_sort_key(code: str) -> tuple:
    """Order of codes segment by segment: 2.16.02, 2.16.2, 2.16.10. Codes stay text; nothing is rounded."""
    key = []
    for part in re.split(r"[.\-]", code):
        digits = part.lstrip("0") if part.isascii() and part.isdigit() else None
        key.append((1, 0, "", part) if digits is None else (0, len(digits), digits, part))
    return tuple(key)
