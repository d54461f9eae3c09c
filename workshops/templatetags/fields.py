"""Fields with their labels: `{% field form.name %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField, Select
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from workshops.forms import ChoiceField, Form
from workshops.templatetags.shell import icon

register = template.Library()

#: How a field stands that is not an input behind its label, by its widget.
_TEMPLATES = {"CheckboxInput": "tick", "CheckboxSelectMultiple": "picks", "RadioSelect": "picks"}


@register.simple_tag
def field(bound: Any, label: str = "", *, look: str = "", with_error: bool = True) -> str:
    """Return the field `bound` with its label, help, error and foot; `label` and `look` are classes of label and field.

    Without `with_error` the page shows what is wrong elsewhere (components/fields/error.html).

    Raise TypeError for what is none: a page whose form is missing would stand without inputs, and say nothing.
    """
    if not isinstance(bound, BoundField):
        raise TypeError(f"{{% field %}} was given {bound!r}, which is no field of a form")
    template = _TEMPLATES.get(type(bound.field.widget).__name__, "labelled")
    context = {"field": bound, "label": label, "look": look, "with_error": with_error}
    return render_to_string(f"components/fields/{template}.html", context)


@register.simple_tag
def choose(name: str, label: str, choices: Iterable, chosen: Any, *args: str, look: str = "", **attrs: str) -> str:
    """Return a list to choose one of, as a field that no form reads: what a page asks (GET), a column of a sheet.

    `args` are the classes of the label, `look` those of the field, `attrs` further attributes of the input.
    """
    form = Form(initial={name: chosen}, auto_id="%s")
    form.fields[name] = ChoiceField(label, choices, required=False, widget=Select(attrs))
    return field(form[name], *args, look=look)


@register.simple_block_tag
def tick(content: str, one: Any, look: str = "tick") -> str:
    """Return the box of a field to tick, or of `one` of its choices; the block is what stands beside it."""
    return _choice(one, look, format_html('<span class="tick__box">{}</span>', icon("check", "sm")), content)


@register.simple_block_tag
def pick(content: str, one: Any, look: str = "pick") -> str:
    """Return the dot of `one` of the choices of a field; the block is what stands beside it."""
    return _choice(one, look, mark_safe('<span class="pick__dot"></span>'), content)


def _choice(one, look, mark, content):
    box = one if isinstance(one, BoundField) else one.tag()
    return format_html('<label class="{}">{}{}{}</label>', look, box, mark, mark_safe(content))
