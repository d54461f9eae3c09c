"""Name and role of somebody who shall work for the plan."""

from django.http import QueryDict

from workshops.plans.models import StaffRole
from workshops.text import FieldError, FieldErrors, parse_name


class OfficerForm:
    """`values` is what stands in the fields, `errors` {field: FieldError}, `clean` {"role", "name"}."""

    ROLES = tuple(StaffRole._meta.get_field("role").choices)

    def __init__(self, data: QueryDict | None = None) -> None:
        data = data or {}
        self.values = {"name": data.get("name", ""), "role": data.get("role", StaffRole.FASILITATOR)}
        self.errors, self.clean = FieldErrors(), {}

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        with self.errors.of("name"):
            self.clean["name"] = parse_name(self.values["name"]).text
        if self.values["role"] in dict(self.ROLES):
            self.clean["role"] = self.values["role"]
        else:
            self.errors["role"] = FieldError("field_error", "Pilih salah satu dari daftar.")
        return not self.errors
