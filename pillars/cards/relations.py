"""Who hangs from whom: the parents of an entry, its siblings, and what is missing above it."""

from typing import Any

from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, PARENT_FIELD, rows_in_place, values_of
from pillars.models.chain import Entry, Strategy, Target
from workshops.plans.models import Plan


def parent_refs(kind: str, values: dict[str, Any]) -> list[str]:
    """Return the refs that an entry with these values hangs from."""
    given = values.get(PARENT_FIELD.get(kind, ""))
    if not given:
        return []
    return given if isinstance(given, list) else [given]


def moved_parents(kind: str, before: dict[str, Any], written: dict[str, Any]) -> list[str]:
    """Return the parents that a save takes an entry from and gives it to."""
    if PARENT_FIELD.get(kind) not in written:
        return []
    return [*parent_refs(kind, before), *parent_refs(kind, written)]


def deleted_parents(plan: Plan, entry: Entry, now: dict[str, Any], written: dict[str, Any]) -> list[Any]:
    """Return the refs that a save newly hangs the entry from and that are no longer there."""
    key = PARENT_FIELD.get(entry.KIND)
    new = [ref for ref in parent_refs(entry.KIND, written) if ref not in parent_refs(entry.KIND, now)] if key else []
    return [ref for ref in new if find_entry(plan, ref, pillar=entry.pillar.code) is None]


def deleted_ancestor(entry: Entry) -> list[Entry]:
    """Return what an entry would hang from and what lies in the bin: its target, its strategy, or, where none of the
    problems that a target answers is left, the first of them."""
    if entry.KIND == "sasaran":
        problems = [answer.problem for answer in entry.answers.all()]
        return problems[:1] if problems and all(problem.is_deleted for problem in problems) else []
    parent = parent_of(entry)
    return [parent] if parent is not None and parent.is_deleted else []


def parent_of(entry: Entry) -> Strategy | Target | None:
    """Return the one row that an entry hangs from, in the bin or not.

    None for a problem, a target, or a free proposal.
    """
    if entry.KIND == "sasaran" or entry.KIND not in PARENT_FIELD:
        return None
    return getattr(entry, PARENT_FIELD[entry.KIND].removesuffix("_ref"))


def comes_back(entry: Entry) -> list[Entry]:
    """Return what leaves the bin with an entry: all that went in with it, and what each of these would hang from."""
    rows: list[Entry] = [
        row
        for model in CARD_MODELS.values()
        for row in model.objects.filter(plan=entry.plan_id, deleted_in=entry.deleted_in)
    ]
    for row in rows:  # grows as it is walked: a parent has a parent
        rows += [parent for parent in deleted_ancestor(row) if parent not in rows]
    return rows


def siblings_of(entry: Entry) -> list[Entry]:
    """Return the live entries that stand beside this one under the same parent, in order."""
    rows = rows_in_place(entry.plan, entry.KIND, entry.pillar).filter(deleted_in=None)
    if entry.KIND in ("strategi", "program", "risiko"):
        column = PARENT_FIELD[entry.KIND].removesuffix("_ref")
        rows = rows.filter(**{column: getattr(entry, f"{column}_id")})
    if entry.KIND == "sasaran":
        mine = parent_refs("sasaran", values_of(entry))[:1]
        rows = rows.prefetch_related("answers__problem")
        return [row for row in rows if parent_refs("sasaran", values_of(row))[:1] == mine]
    return list(rows)


def parents_of(entry: Entry) -> list[Entry]:
    """Return the live entries that one hangs from: problems, a target, a strategy, a programme, a profile."""
    if entry.KIND == "sasaran":
        return [answer.problem for answer in entry.answers.all() if not answer.problem.is_deleted]
    parent = parent_of(entry)
    return [] if parent is None else [parent]
