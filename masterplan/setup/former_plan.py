"""What a former plan gives to a new one: groups, offices, the agenda. Never what people wrote. Read only."""

from dataclasses import dataclass
from typing import Any

from workshops.agenda.models import Step
from workshops.membership.models import Group
from workshops.plans.models import Bimtek, Plan

#: {key: label}: what may be taken along.
COPIES = {
    "kelompok": "Kelompok, pilar, dan subdimensi",
    "opd": "Daftar OPD",
    "acara": "Bimtek dan susunan acara",
    "petugas": "Petugas",
}
#: What of a step is its plan; what became of it stays behind.
_OF_STEP = (
    *("position", "day", "planned_start", "minutes", "title", "who", "type", "fills", "instruction", "facilitator"),
    *("projector_example", "expected_result", "done_when", "materials", "if_late", "homework"),
)


@dataclass(frozen=True)
class FormerGroup:
    """A group as a new plan gets it, with the pillar behind it; `dimensions` are (code, name, English name)."""

    code: str
    slug: str
    name: str
    size_limit: int | None
    pillar_name: str
    pillar_english: str | None
    dimensions: tuple


def tables_of(plan: Plan) -> Any:
    """Return the groups of the pillars of `plan`, as `FormerGroup`s."""
    groups = {group.pillar_code: group for group in plan.groups.filter(formation=Group.PILAR)}
    found = []
    for pillar in plan.pillars.prefetch_related("dimensions"):
        group = groups.get(pillar.code)
        if group is None:
            continue
        dimensions = tuple((row.code, row.name, row.name_en) for row in pillar.dimensions.all())
        found.append(
            FormerGroup(
                pillar.code, pillar.slug, group.name, group.size_limit, pillar.name_id, pillar.name_en, dimensions
            )
        )
    return tuple(found)


def offices_of(plan: Plan) -> str:
    """Return the offices of `plan` as they are typed: `Dinas Kesehatan (Dinkes)`, one a line."""
    return "\n".join(f"{row.name} ({row.short})" if row.short else row.name for row in plan.opds.all())


def agenda_of(plan: Plan) -> list[tuple[Bimtek, list[Any]]]:
    """Return [(Bimtek, [Step])] of `plan`, unsaved, undated, as `workshops.agenda.actions.lay_out` writes them."""
    return [
        (
            Bimtek(
                number=number,
                code=row.code,
                title=row.title,
                purpose=row.purpose,
                days=row.days,
                venue=row.venue,
                address=row.address,
            ),
            [Step(**step) for step in row.steps.order_by("day", "position").values(*_OF_STEP)],
        )
        for number, row in enumerate(plan.bimteks.all(), 1)
    ]
