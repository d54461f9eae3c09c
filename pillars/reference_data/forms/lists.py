"""The forms of a Renstra programme and of an office."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from pillars import fields
from pillars.cards.nomenclature import tidy
from pillars.reference_data.forms.base import FrameForm, year_field
from workshops.forms import BoundField, ChoiceField, NameField, Select, TextField
from workshops.number_format import show_number
from workshops.plans.models import Opd
from workshops.text import FieldError, natural, parse_text


class RenstraForm(FrameForm):
    """One programme of a Renstra: `years` are those of its pagu."""

    opd = ChoiceField("OPD", needed="OPD belum dipilih.")
    code = TextField("Kode program", 60, required=False, help_text="Seperti di Renstra, termasuk titik dan nol.")
    name = TextField("Nama program", 500, rows=2, one_line=True, needed="Nama program belum ditulis.")
    period_start = year_field("Tahun mulai", optional=False)
    period_end = year_field("Tahun akhir", optional=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        stored: dict[str, Any] | None = None,
        seen: str = "",
        years: Sequence[int] = (),
        offices: Sequence[Opd] = (),
    ) -> None:
        super().__init__(data, stored, seen)
        self.fields["opd"].choices = [("", "Belum dipilih"), *((office.ref, office.name) for office in offices)]
        pagu = (stored or {}).get("pagu_by_year", {})
        typed = {int(key[5:]) for key in data or () if re.fullmatch(r"pagu-(199[0-9]|20[0-9]{2}|2100)", key)}
        self.years = sorted({*years, *map(int, pagu), *typed})
        for year in self.years:
            amount, look = pagu.get(str(year)), {"class": "input--num"}
            self.fields[f"pagu-{year}"] = TextField(
                str(year),
                required=False,
                optional=False,
                parse=fields.parse_rupiah,
                attrs=look,
                initial=amount if amount is None else show_number(amount),
            )

    @property
    def cells(self) -> list[BoundField]:
        """Return the fields of its pagu."""
        return [self[f"pagu-{year}"] for year in self.years]

    def clean(self) -> dict[str, Any]:
        """Return its state."""
        given = super().clean()
        pagu = {str(year): given.pop(f"pagu-{year}", None) for year in self.years}
        pagu = {year: amount for year, amount in pagu.items() if amount is not None}
        return given | {"code": tidy(given.get("code", ""))[:40], "pagu_by_year": pagu}


def _aliases(text: str) -> list[str]:
    lines = (parse_text(line, limit=500, one_line=True).text for line in text.splitlines())
    return [line for line in lines if line]


class OfficeForm(FrameForm):
    """Name, short name, other names, source and the year of dissolution of one office."""

    name = NameField("Nama resmi", 500, help_text="Menurut peraturan daerah yang berlaku. Nama lama tetap dikenali.")
    short = TextField("Singkatan", 120, required=False)
    aliases = TextField(
        "Nama lain",
        rows=3,
        required=False,
        parse=_aliases,
        help_text="Nama lama dan singkatan lain, satu baris satu nama. Impor dan formulir mengenalinya.",
    )
    source = TextField("Sumber", 2_000, required=False)
    closed_year = year_field(
        "Tahun ditutup",
        help_text="Bila OPD ini sudah tidak ada. Yang tercatat padanya tetap; OPD ini tidak ditawarkan lagi.",
    )

    def __init__(self, data: QueryDict | None = None, stored: dict[str, Any] | None = None, seen: str = "") -> None:
        stored = stored or {}
        super().__init__(data, stored | {"aliases": "\n".join(map(str, stored.get("aliases", ())))}, seen)


class OfficeTransferForm(FrameForm):
    """What becomes of those that lean on what goes."""

    pindah = TextField("Pindahkan kaitan ke", required=False, optional=False, widget=Select())

    @property
    def move_to(self) -> str | None:
        """Return the ref, "" to take the links away, None where nothing was chosen."""
        chosen = self.data.get("pindah", "")
        return "" if chosen == "lepas" else chosen or None

    def offer(self, options: list[tuple[str, str]], seen: str) -> None:
        """Offer `options`, (ref, label) each, on a page that shows the row as `seen`."""
        away = ("lepas", "Lepaskan kaitannya; kelompok mengaitkan lagi nanti")
        self.fields["pindah"].widget.choices = [("", "Belum dipilih"), *options, away]
        self.seen = seen


def _chosen_office(text: str) -> int:
    number = natural(text.removeprefix("opd-"), 9)
    if number is None:
        raise FieldError("field_error", "OPD yang melanjutkan belum dipilih.")
    return number


class OfficeMergeForm(FrameForm):
    """The office that another is merged into."""

    ke = TextField("OPD yang melanjutkan", parse=_chosen_office, widget=Select())

    def __init__(self, data: QueryDict | None, others: Sequence[Opd]) -> None:
        super().__init__(data)
        self.fields["ke"].widget.choices = [("", "Belum dipilih"), *((office.ref, office.name) for office in others)]


class SplitForm(FrameForm):
    """The new office of a split and what goes over to it (refs)."""

    id_format = "i-pecah-%s"
    name = NameField("Nama OPD baru", 500)
    short = TextField("Singkatan", 120, required=False)
    bawa = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)
