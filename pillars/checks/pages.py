"""What the page of the checks shows: kinds of findings with their answers, as far as its filters let through."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from pillars.cards.display import people_of
from pillars.check_catalogue import CHECKS, GROUPS, HINT, LOOK, MUST, Check
from pillars.checks.checked import answers_of, checked, is_settled
from pillars.checks.findings import Finding, column_for
from pillars.checks.forms import CheckAnswerForm, CheckDecisionForm
from pillars.checks.places import places_of
from pillars.kinds import CHOICES
from pillars.models import CheckAnswer
from workshops.access import PlanRequest
from workshops.permissions import Actor, Verdict, verdict
from workshops.plans.models import Plan
from workshops.text import natural

OPEN, ANSWERED = "", "dijawab"
ALL, PLAN = "semua", "rencana"
#: Findings of one kind on the page of all kinds, and on the page of that kind.
FEW, MANY = 12, 60
WEIGHTS = {MUST: "Wajib", LOOK: "Periksa", HINT: "Saran"}
OWNERS = {choice.value: choice.label for choice in CHOICES["gap_owner"]}


@dataclass(frozen=True)
class Filters:
    """What the address asks for: `pillar` a code, `PLAN` or `ALL`; `weight`, `seen`, `kind` "" for all; `page` ≥ 1."""

    pillar: str = ALL
    weight: str = ""
    seen: str = OPEN
    kind: str = ""
    page: int = 1

    def query(self, **changes: Any) -> str:
        """Return the query string of the page with these changes."""
        now = {"pilar": self.pillar, "berat": self.weight, "lihat": self.seen, "jenis": self.kind, **changes}
        return "?" + urlencode({key: value for key, value in now.items() if value})


@dataclass(frozen=True)
class FindingRow:
    """A finding on the page. `answer`: what was answered; `old`: it was given for other figures than those of today."""

    finding: Finding
    places: list
    answer: CheckAnswer | None
    old: bool
    author: str
    decider: str
    settled: bool
    may_answer: Verdict
    owner: str

    @property
    def id(self) -> str:
        return self.finding.anchor

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the finding in an address: (check, subject)."""
        return self.finding.check, self.finding.subject

    @property
    def form(self) -> CheckAnswerForm:
        """Return the form to answer it, with the answer that was given."""
        return CheckAnswerForm(None, self.finding, self.answer.text if self.answer else "")

    @property
    def decision(self) -> CheckDecisionForm | None:
        """Return the form to decide of its answer."""
        return CheckDecisionForm(self.answer) if self.answer else None

    @property
    def why_not(self) -> str:
        """Return why the reader may not answer."""
        if not self.finding.pillars and self.may_answer.reason == "bukan_kelompok":
            return "Dijawab oleh fasilitator atau staf."
        return self.may_answer.sentence

    @property
    def refused(self) -> bool:
        """Return whether staff asked for a repair instead of taking the answer, and the figures are still those."""
        return self.answer is not None and not self.old and self.answer.state == CheckAnswer.REPAIR


@dataclass
class CheckGroup:
    """One kind of finding: how many, and those that are shown. `more`: query string of the page with the rest."""

    check: Check
    weight: str
    total: int
    shown: list = field(default_factory=list)
    more: str = ""

    @property
    def anchor(self) -> str:
        return f"{self.check.id}-{self.weight}"


@dataclass(frozen=True)
class CheckListRow:
    """A kind in the list of all kinds: how many findings are open; none is a tick."""

    check: Check
    count: int
    href: str


@dataclass(frozen=True)
class CheckTab:
    label: str
    count: int | None
    query: str
    chosen: bool


@dataclass(frozen=True)
class ChecksPage:
    """The page. `lists` [(name of a group of checks, [Line])]; `hints`: the kinds that are only a hint, folded."""

    filters: Filters
    kinds: list
    hints: list
    lists: list
    seen_tabs: list
    weight_tabs: list
    pillar_choices: list
    hint_total: int
    waiting: int
    older: str = ""
    newer: str = ""


def filters_of(plan: Plan, actor: Actor, query: QueryDict, slugs: dict[str, str]) -> Filters:
    """Return the Filters of a query string; members of a group land on their own pillar's findings."""
    codes = {slug: code for code, slug in slugs.items()}
    asked = query.get("pilar", "")
    own = actor.pillar if actor.is_participant and actor.pillar in slugs else ALL
    pillar = asked if asked in (ALL, PLAN) else codes.get(asked, asked if asked in slugs else own)
    return Filters(
        pillar=pillar,
        weight=query.get("berat", "") if query.get("berat") in WEIGHTS else "",
        seen=ANSWERED if query.get("lihat") == ANSWERED else OPEN,
        kind=query.get("jenis", "") if query.get("jenis") in CHECKS else "",
        page=min(max(natural(query.get("hal")) or 1, 1), 10_000),
    )


