"""What features show beside a card, put into the template that draws it."""

from django import template
from django.template.context import RequestContext

from pillars.card_page.panels import panels_changed, panels_of

register = template.Library()


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
