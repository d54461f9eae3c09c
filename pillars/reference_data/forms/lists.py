"""The forms of a Renstra programme and of an office."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.cards.nomenclature import tidy
from pillars.reference_data.forms.base import FrameForm
from workshops.number_format import show_number
from workshops.plans.models import Opd
from workshops.text import FieldError, natural


class RenstraForm(FrameForm):
    """One programme of a Renstra: `years` are those of its pagu."""

    keys = ("opd", "code", "name", "period_start", "period_end")

    def __init__(
        self,
        data: QueryDict | None = None,
        stored: dict[str, Any] | None = None,
        seen: str = "",
        years: Sequence[int] = (),
        offices: Sequence[Opd] = (),
    ) -> None:
        super().__init__(data, stored, seen)
        self.offices = offices
        known = {int(year) for year in self.stored.get("pagu_by_year", {})}
        typed = {int(key[5:]) for key in data or () if re.fullmatch(r"pagu-(199[0-9]|20[0-9]{2}|2100)", key)}
        self.years = sorted({*years, *known, *typed})

    @property
    def cells(self) -> list[tuple[int, str, FieldError | None]]:
        """Return [(year, text in its input, error)]."""
        stored = self.stored.get("pagu_by_year", {})
        return [(year, self._cell(year, stored), self.errors.get(f"pagu-{year}")) for year in self.years]

    def _cell(self, year, stored):
        if self.data is not None:
            return self.data.get(f"pagu-{year}", "")
        amount = stored.get(str(year))
        return "" if amount is None else show_number(amount)

    def is_valid(self) -> bool:
        chosen = self.data.get("opd", "")
        if chosen not in {office.ref for office in self.offices}:
            self.errors["opd"] = FieldError("field_error", "OPD belum dipilih.", names_field=True)
        self.values = {"opd": chosen, "code": tidy(self.text("code", 60))[:40]}
        self.values["name"] = self.text("name", 500, needed="Nama program belum ditulis.")
        self.values |= self.period()
        pagu = {}
        for year in self.years:
            with self.errors.of(f"pagu-{year}"):
                amount = fields.parse_rupiah(self.data.get(f"pagu-{year}", ""))
                if amount is not None:
                    pagu[str(year)] = amount
        self.values["pagu_by_year"] = pagu
        return not self.errors


class OfficeForm(FrameForm):
    """Name, short name, other names, source and the year of dissolution of one office."""

    keys = ("name", "short", "source", "closed_year")

    def shown_aliases(self) -> Any:
        if self.data is not None and "aliases" in self.data:
            return self.data["aliases"]
        return "\n".join(str(text) for text in self.stored.get("aliases", ()))

    def is_valid(self) -> bool:
        self.values = {
            "name": self.name("Nama resmi"),
            "short": self.text("short", 120),
            "source": self.text("source", 2_000),
        }
        self.values["aliases"] = self._aliases()
        self.values["closed_year"] = self.year("closed_year", "Tahun ditutup")
        return not self.errors

    def _aliases(self):
        found = []
        for line in self.data.get("aliases", "").splitlines():
            found.append(self.errors.text("aliases", line, 500))
        return [text for text in found if text]


class OfficeTransferForm(FrameForm):
    """What becomes of those that lean on what goes: `pindah` is a ref, "lepas", or nothing yet."""

    @property
    def move_to(self) -> str | None:
        """Return the ref, "" to take the links away, None where nothing was chosen."""
        chosen = self.data.get("pindah", "") if self.data is not None else ""
        return "" if chosen == "lepas" else chosen or None


class SplitForm(FrameForm):
    """The new office of a split and what goes over to it (refs)."""

    def is_valid(self) -> bool:
        self.called = self.name("Nama OPD baru")
        self.short = self.text("short", 120)
        self.refs = [ref for ref in self.data.getlist("bawa") if len(ref) <= 40]
        return not self.errors


def chosen_office(data: QueryDict) -> int | None:
    """Return the number of the office that another is merged into, None for none."""
    return natural(data.get("ke", "").removeprefix("opd-"), 9)
