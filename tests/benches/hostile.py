"""`./rembuk bench hostile`: senders of what takes long to read, while others read and save.

`--people` guests save a card and look at their board about once in `--think` seconds. Beside them `--senders` send one
of these over and over, each with a session of their own and the next one as soon as the answer is there; they are a
process of their own. A quiet spell comes before and after each.

    percent   1.9 MB of `%` to the page of signing in, by nobody in particular
    letters   633,000 escaped letters to a card
    stars     60,000 marks in a preview of a section
    marks     25,000 whole marks in it
    columns   a pasted table of 33,000 columns
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import random
import statistics
from collections import Counter

from masterplan.server.processes import die_with_parent
from masterplan.server.up import WEB
from tests.benches import room
from tests.benches.guest import Guest
from tests.benches.neighbours import LOST, _ready, _work
from tests.benches.phone import Browser, hidden
from tests.benches.stage import stage

SECTION = "buku/2/bab/B2-2.1/"
#: {name: (page whose form it is, address that takes it, its fields)}, of a plan where they begin without a stroke.
SENT = {
    "percent": ("/masuk/", "/masuk/", {"username": "%" * 1_900_000}),
    "letters": ("{card}", "{card}", {"note": "%61" * 633_000}),
    "stars": (SECTION, f"{SECTION}pratinjau/", {"title": "Gambaran", "body": "*" * 60_000}),
    "marks": (SECTION, f"{SECTION}pratinjau/", {"title": "Gambaran", "body": "*a* " * 25_000}),
    "columns": ("tata-kelola/tempel/", "tata-kelola/tempel/", {"jadikan": "masalah", "teks": "%09".join("a" * 33_000)}),
}


def run(argv):
    """Returns {people, senders, quiet: {page_…, save_…}, each of SENT: the same and statuses, lost, doubled, …}."""
    parser = argparse.ArgumentParser(prog="rembuk bench hostile")
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--think", type=float, default=2)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--senders", type=int, default=3)
    parser.add_argument("--only", default="", help="names of what is sent, separated by commas")
    parser.add_argument("--web", type=int, default=WEB, help="web processes")
    options = parser.parse_args(argv)
    with stage(workers=options.web) as scene:
        sessions = [_staff_session(scene.slug) for _ in range(options.senders)]
        return asyncio.run(_street(scene, sessions, options))


def _staff_session(slug):
    """The cookies of somebody of the staff who has just signed in."""
    from django.test import Client

    from workshops.plans.models import Plan

    client = Client()
    client.force_login(Plan.objects.get(slug=slug).staff_roles.get(role="staf").account)
    return {name: morsel.value for name, morsel in client.cookies.items()}


async def _street(scene, sessions, options):
    guests = []
    for place in range(options.people):
        pillar, refs = scene.boards[place % len(scene.boards)]
        guests.append(Guest(scene.host, scene.port, scene.slug, pillar, refs))
        await guests[-1].arrive(scene.token, f"Peserta {place + 1}")
    over = asyncio.Event()
    lives = [asyncio.create_task(_work(guest, options.think, over)) for guest in guests]
    await asyncio.sleep(options.think * 2)
    quiet, found = await _spell(guests, options.seconds), {}
    for name in options.only.split(",") if options.only else SENT:
        found[name] = await _beside(name, scene, guests, sessions, options)
        quiet = [before + after for before, after in zip(quiet, await _spell(guests, options.seconds), strict=True)]
    over.set()
    await asyncio.gather(*lives)
    await asyncio.wait_for(asyncio.gather(*(room._empty(guest) for guest in guests)), 60)
    for guest in guests:
        guest._leave()
    failures = sorted(Counter(text for guest in guests for text in guest.failures).items())
    begin = {"people": options.people, "senders": options.senders, "quiet": _figures(*quiet)}
    return begin | found | room._judged(scene.slug, guests) | {"rss_mb": scene.rss_mb(), "failures": failures}


async def _spell(guests, seconds):
    """(seconds of the pages, of the saves) whose answers come within the next `seconds`."""
    marks = [(len(guest.diary.pages), len(guest.diary.receipts)) for guest in guests]
    await asyncio.sleep(seconds)
    pages, saves = [], []
    for guest, (page, save) in zip(guests, marks, strict=True):
        pages += guest.diary.pages[page:]
        saves += [receipt.took for receipt in guest.diary.receipts[save:]]
    return pages, saves


async def _beside(name, scene, guests, sessions, options):
    fresh = multiprocessing.get_context("spawn")
    told = fresh.SimpleQueue()
    card = f"{scene.boards[0][0]}/{scene.boards[0][1][0]}/"
    what = (name, scene.host, scene.port, f"/r/{scene.slug}/", card, sessions, options.seconds, told)
    process = fresh.Process(target=_send, args=what, daemon=True)
    process.start()
    while not await asyncio.to_thread(_ready, told, process):
        pass
    figures = _figures(*await _spell(guests, options.seconds))
    await asyncio.to_thread(process.join, 30)
    assert process.exitcode == 0, f"the senders of {name} ended with {process.exitcode}"
    answers = told.get()
    return figures | {"sent": answers.total(), "statuses": sorted(answers)}


def _figures(pages, saves):
    found = {}
    for name, spans in (("page", pages), ("save", saves)):
        if spans:
            found |= {f"{name}_p50_ms": _ms(statistics.median(spans)), f"{name}_p95_ms": _ms(room.p95(spans))}
            found[f"{name}_max_ms"] = _ms(max(spans))
    return found | {"answers": len(pages) + len(saves)}


def _ms(seconds):
    return round(seconds * 1000, 1)


# ── the senders ──────────────────────────────────────────────────────────────────────────────────


def _send(name, host, port, plan, card, sessions, seconds, told):
    die_with_parent()
    asyncio.run(_all(name, host, port, plan, card, sessions, seconds, told))


async def _all(name, host, port, plan, card, sessions, seconds, told):
    page, address, fields = SENT[name]
    page, address = (where.format(card=card) for where in (page, address))
    page, address = (where if where.startswith("/") else plan + where for where in (page, address))
    browsers = [Browser(host, port) for _ in sessions]
    if name != "percent":
        for browser, cookies in zip(browsers, sessions, strict=True):
            browser.cookies = dict(cookies)
    forms = [await _form(browser, page, fields) for browser in browsers]
    told.put(True)
    answers = Counter()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(_again(*pair, address, answers) for pair in zip(browsers, forms, strict=True)))
    told.put(answers)


async def _form(browser, page, fields):
    """The body that this browser sends: what the page's form has, and `fields` as they are."""
    shown = await browser.ask("GET", page)
    assert shown.status == 200, (page, shown.status)
    known = {name: hidden(shown.text, name) for name in ("csrfmiddlewaretoken", "as", "base")}
    known |= {"op": f"hostile-{random.getrandbits(60):015x}"}
    return "&".join(f"{name}={value}" for name, value in (known | fields).items()).encode()


async def _again(browser, body, address, answers):
    while True:
        try:
            browser.reader, browser.writer = await asyncio.open_connection(browser.host, browser.port, limit=1 << 22)
            browser.writer.write(browser.head("POST", address, len(body)) + body)
            answers[(await browser._answer()).status] += 1
        except LOST:
            answers[0] += 1
        browser.writer.close()
