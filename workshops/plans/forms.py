"""Logging in and changing the own password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import SimpleLazyObject

from workshops.text import FieldError, clean

#: Longer ones would only cost the machine; nobody types them.
LONGEST_PASSWORD = 1_000


class LoginForm:
    """User name and password as typed; whether they fit is asked elsewhere."""

    def __init__(self, data: QueryDict | None = None) -> None:
        data = data or {}
        try:
            self.username = clean(data.get("username", "")[:200], one_line=True).text
        except FieldError:
            self.username = ""
        self.password = data.get("password", "")[:LONGEST_PASSWORD]


class PasswordForm:
    """The present password and a new one. `errors` {field: FieldError}."""

    def __init__(self, account: SimpleLazyObject, data: QueryDict | None = None) -> None:
        data = data or {}
        self.account = account
        self.present = data.get("password", "")[:LONGEST_PASSWORD]
        self.new = data.get("new_password", "")[:LONGEST_PASSWORD]
        self.errors = {}

    def is_valid(self) -> bool:
        """True when the present one is right and the new one is long and uncommon enough."""
        if not self.account.check_password(self.present):
            self.errors["password"] = FieldError("field_error", "Kata sandi sekarang tidak cocok.", names_field=True)
        try:
            validate_password(self.new, self.account)
        except ValidationError:
            sentence = "Pakai paling sedikit 10 karakter, bukan kata sandi yang umum."
            self.errors["new_password"] = FieldError("field_error", sentence)
        return not self.errors
