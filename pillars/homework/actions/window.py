"""The window for homework: a date until which the plan may be written also after a signature."""

from datetime import datetime

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.plans.bimteks import present_bimtek


class NoBimtek(Exception):
    """No bimtek has been opened yet, so there is nothing that homework could follow."""

    sentence = "Belum ada bimtek yang dibuka, jadi belum ada tugas yang dapat dibuka sampai suatu tanggal."


@plan_action("bimtek.window", may="window.set")
def set_window(change: PlanWrite, until: datetime | None) -> Event | None:
    """Let the present bimtek's homework be written until `until` (UTC, aware); None closes the window now.

    Answers the receipt. Raises NoBimtek, Refused, BadRequest, OpReused.
    """
    bimtek = present_bimtek(change.plan)
    if bimtek is None:
        raise NoBimtek
    before, after = bimtek.window_until, until or change.at
    if before == after or (until is None and (before is None or before <= change.at)):
        return None
    bimtek.window_until = after
    bimtek.save(update_fields=["window_until"])
    moved = {"window_until": [before and before.isoformat(), after.isoformat()]}
    return change.record("bimtek.window", [bimtek.ref], changes={bimtek.ref: moved})
