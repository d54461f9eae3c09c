"""The form that sets the years of a programme: two selects and whether the money goes along."""

from django.http import QueryDict

from masterplan.roadmap.move import Horizons, step_of
from pillars.plan_view.cards import Programme
from workshops.answers import new_op
from workshops.live.actions import OP
from workshops.text import natural

FIRST_YEAR, LAST_YEAR = 1990, 2100


class MoveForm:
    """`first`, `last` (years), `along`; after `is_valid()` False `errors` {name of the input: sentence}."""

    def __init__(self, horizons: Horizons, item: Programme, data: QueryDict | None = None) -> None:
        self.data, self.errors = data, {}
        own = item.years or (horizons.period[0], horizons.period[0])
        self.op = data.get("op", "") if data is not None else new_op()
        self.op_shown = self.op if OP.fullmatch(self.op) else new_op()
        self.base = natural(data.get("base")) if data is not None else None
        self.first = self._year("dari") if data is not None else own[0]
        self.last = self._year("sampai") if data is not None else own[-1]
        self.along = data is None or "geser" in data
        self.before, self.money = item.years, [year for year, _ in item.budgets]
        years = {*horizons.period, *horizons.beyond, *item.years, *self.money, *filter(None, (self.first, self.last))}
        self.years = [(year, f"{year} ({horizons.kind_of(year)})") for year in sorted(years)]

    def _year(self, name):
        year = natural(self.data.get(name), digits=4)
        return year if year and FIRST_YEAR <= year <= LAST_YEAR else None

    def is_valid(self) -> bool:
        """Reads the post."""
        if self.first is None:
            self.errors["dari"] = "Pilih tahun mulai."
        if self.last is None:
            self.errors["sampai"] = "Pilih tahun selesai."
        if not self.errors and self.last < self.first:
            self.errors["sampai"] = (
                f"Tahun selesai ({self.last}) lebih awal daripada tahun mulai ({self.first}). Pilih {self.first} atau "
                "sesudahnya."
            )
        if not self.errors and self.along and self._falls_out():
            self.errors["dari"] = (
                f"Dengan pergeseran ini ada anggaran yang jatuh sebelum {FIRST_YEAR} atau sesudah {LAST_YEAR}. Pilih "
                "tahun lain, atau matikan “Geser anggaran juga”."
            )
        return not self.errors

    def _falls_out(self):
        step = step_of(self.before, self.first, self.last)
        money = [year + step for year in self.money]
        return bool(money) and (min(money) < FIRST_YEAR or max(money) > LAST_YEAR)
