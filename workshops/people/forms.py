"""What people type about themselves, and what is typed about them; every error names its field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import QueryDict

from workshops.forms import ChoiceField, Form, NameField, Select, TextField
from workshops.membership.models import Group, Participant
from workshops.plans.models import Account, Plan
from workshops.text import LIMITS, FieldError, natural, parse_name

#: What is offered where a plan has no component groups yet: those that the shipped agendas speak of.
COMPONENTS = ("Alam", "Struktur", "Infrastruktur", "Suprastruktur", "Budaya")
MOST_TABLES, MOST_SEATS = 12, 500
#: Longer ones would only cost the machine; nobody types them.
LONGEST_PASSWORD = 1_000


class PersonForm(Form):
    """Name and institution, of whoever types them."""

    name = NameField("Nama", attrs={"autocomplete": "name"})
    institution = NameField("Instansi", LIMITS["name"], attrs={"autocomplete": "organization", "list": "opd"})

    def __init__(self, plan: Plan, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.plan, self.offices = plan, list(plan.opds.all())


class JoiningForm(PersonForm):
    """Name, institution and group of somebody who comes in. `group` is the slug that the QR code names."""

    name = NameField("Nama lengkap", called="Nama", attrs={"autocomplete": "name"})
    institution = NameField(
        "Instansi",
        LIMITS["name"],
        attrs={"autocomplete": "organization", "list": "opd"},
        foot="Ketik beberapa huruf, lalu pilih dari daftar. Instansi lain boleh.",
    )
    group = ChoiceField("Kelompok Anda", needed="Pilih kelompok Anda.")

    def __init__(self, plan: Plan, data: QueryDict | None = None, group: str = "") -> None:
        inside = Count("participants", filter=Q(participants__removed_at=None, participants__merged_into=None))
        # a question that counts has no order of its own
        counted: list[Any] = list(plan.groups.annotate(inside=inside).order_by("position", "id"))
        # a QR code of a table that stands at another time of the day still leads there
        self.named = next((one for one in counted if one.slug == group), None)
        self.groups = [one for one in counted if one.formation == plan.formation or one == self.named]
        for one in self.groups:
            one.is_full = one.size_limit is not None and one.inside >= one.size_limit
        at_once = self.named and not self.named.is_full
        super().__init__(plan, data, initial={"group": self.named.slug} if at_once else None)
        self.fields["group"].choices = [(one.slug, one.name) for one in self.groups]
        self.chosen = next((one for one in self.groups if one.slug == self["group"].value()), None)

    @property
    def all_full(self) -> bool:
        return all(group.is_full for group in self.groups)

    def refuse_full(self) -> None:
        """Say that the chosen group is full; the others stay on offer."""
        self.chosen.is_full = True
        self.wrong("group", f"Kelompok {self.chosen.name} sudah penuh. Pilih kelompok lain.")


class ByHandForm(Form):
    """Somebody without a phone, for the attendance list: name, institution, and the jabatan where it is known."""

    name = NameField("Nama")
    institution = NameField("Instansi", LIMITS["name"])
    position = TextField("Jabatan", 200, required=False)


class ManageForm(ByHandForm):
    """All that a facilitator sets for one person; fields that were not sent stay as they are."""

    partial = True
    institution = NameField("Instansi", LIMITS["name"], attrs={"list": "opd"})
    group = ChoiceField("Kelompok")
    role = ChoiceField("Peran", Participant._meta.get_field("role").flatchoices)

    def __init__(self, plan: Plan, row: Participant, data: QueryDict | None = None) -> None:
        stored = {"name": row.name, "institution": row.institution, "position": row.position}
        super().__init__(data, initial=stored | {"group": row.group.slug, "role": row.role})
        self.fields["group"].choices = list(plan.groups.values_list("slug", "name"))
        self.offices = list(plan.opds.all())


def _table_names(text):
    names = [parse_name(line, label="Nama kelompok", limit=60).text for line in text.splitlines() if line.strip()]
    if not 0 < len(names) <= MOST_TABLES:
        raise FieldError("field_error", f"Tulis satu sampai {MOST_TABLES} nama kelompok, satu baris satu nama.")
    if len({name.casefold() for name in names}) < len(names):
        raise FieldError("field_error", "Dua kelompok bernama sama. Beri nama yang berbeda.")
    return names


class TablesForm(Form):
    """Names of component groups, one a line."""

    names = TextField(
        "Nama, satu baris satu kelompok",
        rows=5,
        parse=_table_names,
        help_text="Misalnya menurut komponen, atau: Akademisi, Bisnis, Komunitas, Pemerintah.",
    )


def _size_limit(text):
    limit = natural(text, 3) if text else None
    if text and not 1 <= (limit or 0) <= MOST_SEATS:
        sentence = f"Tulis batas orang sebagai angka 1 sampai {MOST_SEATS}, atau kosongkan: tanpa batas."
        raise FieldError("field_error", sentence)
    return limit


class TableForm(Form):
    """Name and size limit of one group; an empty limit is none."""

    partial = True
    name = NameField("Nama kelompok", 60)
    size_limit = TextField("Batas orang", required=False, parse=_size_limit, attrs={"inputmode": "numeric"})

    def __init__(self, group: Group, data: QueryDict | None = None) -> None:
        stored = {"name": group.name, "size_limit": "" if group.size_limit is None else str(group.size_limit)}
        super().__init__(data, initial=stored, auto_id=f"%s-{group.slug}")
        self.group = group


class ReturnForm(Form):
    """Name and personal code of somebody who comes back. The code is judged by the action, not here."""

    name = TextField("Nama", LIMITS["person"], attrs={"autocomplete": "name"})
    words = TextField(
        "Kode pribadi",
        LIMITS["person"],
        help_text="Empat kata, misalnya “reog sate dua lima”. Angka boleh ditulis 2 5.",
        attrs={"autocapitalize": "none", "spellcheck": "false", "class": "strong"},
    )

    def refuse(self, left: int) -> None:
        """Say that name and code do not belong together, and how often they may still be tried."""
        sentence = f"Nama dan kode ini tidak cocok. Periksa ejaan keduanya. Masih dapat dicoba {left} kali."
        self.wrong("words", sentence, "bad_code")


class WishForm(Form):
    """The group that somebody wants to go to, of `others` [(slug, name)]."""

    group = TextField("Kelompok tujuan", needed="Pilih kelompok tujuan.", widget=Select())

    def __init__(self, others: Iterable[tuple[str, str]], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["group"].widget.choices = [("", "Pilih kelompok"), *others]
        self.has_choice = bool(others)


class SecretField(TextField):
    """A password, which is never shown again."""

    def __init__(self, label: str, autocomplete: str, **more: Any) -> None:
        super().__init__(label, widget=forms.PasswordInput({"autocomplete": autocomplete}), **more)

    def read(self, raw: str) -> str:
        """Return it as it was typed."""
        return raw[:LONGEST_PASSWORD]


class LoginForm(Form):
    """User name and password; whether they fit is asked elsewhere."""

    username = TextField(
        "Nama pengguna",
        200,
        attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = SecretField("Kata sandi", "current-password")


class PasswordForm(Form):
    """The present password and a new one."""

    password = SecretField("Kata sandi sekarang", "current-password")
    new_password = SecretField("Kata sandi baru", "new-password", foot="Paling sedikit 10 karakter.")

    def __init__(self, account: Account, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """Ask whether the present one is right and the new one is long and uncommon enough."""
        given = super().clean()
        if not self.account.check_password(given["password"]):
            self.wrong("password", "Kata sandi sekarang tidak cocok.")
        try:
            validate_password(given["new_password"], self.account)
        except ValidationError:
            self.wrong("new_password", "Pakai paling sedikit 10 karakter, bukan kata sandi yang umum.")
        return given
