"""The pages of the wizard that are filled in: what stands in their fields, what is wrong, what it means.

Every page takes what was typed (`raw`, {field: text or list}) as the draft keeps it, so that it can be judged again
at any time. `values` is what stands in the fields, `errors` {field: FieldError}, `clean` what `create_plan` takes.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from masterplan.setup.creators import officers_of
from masterplan.setup.former_plan import COPIES, FormerGroup, offices_of, tables_of
from masterplan.setup.regions import RegionChoice, find, near
from pillars.catalogue import PILLARS
from workshops.plans.models import StaffRole
from workshops.text import LIMITS, FieldError, FieldErrors, natural, parse_name, parse_text

if TYPE_CHECKING:
    from masterplan.setup.wizard import Wizard


YEARS, LONGEST_PERIOD = range(2000, 2101), 20
MOST_OFFICES, MOST_OFFICERS = 300, 20
_SHORT = re.compile(r"(.+?)\s*[(;\t]\s*([^()]+?)\s*\)?")


class WizardPageForm:
    """What the pages have in common. `wizard` is the `Wizard` that the page belongs to."""

    KEYS: tuple[str, ...] = ()
    LISTS: tuple[str, ...] = ()

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None) -> None:
        self.wizard = wizard
        self.errors, self.clean = FieldErrors(), {}
        self.values = self.defaults() | (raw or {})

    def read(self) -> None:
        """Take what was typed into `clean` and what is wrong with it into `errors`."""
        raise NotImplementedError

    def defaults(self) -> dict[str, Any]:
        """Return what stands in the fields before anybody has typed."""
        return dict.fromkeys(self.KEYS, "") | {key: [] for key in self.LISTS}

    def keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (fields of text, fields that are lists) that a browser may send."""
        return self.KEYS, self.LISTS

    def is_valid(self) -> bool:
        """Judges what was typed; True when all of it can be taken."""
        self.errors, self.clean = FieldErrors(), {}
        self.read()
        return not self.errors

    def take(self, field: str, parse: Callable[..., Any]) -> None:
        """`clean[field]` from what was typed, or its error."""
        with self.errors.of(field):
            self.clean[field] = parse(self.values[field])


class RegionPage(WizardPageForm):
    """Region, period, and the former plan to begin from. `clean`: place, first_year, last_year, long_until."""

    KEYS, LISTS = ("region", "first_year", "last_year", "long_until", "source"), ("copies",)

    def defaults(self) -> dict[str, Any]:
        next_year = timezone.now().year + 1
        places = self.wizard.places
        return {
            "region": places[0].name if len(places) == 1 else "",
            "first_year": str(next_year),
            "last_year": str(next_year + 4),
            "long_until": str(next_year + 9),
            "source": "",
            "copies": list(COPIES),
        }

    @property
    def sources(self) -> list[tuple[str, str]]:
        return [(plan.slug, f"{plan.region.name} {plan.period_start}–{plan.period_end}") for plan in self.wizard.plans]

    @property
    def copies(self) -> list[tuple[str, str, bool]]:
        return [(key, label, key in self.values["copies"]) for key, label in COPIES.items()]

    @property
    def place(self) -> RegionChoice | None:
        """Return the place that the field names now, or None."""
        found = find(self.values["region"], self.wizard.places)
        return found[0] if len(found) == 1 else None

    def read(self) -> None:
        self.take("region", self._place)
        for field, label in (("first_year", "pertama"), ("last_year", "terakhir"), ("long_until", "jangka panjang")):
            self.take(field, lambda raw, label=label: _year(raw, label))
        self.take("source", self._source)
        years = [self.clean.get(key) for key in ("first_year", "last_year", "long_until")]
        if None not in years:
            self._order(*years)

    def _order(self, first, last, until):
        if last < first:
            self._wrong("last_year", f"Tahun terakhir ({last}) lebih awal daripada tahun pertama ({first}).")
        elif last - first >= LONGEST_PERIOD:
            self._wrong("last_year", f"Periode paling lama {LONGEST_PERIOD} tahun. Periksa kedua tahunnya.")
        elif until < last:
            self._wrong("long_until", f"Arah jangka panjang berakhir sesudah {last}, misalnya {last + 5}.")

    def _wrong(self, field, sentence):
        self.errors[field] = FieldError("field_error", sentence, names_field=True)

    def _place(self, raw):
        typed = parse_text(raw, limit=LIMITS["name"], one_line=True).text
        if not typed:
            raise FieldError("field_error", "Pilih kabupaten atau kota.", names_field=True)
        found = find(typed, self.wizard.places)
        if len(found) == 1:
            return found[0]
        if not found and not self.wizard.is_operator and find(typed):
            own = " atau ".join(place.name for place in self.wizard.places)
            sentence = f"Anda staf {own}. Rencana daerah lain dibuat oleh staf daerah itu atau pengelola server."
            raise FieldError("field_error", sentence, names_field=True)
        meant = [place.name for place in found or (near(typed) if self.wizard.is_operator else ())]
        sentence = f"Maksudnya {', '.join(meant)}?" if meant else "Pilih kabupaten atau kota dari daftar."
        raise FieldError("field_error", sentence, tuple(meant), names_field=True)

    def _source(self, raw):
        if raw and raw not in dict(self.sources):
            raise FieldError("field_error", "Pilih salah satu dari daftar.")
        return raw


def _year(raw, label):
    year = natural(raw.strip(), 4)
    if year not in YEARS:
        sentence = f"Tahun {label} ditulis dengan empat angka, misalnya 2027."
        raise FieldError("not_a_year", sentence, names_field=True)
    return year


