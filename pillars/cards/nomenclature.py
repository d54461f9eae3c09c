"""Nomenclature codes as text: their shape, their level, finding one by code or words. A strange code is a warning."""

import re
from typing import Any

from django.db.models import Q

from pillars.models import NomenclatureCode
from workshops.plans.models import Plan
from workshops.text import FieldError, clean

#: urusan . bidang . program . kegiatan (1 or 2 and two digits) . sub kegiatan, as lists of the last years write it.
USUAL = re.compile(r"[0-9X]\.[0-9X]{2}(\.[0-9]{2}(\.[12]\.[0-9]{2}(\.[0-9]{2,4})?)?)?")
MOST = 20
#: Codes that the page of a programme shows at once.
SHOWN = 12


def tidy(code: str) -> str:
    """Return a code without spaces and without a dot at its ends; everything else as it is written."""
    return re.sub(r"\s", "", code).strip(".")


def level_of(code: str) -> str:
    """Return the level that a code's shape tells, "" for a shape that tells nothing."""
    parts = code.split(".")
    if not all(part.isalnum() for part in parts):
        return ""
    return {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "subkegiatan"}.get(len(parts), "")


def code_warning(plan: Plan, code: str | None) -> str:
    """Return a sentence where a code has an unusual shape or is in no list that the plan knows, else ""."""
    if not code:
        return ""
    if not USUAL.fullmatch(code):
        return f"Bentuk kode {code} tidak biasa; yang biasa seperti 2.16.02. Periksa, bila memang begitu biarkan."
    rows = NomenclatureCode.objects.filter(plan=plan)
    if not rows.exists() or rows.filter(code=code).exists():
        return ""
    versions = ", ".join(versions_of(plan))
    return f"Kode {code} tidak ada dalam daftar yang dimuat ({versions}). Periksa, bila memang begitu biarkan."


def versions_of(plan: Plan) -> list[str]:
    """Return the names of the lists that the plan knows, the last one brought in first."""
    rows = NomenclatureCode.objects.filter(plan=plan).order_by().values_list("version", "born_in")
    latest = {}
    for version, born in rows:
        latest[version] = max(born, latest.get(version, 0))
    return sorted(latest, key=lambda version: (-latest[version], version))


def search_codes(plan: Plan, query: str, levels: tuple[Any, ...] = ()) -> list[NomenclatureCode]:
    """Return the codes that begin with what was asked or whose names hold all its words, in the order of the list."""
    try:
        words = clean(query, one_line=True).text.split()[:6]
    except FieldError:
        words = []
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(name__icontains=word) | Q(code__istartswith=word)
    rows = NomenclatureCode.objects.filter(wanted, plan=plan)
    return list((rows.filter(level__in=levels) if levels else rows)[:MOST])