def read_page(request: PlanRequest, query: QueryDict, only: tuple[str, str] | None = None) -> ChecksPage:
    """Return the Page that `query` asks for.

    With `only` (check, subject) that one finding, whatever the filters say.
    """
    plan, actor = request.plan, request.actor
    found = checked(plan)
    filters = filters_of(plan, actor, query, found.slugs)
    given = answers_of(plan)
    near = [one for one in found.findings if _in_pillar(one, filters.pillar)]
    state = {id(one): is_settled(one, given.get((one.check, one.subject))) for one in near}
    fits = [one for one in near if not filters.weight or one.weight == filters.weight]
    chosen = [one for one in fits if state[id(one)] == (filters.seen == ANSWERED)]
    chosen = [one for one in chosen if not filters.kind or one.check == filters.kind]
    if only:
        chosen, filters = [found.find(*only)] if found.find(*only) else [], replace(filters, kind="", page=1)
    kinds = _kinds(chosen, filters)
    people = _people(plan, [given.get((one.check, one.subject)) for kind in kinds for one in kind.shown])
    for kind in kinds:
        kind.shown = [_shown(request, found, one, given, people) for one in kind.shown]
    open_ones = [one for one in near if not state[id(one)]]
    rest = len(chosen) > filters.page * MANY if filters.kind else False
    return ChecksPage(
        filters=filters,
        kinds=[kind for kind in kinds if kind.weight != HINT or filters.kind or filters.weight],
        hints=[kind for kind in kinds if kind.weight == HINT and not (filters.kind or filters.weight)],
        lists=_lists(found.stage, open_ones, filters),
        seen_tabs=_seen_tabs(fits, state, filters),
        weight_tabs=_weight_tabs(open_ones, filters),
        pillar_choices=[(ALL, "Semua pilar"), *found.names.items(), (PLAN, "Seluruh rencana")],
        hint_total=sum(one.weight == HINT for one in open_ones),
        waiting=sum(given[one.check, one.subject].state == CheckAnswer.GIVEN for one in near if state[id(one)]),
        older=filters.query(hal=filters.page + 1) if rest else "",
        newer=filters.query(hal=filters.page - 1) if filters.page > 1 else "",
    )


def _in_pillar(finding, pillar):
    if pillar == ALL:
        return True
    return not finding.pillars if pillar == PLAN else pillar in finding.pillars


def _kinds(findings, filters):
    by_kind = {}
    for finding in findings:
        by_kind.setdefault((finding.weight, finding.check), []).append(finding)
    order = {(weight, check): place for place, (weight, check) in enumerate(_order())}
    kinds = []
    for weight, check in sorted(by_kind, key=order.__getitem__):
        found = by_kind[weight, check]
        start, size = ((filters.page - 1) * MANY, MANY) if filters.kind else (0, FEW)
        more = filters.query(jenis=check) if len(found) > FEW and not filters.kind else ""
        kinds.append(CheckGroup(CHECKS[check], weight, len(found), found[start : start + size], more))
    return kinds


def _order():
    """wajib first; within a weight by group and as the catalogue has them."""
    places = list(GROUPS)
    by_group = sorted(CHECKS.values(), key=lambda check: places.index(check.group))
    return [(weight, check.id) for weight in WEIGHTS for check in by_group]


def _people(plan, answers):
    keys = [key for row in answers if row for key in (row.by, row.decided_by) if key]
    return people_of(plan, keys) if keys else {}


def _shown(request, found, finding, given, people):
    answer = given.get((finding.check, finding.subject))
    row = verdict("check.answer", column_for(request.actor, finding.pillars), lock=request.lock)
    return FindingRow(
        finding=finding,
        places=places_of(request.plan, found, finding),
        answer=answer,
        old=answer is not None and answer.fingerprint != finding.fingerprint,
        author=people[answer.by].name if answer else "",
        decider=people[answer.decided_by].name if answer and answer.decided_by else "",
        settled=is_settled(finding, answer),
        may_answer=row,
        owner=OWNERS.get(finding.described.who, ""),
    )


def _lists(stage, open_ones, filters):
    """Every kind that is looked for by now, with its count."""
    counts = {}
    for finding in open_ones:
        counts[finding.check] = counts.get(finding.check, 0) + 1
    lists = []
    for group, name in GROUPS.items():
        checks = [check for check in CHECKS.values() if check.group == group and check.stage <= stage]
        lines = [
            CheckListRow(check, counts.get(check.id, 0), filters.query(jenis=check.id, lihat="")) for check in checks
        ]
        if lines:
            lists.append((name, lines))
    return lists


def _seen_tabs(fits, state, filters):
    done = sum(state[id(one)] for one in fits)
    return [
        CheckTab("Belum", len(fits) - done, filters.query(lihat="", jenis=""), filters.seen == OPEN),
        CheckTab("Dijawab", done, filters.query(lihat=ANSWERED, jenis=""), filters.seen == ANSWERED),
    ]


def _weight_tabs(open_ones, filters):
    tabs = [CheckTab("Semua", None, filters.query(berat="", jenis=""), not filters.weight)]
    for weight, label in WEIGHTS.items():
        count = sum(one.weight == weight for one in open_ones)
        tabs.append(CheckTab(label, count, filters.query(berat=weight, jenis=""), filters.weight == weight))
    return tabs
