"""Who is where, what phones say of themselves, and the notifications to every listening process."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from workshops.membership.models import Participant
from workshops.permissions import Actor

NOTIFY = "SELECT pg_notify('ring', payload) FROM unnest(%s::text[]) AS payload"


def notify(*payloads: str) -> None:
    """Send `payloads` to every listening process, when the transaction commits if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(NOTIFY, [list(payloads)])


#: Who carries the rings of this process: in a web process its event loop, and no page waits for it.
carriers: list[Callable[..., object]] = [notify]


def ring(payload: str) -> None:
    """Send `payload` after the commit, in a transaction of its own: inside, all commits of the server would queue.

    What is lost on the way is no fault of the write, and every process finds its number (`Broadcaster`).
    """
    transaction.on_commit(partial(_carry, payload))


def _carry(*payloads):
    with suppress(DatabaseError, InterfaceError):
        carriers[-1](*payloads)


def notify_presence(boards: set[tuple[int, str]]) -> None:
    """Tell whoever listens to one of `boards` {(plan id, board)} that who is there has changed."""
    _carry(*(f"here:{plan_id}:{board}" for plan_id, board in sorted(boards)))


#: The board that nobody has: who listens to no board, as the state of the room does, hears of it, and nobody else.
NO_BOARD = "-"

_PLACE = "plan_id, member, device, pillar, ref"
_GIVEN = """unnest(%(plans)s::bigint[], %(members)s::text[], %(devices)s::text[], %(pillars)s::text[],
                %(refs)s::text[], %(since)s::timestamptz[]) AS given (plan_id, member, device, pillar, ref, since)"""
_RENEW = f"""
    INSERT INTO workshops_presence (process, {_PLACE}, since, seen_at)
    SELECT %(process)s, given.plan_id, given.member, given.device, given.pillar, given.ref,
           least(given.since, (SELECT min(since) FROM workshops_presence AS other
                               WHERE (other.plan_id, other.member, other.device, other.pillar, other.ref)
                                   = (given.plan_id, given.member, given.device, given.pillar, given.ref)
                                 AND other.seen_at > statement_timestamp() - make_interval(secs => %(lapse)s))),
           statement_timestamp()
    FROM {_GIVEN} JOIN workshops_plan ON workshops_plan.id = given.plan_id
    ON CONFLICT ({_PLACE}, process) DO UPDATE SET seen_at = statement_timestamp()
    RETURNING {_PLACE}, xmax = 0"""
_LAPSE = f"""
    DELETE FROM workshops_presence
    WHERE (process = %(process)s AND ({_PLACE}) NOT IN (SELECT {_PLACE} FROM {_GIVEN}))
       OR seen_at < statement_timestamp() - make_interval(secs => %(lapse)s)
    RETURNING {_PLACE}, seen_at"""
_HEARD = """
    INSERT INTO workshops_handset AS known (plan_id, member, device, heard_at, unsent, drafts, asleep)
    SELECT plan_id, member, device, max(heard_at), 0, 0, false
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[]) AS given (plan_id, member, device, heard_at)
    JOIN workshops_plan ON workshops_plan.id = given.plan_id
    WHERE device <> '' GROUP BY plan_id, member, device ORDER BY plan_id, member, device
    ON CONFLICT (plan_id, member, device) DO UPDATE
    SET heard_at = greatest(known.heard_at, excluded.heard_at), asleep = known.asleep AND NOT %s"""
#: The device is held first, also by the order in which these ask each other: what two tabs say in the same moment is
#: written one after the other, and nobody holds a place and waits for a device.
_REPORT = f"""
    WITH before AS (
        SELECT unsent, drafts, asleep, reported_at IS NOT NULL AS reported FROM workshops_handset
        WHERE (plan_id, member, device) = (%(plan)s::bigint, %(member)s::text, %(device)s::text)),
    held AS (
        INSERT INTO workshops_handset AS known
            (plan_id, member, device, heard_at, reported_at, unsent, drafts, asleep)
        VALUES (%(plan)s, %(member)s, %(device)s, statement_timestamp(),
                CASE WHEN %(counted)s::boolean THEN statement_timestamp() END,
                coalesce(%(unsent)s::smallint, 0), coalesce(%(drafts)s::smallint, 0), %(asleep)s)
        ON CONFLICT (plan_id, member, device) DO UPDATE
        SET heard_at = excluded.heard_at, reported_at = coalesce(excluded.reported_at, known.reported_at),
            unsent = coalesce(%(unsent)s::smallint, known.unsent),
            drafts = coalesce(%(drafts)s::smallint, known.drafts), asleep = excluded.asleep
        RETURNING plan_id, member, device, xmax = 0 AS is_new),
    gone AS (
        DELETE FROM workshops_presence AS page USING held
        WHERE (page.plan_id, page.member, page.device, page.process) = (held.plan_id, held.member, held.device, '')
          AND (page.pillar, page.ref) IS DISTINCT FROM (%(pillar)s::text, %(ref)s::text)
        RETURNING page.pillar),
    come AS (
        INSERT INTO workshops_presence (process, {_PLACE}, since, seen_at)
        SELECT '', plan_id, member, device, %(pillar)s::text, %(ref)s::text,
               statement_timestamp(), statement_timestamp()
        FROM held WHERE %(pillar)s::text IS NOT NULL
        ON CONFLICT ({_PLACE}, process) DO UPDATE SET seen_at = excluded.seen_at
        RETURNING pillar, xmax = 0 AS is_new)
    SELECT held.is_new, before.unsent, before.drafts, before.asleep, before.reported,
           array(SELECT pillar FROM gone UNION ALL SELECT pillar FROM come WHERE is_new)
    FROM held LEFT JOIN before ON true"""
