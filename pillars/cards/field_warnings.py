"""What may be right but looks odd in an entry: said beside the field, never in the way of saving. Pure.

The checks of the plan (`pillars.checks`) say the same in the same words.
"""

from typing import Any

from pillars import fields
from pillars.check_catalogue import CHECKS
from pillars.measures import steps_against
from workshops.number_format import show_number, show_rupiah


def warnings_of(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return {field key: [sentence]} for the values of an entry (canonical, by field key)."""
    found = {}
    if kind == "sasaran" and (sentences := _against_direction(values)):
        found["targets_by_year"] = sentences
    if kind == "program" and (sentence := _sum_differs(values)):
        found["budget"] = [sentence]
    return found


def _against_direction(values):
    described, direction = CHECKS["target_against_direction"], values.get("direction")
    targets = (values.get("targets_by_year") or {}).items()
    return [
        described.message.format(
            tahun1=before,
            nilai1=show_number(old),
            tahun2=year,
            nilai2=show_number(new),
            lebih_rendah_atau_tinggi=word,
            arah=direction,
        )
        for before, old, year, new, word in steps_against(direction, targets)
    ]


def _sum_differs(values):
    total, parts = values.get("budget"), values.get("budget_by_year")
    if total is None or not parts or sum(parts.values()) == total:
        return ""
    return (
        f"Jumlah anggaran {show_rupiah(total)}, tetapi rinciannya {show_rupiah(sum(parts.values()))}. "
        "Perbaiki salah satunya."
    )


def differences(values: dict[str, Any]) -> dict[str, Any]:
    """Return how each year's target differs from the one before, in words: {2027: "naik 23 dari awal"}."""
    targets = values.get("targets_by_year") or {}
    start = values.get("baseline")
    before, words = (None if start is fields.NO_DATA else start), {}
    for place, year in enumerate(sorted(targets)):
        if before is not None:
            words[year] = _in_words(targets[year] - before) + (" dari awal" if place == 0 else "")
        before = targets[year]
    return words


def _in_words(step):
    if not step:
        return "tetap"
    return f"{'naik' if step > 0 else 'turun'} {show_number(abs(step))}"
