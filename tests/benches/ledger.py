"""What was sent and what was acknowledged, kept outside the system; and the judge that reads the database afterwards.

A line of the ledger is on the disk before its save is sent, and again after its receipt: whatever is killed, the
bench itself only ever forgets what it has not yet sent.
"""

import asyncio
import json
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection


class Ledger:
    """An append-only file of JSON lines. Used from one event loop; lines that wait together share one fsync."""

    def __init__(self, path: Path):
        self.path = path
        self._file = path.open("a")
        self._waiting: list[tuple[str, asyncio.Future]] = []
        self._task: asyncio.Task | None = None

    async def sent(self, op: str, ref: str, **values: str) -> None:
        """On disk: this save is about to be sent. `ref` is "" for a card that is being made."""
        await self._append({"op": op, "ref": ref, "values": values})

    async def received(self, op: str, number: int) -> None:
        """On disk: the person has seen this receipt."""
        await self._append({"op": op, "number": number})

    def close(self) -> None:
        """No line may follow."""
        self._file.close()

    async def _append(self, line: dict) -> None:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((json.dumps(line) + "\n", done))
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            lines, self._waiting = self._waiting, []
            await asyncio.to_thread(self._sync, "".join(text for text, _ in lines))
            for _, done in lines:
                if not done.done():
                    done.set_result(None)
        self._task = None

    def _sync(self, text: str) -> None:
        self._file.write(text)
        self._file.flush()
        os.fsync(self._file.fileno())


def read(path: Path) -> tuple[dict[str, dict], dict[str, list[int]]]:
    """({op: line of its sending}, {op: every number that a receipt named}) of a ledger file."""
    sendings, receipts = {}, defaultdict(list)
    for line in path.read_text().splitlines():
        found = json.loads(line)
        if "number" in found:
            receipts[found["op"]].append(found["number"])
        else:
            sendings[found["op"]] = found
    return sendings, dict(receipts)


@dataclass
class Judgement:
    """What the database says about a ledger. `lost` and `doubled` are ops, `faults` sentences.

    `texts` counts for each text of the journal the events that carry it.
    """

    events: int = 0
    texts: Counter = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def judge(plan, sendings: dict, receipts: dict) -> Judgement:
    """Compares a plan, read over a fresh connection, with what was sent to it and acknowledged.

    Lost: a receipt that is not the number of the op's event, or whose event does not hold the text. Doubled: two
    events of one op, or a text (each is unique) that two events carry. Sendings without a receipt may be there or not.
    """
    connection.close()
    events = list(plan.events.order_by("number"))
    found, by_op = Judgement(len(events)), defaultdict(list)
    for event in events:
        by_op[event.op].append(event)
        found.texts.update(set(_texts(event)))
    for op, numbers in receipts.items():
        held = [event for event in by_op[op] if set(sendings[op]["values"].values()) <= set(_texts(event))]
        if not held or any(number != held[0].number for number in numbers):
            found.lost.append(op)
    for op, sending in sendings.items():
        if len(by_op[op]) > 1 or any(found.texts[text] > 1 for text in sending["values"].values()):
            found.doubled.append(op)
    found.faults = [*_gaps(plan, events), *_cards(plan, events), *_files(plan)]
    return found


def _texts(event):
    for values in event.changes.values():
        yield from (change[1] for change in values.values() if isinstance(change[1], str))
    yield from (text for text in event.lost.values() if isinstance(text, str))


def _gaps(plan, events):
    plan.refresh_from_db()
    numbers = [event.number for event in events]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the journal's numbers have a gap"
    if plan.head != len(numbers):
        yield f"the plan is at {plan.head} and its journal at {len(numbers)}"


def _cards(plan, events):
    """A card is as its last events left it, and carries the number of the last one."""
    from pillars.cards.queries import find_entry
    from pillars.cards.values import CHAIN_MODELS, as_json, values_of

    last, version = defaultdict(dict), {}
    for event in events:
        for ref, changes in event.changes.items():
            kept = {key: change[1] for key, change in changes.items() if key not in ("position", "deleted")}
            last[ref] |= kept
            if kept:
                version[ref] = event.number
    for ref, values in last.items():
        entry = find_entry(plan, ref, with_deleted=True)
        if entry is None:
            yield f"{ref} is in the journal and not in the plan"
            continue
        now = as_json(entry.KIND, values_of(entry))
        wrong = [key for key, value in values.items() if key in now and now[key] != value]
        if wrong or entry.version != version[ref]:
            yield f"{ref} differs from its last event ({', '.join(wrong) or 'number'})"
    for model in CHAIN_MODELS.values():
        for entry in model.objects.filter(plan=plan):
            if entry.version > len(events) or (entry.version > 1 and entry.ref not in version):
                yield f"{entry.ref} is in the plan and not in the journal"


def _files(plan):
    """Files that are said to be ready are whole."""
    import io

    import pikepdf

    for export in plan.exports.filter(state="selesai"):
        content = bytes(export.content or b"")
        whole = len(content) == export.size
        if whole and export.format == "pdf":
            try:
                with pikepdf.open(io.BytesIO(content)) as document:
                    whole = len(document.pages) == export.pages
            except pikepdf.PdfError:
                whole = False
        if not whole:
            yield f"file {export.number} is said to be ready and is not whole"
