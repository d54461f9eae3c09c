"""Small pieces of a page that stand there or not, without an `{% if %}` around each: known to every template.

Flags of elements (`{{ chosen|checked:key }}`), a text with what belongs around it (`{{ note|p:"small" }}`), links and
buttons for those who may use them (`{% go "trash" pillar.slug %}Kartu terhapus{% endgo %}`).
"""

from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.urls import URLResolver, get_resolver, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from workshops.access import PlanRequest
from workshops.templatetags.shell import icon, write_inputs
from workshops.text import escaped

register = template.Library()

#: What a notice of each look is marked with, and how a screen reader hears of it.
_NOTICES = {"ok": ("check", "status"), "bad": ("masalah", "alert")}

_ITSELF = object()  # a flag is asked of the value itself, not of whether it is another


def _flag(name: str, words: str) -> None:
    """Register filter `name`: `words` in a tag where the value is the one given, or without one where it is true."""

    def shown(value: Any, chosen: Any = _ITSELF) -> SafeString:
        return SafeString(words if (value if chosen is _ITSELF else value == chosen) else "")

    register.filter(name, shown)


_flag("checked", "checked")
_flag("selected", "selected")
_flag("opened", "open")
_flag("current", 'aria-current="true"')
_flag("current_page", 'aria-current="page"')


@register.filter
def attr(value: Any, name: str) -> str:
    """Return attribute `name` with the value, behind a space, or nothing without one."""
    return format_html(' {}="{}"', name, value) if value else ""


@register.filter("is")
def is_equal(value: Any, other: Any) -> bool:
    """Return whether the value is the other, for `then`, `unless` and `yesno`."""
    return value == other


@register.filter
def then(value: Any, words: str) -> str:
    """Return `words` where the value holds."""
    return words if value else ""


@register.filter
def unless(value: Any, words: str) -> str:
    """Return `words` where the value does not hold."""
    return "" if value else words


@register.filter
def prefix(text: Any, before: str) -> str:
    """Return `text` with `before` in front of it, or nothing without a text."""
    return SafeString(escaped(before) + escaped(text)) if text else ""


@register.filter
def suffix(text: Any, after: str) -> str:
    """Return `text` with `after` behind it, or nothing without a text."""
    return SafeString(escaped(text) + escaped(after)) if text else ""


@register.filter
def shortened(text: Any, most: int) -> str:
    """Return `text` of at most `most` characters; what was cut ends in "…", which begins no line."""
    if len(text := str(text)) <= most:  # before Django translates its "…", which is most of the time of a short text
        return text
    short = Truncator(text).chars(most)
    return f"{short.removesuffix(' …')}…" if short.endswith(" …") else short


@register.filter
def between(loop: dict[str, Any], mark: str) -> str:
    """Return `mark` behind every turn of a `forloop` but the last."""
    return "" if loop["last"] else mark


def _element(name: str) -> None:
    """Register filter `name`: the text in such an element with the classes given, or nothing without a text."""

    def around(text: Any, look: str = "") -> str:
        classes = f' class="{escaped(look)}"' if text and look else ""
        return SafeString(f"<{name}{classes}>{escaped(text)}</{name}>") if text else ""

    register.filter(name, around)


_element("p")
_element("span")
_element("b")


@register.simple_block_tag
def notice(content: str, look: str = "", kind: str = "", **more: Any) -> str:
    """Return a notice that says the block, or nothing where that is empty, `if` is given and not so, or `unless` so.

    `look` is "", "info", "ok", "warn" or "bad", `kind` what tests know it by; `role`, `mark` (its icon) and `id`.
    """
    if not (said := content.strip()) or not more.get("if", True) or more.get("unless"):
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


@cache
def _views() -> dict[str, Any]:
    """Return the view of each named address; its `asks` are the rows of the access matrix, by method."""
    waiting: list[Any] = [get_resolver()]
    found: dict[str, Any] = {}
    while waiting:
        for pattern in waiting.pop().url_patterns:
            if isinstance(pattern, URLResolver):
                waiting.append(pattern)
            else:
                found[pattern.name or ""] = pattern.callback
    return found


def _address(request: PlanRequest, method: str, name: str, args: tuple[Any, ...]) -> str:
    """Return the address of page `name` of the plan, or nothing for those whom its view would refuse `method`."""
    may = getattr(request.may, _views()[name].asks[method].replace(".", "_"))
    return reverse(name, args=[request.plan.slug, *args]) if may else ""


@register.simple_block_tag
def link(content: str, address: str, look: str = "btn", line: str = "") -> str:
    """Return a link that says the block, or nothing without an address; `look` is its classes, `line` a paragraph's."""
    if not address:
        return ""
    said = format_html('<a class="{}" href="{}">{}</a>', look, address, mark_safe(content.strip()))
    return format_html('<p class="{}">{}</p>', line, said) if line else said


@register.simple_block_tag(takes_context=True)
def go(context: Context, content: str, name: str, *args: Any, look: str = "btn", line: str = "", **query: Any) -> str:
    """Return a link to page `name` of the plan, or nothing for those who may not open it, or `if` is given and not so.

    `query` is what its address asks; the rest as in `link`.
    """
    address = query.pop("if", True) and _address(context["request"], "GET", name, args)
    asked = urlencode({key: value for key, value in query.items() if value})
    return link(content, f"{address}?{asked}" if address and asked else address, look, line)


@register.simple_block_tag(takes_context=True)
def act(context: Context, content: str, name: str, *args: Any, look: str = "btn", line: str = "", **inputs: Any) -> str:
    """Return a form of one button that posts to `name`, or nothing for those who may not, or `if` is given and not so.

    The block is the words of the button; `look` is its classes, `line` those of the form, `inputs` what it sends.
    """
    if not (inputs.pop("if", True) and (address := _address(context["request"], "POST", name, args))):
        return ""
    return format_html(
        '<form method="post"{} action="{}">{}<button class="{}">{}</button></form>',
        attr(line, "class"),
        address,
        write_inputs(context, **inputs),
        look,
        mark_safe(content.strip()),
    )
