"""The pages of the wizard that are filled in: what stands in their fields, what is wrong, what it means.

Every page takes what was typed (`raw`, {field: text or list}) as the draft keeps it, so that it can be judged again
at any time. `values` is what stands in the fields, `cleaned_data` what `create_plan` takes.
"""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html

from masterplan.setup.creators import officers_of
from masterplan.setup.former_plan import COPIES, FormerGroup, offices_of, tables_of
from masterplan.setup.regions import RegionChoice, find, near
from pillars.catalogue import PILLARS
from workshops.dates import long_date, parse_date, short_date
from workshops.forms import BoundField, ChoiceField, ChoicesField, Form, NameField, TextField, with_note
from workshops.plans.models import Bimtek, StaffRole
from workshops.text import LIMITS, FieldError, natural, parse_lines, parse_name, parse_text

if TYPE_CHECKING:
    from masterplan.setup.wizard import Wizard


YEARS, LONGEST_PERIOD = range(2000, 2101), 20
MOST_OFFICES, MOST_OFFICERS = 300, 20
_SHORT = re.compile(r"(.+?)\s*[(;\t]\s*([^()]+?)\s*\)?")
_NUMBER = {"class": "input--num", "inputmode": "numeric"}


class WizardPageForm(Form):
    """What the pages have in common. `wizard` is the `Wizard` that the page belongs to."""

    use_required_attribute = False

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None, *, is_judged: bool = False) -> None:
        self.wizard = wizard
        self.values: Any = self.defaults() | (raw or {})
        typed: Any = self.values if is_judged else None
        super().__init__(typed, initial=self.values)

    def defaults(self) -> dict[str, Any]:
        """Return what stands in the fields before anybody has typed."""
        return {}


def _year(label: str, text: str) -> int:
    year = natural(text, 4)
    if year is None or year not in YEARS:
        sentence = f"Tahun {label} ditulis dengan empat angka, misalnya 2027."
        raise FieldError("not_a_year", sentence)
    return year


class RegionPage(WizardPageForm):
    """Region, period, and the former plan to begin from."""

    region = TextField(
        "Kabupaten atau kota", LIMITS["name"], help_text="Ketik beberapa huruf, lalu pilih.", attrs={"list": "kab"}
    )
    first_year = TextField("Tahun pertama", parse=partial(_year, "pertama"), attrs=_NUMBER)
    last_year = TextField("Tahun terakhir", parse=partial(_year, "terakhir"), attrs=_NUMBER)
    long_until = TextField("Arah jangka panjang sampai", parse=partial(_year, "jangka panjang"), attrs=_NUMBER)
    source = ChoiceField("Mulai dari", required=False, widget=forms.RadioSelect)
    copies = ChoicesField(
        "Yang disalin",
        COPIES.items(),
        required=False,
        foot="Berlaku bila mulai dari salinan. Halaman berikut yang sudah Anda isi tidak ditimpa.",
    )

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None, *, is_judged: bool = False) -> None:
        super().__init__(wizard, raw, is_judged=is_judged)
        self.fields["region"].parse = self._place
        plans = [(plan.slug, f"{plan.region.name} {plan.period_start}–{plan.period_end}") for plan in wizard.plans]
        copied = [(slug, with_note(f"Salinan {name}", "Isi kartu dan peserta tidak ikut")) for slug, name in plans]
        empty = with_note("Rencana kosong", "Enam pilar dan 18 subdimensi sudah ada")
        self.fields["source"].choices = [("", empty), *copied]

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
    def place(self) -> RegionChoice | None:
        """Return the place that the field names now, or None."""
        found = find(self.values["region"], self.wizard.places)
        return found[0] if len(found) == 1 else None

    def clean(self) -> dict[str, Any]:
        """Refuse years that do not follow each other."""
        given = super().clean()
        first, last, until = (given.get(key) for key in ("first_year", "last_year", "long_until"))
        if first and last and until:
            self._order(first, last, until)
        return given

    def _order(self, first, last, until):
        if last < first:
            self.wrong("last_year", f"Tahun terakhir ({last}) lebih awal daripada tahun pertama ({first}).")
        elif last - first >= LONGEST_PERIOD:
            self.wrong("last_year", f"Periode paling lama {LONGEST_PERIOD} tahun. Periksa kedua tahunnya.")
        elif until < last:
            self.wrong("long_until", f"Arah jangka panjang berakhir sesudah {last}, misalnya {last + 5}.")

    def _place(self, typed):
        if not typed:
            raise FieldError("field_error", "Pilih kabupaten atau kota.")
        found = find(typed, self.wizard.places)
        if len(found) == 1:
            return found[0]
        if not found and not self.wizard.is_operator and find(typed):
            own = " atau ".join(place.name for place in self.wizard.places)
            sentence = f"Anda staf {own}. Rencana daerah lain dibuat oleh staf daerah itu atau pengelola server."
            raise FieldError("field_error", sentence)
        meant = [place.name for place in found or (near(typed) if self.wizard.is_operator else ())]
        sentence = f"Maksudnya {', '.join(meant)}?" if meant else "Pilih kabupaten atau kota dari daftar."
        raise FieldError("field_error", sentence, tuple(meant))


