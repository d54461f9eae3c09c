"""Who hangs from whom: the parents of an entry, its siblings, and what is missing above it."""

from pillars.chain.reading import find_entry
from pillars.chain.values import MODELS, PARENT_FIELD, values_of


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


def parents_in_bin(entry):
    """The strategy and the target above an entry as far as they lie in the bin, nearest first."""
    while entry := getattr(entry, {"strategi": "target", "program": "strategy"}.get(entry.KIND, ""), None):
        if entry.is_deleted:
            yield entry


def siblings_of(entry):
    """The live entries that stand beside this one under the same parent, in order."""
    rows = MODELS[entry.KIND].objects.filter(plan=entry.plan, pillar=entry.pillar, deleted_in=None)
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
