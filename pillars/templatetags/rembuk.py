"""How values of a plan look on pages: numbers, money, times, years, and where a card lives."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse

from pillars import fields
from pillars.cards import values
from pillars.cards.addresses import board_url
from pillars.cards.display import when
from pillars.kinds import KINDS
from pillars.models.chain import Entry, Target
from workshops.dates import long_date
from workshops.number_format import show_rupiah_short
from workshops.plans.local_time import local
from workshops.plans.models import Plan

register = template.Library()


@register.filter
def number(value: Decimal) -> str:
    """Return a Decimal or int as `1.234,5`; "" for None; `tidak ada data` for that value."""
    return fields.display(value, "number_unit")


@register.filter
def rupiah(value: int | None, form: str = "") -> str:
    """Return int as `Rp1.250.000`, as `Rp1,25 juta` with `rupiah:"short"`; "" for None."""
    return fields.display(value, "rupiah") if value is None or not form else show_rupiah_short(value)


@register.filter
def date_id(moment: datetime | None, plan: Plan) -> str:
    """Return the day of a moment in the plan's zone: `3 Desember 2026`; "" for None."""
    return long_date(local(moment, plan).date()) if moment else ""


@register.filter
def time_id(moment: datetime | None, plan: Plan) -> str:
    """Return the time of day of a moment in the plan's zone: `10.42`; "" for None."""
    return fields.show_time(local(moment, plan)) if moment else ""


@register.filter
def years(value: Sequence[Any]) -> str:
    """Return [2027, 2028, 2029] → `2027–2029`."""
    return fields.show_years(value or [])


@register.filter
def title_of(entry: Entry) -> str:
    """Return the sentence that people know an entry by."""
    return values.title_of(entry)


@register.filter
def kind_label(entry: Any) -> str:
    """Return `Sasaran` for a target, and so on; takes an entry or a kind's key."""
    return KINDS[getattr(entry, "KIND", entry)].label


@register.filter
def choice_label(value: str | None, field: str) -> str:
    """Return the label of a stored choice; `field` as `sasaran.direction`."""
    kind, _, key = field.partition(".")
    return KINDS[kind].field(key).label_of(value)


@register.filter
def total(amounts: dict[str, int]) -> int | None:
    """Return the sum of a per-year table in rupiah ({"2027": 5}); None when it holds nothing."""
    return sum(amounts.values()) if amounts else None


@register.simple_tag
def years_strip(entry: Target, plan: Plan) -> list[tuple[str, str, bool]]:
    """Return what the strip of a target shows: [(label, text, is_empty)], angka awal first, then the plan's years."""
    start = fields.NO_DATA if entry.baseline_no_data else entry.baseline
    year = f" ’{entry.baseline_year % 100:02d}" if entry.baseline_year else ""
    cells = [(f"Awal{year}", fields.display(start, "number_unit"), start is None)]
    given = fields.from_json(entry.targets_by_year, "years_table_number") or {}
    for one in sorted({*plan.years, *given}):
        cells.append((str(one), fields.display(given.get(one), "number_unit"), one not in given))
    return cells


@register.simple_tag
def entry_url(plan: Plan, pillar: str, entry: Entry, page: str = "edit_entry") -> str:
    """Return the address of a card's page; `pillar` is the slug, `entry` an entry or a ref, `page` a url name."""
    return reverse(page, args=[plan.slug, pillar, getattr(entry, "ref", entry)])


@register.filter("when")
def when_told(moment: datetime | None, plan: Plan) -> str:
    """Return `10.42` for today, `3 Des 2026, 10.42` for another day, in the plan's zone; "" for None."""
    return when(moment, plan) if moment else ""


register.simple_tag(board_url)
