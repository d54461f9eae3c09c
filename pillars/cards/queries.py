"""Finding entries of a plan: by ref, by pillar, as the chain of a board; what an entry hangs from and stands beside.

Every query starts from a plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Value

from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, PARENT_FIELD, parse_ref, rows_in_place, values_of
from pillars.kinds import KINDS
from pillars.models import Answer, Nomination, Problem, Programme, QuickWinProfile, Risk, Strategy, Target
from pillars.models.chain import Entry, Pillar
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan

#: The rows that the values of one entry name: joined, since a save reads its entry twice.
SHOWN_WITH = {
    kind: (*(["pillar"] if model.HOME == "pillar" else []), *(one.column for one in KINDS[kind].fields if one.is_link))
    for kind, model in CARD_MODELS.items()
}
SHOWN_WITH |= {"kesiapan": ("section",), "realisasi": ("programme__pillar",)}


def entries(plan: Plan, kind: str, *, deleted: bool = False) -> QuerySet[Any]:
    """Return the entries of one kind in a plan, with what showing them needs; the bin's where `deleted`."""
    rows = CARD_MODELS[kind].objects.filter(plan=plan, deleted_in__isnull=not deleted)
    if kind == "sasaran":
        answers = Answer.objects.select_related("problem")
        answers = answers if deleted else answers.filter(problem__deleted_in=None)
        rows = rows.prefetch_related(Prefetch("answers", queryset=answers))
    return rows


def find_entry(plan: Plan, ref: str, *, pillar: str | None = None, with_deleted: bool = False) -> Entry | None:
    """Return the entry with this ref, or None. `pillar` (a code) narrows; the bin is searched only when asked."""
    try:
        kind, number = parse_ref(ref)
    except ValueError:
        return None
    if kind not in CARD_MODELS:
        return None
    entry = _numbered(plan, kind, number)
    if entry is None or (pillar is not None and entry.pillar.code != pillar) or (entry.is_deleted and not with_deleted):
        return None
    if kind == "sasaran":
        hang(entry, _answers(target=entry.pk))
    return entry


def entries_by_ref(
    plan: Plan, refs: Iterable[str], *, alone: bool = False, with_deleted: bool = False
) -> dict[str, Entry]:
    """Return {ref: entry} of the cards that `refs` name; one query a kind, with what showing them needs unless `alone`.

    What names no card is left out; the bin is searched only when asked.
    """
    numbers = defaultdict(set)
    for ref in refs:
        with suppress(ValueError):
            kind, number = parse_ref(ref)
            numbers[kind].add(number)
    known = [kind for kind in numbers if kind in CARD_MODELS]
    every = {kind: CARD_MODELS[kind].objects.order_by() if alone else _joined(kind) for kind in known}
    found = [every[kind].filter(plan=plan, number__in=numbers[kind]) for kind in known]
    return {row.ref: row for rows in found for row in rows if with_deleted or not row.is_deleted}


def _numbered(plan, kind, number):
    """Return the entry of this plan with that number, or None."""
    return _found[kind].first(plan=plan.pk, number=number)


def _joined(kind):
    rows = CARD_MODELS[kind].objects.order_by()
    return rows.select_related(*SHOWN_WITH[kind]) if SHOWN_WITH[kind] else rows


def _one(kind):
    return Compiled(lambda plan, number: _joined(kind).filter(plan=plan, number=number), plan=int, number=int)


_found = {kind: _one(kind) for kind in CARD_MODELS}
_answers = Compiled(lambda target: Answer.objects.filter(target=target).select_related("problem"), target=int)


def hang(target: Target, answers: list[Answer]) -> None:
    """Make `answers` what `target.answers.all()` gives, as `prefetch_related` does."""
    rows = target.answers.all()
    rows._result_cache = answers
    target._prefetched_objects_cache = {"answers": rows}


def children(entry: Entry) -> list[Entry]:
    """Return the live entries directly below one entry."""
    if isinstance(entry, Problem):
        return list(Target.objects.filter(answers__problem=entry, deleted_in=None))
    if isinstance(entry, Target):
        return list(entry.strategies.filter(deleted_in=None))
    if isinstance(entry, Strategy):
        return list(entry.programmes.filter(deleted_in=None))
    if isinstance(entry, Programme):
        return [*entry.nominations.filter(deleted_in=None), *entry.quick_win_profiles.filter(deleted_in=None)]
    return list(entry.risks.filter(deleted_in=None)) if isinstance(entry, QuickWinProfile) else []


