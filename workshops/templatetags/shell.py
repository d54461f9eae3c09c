"""What every page is framed with: assets, icons, pillar chips, QR codes, the app bar and the tabs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from workshops.agenda.clock import milliseconds, remaining_time
from workshops.agenda.room_state import ShownStep
from workshops.answers import new_op
from workshops.assets import asset_address
from workshops.people.destinations import destinations_of
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.qr_code import qr_path

register = template.Library()
register.simple_tag(asset_address, name="asset")

#: Codes of pillars that have an icon of their own; another plan's further pillars get the board's.
PILLAR_ICONS = {"GOV", "BRA", "ECO", "LIV", "SOC", "ENV"}


@register.simple_tag
def icon(name: str, size: str = "") -> str:
    """Return the symbol `i-<name>` of the sprite, decorative; `size` is "", "sm" or "lg"."""
    return _icon(name, f" icon--{size}" if size else "", asset_address("sprite.svg"))


@lru_cache(maxsize=256)
def _icon(name, look, sprite):
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', look, sprite, name)


@register.simple_tag
def pillar_icon(code: str, size: str = "") -> str:
    """Return the icon of the pillar with `code`."""
    return icon(code.lower() if code in PILLAR_ICONS else "papan", size)


@register.simple_tag
def pillar(code: str, name: str = "", look: str = "") -> str:
    """Return a pillar as icon and code, never as a colour alone, or nothing for none; `look`: "", "solid", "plain"."""
    if not code:
        return ""
    return format_html(
        '<span class="pillar{}" data-pillar="{}"{}>{}{}</span>',
        f" pillar--{look}" if look else "",
        code,
        format_html(' title="{}"', name) if name else "",
        pillar_icon(code, "sm"),
        code,
    )


@register.simple_tag
def qr(payload: str, label: str) -> str:
    """Return a QR code as inline SVG, black on white whatever the theme.

    `label` is read to people who do not see it.
    """
    side, dark = qr_path(payload, border=2)
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        side,
        side,
        label,
        side,
        side,
        dark,
    )


@register.simple_tag
def options(choices: list[tuple[int | str, str]], chosen: int | str | None) -> str:
    """Return `<option>`s for (value, label) pairs.

    Made once for each list and choice, since a page may hold hundreds.
    """
    return _options(tuple(choices), chosen)


@lru_cache(maxsize=256)
def _options(choices, chosen):
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else "", label) for value, label in choices),
    )


@register.filter
def initials(name: str) -> str:
    """Return two letters of a name for an avatar: `Ani Lestari` → `AL`."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


@register.filter
def clock(moment: datetime | None, plan: Plan) -> str:
    """Return the time of day in the plan's zone: `10.42`; "" for None."""
    return local(moment, plan).strftime("%H.%M") if moment else ""


@register.simple_tag
def server_now() -> int:
    """Return the server's time in milliseconds, by which a page measures its own clock."""
    return milliseconds()


@register.simple_tag
def clock_of(shown: ShownStep) -> dict[str, Any]:
    """Return {"ends_at", "ends" (ms), "paused", "words", "hue"} of a step (`now.Shown`); paused, when it would end."""
    step, ends_at = shown.step, shown.ends_at
    paused = step.state == step.PAUSED and not shown.own
    if paused:
        ends_at = timezone.now() + timedelta(seconds=step.left_seconds or 0)
    words, hue = remaining_time(ends_at) if ends_at else ("tanpa batas waktu", "")
    ends = ends_at and milliseconds(ends_at)
    return {"ends_at": ends_at, "ends": ends, "paused": paused, "words": words, "hue": "" if paused else hue}


@register.inclusion_tag("components/timer.html")
def timer(shown: ShownStep | None, plan: Plan, name: str = "waktu", look: str = "") -> dict[str, Any]:
    """Return the end time of a step (`now.Shown`) in bold and what is left of it; `look` is "" or "big".

    Without a step an empty place, so that one that begins finds it by its id (`name`).
    """
    if shown is None:
        return {"name": name}
    return {"name": name, "shown": shown, "plan": plan, "look": look} | clock_of(shown)


@register.inclusion_tag("components/appbar.html", takes_context=True)
def appbar(context: RequestContext, title: str, sub: str = "", current: str = "") -> dict[str, Any]:
    """Return the app bar of a page inside a plan: logo, title, destinations of this person, avatar.

    `current` is the url name of the present destination. An `h1` belongs to the page, not to the bar.
    """
    room = {name: context.get(name) for name in ("now", "mine")}
    return _frame(context, current) | {"title": title, "sub": sub} | room


