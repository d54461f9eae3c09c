"""Fields with their labels: `{% field form.name %}`."""

from typing import Any

from django import template
from django.forms import BoundField, RadioSelect
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag
def field(bound: Any, label: str = "field__label", *, with_error: bool = True) -> str:
    """Return the field `bound` with its label, help, error and foot; `label` are the classes of its label.

    Without `with_error` the page shows what is wrong elsewhere (components/fields/error.html).

    Raise TypeError for what is none: a page whose form is missing would stand without inputs, and say nothing.
    """
    if not isinstance(bound, BoundField):
        raise TypeError(f"{{% field %}} was given {bound!r}, which is no field of a form")
    template = "picks" if isinstance(bound.field.widget, RadioSelect) else "labelled"
    context = {"field": bound, "label": label, "with_error": with_error}
    return render_to_string(f"components/fields/{template}.html", context)