def only_below(problem: Problem) -> list[Target]:
    """Return the live targets that would hang nowhere without `problem`."""
    return list(_below_alone(problem.pk).filter(deleted_in=None))


def _below_alone(problem: Any) -> QuerySet[Target]:
    """The targets that answer this problem and no other live one: asked of each, as a list is gone through for each."""
    others = Answer.objects.filter(target=OuterRef("pk"), problem__deleted_in=None).exclude(problem=problem)
    return Target.objects.filter(~Exists(others), answers__problem=problem)


def branch(entry: Entry) -> list[Entry]:
    """Return `entry` and every live entry that would vanish with it, top down."""
    rows = [entry]
    targets = only_below(entry) if isinstance(entry, Problem) else [entry] if isinstance(entry, Target) else []
    rows += [target for target in targets if target != entry]
    strategies = [entry] if isinstance(entry, Strategy) else []
    if targets:
        strategies = list(Strategy.objects.filter(target__in=targets, deleted_in=None))
        rows += strategies
    programmes = [entry] if isinstance(entry, Programme) else []
    if strategies:
        programmes = list(Programme.objects.filter(strategy__in=strategies, deleted_in=None))
        rows += programmes
    return rows + _of_quick_wins(entry, programmes)


def _of_quick_wins(entry, programmes):
    """The live nominations, profiles and risks that hang from `programmes`, or from the profile `entry`."""
    rows, profiles = [], [entry] if isinstance(entry, QuickWinProfile) else []
    if programmes:
        profiles = list(QuickWinProfile.objects.filter(programme__in=programmes, deleted_in=None))
        rows = [*Nomination.objects.filter(programme__in=programmes, deleted_in=None), *profiles]
    return rows + (list(Risk.objects.filter(profile__in=profiles, deleted_in=None)) if profiles else [])


def kinds_below(entry: Entry) -> list[str]:
    """Return the kind of each live entry that would vanish with one (`branch` without it), in one query."""
    return _kinds_below[entry.KIND](entry=entry.pk) if entry.KIND in _kinds_below else []


def _below(kind, entry):
    """The kinds of the rows of `branch`, asked as one question."""
    targets = _below_alone(entry)
    strategies = Strategy.objects.filter(_hangs_from("target", kind == "sasaran", targets, entry))
    programmes = Programme.objects.filter(_hangs_from("strategy", kind == "strategi", strategies, entry))
    of_programmes = _hangs_from("programme", kind == "program", programmes, entry)
    nominations, profiles = Nomination.objects.filter(of_programmes), QuickWinProfile.objects.filter(of_programmes)
    risks = Risk.objects.filter(_hangs_from("profile", kind == "profil_quick_win", profiles, entry))
    every = [targets, strategies, programmes, nominations, profiles, risks]
    below = every[["masalah", "sasaran", "strategi", "program", "", "profil_quick_win"].index(kind) :]
    first, *more = (
        rows.filter(deleted_in=None).order_by().values_list(Value(rows.model.KIND), flat=True) for rows in below
    )
    return first.union(*more, all=True).order_by() if more else first


