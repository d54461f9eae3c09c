"""A save of one row in one statement, which holds the plan's row no longer than it runs."""

import time
from contextlib import nullcontext
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from workshops.live.actions.plan_write import Receipt, note_duration
from workshops.live.actions.presence import ring
from workshops.permissions import Actor
from workshops.plans.models import Plan

#: What was read before stands in the conditions: PostgreSQL asks them again of the rows as they are once the plan's row
#: is ours. Where one fails, or the `op` was sent before, the event has no number or a second one: nothing is written.
_AT_ONCE = """
    WITH taken AS (
        UPDATE workshops_plan SET head = head + 1
        WHERE id = %(plan_id)s AND rights_head = %(rights_head)s RETURNING head),
    written AS (
        UPDATE {table} SET version = taken.head, {columns} FROM taken
        WHERE {table}.id = %(row_id)s AND {table}.version = %(version)s AND {table}.deleted_in IS NULL
        RETURNING version)
    INSERT INTO workshops_event
        (plan_id, number, at, actor, verb, pillar, refs, changes, followed, lost, base, op, body)
    SELECT %(plan_id)s, written.version, %(at)s, %(actor)s, %(verb)s, %(pillar)s, %(refs)s, %(changes)s,
           '{{}}', '{{}}', %(base)s, %(op)s, %(body)s
    FROM (VALUES (0)) AS always LEFT JOIN written ON true
    RETURNING number"""


def write_at_once(plan: Plan, actor: Actor, row: Any, columns: list[str], **event: Any) -> Receipt | None:
    """Write `columns` of `row` and the event of it, ring, and return the receipt; None where nothing was written.

    plan   as it was read before the actor and the row: nothing may have changed since who may do what in it
    row    as it was read, with the new values set: nobody may have written to it since, nor put it into the bin
    event  verb, pillar, refs, changes, base, op and body of the event
    Where it is None whoever asked does the same under the plan's lock (`plan_write`), which says what was in the way.
    """
    started, at = time.perf_counter(), timezone.now()
    row.changed_by, row.changed_at = actor.key, at
    fields = [row._meta.get_field(name) for name in (*columns, "changed_by", "changed_at")]
    values = {f"c_{one.column}": one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields}
    values |= {"plan_id": plan.pk, "rights_head": plan.rights_head, "row_id": row.pk, "version": row.version, "at": at}
    values |= event | {"actor": actor.key, "changes": Jsonb(event["changes"])}
    named = ", ".join(f"{connection.ops.quote_name(one.column)} = %(c_{one.column})s" for one in fields)
    sql = _AT_ONCE.format(table=connection.ops.quote_name(row._meta.db_table), columns=named)
    try:
        # by itself it is its own transaction; within another one what was before must outlive its refusal
        with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            (row.version,) = cursor.fetchone()
    except IntegrityError:
        return None
    ring(f"{plan.pk}:{row.version}:{event['pillar']}")
    note_duration(started)
    return Receipt(row.version, at, event["op"])
