"""Who hangs from whom: the parents of an entry, its siblings, and what is missing above it."""

from pillars.chain.reading import find_entry
from pillars.chain.values import KEPT, PARENT_FIELD, standing, values_of


def parent_refs(kind, values):
    """The refs that an entry with these values hangs from."""
    given = values.get(PARENT_FIELD.get(kind, ""))
    if not given:
        return []
    return given if isinstance(given, list) else [given]


def moved_between(kind, before, written):
    """The parents that a save takes an entry from and gives it to."""
    if PARENT_FIELD.get(kind) not in written:
        return []
    return [*parent_refs(kind, before), *parent_refs(kind, written)]


def gone_parents(plan, entry, now, written):
    """The refs that a save newly hangs the entry from and that are no longer there."""
    key = PARENT_FIELD.get(entry.KIND)
    new = [ref for ref in parent_refs(entry.KIND, written) if ref not in parent_refs(entry.KIND, now)] if key else []
    return [ref for ref in new if find_entry(plan, ref, pillar=entry.pillar.code) is None]


def gone_above(entry):
    """What an entry would hang from and what lies in the bin: its target, its strategy, or, where none of the
    problems that a target answers is left, the first of them."""
    if entry.KIND == "sasaran":
        problems = [answer.problem for answer in entry.answers.all()]
        return problems[:1] if problems and all(problem.is_deleted for problem in problems) else []
    parent = getattr(entry, {"strategi": "target", "program": "strategy"}.get(entry.KIND, ""), None)
    return [parent] if parent is not None and parent.is_deleted else []


def comes_back(entry):
    """What leaves the bin with an entry: all that went in with it, and what each of these would hang from."""
    rows = [
        row for model in KEPT.values() for row in model.objects.filter(plan=entry.plan_id, deleted_in=entry.deleted_in)
    ]
    for row in rows:  # grows as it is walked: a parent has a parent
        rows += [parent for parent in gone_above(row) if parent not in rows]
    return rows


def siblings_of(entry):
    """The live entries that stand beside this one under the same parent, in order."""
    rows = standing(entry.plan, entry.KIND, entry.pillar).filter(deleted_in=None)
    if entry.KIND == "strategi":
        rows = rows.filter(target=entry.target_id)
    if entry.KIND == "program":
        rows = rows.filter(strategy=entry.strategy_id)
    if entry.KIND == "sasaran":
        mine = parent_refs("sasaran", values_of(entry))[:1]
        rows = rows.prefetch_related("answers__problem")
        return [row for row in rows if parent_refs("sasaran", values_of(row))[:1] == mine]
    return list(rows)


def parents_of(entry):
    """The live entries that one hangs from, top of the form: problems, a target or a strategy."""
    if entry.KIND == "sasaran":
        return [answer.problem for answer in entry.answers.all() if not answer.problem.is_deleted]
    if entry.KIND == "strategi":
        return [entry.target]
    return [entry.strategy] if entry.KIND == "program" else []
