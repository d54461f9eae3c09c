"""`./rembuk bench step`: a facilitator presses on. How long until every phone of the room shows the step.

`--people` phones (120) lie on the six boards of the example plan and listen; every `--pause` seconds (3) the
facilitator starts the next step, `--times` (20) times. Reached = from the commit of the press until a phone has
fetched the change; it is drawn in the same moment.
"""

import argparse
import asyncio
import secrets
import statistics
import time

from tests.benches.phone import Phone
from tests.benches.stage import stage


def run(argv):
    """Returns {people, steps, reached_p50_ms, reached_p95_ms, reached_most_ms, missed, failures}."""
    parser = argparse.ArgumentParser(prog="rembuk bench step")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3)
    options = parser.parse_args(argv)
    with stage() as scene:
        return asyncio.run(_room(scene, options))


async def _room(scene, options):
    phones = []
    for place in range(options.people):
        phone = Phone(scene.host, scene.port, scene.slug, scene.boards[place % len(scene.boards)][0])
        await phone.join(scene.token, f"Peserta {place + 1}")
        await phone.open_board()
        phones.append(phone)
    over = asyncio.Event()
    listening = [asyncio.create_task(phone.listen(over)) for phone in phones]
    await asyncio.sleep(options.pause)
    pressed = []
    for place in range(options.times):
        number = await asyncio.to_thread(_press, scene.slug, place)
        pressed.append((number, time.perf_counter()))
        await asyncio.sleep(options.pause)
    over.set()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    known = [dict(phone.seen) for phone in phones]
    waits = [(seen[number] - at) * 1000 for number, at in pressed for seen in known if number in seen]
    return {
        "people": options.people,
        "steps": len(pressed),
        "reached_p50_ms": round(statistics.median(waits), 1),
        "reached_p95_ms": round(statistics.quantiles(waits, n=20)[-1], 1),
        "reached_most_ms": round(max(waits), 1),
        "missed": len(pressed) * len(phones) - len(waits),
        "failures": sorted({text for phone in phones for text in phone.failures}),
    }


def _press(slug, place):
    """Starts another step of the present bimtek; the number of the event."""
    from django.db import connection

    from workshops.agenda.actions.step_control import steer
    from workshops.agenda.models import Step
    from workshops.membership.actors import actor_of_account
    from workshops.plans.models import Plan, StaffRole

    plan = Plan.objects.get(slug=slug)
    facilitator = StaffRole.objects.select_related("account").get(plan=plan, role=StaffRole.FASILITATOR)
    steps = Step.objects.filter(plan=plan, bimtek__number=1).exclude(state__in=("running", "paused"))
    step = steps[place % len(steps)]
    actor = actor_of_account(plan, facilitator.account)
    receipt = steer(actor, "start", number=step.number, base=plan.head, op=secrets.token_hex(8))
    connection.close()
    return receipt.number
