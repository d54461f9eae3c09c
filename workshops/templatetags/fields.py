"""Fields with their labels: `{% field form.name %}`."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import template
from django.forms import BoundField, TextInput
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from workshops.forms import ChoiceField, Form, Select, TextField
from workshops.templatetags.shell import icon
from workshops.text import escaped

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
    if not (template := _TEMPLATES.get(type(bound.field.widget).__name__)):
        return _labelled(bound, label or "field__label", look, with_error)
    return render_to_string(f"components/fields/{template}.html", {"field": bound, "label": label, "look": look})


def _labelled(bound, label, look, with_error):
    """An input with its label, help, error and foot; written here, since a template takes four times as long for it."""
    told, wrong, about = bound.field, bound.errors, escaped(bound.auto_id)
    texts = {"help": bound.help_text, "foot": getattr(told, "foot", "")}
    said = {part: f'<p class="field__{part}" id="{about}-{part}">{escaped(t)}</p>' for part, t in texts.items() if t}
    classes = f"field{f' {escaped(look)}' * bool(look)}{' field--error' * bool(wrong)}"
    optional = ' <span class="field__opt">(boleh kosong)</span>' * getattr(told, "is_optional", False)
    error = render_to_string("components/fields/error.html", {"field": bound}) if with_error and wrong else ""
    return SafeString(
        f'<div class="{classes}"><label class="{escaped(label)}" for="{escaped(bound.id_for_label)}">'
        f"{escaped(bound.label)}{optional}</label>{said.get('help', '')}{bound}{error}{said.get('foot', '')}</div>"
    )


@register.simple_tag
def choose(name: str, said: str, choices: Iterable, chosen: Any, label: str = "", **more: Any) -> str:
    """Return a list to choose one of, labelled `said`, as a field that no form reads: a filter, a column of a sheet.

    `first` are the words for none of them; the rest as of `ask`.
    """
    listed = [("", first), *choices] if (first := more.pop("first", "")) else choices
    return _alone(partial(ChoiceField, choices=listed), Select, name, said, chosen, label, **more)


@register.simple_tag
def ask(name: str, said: str, value: Any, label: str = "", **more: Any) -> str:
    """Return a line to type, labelled `said`, as a field that no form reads.

    `label` and `look` are classes as of `field`, `help_text` is its help, the rest are attributes of the input.
    """
    return _alone(partial(TextField, optional=False), TextInput, name, said, value, label, **more)


def _alone(kind, widget, name, said, value, label, look="", help_text="", **attrs):
    form = Form(initial={name: value}, auto_id="%s")
    form.fields[name] = kind(said, required=False, help_text=help_text, widget=widget(attrs))
    return field(form[name], label, look=look)


def _choice(look: str, kind: str, mark: Callable[[], str]) -> Callable[..., str]:
    """Register and return `look`: a box to tick or a dot to choose, the block beside it.

    It is of a field, of `one` of its choices (`{% for one in form.field %}`), or of one `value` of it. `one` can be the
    name of what no form reads; `chosen` then is what of it is chosen, or whether this is.
    """

    def shown(content, one, value=None, chosen=(), *, look=look, kind=kind):
        if value is None:
            box = one if isinstance(one, BoundField) else one.tag()
        else:
            name, on = (one.html_name, one.value()) if isinstance(one, BoundField) else (one, chosen)
            is_on = on if isinstance(on, bool) else str(value) in ([on] if isinstance(on, str) else map(str, on))
            box = f'<input type="{kind}" name="{escaped(name)}" value="{escaped(value)}"{" checked" * is_on}>'
        return SafeString(f'<label class="{escaped(look)}">{box}{mark()}{content}</label>')

    return register.simple_block_tag(shown, name=look)


_choice("tick", "checkbox", lambda: f'<span class="tick__box">{icon("check", "sm")}</span>')
_pick = _choice("pick", "radio", lambda: '<span class="pick__dot"></span>')


@register.simple_tag
def boxes(name: str, rows: Iterable) -> str:
    """Return a box to tick for each (value, words, whether it is ticked) of `rows`: as `pick` draws it, all at once."""
    said = [(f"<span>{escaped(words)}</span>", value, bool(on)) for value, words, on in rows]
    return SafeString("".join([_pick(words, name, value, on, kind="checkbox") for words, value, on in said]))
