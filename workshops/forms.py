"""The base of every form and the fields that forms are made of.

A form stands filled with what was typed until it is written. What is wrong is a `FieldError` at its field: `parse`
of a `TextField` and `Form.reading` raise it, `{% field form.name %}` shows it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workshops.answers import new_op
from workshops.live.actions import OP
from workshops.text import LIMITS, MESSAGE_KINDS, FieldError, clean, escaped, natural, parse_name, parse_text


class FieldErrorList(ErrorList):
    """What is wrong with one field; pages show the first."""

    @property
    def first(self) -> FieldError:
        """Return the first error."""
        found = self.as_data()[0]
        kind = found.code if found.code in MESSAGE_KINDS else "field_error"
        return getattr(found, "field_error", None) or FieldError(kind, found.messages[0])

    @property
    def sentence(self) -> str:
        """Return what to do about it."""
        return self.first.sentence

    @property
    def kind(self) -> str:
        """Return its kind, for `data-kind`."""
        return self.first.kind

    @property
    def readings(self) -> tuple[str, ...]:
        """Return the texts that may have been meant."""
        return self.first.readings


def form_error(error: FieldError) -> ValidationError:
    """Return `error` as Django's forms raise it."""
    raised: Any = ValidationError(error.sentence, code=error.kind)
    raised.field_error = error
    return raised


def with_note(label: str, note: str) -> str:
    """Return the label of a choice with a smaller line under it."""
    return format_html('{}<br><span class="small muted">{}</span>', label, note)


class InputRenderer(DjangoTemplates):
    """Writes inputs and text areas as Django's templates do, which take longer than the page."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the HTML of a widget; of anything else, what Django's template makes of it."""
        kind, widget = template_name.rpartition("/")[2], context.get("widget", {})
        if kind != "textarea.html" and ("type" not in widget or widget.get("wrap_label")):
            return super().render(template_name, context, request)
        value, named = widget["value"], f'name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}'
        if kind == "textarea.html":
            return f"<textarea {named}>\n{escaped(value or '')}</textarea>"
        said = "" if value is None else f' value="{escaped(value)}"'
        return f'<input type="{widget["type"]}" {named}{said}>'


def _attributes(attrs):
    """As Django's `flatatt`: in the order of their names, those that are True last and without a value."""
    given = sorted(attrs.items())
    valued = [f' {name}="{escaped(value)}"' for name, value in given if not (value is None or isinstance(value, bool))]
    return "".join(valued + [f" {name}" for name, value in given if value is True])


class Select(forms.Select):
    """A list to choose one of, written at once: Django describes each choice first, and asks a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return its HTML."""
        marks = dict.fromkeys(self.format_value(value), " selected")
        named = _attributes(self.build_attrs(self.attrs, attrs))
        return SafeString(f'<select name="{escaped(name)}"{named}>{_options(self.choices, marks)}</select>')


def _options(choices, marks):
    return "".join(
        f'<optgroup label="{escaped(one)}">{_options(said, marks)}</optgroup>'
        if isinstance(said, list | tuple)
        else f'<option value="{escaped(one)}"{marks.get(str(one), "")}>{escaped(said)}</option>'
        for one, said in choices
    )


class BoundField(forms.BoundField):
    """A field of a form, as pages show it: the ids of what is said of it begin with its own."""

    @property
    def errors(self) -> Any:
        """Return what is wrong; nothing where Django would make an empty list each time that it is asked."""
        return self.form.errors.get(self.name, ())

    @property
    def aria_describedby(self) -> str:
        """Return the ids of its help, its error and what stands under it."""
        said = {"help": self.help_text, "error": self.errors, "foot": getattr(self.field, "foot", "")}
        return " ".join(f"{self.auto_id}-{part}" for part, words in said.items() if words)

    def value(self) -> Any:
        """Return what stands in it, "" for nothing: also where a post came without it."""
        value = super().value()
        return "" if value is None else value

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """Return the attributes of the input; one that was not sent is shown as stored, and can be typed into."""
        if (widget or self.field.widget).is_hidden:
            return {"id": False}
        return super().build_widget_attrs(attrs, widget) | {"disabled": False}