_FORGET = """
    DELETE FROM workshops_handset WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY plan_id, member
                                          ORDER BY unsent + drafts > 0 DESC, heard_at DESC, id DESC) AS place
            FROM workshops_handset
            WHERE (plan_id, member) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))) AS placed
        WHERE place > %s)"""
_FORGET_PLACES = """
    DELETE FROM workshops_presence AS page
    WHERE process = '' AND (plan_id, member) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))
      AND NOT EXISTS (SELECT 1 FROM workshops_handset AS known
                      WHERE (known.plan_id, known.member, known.device) = (page.plan_id, page.member, page.device))"""

#: Devices that are remembered of one person. Those that hold nothing go first, of them those unheard for longest.
MOST_HANDSETS = 20


def write_presence(
    process: str, places: list[tuple[int, str, str, str, str, datetime]], lapse: int
) -> set[tuple[int, str]]:
    """Write `places` [(plan id, member, device, pillar, ref, since)] as the open pages of the web process `process`.

    Whatever this process wrote before and holds no longer is gone, and so is what any process left unrenewed for
    `lapse` seconds. Returns {(plan id, board)} on which somebody has come or gone.
    """
    columns = map(list, zip(*places, strict=True)) if places else ([] for _ in range(6))
    given: dict[str, Any] = dict(zip(("plans", "members", "devices", "pillars", "refs", "since"), columns, strict=True))
    given |= {"process": process, "lapse": lapse}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RENEW, given)
        come = [(*row[:5], timezone.now()) for row in cursor.fetchall() if row[5]]
        cursor.execute(_LAPSE, given)
        gone = cursor.fetchall()
    # apart: a report holds its device while it changes a place, so nobody may hold places and wait for a device
    with transaction.atomic(), connection.cursor() as cursor:
        for rows, awake in ((gone, False), (come, True)):
            if rows:
                plans, members, devices, _, _, heard = zip(*rows, strict=True)
                cursor.execute(_HEARD, [*map(list, (plans, members, devices, heard)), awake])
    if come:
        _forget({row[:2] for row in come})
    return _boards_of(come + gone)


def _boards_of(rows):
    """The boards that `rows` concern: where somebody looked, and where they sit."""
    seats = {(plan_id, int(member[1:])) for plan_id, member, *_ in rows if member.startswith("p")}
    plans = {plan_id for plan_id, _ in seats}
    found = Participant.objects.filter(plan_id__in=plans, number__in={number for _, number in seats}).order_by()
    homes = found.values_list("plan_id", "number", "group__pillar_code") if seats else ()
    boards = {(plan_id, board) for plan_id, number, board in homes if (plan_id, number) in seats}
    return boards | {(plan_id, pillar or NO_BOARD) for plan_id, _, _, pillar, *_ in rows}


def report_handset(
    actor: Actor,
    device: str,
    *,
    unsent: int | None = None,
    drafts: int | None = None,
    place: tuple[str, str] | None = None,
    looking: bool = False,
) -> None:
    """Keep what a device says of itself: no event. Counts that it does not give stay as they were.

    `place` (pillar, ref): where a page without a stream is open; `looking`: somebody has a page of ours before them.
    """
    counted = {name: count for name, count in (("unsent", unsent), ("drafts", drafts)) if count is not None}
    said = counted | {"asleep": not looking and place is None}
    pillar, ref = place or (None, None)
    one = {"plan": actor.plan_id, "member": actor.key, "device": device, "counted": bool(counted)}
    values: dict[str, Any] = {"unsent": None, "drafts": None} | one | said | {"pillar": pillar, "ref": ref}
    with connection.cursor() as cursor:
        cursor.execute(_REPORT, values)
        is_new, before_unsent, before_drafts, before_asleep, reported, moved = cursor.fetchone()
    before = {"unsent": before_unsent, "drafts": before_drafts, "asleep": before_asleep}
    boards = _boards_of([(actor.plan_id, actor.key, device, board) for board in moved])
    first = is_new or (counted and not reported)
    if first or any(before[name] != value for name, value in said.items()):
        boards.add((actor.plan_id, NO_BOARD))
    if boards:
        notify_presence(boards)
    if is_new:
        _forget({(actor.plan_id, actor.key)})


def _forget(people):
    """Keeps `MOST_HANDSETS` devices of each of `people` {(plan id, membership key)}, and no page of another one."""
    plans, members = map(list, zip(*people, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [plans, members, MOST_HANDSETS])
        cursor.execute(_FORGET_PLACES, [plans, members])
