"""The frame of every write of a plan, and what is written of who is here."""

from workshops.live.actions.at_once import write_at_once
from workshops.live.actions.plan_write import (
    AT_ONCE,
    OP,
    WAITED_FOR,
    BadRequest,
    OpReused,
    PlanWrite,
    Receipt,
    Refused,
    digest,
    lock_last,
    plan_action,
    plan_write,
)
from workshops.live.actions.presence import (
    MOST_HANDSETS,
    NO_BOARD,
    NOTIFY,
    carriers,
    notify,
    notify_presence,
    report_handset,
    write_presence,
)