def _hangs_from(field, is_itself, rows, entry):
    """Whether a row hangs from `entry` or from live `rows`: an array, read once. As nested lists, without statistics,
    PostgreSQL went through each for every row of the one above: 45 s.
    """
    above = ArraySubquery(rows.filter(deleted_in=None).order_by().values("pk"))
    hangs = Func(F(field), above, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
    return Q(**{field: entry}) if is_itself else Q(hangs)


_kinds_below = {
    kind: Compiled(partial(_below, kind), entry=int)
    for kind in ("masalah", "sasaran", "strategi", "program", "profil_quick_win")
}


@dataclass
class ChainLink:
    """An entry on a board with the entries that hang from it.

    `also` are links of targets that answer this problem too but hang from an earlier one; `mark` is what the group
    has said of it together, as its board shows it.
    """

    entry: Any
    links: list = field(default_factory=list)
    also: list = field(default_factory=list)
    mark: str = ""

    @property
    def template(self) -> str:
        """Return the template of what the card says; cards outside the chain say no more than their title."""
        kind = self.entry.KIND
        return f"components/entry/{kind if kind in CHAIN_MODELS else 'title'}.html"


@dataclass
class PillarChain:
    """A pillar's chain: threads of problems, and the targets that answer no problem yet."""

    threads: list = field(default_factory=list)
    loose: list = field(default_factory=list)

    def all_links(self) -> Iterator[ChainLink]:
        """Return every link, top down."""
        todo = [*self.threads, *self.loose]
        while todo:
            link = todo.pop(0)
            yield link
            todo[:0] = link.links


# What a card shows of other rows, so that a chain costs five queries whatever its size.
BESIDE = {
    kind: [
        one.column
        for one in KINDS[kind].fields
        if one.is_link and not one.points_to and ("board" not in one.left_out or one.refers_to == "opd")
    ]
    for kind in CHAIN_MODELS
}


def chain_of(plan: Plan, pillar: Pillar) -> PillarChain:
    """Return the live chain of one pillar in five queries."""
    return chains_of(plan, pillar).get(pillar.pk, PillarChain())


def chains_of(plan: Plan, pillar: Pillar | None = None) -> dict[int, PillarChain]:
    """Return the live chains of a plan (or of its one `pillar`) by pillar id, in five queries whatever its size."""
    return chained(chain_rows(plan, pillar))


def chained(rows: dict[str, list[Entry]]) -> dict[int, PillarChain]:
    """Return chains by pillar id of `rows`: {kind: live entries in order}, targets with answers to live problems."""
    links = {kind: {row.pk: ChainLink(row) for row in kind_rows} for kind, kind_rows in rows.items()}
    chains = {}
    for link in links["masalah"].values():
        chains.setdefault(link.entry.pillar_id, PillarChain()).threads.append(link)
    for programme in rows["program"]:
        if parent := links["strategi"].get(programme.strategy_id):
            parent.links.append(links["program"][programme.pk])
    for strategy in rows["strategi"]:
        if parent := links["sasaran"].get(strategy.target_id):
            parent.links.append(links["strategi"][strategy.pk])
    for target in rows["sasaran"]:
        link = links["sasaran"][target.pk]
        answered = [links["masalah"].get(answer.problem_id) for answer in target.answers.all()]
        answered = [problem for problem in answered if problem is not None]
        home = answered[0].links if answered else chains.setdefault(target.pillar_id, PillarChain()).loose
        home.append(link)
        for problem in answered[1:]:
            problem.also.append(link)
    return chains


def chain_rows(plan: Plan, pillar: Pillar | None = None) -> dict[str, list[Entry]]:
    """Return {kind: live entries} of a plan or of one pillar, targets with their answers to live problems."""
    where = {"plan": plan.pk} | ({"pillar": pillar.pk} if pillar else {})
    asked = _of_pillar if pillar else _of_plan
    rows = {kind: asked[kind](**where) for kind in CHAIN_MODELS}
    answers = {}
    for answer in asked["answers"](**where):
        answers.setdefault(answer.target_id, []).append(answer)
    for target in rows["sasaran"]:
        hang(target, answers.get(target.pk, []))
    return rows


def reread(plan: Plan, ref: str) -> Entry | None:
    """Return a live entry of the chain as it stands now, with what a chain has of it but its answers, or None."""
    kind, number = parse_ref(ref)
    return _of_number[kind].first(plan=plan.pk, number=number)


def _live(kind, **where):
    rows = CHAIN_MODELS[kind].objects.filter(deleted_in=None, **where)
    return rows.select_related(*BESIDE[kind]) if BESIDE[kind] else rows


def _live_answers(**where):
    of_target = {f"target__{name}": value for name, value in where.items()}
    return Answer.objects.filter(problem__deleted_in=None, target__deleted_in=None, **of_target)


def _asking(**blanks):
    asked = {kind: Compiled(partial(_live, kind), **blanks) for kind in CHAIN_MODELS}
    return asked | {"answers": Compiled(_live_answers, **blanks)}


_of_plan, _of_pillar = _asking(plan=int), _asking(plan=int, pillar=int)
_of_number = {kind: Compiled(partial(_live, kind), plan=int, number=int) for kind in CHAIN_MODELS}


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