def _limit(text: str) -> int | None:
    if not text:
        return None
    limit = natural(text, 4) or 0
    if not 1 <= limit <= 500:
        raise FieldError("out_of_range", "Tulis angka 1 sampai 500, atau kosongkan.")
    return limit


def _office(line):
    found = _SHORT.fullmatch(line)
    name = parse_name(found[1] if found else line, label="Nama OPD", limit=LIMITS["name"]).text
    short = parse_text(found[2], limit=LIMITS["person"], one_line=True).text if found else ""
    return name, short or None


def _offices(text: str) -> list[tuple[str, str | None]]:
    """Return (name, short name) of every line, those that stand twice included."""
    offices = parse_lines(text, _office)
    if len({name.casefold() for name, _ in offices}) > MOST_OFFICES:
        raise FieldError("too_long", f"Paling banyak {MOST_OFFICES} OPD.")
    return offices


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


class GroupsPage(WizardPageForm):
    """A group for each pillar, and the offices. It gives tables [FormerGroup], offices [(name, short)], doubled."""

    opds = TextField(
        "Perangkat daerah",
        LIMITS["narrative"],
        rows=8,
        required=False,
        parse=_offices,
        help_text="Satu baris satu OPD, singkatannya dalam kurung: Dinas Kesehatan (Dinkes). Boleh ditempel dari "
        "daftar undangan.",
    )

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None, *, is_judged: bool = False) -> None:
        copied = wizard.former if wizard.takes("kelompok") else None
        self.tables = (copied and tables_of(copied)) or _SIX
        super().__init__(wizard, raw, is_judged=is_judged)
        groups: dict[str, Any] = {}
        for table in self.tables:
            groups[f"name_{table.code}"] = NameField("Nama kelompok")
            groups[f"limit_{table.code}"] = TextField(
                "Paling banyak orang", required=False, parse=_limit, attrs=_NUMBER
            )
        self.fields = groups | self.fields

    def defaults(self) -> dict[str, str]:
        former = self.wizard.former
        names = {f"name_{table.code}": table.name for table in self.tables}
        limits = {f"limit_{table.code}": str(table.size_limit or "") for table in self.tables}
        return names | limits | {"opds": offices_of(former) if former and self.wizard.takes("opd") else ""}

    @property
    def rows(self) -> list[tuple[FormerGroup, BoundField, BoundField]]:
        """Return [(FormerGroup, the field of its name, that of its limit)]."""
        return [(table, self[f"name_{table.code}"], self[f"limit_{table.code}"]) for table in self.tables]

    def clean(self) -> dict[str, Any]:
        """Return the groups and the offices, those that stand twice once."""
        given = super().clean()
        if self.errors:
            return given
        offices: dict[str, Any] = {}
        for office in given["opds"]:
            offices.setdefault(office[0].casefold(), office)
        return {
            "tables": [
                replace(table, name=given[f"name_{table.code}"], size_limit=given[f"limit_{table.code}"])
                for table in self.tables
            ],
            "offices": list(offices.values()),
            "doubled": len(given["opds"]) - len(offices),
        }


def _names(text: str) -> list[str]:
    """Return the name of every line, each once."""
    names: dict[str, str] = {}
    for name in parse_lines(text, lambda line: parse_name(line).text):
        names.setdefault(name.casefold(), name)
    if len(names) > MOST_OFFICERS:
        raise FieldError("too_long", f"Paling banyak {MOST_OFFICERS} nama.")
    return list(names.values())


_people = partial(TextField, limit=LIMITS["notes"], rows=3, required=False, parse=_names)


