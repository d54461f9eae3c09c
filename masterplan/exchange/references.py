"""Whether what a plan file points at is there: codes, offices, years, sums. Also in files with other faults."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from masterplan.exchange.cards import NAMED, is_list_of_cards
from masterplan.exchange.codes import swot_statements
from masterplan.exchange.faults import Remark, quote
from pillars.fields import FieldError, percent_warning
from pillars.fields.numbers import FIRST_YEAR, LAST_YEAR, outside_period
from pillars.kinds import KINDS
from pillars.prose import parse
from workshops.number_format import show_rupiah

#: The lists of a pillar in the file, and the kinds of their cards.
CHAIN = {"problems": "masalah", "targets": "sasaran", "strategies": "strategi", "programmes": "program"}
LONGEST_PERIOD = 10
MOST_DIGITS = 15


def check(document: dict[str, Any]) -> tuple[list[Remark], list[Remark]]:
    """Return (faults, warnings) of a cleaned document, as lists of remarks."""
    checking = _Checking(document)
    checking.run()
    return checking.faults, checking.warnings


def things(
    parent: dict[str, Any], key: str, path: tuple[int | str, ...] = ()
) -> Iterator[tuple[tuple[int | str, ...], dict[str, Any]]]:
    """Return (path, object) of each object in the list `parent[key]`; whatever has another shape is passed over."""
    rows = parent.get(key) if isinstance(parent, dict) else None
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield (*path, key, place), row


def object_at(document: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object `document[key]`, or an empty one."""
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def office_key(text: str) -> str:
    """Return what two spellings of the same office have in common."""
    return " ".join(text.casefold().split())


def names_of_office(office: dict[str, str | None]) -> list[str]:
    """Return all texts that an office of the file may be called by, its name first."""
    aliases = office.get("aliases")
    given = [office.get("name"), office.get("short"), *(aliases if isinstance(aliases, list) else ())]
    return [text for text in given if isinstance(text, str) and text]


