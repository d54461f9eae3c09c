"""`./rembuk bench submits`: what phones and networks repeat, double and reorder counts once.

`--count` saves of `--people` phones go through the fault proxy to two web processes on one database. Of them 20 %
are sent twice at once (one to each process), 20 % are committed, lose their answer and are repeated, 10 % are
overtaken by the same person's next save, 5 % come once more when everything is over, and after 1 % the same op comes
with another text, which must be refused.
"""

import argparse
import asyncio
import contextlib
import random
import time

from tests.benches.faults import FaultProxy
from tests.benches.ledger import judge
from tests.benches.phone import Phone, hidden
from tests.benches.stage import example_plan, serving

#: Share of the saves that meet each fate, in hundredths; the rest arrives as it should.
FATES = {"twice": 20, "lost_answer": 20, "overtaken": 10, "kept": 5, "other_body": 1}

#: Which header of a request names what the proxy shall do to it.
WISH = b"X-Bench-Fault: "


def run(argv):
    """Returns {sent, distinct, lost, doubled, other_body_accepted, other_number, failures, per_s}."""
    parser = argparse.ArgumentParser(prog="rembuk bench submits")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after that long, whatever --count says")
    options = parser.parse_args(argv)
    plan, token = example_plan()
    cards = [
        (pillar.slug, row.ref)
        for pillar in plan.pillars.all()
        for row in [*pillar.problems.all()[:4], *pillar.targets.all()[:4]]
    ]
    with contextlib.ExitStack() as stack:
        places = [stack.enter_context(serving())[1:] for _ in range(2)]
        proxy = stack.enter_context(FaultProxy(*places[0], places[1]))
        proxy.fault = wish
        crowd = Crowd(proxy, plan, options)
        asyncio.run(crowd.play(token, cards))
    found = judge(plan, crowd.sendings, crowd.receipts)
    return {
        "sent": sum(method == "POST" for method, _, _ in proxy.seen) + len(proxy.twins) + crowd.repeated,
        "distinct": len(crowd.sendings),
        "lost": len(found.lost) + len(crowd.sendings.keys() - crowd.receipts.keys()),
        "doubled": len(found.doubled),
        "other_body_accepted": crowd.accepted + sum(found.texts[text] for text in crowd.other_texts),
        "other_number": crowd.other_number + sum(_number(a) != _number(b) for a, b in proxy.twins),
        "failures": sorted({*crowd.failures, *found.faults}),
        "per_s": round(len(proxy.seen) / crowd.seconds, 1),
    }


def wish(head):
    """What a request asks the proxy to do to it."""
    _, found, rest = head.partition(WISH)
    return rest.partition(b"\r\n")[0].decode() if found else None


def _number(answer):
    return answer.value(b"x-rembuk")


class Crowd:
    """Phones that save through the proxy, and what they were told."""

    def __init__(self, proxy, plan, options):
        self.proxy, self.plan, self.options = proxy, plan, options
        self.host, port = proxy.url.removeprefix("http://").split(":")
        self.port = int(port)
        self.left = options.count
        self.sendings, self.receipts, self.failures = {}, {}, []
        self.other_texts = []
        self.repeated = self.accepted = self.other_number = 0
        self.seconds = 0.0

    async def play(self, token, cards):
        """Everybody joins, saves until `count` is reached, and then what the network kept comes again."""
        people = [Submitter(self, *cards[place % len(cards)]) for place in range(self.options.people)]
        for place, person in enumerate(people):
            await person.join(token, f"Peserta {place + 1}")
        began = time.perf_counter()
        await asyncio.gather(*(person.write() for person in people))
        again = await asyncio.to_thread(self.proxy.repeat)
        self.repeated = len(again)
        self.other_number += sum(_number(first) != _number(now) for first, now in again)
        self.seconds = time.perf_counter() - began

    def receipt(self, op, answer):
        """Notes what a person was told; the same op must always get the same number."""
        if answer.headers.get("x-rembuk-op") != op or answer.status not in (200, 409):
            self.failures.append(f"a save answered {answer.status}")
            return
        number = int(answer.headers["x-rembuk"])
        if self.receipts.setdefault(op, [number]) != [number]:
            self.other_number += 1


class Submitter:
    """A person with two connections, so that one save can overtake another."""

    def __init__(self, crowd, pillar, ref):
        self.crowd, self.ref = crowd, ref
        self.phone, self.second = (Phone(crowd.host, crowd.port, crowd.plan.slug, pillar) for _ in range(2))
        self.second.browser.cookies = self.phone.browser.cookies
        self.path = f"{self.phone.board}{ref}/"
        self.form = {}

    async def join(self, token, name):
        await self.phone.join(token, name)
        page = await self.phone.browser.ask("GET", self.path)
        self.form = {name: hidden(page.text, name) for name in ("csrfmiddlewaretoken", "base", "as")}

    async def write(self):
        fates = [*FATES, "good"]
        weights = [*FATES.values(), 100 - sum(FATES.values())]
        end = time.monotonic() + self.crowd.options.seconds
        while self.crowd.left > 0 and time.monotonic() < end:
            self.crowd.left -= 1
            await getattr(self, random.choices(fates, weights)[0])()

    def _new(self):
        op, text = f"bench-{random.getrandbits(80):020x}", f"Catatan {random.getrandbits(64):x}"
        self.crowd.sendings[op] = {"op": op, "ref": self.ref, "values": {"note": text}}
        return self.form | {"op": op, "note": text}

    async def _send(self, form, fault="", phone=None):
        more = ("HX-Request: true", *([WISH.decode() + fault] if fault else []))
        return await (phone or self.phone).browser.ask("POST", self.path, form, more)

    def _told(self, form, answer):
        self.crowd.receipt(form["op"], answer)
        self.form["base"] = answer.headers.get("x-rembuk", self.form["base"])

    async def good(self):
        """Arrives as it should."""
        form = self._new()
        self._told(form, await self._send(form))

    async def twice(self):
        """A double tap: both web processes get it at the same moment."""
        form = self._new()
        self._told(form, await self._send(form, "twice"))

    async def kept(self):
        """The network sends it once more when everything is over."""
        form = self._new()
        self._told(form, await self._send(form, "kept"))

    async def lost_answer(self):
        """Committed; the phone hears nothing of it, or half of it, and sends the same again."""
        form = self._new()
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._send(form, random.choice(("late_gateway", "reset_after", "cut")))
        self._told(form, await self._send(form))

    async def overtaken(self):
        """The next save of the same person arrives before this one."""
        self.crowd.left -= 1
        first, second = self._new(), self._new()
        late = asyncio.create_task(self._send(first, "held"))
        while not self.crowd.proxy.holds(self.path):
            await asyncio.sleep(0.001)
        self._told(second, await self._send(second, phone=self.second))
        self._told(first, await late)
        self.form["base"] = str(max(*self.crowd.receipts[first["op"]], *self.crowd.receipts[second["op"]]))

    async def other_body(self):
        """The same op with another text: refused, and the first answer stays true."""
        form = self._new()
        self._told(form, await self._send(form))
        text = f"Lain {random.getrandbits(64):x}"
        self.crowd.other_texts.append(text)
        other = await self._send(form | {"note": text})
        self.crowd.accepted += other.status != 409