class GroupsPage(WizardPageForm):
    """A group for each pillar, and the offices. `clean`: tables [Table], offices [(name, short)], doubled (count)."""

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None) -> None:
        copied = wizard.former if wizard.takes("kelompok") else None
        self.tables = (copied and tables_of(copied)) or _SIX
        super().__init__(wizard, raw)

    def keys(self) -> tuple[tuple[str, ...], tuple[Any, ...]]:
        return (*(f"{part}_{table.code}" for table in self.tables for part in ("name", "limit")), "opds"), ()

    def defaults(self) -> dict[str, str]:
        former = self.wizard.former
        names = {f"name_{table.code}": table.name for table in self.tables}
        limits = {f"limit_{table.code}": str(table.size_limit or "") for table in self.tables}
        return names | limits | {"opds": offices_of(former) if former and self.wizard.takes("opd") else ""}

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Return [(Table, name field, name, its error, limit field, limit, its error)]."""
        return [
            (
                table,
                *(
                    part
                    for field in (f"name_{table.code}", f"limit_{table.code}")
                    for part in (field, self.values[field], self.errors.get(field))
                ),
            )
            for table in self.tables
        ]

    def read(self) -> None:
        for table in self.tables:
            self.take(f"name_{table.code}", lambda raw: parse_name(raw, label="Nama kelompok", limit=120).text)
            self.take(f"limit_{table.code}", _limit)
        self.take("opds", self._offices)
        if self.errors:
            return
        self.clean["tables"] = [
            FormerGroup(
                table.code,
                table.slug,
                self.clean[f"name_{table.code}"],
                self.clean[f"limit_{table.code}"],
                table.pillar_name,
                table.pillar_english,
                table.dimensions,
            )
            for table in self.tables
        ]
        self.clean["offices"] = self.clean.pop("opds")

    def _offices(self, raw):
        lines = parse_text(raw, limit=LIMITS["narrative"], one_line=False).text.splitlines()
        offices, self.clean["doubled"] = {}, 0
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                name, short = _office(line.strip())
            except FieldError as error:
                raise FieldError(error.kind, f"Baris {number}: {error.sentence}", names_field=True) from None
            self.clean["doubled"] += name.casefold() in offices
            offices.setdefault(name.casefold(), (name, short))
        if len(offices) > MOST_OFFICES:
            raise FieldError("too_long", f"Paling banyak {MOST_OFFICES} OPD.", names_field=True)
        return list(offices.values())


_SIX = tuple(
    FormerGroup(
        pillar.code,
        pillar.slug,
        pillar.short_name,
        None,
        pillar.name_id,
        pillar.name_en,
        tuple((dimension.code, dimension.name, dimension.name_en) for dimension in pillar.dimensions),
    )
    for pillar in PILLARS
)


def _limit(raw):
    if not raw.strip():
        return None
    limit = natural(raw.strip(), 4) or 0
    if not 1 <= limit <= 500:
        raise FieldError("out_of_range", "Tulis angka 1 sampai 500, atau kosongkan.", names_field=True)
    return limit


def _office(line):
    found = _SHORT.fullmatch(line)
    name = parse_name(found[1] if found else line, label="Nama OPD", limit=LIMITS["name"]).text
    short = parse_text(found[2], limit=LIMITS["person"], one_line=True).text if found else ""
    return name, short or None


class OfficersPage(WizardPageForm):
    """Who works for the plan. `clean`: known [(Account, role)], new [(role, name)]."""

    KEYS, LISTS = (StaffRole.FASILITATOR, StaffRole.AHLI, StaffRole.STAF), ("known",)
    LABELS = dict(StaffRole._meta.get_field("role").flatchoices)

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None) -> None:
        self.officers = officers_of(wizard.account)
        super().__init__(wizard, raw)

    def defaults(self) -> dict[str, Any]:
        former = self.wizard.former if self.wizard.takes("petugas") else None
        there = set(former.staff_roles.values_list("account_id", flat=True)) if former else set()
        return super().defaults() | {"known": [str(account.pk) for account, _ in self.officers if account.pk in there]}

    @property
    def choices(self) -> list[tuple[int, str, str, bool]]:
        """Return [(pk, name, role as people call it, ticked)] of those who work in the own plans already."""
        ticked = self.values["known"]
        return [
            (account.pk, account.name, self.LABELS[role], str(account.pk) in ticked) for account, role in self.officers
        ]

    def read(self) -> None:
        ticked = set(self.values["known"])
        self.clean["known"] = [(account, role) for account, role in self.officers if str(account.pk) in ticked]
        for role in self.KEYS:
            self.take(role, _names)
        if self.errors:
            return
        self.clean["new"] = [(role, name) for role in self.KEYS for name in self.clean.pop(role)]
        roles = [role for _, role in self.clean["known"]] + [role for role, _ in self.clean["new"]]
        if self.wizard.is_operator and StaffRole.STAF not in roles:
            sentence = "Tulis paling sedikit satu nama staf: pengelola server sendiri tidak membaca rencana daerah."
            self.errors[StaffRole.STAF] = FieldError("field_error", sentence, names_field=True)


def _names(raw):
    names = {}
    for number, line in enumerate(parse_text(raw, limit=LIMITS["notes"], one_line=False).text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            name = parse_name(line, label="Nama").text
        except FieldError as error:
            raise FieldError(error.kind, f"Baris {number}: {error.sentence}", names_field=True) from None
        names.setdefault(name.casefold(), name)
    if len(names) > MOST_OFFICERS:
        raise FieldError("too_long", f"Paling banyak {MOST_OFFICERS} nama.", names_field=True)
    return list(names.values())
