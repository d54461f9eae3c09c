"""A phone behind a wifi that can fail, for the tests of the outbox: the proxy, and what the phone says meanwhile."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from pillars.cards.actions.save import add_entry
from tests.benches.faults import FaultProxy
from tests.cast import new_op
from workshops.live.models import Event

BAR = "[data-bar], #kirim"
BOARD = "/r/ponorogo/tata-kelola/"

#: Everything that ever stood where the page says where the text is; and `patience`: milliseconds for a request.
WATCH = """
window.said = [];
new MutationObserver(() => {
  for (const place of document.querySelectorAll('[data-bar], #kirim, [data-state]')) {
    const text = place.textContent.trim();
    if (text && window.said.at(-1) !== text) window.said.push(text);
  }
}).observe(document, {subtree: true, childList: true, characterData: true});
window.patience = 15000;
const later = window.setTimeout;
window.setTimeout = (call, ms, ...more) => later(call, ms === 15000 ? patience : ms, ...more);
"""


@pytest.fixture
def wifi(server, trouble):
    """The way from the phones to the server; `wifi.fault = "portal"` spoils it, None heals it."""
    trouble.tolerate("Failed to load resource|Failed to fetch|net::ERR")
    parts = urlsplit(server.url)
    with FaultProxy(parts.hostname, parts.port) as proxy:
        yield proxy


@pytest.fixture
def problem(ani):
    """The ref of a card of the group Tata Kelola."""
    values = {"statement": "Antrean panjang", "evidence": "Dua jam"}
    return add_entry(ani.actor, "masalah", "GOV", values, op=new_op()).ref


def sit_down(page, wifi, person):
    """This browser is `person`'s from now on."""
    cookie = {"name": "rembuk", "value": person.client.cookies["rembuk"].value, "url": wifi.url}
    page.context.add_cookies([cookie])


def enter(page, wifi, person, address=""):
    """Opens `address` below the board in this browser as `person`."""
    sit_down(page, wifi, person)
    page.goto(f"{wifi.url}{BOARD}{address}")
    return page


def bar(page):
    """The line that says where the text is, in the form or at the edge."""
    return page.locator(BAR)


def says(page, selector, pattern):
    """Waits until something at `selector` says `pattern` (a regular expression); looks at every frame."""
    story = "([selector, pattern]) => [...document.querySelectorAll(selector)].some((one) =>"
    story += " new RegExp(pattern).test('value' in one ? one.value : one.textContent))"
    try:
        page.wait_for_function(story, arg=[selector, pattern])
    except Error:
        texts = page.locator(selector).evaluate_all("all => all.map((one) => one.value ?? one.textContent)")
        raise AssertionError(f"{selector} does not say {pattern}: {texts}") from None


def heal(page, wifi):
    """The network works again, and the phone has noticed."""
    wifi.fault = None
    page.evaluate("() => { window.patience = 15000; dispatchEvent(new Event('online')); }")


def posts(wifi):
    """The saves that left the phone, as (path, fault)."""
    return [(path, fault) for method, path, fault in wifi.seen if method == "POST" and not path.endswith("/hadir/")]


def texts_of(field):
    """What the journal says was written into `field`, in its order."""
    changes = [change for event in Event.objects.order_by("number") for change in event.changes.values()]
    return [change[field][1] for change in changes if field in change]


def kept(page):
    """What lies in this browser's localStorage, without the keys."""
    return page.evaluate("Object.entries(localStorage).map(([key, text]) => key + ' ' + text).join(' ')")
