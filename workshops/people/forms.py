"""What people type about themselves, read and judged; every error names its field and says what to do."""

from django.db.models import Count, Q

from workshops.people.models import Participant
from workshops.text import LIMITS, FieldError, parse_name, parse_text


class PersonForm:
    """Name and institution.

    `values` is what stands in the fields, `errors` {field: FieldError}, `clean` {field: text as it is stored}.
    """

    FIELDS = ("name", "institution")

    def __init__(self, plan, data=None, values=None):
        self.plan = plan
        self.data = data
        given = values or {}
        self.values = {field: (given.get(field, "") if data is None else data.get(field, "")) for field in self.FIELDS}
        self.offices = list(plan.opds.all())
        self.errors = {}
        self.clean = {}
        self.removed = 0

    def is_valid(self):
        """Reads what was sent; True when all of it can be taken."""
        self._read("name", lambda raw: parse_name(raw, label="Nama"))
        self._read("institution", lambda raw: parse_name(raw, label="Instansi", limit=LIMITS["name"]))
        self._read_more()
        return not self.errors

    def _read(self, field, parse):
        try:
            cleaned = parse(self.values[field])
        except FieldError as error:
            self.errors[field] = error
        else:
            self.clean[field] = cleaned.text
            self.removed += cleaned.removed

    def _read_more(self):
        """For forms with further fields."""


class JoiningForm(PersonForm):
    """Name, institution and group of somebody who comes in. `group` is the slug that the QR code names."""

    FIELDS = ("name", "institution", "group")

    def __init__(self, plan, data=None, group=""):
        super().__init__(plan, data)
        inside = Count("participants", filter=Q(participants__removed_at=None))
        self.groups = list(plan.groups.annotate(inside=inside))
        self.named = self._group(group)
        if self.named and data is None:
            self.values["group"] = self.named.slug
        self.chosen = self._group(self.values["group"])

    def _group(self, slug):
        return next((group for group in self.groups if group.slug == slug), None)

    def refuse_full(self):
        """Says that the chosen group is full; the others stay on offer."""
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

    FIELDS = ("name", "institution", "group", "role")

    def __init__(self, plan, row, data=None):
        stored = {"name": row.name, "institution": row.institution, "group": row.group.slug, "role": row.role}
        super().__init__(
            plan, None, stored if data is None else stored | {k: data[k] for k in self.FIELDS if k in data}
        )
        self.groups = list(plan.groups.values_list("slug", "name"))
        self.roles = Participant._meta.get_field("role").choices

    def _read_more(self):
        choices = {"group": [value for value, _ in self.groups], "role": [value for value, _ in self.roles]}
        for field, allowed in choices.items():
            if self.values[field] in allowed:
                self.clean[field] = self.values[field]
            else:
                self.errors[field] = FieldError("field_error", "Pilih salah satu dari daftar.")


class ReturnForm:
    """Name and personal code of somebody who comes back. The code is judged by the action, not here."""

    def __init__(self, data=None):
        data = data or {}
        self.values = {"name": data.get("name", ""), "words": data.get("words", "")}
        self.errors = {}

    def is_valid(self):
        """True when both fields hold something that can be looked up."""
        for field, label in (("name", "Nama"), ("words", "Kode pribadi")):
            try:
                self.values[field] = parse_text(self.values[field], limit=LIMITS["person"], one_line=True).text
            except FieldError as error:
                self.errors[field] = error
            else:
                if not self.values[field]:
                    self.errors[field] = FieldError("field_error", f"{label} belum diisi.", names_field=True)
        return not self.errors
