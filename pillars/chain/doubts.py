"""What may be right but looks odd in an entry: said beside the field, never in the way of saving. Pure."""

from pillars import fields

_WORSE = {"naik": ("lebih rendah", lambda now, before: now < before), "turun": ("lebih tinggi", lambda n, b: n > b)}


def doubts(kind, values):
    """{field key: [sentence]} for the values of an entry (canonical, by field key)."""
    found = {}
    if kind == "sasaran" and (sentences := _against_direction(values)):
        found["targets_by_year"] = sentences
    if kind == "program" and (sentence := _sum_differs(values)):
        found["budget"] = [sentence]
    return found


def _against_direction(values):
    targets, direction = values.get("targets_by_year") or {}, values.get("direction")
    if direction not in _WORSE:
        return []
    word, is_worse = _WORSE[direction]
    years = sorted(targets)
    return [
        f"Target {year} ({fields.show_number(targets[year])}) {word} daripada {before} "
        f"({fields.show_number(targets[before])}), padahal arahnya {direction}. "
        "Periksa, atau simpan dan jelaskan di catatan."
        for before, year in zip(years, years[1:], strict=False)
        if is_worse(targets[year], targets[before])
    ]


def _sum_differs(values):
    total, parts = values.get("budget"), values.get("budget_by_year")
    if total is None or not parts or sum(parts.values()) == total:
        return ""
    return (
        f"Jumlah anggaran {fields.show_rupiah(total)} berbeda dengan rincian tiap tahun, "
        f"{fields.show_rupiah(sum(parts.values()))}. Periksa keduanya."
    )


def differences(values):
    """How each year's target differs from the one before, in words: {2027: "naik 23 dari awal"}."""
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
    return f"{'naik' if step > 0 else 'turun'} {fields.show_number(abs(step))}"
