"""The forms of the two RPJMD: a document, a misi, a tujuan, a sasaran with its indicators."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.reference_data.forms.base import FrameForm
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.row_states import MEASURE, text_of
from pillars.reference_data.table_import.cells import LONGEST_FIGURE
from workshops.number_format import show_number
from workshops.text import FieldError

#: Indicators of one sasaran.
MOST = 60


class DocumentForm(FrameForm):
    """Name, period and visi of one RPJMD."""

    keys = ("document", "period_start", "period_end", "visi")

    def is_valid(self) -> bool:
        self.values = {"document": self.text("document", 500), "visi": self.text("visi", 2_000, one_line=False)}
        self.values |= {key: "" if year is None else year for key, year in self.period().items()}
        return not self.errors


class PartForm(FrameForm):
    """A misi or a tujuan: `parents` [(ref, label)] that a tujuan may stand under."""

    keys = ("code", "statement", "parent")

    def __init__(
        self,
        data: QueryDict | None = None,
        stored: dict[str, Any] | None = None,
        seen: str = "",
        parents: Sequence[tuple[str, str]] | None = (),
    ) -> None:
        super().__init__(data, stored, seen)
        self.parents = parents

    def is_valid(self) -> bool:
        self.values = {
            "code": self.text("code", 40),
            "statement": self.text("statement", 2_000, one_line=False, needed="Rumusannya belum ditulis."),
        }
        if self.parents is not None:
            self.values["parent"] = self._parent()
        return not self.errors

    def _parent(self):
        chosen = self.data.get("parent", "")
        if chosen and chosen not in {ref for ref, _ in self.parents}:
            self.errors["parent"] = FieldError("field_error", "Pilih dari daftar.")
        return chosen


class ObjectiveForm(PartForm):
    """A sasaran and all its indicators. `blocks` are what is drawn: one a stored or typed indicator, one empty."""

    def __init__(
        self,
        data: QueryDict | None = None,
        stored: dict[str, Any] | None = None,
        seen: str = "",
        parents: Sequence[tuple[str, str]] = (),
        years: Sequence[int] = (),
        offices: KnownOffices | None = None,
    ) -> None:
        super().__init__(data, stored, seen, parents)
        self.offices = offices
        stored_years = {
            int(y) for one in self.stored.get("indicators", ()) for y in (*one["targets"], *one["target_texts"])
        }
        typed = {
            int(m[1]) for key in data or () if (m := re.fullmatch(r"target-[0-9]{1,2}-(199[0-9]|20[0-9]{2}|2100)", key))
        }
        self.years = sorted({*years, *stored_years, *typed})
        self.blocks = self._typed_blocks() if data is not None else self._stored_blocks()

    @property
    def wants_more(self) -> bool:
        """Whether the post only asks for one more empty block."""
        return self.data is not None and self.data.get("act") == "tambah"

    def add_block(self) -> None:
        self.blocks.append(self._block(len(self.blocks), {}))

    def is_valid(self) -> bool:
        super().is_valid()
        indicators = [self._indicator(block) for block in self.blocks]
        self.values["indicators"] = [one for one in indicators if one is not None]
        return not self.errors

    # ---- what is drawn

    @property
    def drawn(self) -> Iterator[dict[str, Any]]:
        """Return the blocks with the error of each input; `years` [(year, name, text, error)]."""
        keys = ("indicator", "unit", "baseline", "baseline_year", "opds")
        for block in self.blocks:
            place = block["place"]
            errors = {key: self.errors.get(f"{key}-{place}") for key in keys}
            years = [(year, f"target-{place}-{year}", text) for year, text in block["years"]]
            years = [(*one, self.errors.get(one[1])) for one in years]
            yield block | {"errors": errors, "years": years, "nth": place + 1}

    def _stored_blocks(self):
        stored = self.stored.get("indicators", [])
        blocks = [self._block(place, self._texts(one)) for place, one in enumerate(stored)]
        return blocks or [self._block(0, {})]

    def _typed_blocks(self):
        places = sorted({int(key[10:]) for key in self.data if re.fullmatch(r"indicator-[0-9]{1,2}", key)})[:MOST]
        blocks = []
        for place in places:
            texts = {key: self.data.get(f"{key}-{place}", "") for key in ("indicator", "unit", "baseline", "opds")}
            texts["baseline_year"] = self.data.get(f"baseline_year-{place}", "")
            texts["years"] = {year: self.data.get(f"target-{place}-{year}", "") for year in self.years}
            blocks.append(self._block(place, texts))
        return blocks or [self._block(0, {})]

    def _texts(self, measure):
        years = {year: _shown(measure["targets"].get(str(year), "")) for year in self.years}
        years |= {int(year): text for year, text in measure["target_texts"].items()}
        return {
            "indicator": measure["indicator"],
            "unit": measure["unit"],
            "baseline": _shown(measure["baseline"]) or measure["baseline_text"],
            "baseline_year": measure["baseline_year"] or "",
            "opds": "\n".join(self.offices.name_of(ref) for ref in measure["opds"]),
            "years": years,
        }

    def _block(self, place, texts):
        years = [(year, texts.get("years", {}).get(year, "")) for year in self.years]
        return {"place": place, **dict.fromkeys(("indicator", "unit", "baseline", "baseline_year", "opds"), "")} | {
            **{key: text for key, text in texts.items() if key != "years"},
            "years": years,
        }

    # ---- what is read

    def _indicator(self, block):
        """The state of one indicator, None for an empty block; errors by the names of its inputs."""
        place, unit = block["place"], block["unit"].strip()
        name = self.errors.text(f"indicator-{place}", block["indicator"], 500)
        filled = any(str(block[key]).strip() for key in ("unit", "baseline", "baseline_year", "opds"))
        filled = filled or any(text.strip() for _, text in block["years"])
        if not name and not filled:
            return None
        if not name and f"indicator-{place}" not in self.errors:
            sentence = "Tulis nama indikatornya, atau kosongkan seluruh isian indikator ini."
            self.errors[f"indicator-{place}"] = FieldError("field_error", sentence)
        number, words = self._figure(f"baseline-{place}", block["baseline"], unit)
        found = MEASURE | {"indicator": name, "unit": self.errors.text(f"unit-{place}", unit, 60)}
        found |= {"baseline": number, "baseline_text": words, "targets": {}, "target_texts": {}}
        found["baseline_year"] = self.read_year(
            f"baseline_year-{place}", str(block["baseline_year"]), "Tahun angka awal"
        )
        for year, text in block["years"]:
            number, words = self._figure(f"target-{place}-{year}", text, unit)
            if number:
                found["targets"][str(year)] = number
            elif words:
                found["target_texts"][str(year)] = words
        found["opds"] = self._offices(f"opds-{place}", block["opds"])
        return found

    def _figure(self, name, raw, unit):
        """(number, words): words where it is none, such as N/A, Tidak Ada Data, WTP."""
        text = self.errors.text(name, raw, LONGEST_FIGURE)
        if not text:
            return "", ""
        try:
            number = fields.parse_number(text, unit="persen" if "%" in text else unit)
        except FieldError as error:
            if str(fields.NO_DATA) in error.readings:
                return "", text
            if error.kind != "not_a_number" or any(letter.isdigit() for letter in text):
                self.errors[name] = error
            return "", text
        if number is None or number is fields.NO_DATA:
            return "", text if number is fields.NO_DATA else ""
        return text_of(number), ""

    def _offices(self, name, raw):
        refs = []
        for line in re.split(r"[\n;]", raw):
            text = " ".join(line.split())
            if not text:
                continue
            row, near = self.offices.find(text)
            if row is None:
                meant = f" Maksudnya {' atau '.join(one.name for one in near)}?" if near else ""
                sentence = f"OPD “{text[:80]}” tidak ada dalam daftar.{meant} Tulis seperti dalam daftar OPD."
                self.errors[name] = FieldError("field_error", sentence)
                continue
            refs.append(row.ref)
        return list(dict.fromkeys(refs))


def _shown(number):
    return show_number(Decimal(number)) if number else ""
