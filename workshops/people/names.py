"""When two typed names or institutions are the same to a person: letter case, dots, commas and spaces do not count."""

import unicodedata
from typing import Any

from django.db.models import QuerySet

from workshops.plans.models import Opd


def name_key(text: str) -> str:
    """Return the letters and digits of `text` without case and marks: `ANI , dinkes` and `Ani Dinkes` are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def institution_key(text: str, offices: list[Opd]) -> str:
    """Return the same as `name_key`, but a short name or an alias of one of `offices` counts as its full name."""
    key = name_key(text)
    for office in offices:
        known = [office.name, office.short or "", *(alias for alias in office.aliases if isinstance(alias, str))]
        if key in {name_key(name) for name in known if name}:
            return name_key(office.name)
    return key


#: Titles before a name that are not part of it; those with a dot (`Dr.`, `Ir.`) are known by it.
_TITLES = {"dr", "drs", "dra", "ir", "h", "hj", "prof", "bapak", "ibu", "bpk"}


def bare_key(name: str) -> str:
    """Return `name_key` of a name without titles and degrees: `Dr. H. Siti Aminah, S.KM.` and `Siti Aminah` are one."""
    words = name.partition(",")[0].split()
    kept = [word for word in words if not word.endswith(".") and word.casefold() not in _TITLES]
    return name_key(" ".join(kept)) or name_key(name)


class Offices:
    """The keys of institutions, each name worked out once: lists hold hundreds of people."""

    def __init__(self, offices: QuerySet[Any] | list[Opd]) -> None:
        self._known = {}
        for office in offices:
            full = name_key(office.name)
            for name in (office.name, office.short or "", *office.aliases):
                if isinstance(name, str) and name:
                    self._known.setdefault(name_key(name), full)

    def key(self, text: str) -> str:
        """Return the same as `institution_key`."""
        plain = name_key(text)
        return self._known.get(plain, plain)
