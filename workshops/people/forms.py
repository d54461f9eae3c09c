"""What people type about themselves, read and judged; every error names its field and says what to do."""

from django.db.models import Count, Q
from django.http import QueryDict

from workshops.membership.models import Group, Participant
from workshops.plans.models import Plan
from workshops.text import LIMITS, FieldError, FieldErrors, natural, parse_name, parse_text

#: What is offered where a plan has no component groups yet: those that the shipped agendas speak of.
COMPONENTS = ("Alam", "Struktur", "Infrastruktur", "Suprastruktur", "Budaya")


class PersonForm:
    """Name and institution.

    `values` is what stands in the fields, `errors` {field: FieldError}, `clean` {field: text as it is stored}.
    """

    FIELDS = ("name", "institution")

    def __init__(self, plan: Plan, data: QueryDict | None = None, values: dict[str, str] | None = None) -> None:
        self.plan = plan
        self.data = data
        given = values or {}
        self.values = {field: (given.get(field, "") if data is None else data.get(field, "")) for field in self.FIELDS}
        self.offices = list(plan.opds.all())
        self.errors = FieldErrors()
        self.clean = {}
        self.removed = 0

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        self._read("name", lambda raw: parse_name(raw, label="Nama"))
        self._read("institution", lambda raw: parse_name(raw, label="Instansi", limit=LIMITS["name"]))
        self._read_more()
        return not self.errors

    def _read(self, field, parse):
        with self.errors.of(field):
            cleaned = parse(self.values[field])
            self.clean[field] = cleaned.text
            self.removed += cleaned.removed

    def _read_more(self):
        """For forms with further fields."""


class JoiningForm(PersonForm):
    """Name, institution and group of somebody who comes in. `group` is the slug that the QR code names."""

    FIELDS = ("name", "institution", "group")

    def __init__(self, plan: Plan, data: QueryDict | None = None, group: str = "") -> None:
        super().__init__(plan, data)
        inside = Count("participants", filter=Q(participants__removed_at=None, participants__merged_into=None))
        # a question that counts has no order of its own
        counted = list(plan.groups.annotate(inside=inside).order_by("position", "id"))
        # a QR code of a table that stands at another time of the day still leads there
        self.named = next((one for one in counted if one.slug == group), None)
        self.groups = [one for one in counted if one.formation == plan.formation or one == self.named]
        for one in self.groups:
            one.is_full = one.size_limit is not None and one.inside >= one.size_limit
        if self.named and data is None and not self.named.is_full:
            self.values["group"] = self.named.slug
        self.chosen = self._group(self.values["group"])

    def _group(self, slug):
        return next((group for group in self.groups if group.slug == slug), None)

    @property
    def all_full(self) -> bool:
        return all(group.is_full for group in self.groups)

    def refuse_full(self) -> None:
        """Says that the chosen group is full; the others stay on offer."""
        self.chosen.is_full = True
        self.errors["group"] = FieldError(
            "field_error", f"Kelompok {self.chosen.name} sudah penuh. Pilih kelompok lain.", names_field=True
        )

    def _read_more(self):
        if self.chosen is None:
            self.errors["group"] = FieldError("field_error", "Pilih kelompok Anda.", names_field=True)
        else:
            self.clean["group"] = self.chosen.slug


class ManageForm(PersonForm):
    """All that a facilitator sets for one person; fields that were not sent stay as they are."""

    FIELDS = ("name", "institution", "position", "group", "role")

    def __init__(self, plan: Plan, row: Participant, data: QueryDict | None = None) -> None:
        stored = {"name": row.name, "institution": row.institution, "position": row.position}
        stored |= {"group": row.group.slug, "role": row.role}
        super().__init__(
            plan, None, stored if data is None else stored | {k: data[k] for k in self.FIELDS if k in data}
        )
        self.groups = [(group.slug, group.name) for group in plan.groups.all()]
        self.roles = Participant._meta.get_field("role").choices

    def _read_more(self):
        self._read("position", lambda raw: parse_text(raw, limit=200, one_line=True))
        choices = {"group": [value for value, _ in self.groups], "role": [value for value, _ in self.roles]}
        for field, allowed in choices.items():
            if self.values[field] in allowed:
                self.clean[field] = self.values[field]
            else:
                self.errors[field] = FieldError("field_error", "Pilih salah satu dari daftar.")


