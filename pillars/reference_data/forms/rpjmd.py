"""The forms of the two RPJMD: a document, a misi, a tujuan, a sasaran with its indicators."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.reference_data.forms.base import FrameForm, year_field
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.row_states import MEASURE, text_of
from pillars.reference_data.table_import.cells import LONGEST_FIGURE
from pillars.reference_data.table_import.rpjmd import number_text
from workshops.forms import BoundField, ChoiceField, TextField
from workshops.text import FieldError

#: Indicators of one sasaran.
MOST = 60


class DocumentForm(FrameForm):
    """Name, period and visi of one RPJMD."""

    document = TextField(
        "Nama dokumen",
        500,
        required=False,
        optional=False,
        help_text="Seperti tertulis di Perda, misalnya RPJMD Kabupaten Contoh 2025–2029.",
    )
    period_start = year_field("Tahun mulai", optional=False)
    period_end = year_field("Tahun akhir", optional=False)
    visi = TextField("Visi", 2_000, rows=3, required=False)


class PartForm(FrameForm):
    """A misi or a tujuan: `parents` [(ref, label)] that a tujuan may stand under, each an `above`."""

    code = TextField("Kode", 40, required=False, help_text="Seperti di dokumen. Bila kosong, dibuat oleh sistem.")
    statement = TextField("Rumusan", 2_000, rows=3, needed="Rumusannya belum ditulis.")

    def __init__(
        self,
        data: QueryDict | None = None,
        stored: dict[str, Any] | None = None,
        seen: str = "",
        parents: Sequence[tuple[str, str]] = (),
        above: str = "",
    ) -> None:
        super().__init__(data, stored, seen)
        if above:
            choices = [("", f"Tanpa {above.lower()}"), *parents]
            self.fields["parent"] = ChoiceField(above, choices, required=False, needed="Pilih dari daftar.")


class IndicatorForm(FrameForm):
    """An indicator of a sasaran, the `place`-th from 0 on, with a target for each of the `years`."""

    indicator = TextField("Indikator", 500, required=False, optional=False)
    unit = TextField("Satuan", 60, required=False, optional=False)
    baseline = TextField(
        "Angka awal", LONGEST_FIGURE, required=False, optional=False, help_text="N/A atau Tidak Ada Data boleh."
    )
    baseline_year = year_field("Tahunnya", called="Tahun angka awal", optional=False)
    opds = TextField("OPD", rows=2, required=False, help_text="Satu baris satu OPD; yang pertama penanggung jawab.")

    def __init__(
        self,
        data: QueryDict | None,
        place: int,
        stored: dict[str, Any] | None = None,
        *,
        years: Sequence[int],
        offices: KnownOffices,
    ) -> None:
        self.place, self.years, self.offices = place, years, offices
        super().__init__(data, stored)
        self.fields["opds"].parse = self._offices
        look = {"class": "input--num"}
        for year in years:
            self.fields[f"target-{year}"] = TextField(
                str(year), LONGEST_FIGURE, required=False, optional=False, attrs=look
            )

    def add_prefix(self, field_name: str) -> str:
        """Return the name of an input: `baseline-0`, `target-0-2027`."""
        name, *year = field_name.split("-")
        return "-".join([name, str(self.place), *year])

    @property
    def nth(self) -> int:
        """Return the place as people count."""
        return self.place + 1

    @property
    def targets(self) -> list[BoundField]:
        """Return the fields of its targets."""
        return [self[f"target-{year}"] for year in self.years]

    def clean(self) -> dict[str, Any]:
        """Return its state; nothing of an indicator whose inputs are all empty."""
        given = super().clean()
        if not any((self[name].value() or "").strip() for name in self.fields):
            return {}
        if not given.get("indicator", "none"):
            self.wrong("indicator", "Tulis nama indikatornya, atau kosongkan seluruh isian indikator ini.")
        found = MEASURE | {key: given.get(key) for key in ("indicator", "unit", "baseline_year", "opds")}
        found["baseline"], found["baseline_text"] = self._figure("baseline")
        figures = {str(year): self._figure(f"target-{year}") for year in self.years}
        found["targets"] = {year: number for year, (number, _) in figures.items() if number}
        found["target_texts"] = {year: words for year, (_, words) in figures.items() if words}
        return found

    def _figure(self, name):
        """(number, words): words where it is none, such as N/A, Tidak Ada Data, WTP."""
        text = self.cleaned_data.get(name, "")
        if not text:
            return "", ""
        try:
            number = fields.parse_number(text, unit="persen" if "%" in text else self.cleaned_data.get("unit", ""))
        except FieldError as error:
            is_word = error.kind == "not_a_number" and not any(letter.isdigit() for letter in text)
            if not is_word and str(fields.NO_DATA) not in error.readings:
                self.add_error(name, error)
            return "", text
        if number is None or number is fields.NO_DATA:
            return "", text if number is fields.NO_DATA else ""
        return text_of(number), ""

    def _offices(self, text):
        refs = []
        for line in filter(None, (" ".join(part.split()) for part in re.split(r"[\n;]", text))):
            row, near = self.offices.find(line)
            if row is None:
                meant = f" Maksudnya {' atau '.join(one.name for one in near)}?" if near else ""
                sentence = f"OPD “{line[:80]}” tidak ada dalam daftar.{meant} Tulis seperti dalam daftar OPD."
                raise FieldError("field_error", sentence)
            refs.append(row.ref)
        return list(dict.fromkeys(refs))


class ObjectiveForm(PartForm):
    """A sasaran and all its indicators, one `IndicatorForm` each; an empty one more where a post asks for it."""

    statement = TextField("Rumusan sasaran", 2_000, rows=3, needed="Rumusannya belum ditulis.")

    def __init__(
        self,
        data: QueryDict | None,
        stored: dict[str, Any],
        seen: str,
        parents: Sequence[tuple[str, str]],
        above: str,
        years: Sequence[int],
        offices: KnownOffices,
    ) -> None:
        super().__init__(data, stored, seen, parents, above)
        self.offices = offices
        kept = () if data is not None else stored.get("indicators", ())
        target = "target-[0-9]{1,2}-(199[0-9]|20[0-9]{2}|2100)"
        typed = {found[1] for key in data or () if (found := re.fullmatch(target, key))}
        known = {year for one in kept for year in (*one["targets"], *one["target_texts"])}
        block = partial(IndicatorForm, years=sorted({*years, *map(int, known | typed)}), offices=offices)
        places = sorted({int(key[10:]) for key in data or () if re.fullmatch(r"indicator-[0-9]{1,2}", key)})[:MOST]
        self.indicators = [block(data, place) for place in places]
        self.indicators = self.indicators or [block(None, place, self._shown(one)) for place, one in enumerate(kept)]
        for one in (self, *self.indicators) if self.wants_more else ():
            one._errors = {}
        if self.wants_more or not self.indicators:
            self.indicators.append(block(None, len(self.indicators)))

    @property
    def wants_more(self) -> bool:
        """Return whether the post only asks for one more empty indicator: nothing of it is judged yet."""
        return self.data.get("act") == "tambah"

    def is_valid(self) -> bool:
        """Judge the sasaran and every indicator; what was typed is the state of a sasaran."""
        typed = [one for one in self.indicators if one.is_bound]
        is_valid = all([super().is_valid(), *(one.is_valid() for one in typed)])
        self.cleaned_data["indicators"] = [one.cleaned_data for one in typed if one.cleaned_data]
        return is_valid

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Return what is wrong with the sasaran and with its indicators."""
        return [*super().error_list, *(fault for one in self.indicators for fault in one.error_list)]

    def _shown(self, measure):
        """What stands in the inputs of an indicator, by name of the field."""
        targets = {year: number_text(number) for year, number in measure["targets"].items()} | measure["target_texts"]
        return measure | {
            "baseline": number_text(measure["baseline"]) or measure["baseline_text"],
            "opds": "\n".join(self.offices.name_of(ref) for ref in measure["opds"]),
            **{f"target-{year}": text for year, text in targets.items()},
        }
