"""Small pieces of a page that stand there or not, without an `{% if %}` around each: known to every template.

Flags of elements (`{{ chosen|checked:key }}`), and a text with what belongs around it (`{{ note|p:"small" }}`).
"""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from workshops.templatetags.shell import icon

register = template.Library()

#: What a notice of each look is marked with, and how a screen reader hears of it.
_NOTICES = {"ok": ("check", "status"), "bad": ("masalah", "alert")}

_ITSELF = object()  # a flag is asked of the value itself, not of whether it is another


def _flag(name: str, words: str) -> None:
    """Register filter `name`: `words` in a tag where the value is the one given, or without one where it is true."""

    def shown(value: Any, chosen: Any = _ITSELF) -> SafeString:
        return mark_safe(words if (value if chosen is _ITSELF else value == chosen) else "")

    register.filter(name, shown)


_flag("checked", "checked")
_flag("selected", "selected")
_flag("current", 'aria-current="true"')
_flag("current_page", 'aria-current="page"')


@register.filter(is_safe=True)
def prefix(text: Any, before: str) -> str:
    """Return `text` with `before` in front of it, or nothing without a text."""
    return f"{before}{text}" if text else ""


@register.filter(is_safe=True)
def suffix(text: Any, after: str) -> str:
    """Return `text` with `after` behind it, or nothing without a text."""
    return f"{text}{after}" if text else ""


@register.filter
def between(loop: dict[str, Any], mark: str) -> str:
    """Return `mark` behind every turn of a `forloop` but the last."""
    return "" if loop["last"] else mark


def _element(name: str) -> None:
    """Register filter `name`: the text in such an element with the classes given, or nothing without a text."""

    def around(text: Any, look: str = "") -> str:
        classes = format_html(' class="{}"', look) if look else ""
        return format_html("<{0}{1}>{2}</{0}>", mark_safe(name), classes, text) if text else ""

    register.filter(name, around)


_element("p")
_element("span")
_element("b")


@register.simple_block_tag
def notice(content: str, look: str = "", kind: str = "", **more: str) -> str:
    """Return a notice that says the block, or nothing where the block is empty.

    `look` is "", "info", "ok", "warn" or "bad", `kind` what tests know it by; `role`, `mark` (its icon) and `id`.
    """
    if not (said := content.strip()):
        return ""
    mark, role = _NOTICES.get(look, ("info", ""))
    attributes = {"id": more.get("id"), "data-kind": kind, "role": more.get("role", role)}
    return format_html(
        '<p class="notice{}"{}>{}<span>{}</span></p>',
        f" notice--{look}" if look else "",
        format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value)),
        icon(more.get("mark", mark)),
        mark_safe(said),
    )