class TablesForm:
    """Names of component groups, one a line. `clean` is the list; `error` a FieldError or None."""

    MOST = 12

    def __init__(self, data: QueryDict | None = None) -> None:
        self.text = "\n".join(COMPONENTS) if data is None else data.get("names", "")
        self.error = None
        self.clean = []

    def is_valid(self) -> bool:
        """True when every line can be the name of a group."""
        try:
            lines = [line for line in self.text.splitlines() if line.strip()]
            self.clean = [parse_name(line, label="Nama kelompok", limit=60).text for line in lines]
            if not 0 < len(self.clean) <= self.MOST:
                raise FieldError("field_error", f"Tulis satu sampai {self.MOST} nama kelompok, satu baris satu nama.")
            if len({name.casefold() for name in self.clean}) < len(self.clean):
                raise FieldError("field_error", "Dua kelompok bernama sama. Beri nama yang berbeda.")
        except FieldError as error:
            self.error = error
        return self.error is None


class TableForm:
    """Name and size limit of one group. `clean` is {"name", "size_limit"}; `errors` {field: FieldError}."""

    MOST = 500

    def __init__(self, group: Group, data: QueryDict | None = None) -> None:
        stored = {"name": group.name, "size_limit": "" if group.size_limit is None else str(group.size_limit)}
        self.group = group
        self.values = stored if data is None else {name: data.get(name, stored[name]) for name in stored}
        self.errors = FieldErrors()
        self.clean = {}

    def is_valid(self) -> bool:
        """True when both can be taken; an empty limit is none."""
        with self.errors.of("name"):
            self.clean["name"] = parse_name(self.values["name"], label="Nama kelompok", limit=60).text
        typed = self.values["size_limit"].strip()
        self.clean["size_limit"] = natural(typed, 3) if typed else None
        if typed and not 1 <= (self.clean["size_limit"] or 0) <= self.MOST:
            sentence = f"Tulis batas orang sebagai angka 1 sampai {self.MOST}, atau kosongkan: tanpa batas."
            self.errors["size_limit"] = FieldError("field_error", sentence, names_field=True)
        return not self.errors


class ByHandForm:
    """Somebody without a phone, for the attendance list: name, institution, and the jabatan where it is known."""

    LABELS = (
        ("name", "Nama", LIMITS["person"]),
        ("institution", "Instansi", LIMITS["name"]),
        ("position", "Jabatan", 200),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        self.values = {key: (data or {}).get(key, "") for key, *_ in self.LABELS}
        self.errors = FieldErrors()
        self.clean = {}

    def is_valid(self) -> bool:
        """True when all of it can be taken; only the jabatan may be empty."""
        for key, label, limit in self.LABELS:
            with self.errors.of(key):
                if key == "position":
                    self.clean[key] = parse_text(self.values[key], limit=limit, one_line=True).text
                else:
                    self.clean[key] = parse_name(self.values[key], label=label, limit=limit).text
        return not self.errors


class ReturnForm:
    """Name and personal code of somebody who comes back. The code is judged by the action, not here."""

    def __init__(self, data: QueryDict | None = None) -> None:
        data = data or {}
        self.values = {"name": data.get("name", ""), "words": data.get("words", "")}
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """True when both fields hold something that can be looked up."""
        for field, label in (("name", "Nama"), ("words", "Kode pribadi")):
            with self.errors.of(field):
                self.values[field] = parse_text(self.values[field], limit=LIMITS["person"], one_line=True).text
                if not self.values[field]:
                    raise FieldError("field_error", f"{label} belum diisi.", names_field=True)
        return not self.errors
