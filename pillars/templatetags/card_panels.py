"""The page of a card: its inputs, and what features show beside it, put into the template that draws it."""

from django import template
from django.template.context import RequestContext

from pillars.card_page.panels import panels_changed, panels_of
from pillars.cards.inputs import Input
from workshops.response_cache import Kept

register = template.Library()

#: Inputs kept in memory, about 1 kB each: a card looks to the next reader as it looked to the one before.
_kept = Kept(4000)


@register.simple_tag(takes_context=True)
def card_field(context: RequestContext, one: Input) -> str:
    """Return a field of a card's form (components/field.html), from memory where it looks like one drawn before."""
    drawn_for, html = (one.look and _kept.get(one.look)) or (None, "")
    if drawn_for is not one.field:
        with context.push(one=one):
            html = context.template.engine.get_template("components/field.html").render(context)
        if one.look:
            # the field itself is kept too: its id in the key stays its own
            _kept.put(one.look, (one.field, html))
    return html


@register.simple_tag(takes_context=True)
def card_panels(context: RequestContext) -> str:
    """Put the variables of every panel beside the card `entry` into the page; prints nothing."""
    for name, value in panels_of(context["request"], context["entry"]).items():
        context[name] = value
    return ""


@register.simple_tag(takes_context=True)
def changed_panels(context: RequestContext) -> str:
    """Put the variables of the panels that changed since event `after` into the page; prints nothing."""
    for name, value in panels_changed(context["request"], context["entry"], context["after"]).items():
        context[name] = value
    return ""