class OfficersPage(WizardPageForm):
    """Who works for the plan. It gives known [(Account, role)], new [(role, name)]."""

    LABELS = dict(StaffRole._meta.get_field("role").flatchoices)
    fasilitator = _people("Fasilitator baru", help_text="Satu baris satu nama. Fasilitator mengatur waktu dan orang.")
    ahli = _people(
        "Tenaga ahli baru", help_text="Satu baris satu nama. Tenaga ahli memberi catatan, tidak mengubah isi."
    )
    staf = _people("Staf lain", help_text="Satu baris satu nama. Staf menyiapkan bimtek dan menutupnya.")
    known = forms.Field(label="Yang sudah punya akun", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None, *, is_judged: bool = False) -> None:
        self.officers = officers_of(wizard.account)
        super().__init__(wizard, raw, is_judged=is_judged)
        said = '{}<span class="muted">&nbsp;· {}</span>'
        self.fields["known"].widget.choices = [
            (account.pk, format_html(said, account.name, self.LABELS[role].lower())) for account, role in self.officers
        ]

    def defaults(self) -> dict[str, Any]:
        former = self.wizard.former if self.wizard.takes("petugas") else None
        there = set(former.staff_roles.values_list("account_id", flat=True)) if former else set()
        return {"known": [str(account.pk) for account, _ in self.officers if account.pk in there]}

    def clean(self) -> dict[str, Any]:
        """Return who works for the plan; where the operator makes it, one of them is staff."""
        given = super().clean()
        known = [(account, role) for account, role in self.officers if str(account.pk) in given["known"]]
        roles = (StaffRole.FASILITATOR, StaffRole.AHLI, StaffRole.STAF)
        new = [(role, name) for role in roles for name in given.get(role, ())]
        has_staff = StaffRole.STAF in [*(role for _, role in known), *(role for role, _ in new)]
        if self.wizard.is_operator and not self.errors and not has_staff:
            sentence = "Tulis paling sedikit satu nama staf: pengelola server sendiri tidak membaca rencana daerah."
            self.wrong(StaffRole.STAF, sentence)
        return {"known": known, "new": new}


MOST_DAYS = 5


class BimtekForm(Form):
    """Date, length and place of one bimtek, as they are changed before and while it is held."""

    title = NameField("Judul", 200)
    first_day = TextField(
        "Hari pertama", required=False, parse=parse_date, help_text="Misalnya 8/9/2026 atau 8 Sep 2026."
    )
    days = ChoiceField(
        "Lama",
        [(str(number), f"{number} hari") for number in range(1, MOST_DAYS + 1)],
        help_text="Sesuai susunan acara.",
    )
    venue = TextField("Tempat", 200, required=False)
    address = TextField("Alamat", 500, required=False)

    def __init__(self, bimtek: Bimtek, data: QueryDict | None = None) -> None:
        stored = {name: getattr(bimtek, name) for name in ("title", "venue", "address")}
        super().__init__(data, initial=stored | {"first_day": short_date(bimtek.first_day), "days": str(bimtek.days)})
        self.bimtek = bimtek

    def clean(self) -> dict[str, Any]:
        """Ask whether the bimtek still holds its steps and lies between its neighbours."""
        given = super().clean()
        if "days" in given:
            given["days"] = int(given["days"])
            self._look_behind(given["days"])
        if not self.errors and given["first_day"]:
            self._between(given["first_day"], given["days"])
        return given

    def _look_behind(self, days):
        if behind := self.bimtek.steps.filter(day__gt=days).count():
            sentence = f"Masih ada {behind} langkah sesudah hari {days}. Pindahkan atau hapus dahulu di Jalannya acara."
            self.wrong("days", sentence)

    def _between(self, first, days):
        last = first + timedelta(days=days - 1)
        for other in self.bimtek.plan.bimteks.exclude(pk=self.bimtek.pk).exclude(first_day=None):
            if other.number < self.bimtek.number and first <= other.last_day:
                self._early(first, f"sebelum {other.short} selesai ({long_date(other.last_day)})")
            elif other.number > self.bimtek.number and last >= other.first_day:
                self._early(first, f"dan belum selesai ketika {other.short} mulai ({long_date(other.first_day)})")

    def _early(self, first, than):
        sentence = f"{self.bimtek.short} mulai {long_date(first)}, {than}. Periksa salah satunya."
        self.wrong("first_day", sentence)


class OfficerForm(Form):
    """Name and role of somebody who shall work for the plan."""

    name = NameField("Nama")
    role = ChoiceField("Peran", StaffRole._meta.get_field("role").flatchoices, initial=StaffRole.FASILITATOR)