class _Checking:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.faults = []
        self.warnings = []
        self.period = None
        self.offices = set()
        self.codes = {}

    def run(self) -> None:
        self._period()
        self._offices()
        self._rpjmd("rpjmd")
        self._rpjmd("rpjmd_previous", "_sebelumnya")
        self._renstra()
        self._codes_of_pillars()
        self._expected_pillars()
        self._statements()
        for path, pillar in things(self.document, "pillars"):
            self._pillar(path, pillar)
        self._analyses()
        self._quick_wins()
        self._realisations()
        self._narratives()
        self._outlines()
        self._missions_of_vision()

    def fault(self, path: tuple[int | str, ...], reason: str) -> None:
        self.faults.append(Remark(path, reason))

    def warn(self, path: tuple[int | str, ...], reason: str) -> None:
        self.warnings.append(Remark(path, reason))

    def _period(self):
        period = object_at(self.document, "period")
        start, end = period.get("start"), period.get("end")
        if not all(type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in (start, end)):
            return
        if end < start:
            self.fault(("period", "end"), f"{end} lebih awal daripada tahun mulai {start}")
        elif end - start >= LONGEST_PERIOD:
            years = end - start + 1
            self.fault(("period", "end"), f"masa rencana {years} tahun; paling lama {LONGEST_PERIOD} tahun")
        else:
            self.period = (start, end)

    def _offices(self):
        names = {}
        for path, office in things(self.document, "opd"):
            name = office.get("name")
            if isinstance(name, str) and name:
                first = names.setdefault(office_key(name), path)
                if first != path:
                    self.fault((*path, "name"), f"“{quote(name)}” sudah ada di opd[{first[1]}]")
            self.offices.update(office_key(text) for text in names_of_office(office))

    def _office(self, path, row, key):
        text = row.get(key)
        if isinstance(text, str) and text and office_key(text) not in self.offices:
            self.fault((*path, key), f"perangkat daerah “{quote(text)}” tidak ada di daftar opd")

    def _unique(self, kind, path, code, key="code"):
        """Notes a code; a fault where the plan has it already."""
        if not isinstance(code, str) or not code:
            return
        known = self.codes.setdefault(kind, {})
        if code in known:
            self.fault((*path, key), f"kode {quote(code)} sudah dipakai")
        known.setdefault(code, path)

    def _refer(self, path, value, kind, within=None):
        """A fault unless `value` is empty or a code of `kind`; `within`: the pillar it must stand in."""
        if not isinstance(value, str) or not value:
            return
        target = self._place(kind, value)
        if target is None:
            self.fault(path, f"merujuk {quote(value)} yang tidak ada")
        elif within is not None and target[:2] != within:
            self.fault(path, f"merujuk {quote(value)} yang ada di pilar lain")

    def _place(self, kind, code):
        """The path of the object of `kind` with this code, or None."""
        return self.codes.get(kind, {}).get(code) if isinstance(code, str) else None

    def _rpjmd(self, section, era=""):
        rpjmd = object_at(self.document, section)
        self._order((section,), rpjmd)
        for key, parent_key, parent in (
            ("misi", None, None),
            ("tujuan", "misi_ref", "misi"),
            ("sasaran", "tujuan_ref", "tujuan"),
        ):
            for path, row in things(rpjmd, key, (section,)):
                self._unique(key + era, path, row.get("code"))
                if parent:
                    self._refer((*path, parent_key), row.get(parent_key), parent + era)
                for place, one in [(path, row), *things(row, "indicators", path)]:
                    self._office(place, one, "lead_opd")
                    self._offices_of(place, one)

    def _expected_pillars(self):
        for section in ("rpjmd", "rpjmd_previous"):
            for path, row in things(object_at(self.document, section), "sasaran", (section,)):
                self._refer_all(path, row, "expected_pillars", "pillars")

    def _offices_of(self, path, row):
        names = row.get("support_opd")
        for place, name in enumerate(names if isinstance(names, list) else ()):
            self._office((*path, "support_opd"), {place: name}, place)

    def _order(self, path, row):
        """A fault where a period ends before it starts."""
        start, end = row.get("period_start"), row.get("period_end")
        if type(start) is int and type(end) is int and end < start:
            self.fault((*path, "period_end"), f"{end} lebih awal daripada tahun mulai {start}")

    def _renstra(self):
        for path, row in things(self.document, "renstra"):
            self._unique("renstra", path, row.get("ref"), "ref")
            self._office(path, row, "opd")
            self._order(path, row)
        seen = set()
        for path, row in things(self.document, "nomenclature"):
            code = (row.get("version"), row.get("code"))
            if None not in code and code in seen:
                self.fault((*path, "code"), f"kode {quote(code[1])} sudah ada di daftar ini")
            seen.add(code)

    def _codes_of_pillars(self):
        for path, pillar in things(self.document, "pillars"):
            self._unique("pillars", path, pillar.get("code"))
            for key in ("dimensions", *CHAIN):
                for row_path, row in things(pillar, key, path):
                    self._unique(key, row_path, row.get("code"))

    def _pillar(self, path, pillar):
        for key, kind in CHAIN.items():
            for row_path, row in things(pillar, key, path):
                self._card(kind, row_path, row, path)
        for row_path, problem in things(pillar, "problems", path):
            self._score(row_path, problem)
        for row_path, target in things(pillar, "targets", path):
            self._percent(row_path, target)
        for row_path, programme in things(pillar, "programmes", path):
            self._money(row_path, programme)

    def _card(self, kind, path, row, pillar=None):
        """What a card points at, and its years. `pillar`: the path of the one that its parents have to stand in."""
        for field in KINDS[kind].shown_in("exchange"):
            at, value = (*path, field.key), row.get(field.key)
            within = pillar if field.refers_to == "dimension" or field.points_to in CHAIN.values() else None
            if field.refers_to == "opd":
                self._office(path, row, field.key)
            elif field.is_link and field.refers_to in NAMED:
                self._refer(at, value, NAMED[field.refers_to][0], within)
            elif is_list_of_cards(field):
                self._refer_all(path, row, field.key, NAMED[field.points_to][0], within)
            elif field.type.startswith("years_"):
                self._years(at, value)

    def _percent(self, path, target):
        unit = target.get("unit")
        by_year = target.get("targets_by_year")
        cells = [("baseline",)] if "baseline" in target else []
        cells += [("targets_by_year", year) for year in by_year] if isinstance(by_year, dict) else []
        for steps in cells:
            value = target[steps[0]] if len(steps) == 1 else by_year[steps[1]]
            if isinstance(unit, str) and type(value) in (int, Decimal) and Decimal(value).adjusted() < MOST_DIGITS:
                said = percent_warning(Decimal(value), unit)
                if said:
                    self.warn((*path, *steps), said[:1].lower() + said[1:].rstrip("."))

    def _years(self, path, years):
        """A word about each year that the plan does not cover. `years`: a list or a table by year."""
        if not isinstance(years, (list, dict)):
            return
        cells = enumerate(years) if isinstance(years, list) else ((year, year) for year in years)
        for place, year in cells:
            number = int(year) if isinstance(year, str) and year.isascii() and year.isdigit() else year
            if type(number) is int and FIRST_YEAR <= number <= LAST_YEAR and outside_period(number, self.period):
                first, last = self.period
                self.warn((*path, place), f"{number} di luar masa rencana {first}–{last}")

    def _score(self, path, problem):
        parts = [problem.get(key) for key in ("urgency", "seriousness", "growth")]
        self._computed(path, problem, "score", sum(parts) if all(type(part) is int for part in parts) else None)

    def _computed(self, path, row, key, right):
        given = row.get(key)
        if type(given) is not int:
            return
        if right is None:
            self.warn((*path, key), "tidak dapat dihitung ulang, unsurnya belum lengkap; disimpan seperti di berkas")
        elif given != right:
            self.warn((*path, key), f"{quote(given)} diganti dengan hasil hitungan {right}")

    def _money(self, path, programme):
        by_year = programme.get("budget_by_year")
        budget = programme.get("budget")
        if type(budget) is not int or not isinstance(by_year, dict):
            return
        amounts = [amount for amount in by_year.values() if type(amount) is int]
        if amounts and sum(amounts) != budget:
            total = show_rupiah(sum(amounts))
            self.warn((*path, "budget"), f"{show_rupiah(budget)} tidak sama dengan jumlah tiap tahun {total}")

    def _quick_wins(self):
        self._once_a_programme("quick_win_profiles", "profil quick win")
        self._once_a_programme("quick_win_nominations", "nominasi quick win")
        for path, nomination in things(self.document, "quick_win_nominations"):
            ref = nomination.get("programme_ref")
            self._card("nominasi_quick_win", path, nomination)
            self._refer((*path, "pillar"), nomination.get("pillar"), "pillars")
            if not ref and not (nomination.get("usulan") and nomination.get("pillar")):
                self.fault(path, "nominasi menyebut programnya, atau usulan beserta pilarnya")
        for path, profile in things(self.document, "quick_win_profiles"):
            self._refer((*path, "pillar"), profile.get("pillar"), "pillars")
            ref = profile.get("programme_ref")
            self._card("profil_quick_win", path, profile)
            home = self._place("pillars", profile.get("pillar"))
            programme = self._place("programmes", ref)
            if home and programme and programme[:2] != home:
                self.warn(
                    (*path, "programme_ref"), f"{quote(ref)} ada di pilar lain daripada {quote(profile['pillar'])}"
                )
            for risk_path, risk in things(profile, "risiko", path):
                self._card("risiko", risk_path, risk)
                parts = (risk.get("kemungkinan"), risk.get("dampak"))
                right = parts[0] * parts[1] if all(type(part) is int for part in parts) else None
                self._computed(risk_path, risk, "tingkat", right)

    def _statements(self):
        for kind, place, _, code in swot_statements(object_at(self.document, "swot")):
            self._unique("swot", ("swot", kind, place), code, key="code")

    def _analyses(self):
        self._card("visi_misi", ("smart_city_vision",), object_at(self.document, "smart_city_vision"))
        for path, component in things(self.document, "readiness"):
            for row_path, row in things(component, "aspects", path):
                self._card("kesiapan", row_path, row)
        for kind, place, row, _ in swot_statements(object_at(self.document, "swot")):
            self._card("swot", ("swot", kind, place), row)
        for parent, key, path, kind in (
            (self.document, "gap_analysis", (), "kesenjangan"),
            (self.document, "vision_keywords", (), "kata_kunci"),
            (object_at(self.document, "smart_city_vision"), "tujuan", ("smart_city_vision",), "tujuan"),
        ):
            for row_path, row in things(parent, key, path):
                self._unique(key + "_smart_city", row_path, row.get("code"))
                self._card(kind, row_path, row)

    def _refer_all(self, path, row, key, kind, within=None):
        refs, seen = row.get(key), set()
        for place, ref in enumerate(refs if isinstance(refs, list) else ()):
            self._refer((*path, key, place), ref, kind, within)
            if within is not None and isinstance(ref, str):
                if ref in seen:
                    self.warn((*path, key, place), f"{quote(ref)} tertulis lebih dari sekali")
                seen.add(ref)

    def _once_a_programme(self, section, what):
        known = {}
        for path, row in things(self.document, section):
            ref = row.get("programme_ref")
            if isinstance(ref, str) and ref and known.setdefault(ref, path) != path:
                self.fault((*path, "programme_ref"), f"{quote(ref)} sudah punya {what} di {section}[{known[ref][1]}]")

    def _realisations(self):
        known = {}
        for path, row in things(self.document, "realisations"):
            ref, year = row.get("programme_ref"), row.get("year")
            self._card("realisasi", path, row)
            if isinstance(ref, str) and type(year) is int and known.setdefault((ref, year), path) != path:
                place = known[ref, year][1]
                self.fault((*path, "year"), f"{quote(ref)} sudah punya realisasi {year} di realisations[{place}]")
        answered = {}
        for path, row in things(self.document, "evaluation_answers"):
            self._card("butir_evaluasi", path, row)
            key = (row.get("item"), row.get("report_year"))
            if isinstance(key[0], str) and type(key[1]) is int and answered.setdefault(key, path) != path:
                said = f"{quote(key[0])} sudah dijawab untuk {key[1]} di evaluation_answers[{answered[key][1]}]"
                self.fault((*path, "item"), said)

    def _narratives(self):
        known = {}
        for path, row in things(self.document, "narratives"):
            self._card("naskah", path, row)
            section, body = row.get("section"), row.get("body")
            if isinstance(section, str) and known.setdefault(section, path) != path:
                self.fault((*path, "section"), f"{quote(section)} sudah ada di narratives[{known[section][1]}]")
            try:
                parse(body if isinstance(body, str) else "")
            except FieldError as error:
                self.fault((*path, "body"), error.sentence[:1].lower() + error.sentence[1:].rstrip("."))

    def _outlines(self):
        known = {}
        for path, row in things(self.document, "book_outlines"):
            book = row.get("book")
            if isinstance(book, str) and known.setdefault(book, path) != path:
                self.fault((*path, "book"), f"{quote(book)} sudah ada di book_outlines[{known[book][1]}]")
            codes = [one.get("code") for one in row.get("chapters") or () if isinstance(one, dict)]
            for at, code in enumerate(codes):
                if isinstance(code, str) and codes.index(code) != at:
                    self.fault((*path, "chapters", at, "code"), f"{quote(code)} sudah ada di susunan ini")

    def _missions_of_vision(self):
        refs = object_at(self.document, "smart_city_vision").get("rpjmd_misi_refs")
        for place, ref in enumerate(refs if isinstance(refs, list) else ()):
            self._refer(("smart_city_vision", "rpjmd_misi_refs", place), ref, "misi")