class _Shown(forms.Field if TYPE_CHECKING else object):
    """What our fields add to Django's: `foot`, said under the input, and the look of the input."""

    is_optional = False

    def __init__(self, label: str = "", *, foot: str = "", **more: Any) -> None:
        self.foot = foot
        super().__init__(label=label, **more)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """Return the attributes that every input has."""
        if widget.is_hidden or isinstance(widget, forms.RadioSelect | forms.CheckboxInput):
            return super().widget_attrs(widget)
        look = f"input {widget.attrs.get('class', '')}".strip()
        typed = {"autocomplete": "off"} if getattr(widget, "input_type", "") == "text" else {}
        return typed | super().widget_attrs(widget) | widget.attrs | {"class": look}


class TextField(_Shown, forms.CharField):
    """A text as people type it, cleaned and within its `limit`.

    rows    how many lines of it are in sight; none: it is one line
    needed  what is said where it is empty
    optional  False where the label does not say that it may stay empty
    parse   reads the cleaned text into what it says; raises FieldError
    attrs   further attributes of the input
    """

    def __init__(
        self,
        label: str = "",
        limit: int | None = None,
        *,
        rows: int = 0,
        needed: str = "",
        optional: bool = True,
        parse: Callable[[str], Any] | None = None,
        one_line: bool | None = None,
        attrs: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        self.limit, self.needed, self.parse = limit, needed, parse
        self.one_line = not rows if one_line is None else one_line
        lines = forms.Textarea({"rows": rows, "cols": False} | (attrs or {})) if rows else forms.TextInput(attrs)
        super().__init__(label, widget=more.pop("widget", lines), **more)
        self.is_optional = optional and not self.required

    def clean(self, value: str | None) -> Any:
        """Return what was typed, as it is stored. Raises ValidationError."""
        try:
            return self.read(value or "")
        except FieldError as error:
            raise form_error(error) from None

    def read(self, raw: str) -> Any:
        """Return what was typed, as it is stored. Raises FieldError."""
        text = parse_text(raw, limit=self.limit, one_line=self.one_line).text
        if self.parse:
            return self.parse(text)
        if self.required and not text:
            raise FieldError("field_error", self.needed or f"{self.label} belum diisi.")
        return text


class NameField(TextField):
    """A name of a person, a group or an office; `called` where sentences call it otherwise than its label."""

    def __init__(self, label: str = "Nama", limit: int = LIMITS["person"], *, called: str = "", **more: Any) -> None:
        self.called = called or label
        super().__init__(label, limit, **more)

    def read(self, raw: str) -> str:
        """Return the name. Raises FieldError where it is none."""
        return parse_name(raw, label=self.called, limit=self.limit or LIMITS["person"]).text


class _Chosen(_Shown, forms.ChoiceField):
    """What our fields of choices share."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Return the field for one form, with the same choices: a form that offers others sets them."""
        return super(forms.ChoiceField, self).__deepcopy__(memo)


class ChoiceField(_Chosen):
    """One of several, chosen from a list; `needed` is what is said where none of them was."""

    widget = Select

    def __init__(
        self, label: str = "", choices: Iterable = (), *, needed: str = "Pilih salah satu dari daftar.", **more: Any
    ) -> None:
        said = {"required": needed, "invalid_choice": needed.replace("%", "%%")}
        super().__init__(label, choices=choices, error_messages=said, **more)


class ChoicesField(_Chosen, forms.MultipleChoiceField):
    """Several of a list, to tick; `needed` is what is said where none was."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self, label: str = "", choices: Iterable = (), *, needed: str = "Pilih paling sedikit satu.", **more: Any
    ) -> None:
        said = dict.fromkeys(("required", "invalid_choice", "invalid_list"), needed.replace("%", "%%"))
        super().__init__(label, choices=choices, error_messages=said, **more)


class TickField(_Shown, forms.BooleanField):
    """A box to tick, or not; `value` is what it sends."""

    def __init__(self, label: str = "", *, value: str = "1", **more: Any) -> None:
        super().__init__(label, required=False, widget=forms.CheckboxInput({"value": value}), **more)


class FileField(_Shown, forms.FileField):
    """A file; `check` makes of it what may be stored, `needed` is what is said where none came."""

    def __init__(
        self, label: str = "", *, check: Callable[[Any], Any] | None = None, needed: str = "", accept: str, **more: Any
    ) -> None:
        self.check = check
        said = dict.fromkeys(("required", "invalid"), needed.replace("%", "%%"))
        widget = forms.FileInput({"accept": accept})
        super().__init__(label, widget=widget, error_messages=said, allow_empty_file=True, **more)
        self.is_optional = not self.required

    def clean(self, value: Any, initial: Any = None) -> Any:
        """Return what may be stored, None where no file came. Raises ValidationError."""
        file = super().clean(value, initial)
        try:
            return self.check(file) if self.check and file else file
        except FieldError as error:
            raise form_error(error) from None


class NumberField(forms.Field):
    """A number that a page of ours wrote into a hidden input; None for anything else."""

    widget = forms.HiddenInput

    def __init__(self, digits: int = 15, **more: Any) -> None:
        self.digits = digits
        super().__init__(required=False, **more)

    def clean(self, value: str | None) -> int | None:
        """Return the number."""
        return natural(value, self.digits)


class PostedForm:
    """What every form is sent with, also one whose fields are those of a kind.

    op         names the save, so that one that is sent twice counts once
    op_shown   what the page sends next: the same op as long as nothing was written under it
    base       the journal number that the page had shown
    actor_key  as whom
    """

    def receive(self, data: Mapping[str, Any] | None, head: int | None = None) -> None:
        """Take from `data` what every form is sent with; `head` is the journal number of a page that is shown now."""
        is_sent = data is not None
        self.op = data.get("op", "") if is_sent else new_op()
        self.op_shown = self.op if OP.fullmatch(self.op) else new_op()
        self.base = natural(data.get("base")) if is_sent else head
        self.actor_key = data.get("as", "") if is_sent else ""


class Form(PostedForm, forms.Form):
    """A form whose fields are declared.

    partial  fields that were not sent stay as they are stored
    """

    bound_field_class = BoundField
    default_renderer = InputRenderer
    id_format = "f-%s"
    partial = False
    fields: dict[str, Any]
    errors: Any
    _errors: Any

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict | None = None,
        *,
        head: int | None = None,
        **more: Any,
    ) -> None:
        shown: dict[str, Any] = {"auto_id": self.id_format, "error_class": FieldErrorList, "label_suffix": ""}
        super().__init__(data, files, **(shown | more))
        self.receive(data, head)
        for name, described in self.fields.items():
            described.disabled = self.partial and self.is_bound and self.add_prefix(name) not in self.data

    def clean(self) -> dict[str, Any]:
        """Return what was read, for forms that look at several fields together."""
        super().clean()
        return self.cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:
        """Note what is wrong with `field`, a FieldError or as Django says it."""
        super().add_error(field, form_error(error) if isinstance(error, FieldError) else error)

    def wrong(self, field: str, sentence: str, kind: str = "field_error") -> None:
        """Note that `field` is wrong and what to do about it."""
        self.add_error(field, FieldError(kind, sentence))

    @contextmanager
    def reading(self, field: str) -> Iterator[None]:
        """Note a FieldError that is raised within at `field`."""
        try:
            yield
        except FieldError as error:
            self.add_error(field, error)

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Return (id of the input, sentence that names it, kind) of all that is wrong, for the top of a page."""
        shown = ((self[name], errors.first) for name, errors in self.errors.items())
        return [(field.auto_id, error.with_label(field.label), error.kind) for field, error in shown]

    @property
    def first_error(self) -> str:
        """Return what to do about the first that is wrong."""
        return next(iter(self.errors.values())).sentence

    @property
    def removed(self) -> int:
        """Return how many invisible characters were taken out of what was typed."""
        typed = [(self[name].value() or "", one) for name, one in self.fields.items() if isinstance(one, TextField)]
        return sum(clean(text, one_line=described.one_line).removed for text, described in typed)