@register.inclusion_tag("components/tabs.html", takes_context=True)
def tabs(context: RequestContext, current: str = "") -> dict[str, Any]:
    """Return the same destinations at the bottom of a phone."""
    return _frame(context, current)


def _frame(context, current):
    request = context["request"]
    return {
        "request": request,
        "plan": request.plan,
        "actor": request.actor,
        "places": destinations_of(request),
        "current": current,
    }


@register.simple_tag
def logo() -> str:
    """Draw six seats around a table, in ink."""
    return mark_safe(_LOGO)


_SEATS = ((12, 2.6), (20.14, 7.3), (20.14, 16.7), (12, 21.4), (3.86, 16.7), (3.86, 7.3))
_LOGO = (
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<circle cx="12" cy="12" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    + "".join(f'<circle cx="{x}" cy="{y}" r="2.1" fill="currentColor"/>' for x, y in _SEATS)
    + "</svg>"
)


@register.simple_tag
def seats() -> str:
    """Return the picture of the front page: six seats around a table, one for each pillar."""
    places = ((200, 58), (323, 129), (323, 271), (200, 342), (77, 271), (77, 129))
    drawn = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="40"/><use href="{}#i-{}" x="{}" y="{}" width="44" height="44"/>',
        [
            (x, y, asset_address("sprite.svg"), code, x - 22, y - 22)
            for (x, y), code in zip(places, ("gov", "bra", "eco", "liv", "soc", "env"), strict=True)
        ],
    )
    return format_html(
        '<svg viewBox="0 0 400 400" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"'
        ' stroke-linejoin="round"><circle cx="200" cy="200" r="74" stroke-width="16"/><g stroke-width="2">{}</g></svg>',
        drawn,
    )


@register.simple_tag(takes_context=True)
def write_inputs(context: Any, **more: Any) -> str:
    """Return the hidden inputs of a form that writes to a plan: token, `op`, the number shown, as whom, and `more`."""
    request, given = context["request"], {"csrfmiddlewaretoken": context.get("csrf_token"), "op": new_op()}
    if actor := getattr(request, "actor", None):
        given |= {"base": request.plan.head, "as": actor.key}
    pairs = ((name, "" if value is None else value) for name, value in (given | more).items())
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def runs(changes: Sequence[Any], only: str = "") -> str:
    """Return the words of a change, (what became of them, text) each; `only` "del" or "add" leaves the other out."""
    marks = {"del": "<del>{}</del>", "add": "<ins>{}</ins>"}
    return _joined((marks.get(op, "{}"), text) for op, text in changes if not only or op in (only, "same"))


@register.simple_tag
def marked(pieces: Sequence[Any], element: str = "mark") -> str:
    """Return a text of which some pieces are marked, (text, whether) each."""
    return _joined((f"<{element}>{{}}</{element}>" if is_marked else "{}", text) for text, is_marked in pieces)


def _joined(pieces):
    """Return (format, text) pairs as one safe text."""
    return mark_safe("".join(format_html(form, text) for form, text in pieces))


@register.simple_block_tag
def fault(content: str, mark: str, head: str) -> str:
    """Return what a page says that is shown instead of another: icon `mark`, title `head`; the block is the text."""
    said = format_html("<p>{}</p>", mark_safe(text)) if (text := content.strip()) else ""
    return format_html('<span class="fault__mark">{}</span><h1>{}</h1>{}', icon(mark), head, said)


@register.simple_tag
@lru_cache(maxsize=256)
def plan_pages(slug: str) -> str:
    """Return the list of the pages that look at the whole plan `slug` (components/plan_pages.html)."""
    return render_to_string("components/plan_pages.html", {"slug": slug})


@register.simple_block_tag(takes_context=True)
def page_link(context: Context, content: str, name: str, title: str) -> str:
    """Return the line of a list that leads to page `name` of the plan; the block says what is there."""
    return format_html(
        '<li><a class="list__link" href="{}"><span class="grow">'
        '<b>{}</b><br><span class="muted">{}</span></span></a></li>',
        reverse(name, args=[context["slug"]]),
        title,
        mark_safe(content.strip()),
    )
