"""The six pillars that a new plan starts with. A region may rename them; a plan's pillars are rows.

Names and codes follow the public description of the smart city programme; the sub-dimensions are the
18 official ones. Nothing of any real region is in `content/pillars.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DimensionDefault:
    """A sub-dimension: code such as `GOV-1`, unique in the plan, and its two names."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PillarDefault:
    """A pillar as a new plan gets it. `order` 1–6; `slug` stands in addresses; `short_name` on chips."""

    order: int
    code: str
    slug: str
    short_name: str
    name_id: str
    name_en: str
    dimensions: tuple[DimensionDefault, ...]


def _pillar(order, raw):
    dimensions = enumerate(raw.pop("dimensions"), 1)
    numbered = tuple(DimensionDefault(f"{raw['code']}-{number}", **names) for number, names in dimensions)
    return PillarDefault(order, **raw, dimensions=numbered)


_CONTENT = json.loads((Path(__file__).with_name("content") / "pillars.json").read_text(encoding="utf-8"))
PILLARS: tuple[PillarDefault, ...] = tuple(_pillar(order, raw) for order, raw in enumerate(_CONTENT["pillars"], 1))
BY_CODE: dict[str, PillarDefault] = {pillar.code: pillar for pillar in PILLARS}
