"""The form that sets the years of a programme: two selects and whether the money goes along."""

from typing import Any

from django.http import QueryDict

from masterplan.roadmap.move import Horizons, step_of
from pillars.plan_view.cards import Programme
from workshops.forms import ChoiceField, Form, TickField
from workshops.text import natural

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ProgrammeMoveForm(Form):
    """From which year to which a programme runs, and whether its money goes along (`geser`)."""

    dari = ChoiceField("Mulai", needed="Pilih tahun mulai.")
    sampai = ChoiceField("Selesai", needed="Pilih tahun selesai.")
    geser = TickField("Geser anggaran juga")

    def __init__(self, horizons: Horizons, item: Programme, data: QueryDict | None = None) -> None:
        own = item.years or (horizons.period[0], horizons.period[0])
        super().__init__(data, initial={"dari": str(own[0]), "sampai": str(own[-1]), "geser": True})
        self.before, self.money = item.years, [year for year, _ in item.budgets]
        typed = (natural(self.data.get(name), 4) or 0 for name in ("dari", "sampai"))
        years = {year for year in typed if FIRST_YEAR <= year <= LAST_YEAR}
        years |= {*horizons.period, *horizons.beyond, *item.years, *self.money}
        for name in ("dari", "sampai"):
            self.fields[name].choices = [(str(year), f"{year} ({horizons.kind_of(year)})") for year in sorted(years)]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and money that would fall out of all years."""
        given = super().clean()
        if self.errors:
            return given
        first, last = (int(given[name]) for name in ("dari", "sampai"))
        if last < first:
            sentence = (
                f"Tahun selesai ({last}) lebih awal daripada tahun mulai ({first}). Pilih {first} atau sesudahnya."
            )
            self.wrong("sampai", sentence)
        elif given["geser"] and self._falls_out(first, last):
            sentence = (
                f"Dengan pergeseran ini ada anggaran yang jatuh sebelum {FIRST_YEAR} atau sesudah {LAST_YEAR}. Pilih "
                "tahun lain, atau matikan “Geser anggaran juga”."
            )
            self.wrong("dari", sentence)
        return given | {"dari": first, "sampai": last}

    def _falls_out(self, first, last):
        step = step_of(self.before, first, last)
        money = [year + step for year in self.money]
        return bool(money) and (min(money) < FIRST_YEAR or max(money) > LAST_YEAR)
