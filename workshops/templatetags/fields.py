"""Fields with their labels: `{% field form.name %}`."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from workshops.text import FieldError

register = template.Library()


@dataclass(frozen=True, slots=True)
class LabelledInput:
    """One labelled input of a page: a line of text, or several where `rows` is given.

    at     its id, where the name alone is not enough for one
    error  shown at the field; `error_at` is the id of an error that stands elsewhere
    look   further classes of the input
    """

    name: str
    label: str
    value: Any = ""
    error: FieldError | None = None
    error_at: str = ""
    help: str = ""
    foot: str = ""
    rows: int = 0
    type: str = ""
    number: bool = False
    look: str = ""
    autocomplete: str = "off"
    datalist: str = ""
    placeholder: str = ""
    maxlength: int | str = ""
    optional: bool = False
    required: bool = False
    small: bool = False
    plain: bool = False
    prefix: str = "f-"
    at: str = ""

    @property
    def template(self) -> str:
        """Return the template of the input alone."""
        return "components/fields/text_area.html" if self.rows else "components/fields/text_line.html"

    @property
    def is_secret(self) -> bool:
        """Return whether it is a password, which is never shown again."""
        return self.autocomplete.endswith("-password")

    @property
    def id(self) -> str:
        """Return the id of the input; those of its help, error and foot begin with it."""
        return self.at or f"{self.prefix}{self.name}"

    @property
    def is_wrong(self) -> bool:
        """Return whether what was typed was not taken."""
        return bool(self.error or self.error_at)

    @property
    def described_by(self) -> str:
        """Return the ids of what is said of the input, for `aria-describedby`."""
        parts = {"help": self.help, "error": self.error, "foot": self.foot}
        return " ".join([*(f"{self.id}-{part}" for part, said in parts.items() if said), self.error_at]).strip()


@register.simple_tag
def field(bound: Any, label: str = "field__label") -> str:
    """Return the field `bound` with its label, help, error and foot; `label` are the classes of its label."""
    return render_to_string("components/fields/labelled.html", {"field": bound, "label": label})


@register.simple_block_tag
def text(content: str, form: Any, name: str, label: str, *, below: bool = False, **more: Any) -> str:
    """Return a field with its label; the block is its help, or with `below` what is said under it.

    What was typed, what is wrong with it and how ids begin are `form`'s, unless `value` or `error` say otherwise.
    """
    stands = {"value": _typed(form, name), "error": form.errors.get(name)} if form else {}
    stands["prefix"] = getattr(form, "id_prefix", "f-")
    stands["foot" if below else "help"] = mark_safe(content.strip())
    return render_to_string("components/fields/text.html", {"field": LabelledInput(name, label, **stands | more)})


def _typed(form, name):
    """Return what stands in the input `name` of `form`."""
    if hasattr(form, "shown"):
        return form.shown(name)
    return (getattr(form, "typed", None) or getattr(form, "values", None) or {}).get(name, "")
