"""Numbers in prose held against the data: what looks like a headline number of the plan and is another one. Pure.

Only what can be told apart is said: a count with its noun (“75 program”), and an amount of money close to the plan's
whole budget. A number that the plan holds elsewhere (the programmes of one pillar, of one office) is no fault.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from masterplan.document.texts import BookTexts

#: noun → (mark, the noun as it is said). The longer nouns first: they hold the shorter ones.
NOUNS = {
    "perangkat daerah": ("jumlah_opd", "perangkat daerah"),
    "opd": ("jumlah_opd", "OPD"),
    "quick win": ("jumlah_quick_win", "quick win"),
    "nominasi": ("jumlah_nominasi", "nominasi"),
    "kecamatan": ("jumlah_kecamatan", "kecamatan"),
    "masalah": ("jumlah_masalah", "masalah"),
    "sasaran": ("jumlah_sasaran", "sasaran"),
    "strategi": ("jumlah_strategi", "strategi"),
    "program": ("jumlah_program", "program"),
}
_COUNT = re.compile(
    rf"(?<![\w.,–-])(\d{{1,3}}(?:\.\d{{3}}){{1,4}}|\d{{1,15}})\s+(?:buah\s+)?({'|'.join(NOUNS)})\b(?!\s+(?:RPJMD|Renstra|nasional|unggulan))",
    re.IGNORECASE,
)
_UNITS = {"": 1, "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_MONEY = re.compile(r"\bRp\.?\s*(\d[\d.]*(?:,\d+)?)(?:\s*(ribu|juta|miliar|milyar|triliun)\b)?", re.IGNORECASE)
#: As far from the whole budget as this an amount is another amount, and nothing is said of it.
NEAR = Decimal("0.25")


@dataclass(frozen=True)
class Number:
    """A number of the text. `said`: as it was written; `mark`: what would keep it right; `now`: what the data say.

    agrees  the data say the same
    """

    said: str
    mark: str
    now: str
    agrees: bool

    @property
    def token(self) -> str:
        return "{{" + self.mark + "}}"


def numbers_in(text: str, texts: BookTexts) -> list[Number]:
    """Return the headline numbers that `text` (plain, marks unfilled) names, each once, in order.

    `texts`: a `Texts`.
    """
    found = {}
    elsewhere = _elsewhere(texts)
    for match in _COUNT.finditer(text):
        mark, noun = NOUNS[match[2].lower()]
        now = texts.values.get(mark)
        count = int(match[1].replace(".", ""))
        if not str(now or "").replace(".", "").isdecimal():
            continue
        agrees = count == int(str(now).replace(".", ""))
        if agrees or count not in elsewhere[mark]:
            found.setdefault(match[0].lower(), Number(match[0], mark, f"{now} {noun}", agrees))
    for match in _MONEY.finditer(text):
        if number := _money(match, texts):
            found.setdefault(match[0].lower(), number)
    return list(found.values())


def _elsewhere(texts):
    """{mark: counts that the plan holds of a part of it}."""
    pillars, facts = texts.book_data.pillars, texts.facts
    groups = Counter(programme.action_group for programme in facts.programmes.values())
    terms = Counter(programme.term for programme in facts.programmes.values())
    dimensions = Counter(facts.dimension_of(programme) for programme in facts.programmes.values())
    return {
        "jumlah_kecamatan": set(),
        "jumlah_masalah": {len(one.problems) for one in pillars},
        "jumlah_sasaran": {len(one.targets) for one in pillars},
        "jumlah_strategi": {len(one.strategies) for one in pillars},
        "jumlah_program": {
            *(len(one.programmes) for one in pillars),
            *groups.values(),
            *terms.values(),
            *dimensions.values(),
            *Counter(programme.lead_opd for programme in facts.programmes.values()).values(),
        },
        "jumlah_opd": {len({one.lead_opd for one in pillar.programmes if one.lead_opd}) for pillar in pillars},
        "jumlah_quick_win": {sum(one.chosen for one in pillar.programmes) for pillar in pillars},
        "jumlah_nominasi": {sum(one.quick_win for one in pillar.programmes) for pillar in pillars},
    }


def _money(match, texts):
    total = texts.facts.total
    unit = _UNITS[(match[2] or "").lower()]
    try:
        given = Decimal(match[1].rstrip(".").replace(".", "").replace(",", ".")) * unit
    except InvalidOperation:
        return None
    if not total or abs(given - total) > total * NEAR:
        return None
    # “Rp 1,2 triliun” says the budget to a tenth of a triliun: right as far as it goes
    digits = len(match[1].partition(",")[2])
    agrees = abs(given - total) * 2 <= Decimal(unit) / 10**digits
    return Number(match[0].strip(), "total_anggaran", texts.values["total_anggaran"], agrees)
