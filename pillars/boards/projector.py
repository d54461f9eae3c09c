"""What stands on the projector: how far the groups are, how to join, or the cards of one group, five at a time.

Nobody's name stands on it: the wall shows the work, and how many people are there as a number.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import QueryDict

from pillars import fields
from pillars.boards.board import clip, tally_of
from pillars.boards.six import Six, read_six
from pillars.cards.queries import PillarChain, chain_of, chains_of
from pillars.cards.values import title_of
from pillars.kinds import KINDS
from pillars.models import Choosing
from pillars.prioritisation.queries import name_of, read_result
from workshops.access import PlanRequest
from workshops.agenda.models import Projection
from workshops.agenda.room_state import Announcement, RoomState, room_state_of
from workshops.people.join_codes import current_code, public_address, qr_payload
from workshops.plans.models import Plan
from workshops.response_cache import cached_response
from workshops.text import natural

#: What an address of the projector may ask for.
ASKED = ("tampil", "kelompok", "jenis", "nilai", "bagian")


def wanted(plan: Plan, query: QueryDict) -> tuple[str, QueryDict, RoomState]:
    """Return (view, what is asked, the room). `view` is langkah, istirahat or umum, or "" where the query decides."""
    now = room_state_of(plan)
    if any(key in query for key in ASKED):
        return "", query, now
    chosen = Projection.objects.filter(plan=plan).first()
    acts: list[tuple[Any, str]] = [(chosen.at, "choice")] if chosen else []
    if now.room:
        acts.append((now.room.step.started_at, "step"))
    acts += [(one.at, "umum") for one in now.said if not one.pillar]
    last = max(acts, key=lambda act: act[0])[1] if acts else "step"
    if last == "choice" and chosen.shows:
        return "", QueryDict(chosen.shows.removeprefix("?")), now
    if last == "umum":
        return "umum", query, now
    if now.room is None:
        return "", query, now
    return ("istirahat" if now.room.step.is_break else "langkah"), query, now


def projected_query(plan: Plan) -> str:
    """Return the query of the screen that was chosen last, "" when that is the present step."""
    return Projection.objects.filter(plan=plan).values_list("shows", flat=True).first() or ""


def may_show(query: str, choices: list[tuple[str, str]]) -> bool:
    """Whether `query` is one of the screens that there are; what somebody else typed is none."""
    return query in {known for _, known in choices}


#: Rows of a result on one screen, and the latest cards beside the door.
ROWS, LATEST = 5, 3
#: So much of a sentence fits in two lines of a row that can be read from ten metres; in one line of it.
LONGEST, LONGEST_LINE = 120, 64
#: Kinds whose cards can be shown; the first is the one that an address without a kind means.
SHOWN = ("sasaran", "masalah", "strategi", "program")


@dataclass(frozen=True)
class ScreenRow:
    """One card of a group: `small` says what it is measured by, `before` and `after` stand in its last columns."""

    code: str
    title: str
    small: str
    before: str
    after: str


@dataclass(frozen=True)
class ScreenCards:
    """Cards `first`–`last` of all `total` of one kind in one group; `heads`: the last two columns, "" for none.

    what  what is shown of the kind, inside a heading: `masalah`, or `urutan masalah` as a group has chosen it.
    """

    code: str
    name: str
    kind: str
    what: str
    rows: list
    first: int
    last: int
    total: int
    heads: tuple


@dataclass(frozen=True)
class Screen:
    """One screen. `view` is langkah, contoh, istirahat, umum, maju, gabung or hasil (with `result`); `door` is
    None without a join code; `now` is what the room does.
    """

    view: str
    six: Six
    now: RoomState
    latest: list
    result: ScreenCards | None
    door: Any
    payload: str
    host: str

    @property
    def announcement(self) -> Announcement | None:
        """Return the announcement to everybody that is shown, the latest."""
        return next((one for one in self.now.said if not one.pillar), None)


def read_screen(request: PlanRequest) -> Screen:
    """Return the screen that the address asks for: `?tampil=gabung` or `maju`, or `?kelompok=…` with `jenis` and
    `bagian`.

    An address that asks for nothing shows what the facilitator did last.
    """
    plan = request.plan
    steered, asked, now = wanted(plan, request.GET)
    six = cached_response(("six", plan.pk, plan.head), lambda: read_six(plan))
    door = current_code(plan)
    pillar = plan.pillars.filter(slug=asked.get("kelompok", "")).first()
    view = "hasil" if pillar else "gabung" if asked.get("tampil") == "gabung" and door else "maju"
    if asked.get("tampil") == "contoh" and now.room and now.room.step.projector_example:
        view = "contoh"
    return Screen(
        view=steered or view,
        six=six,
        now=now,
        latest=_latest(six),
        result=_result(plan, six, pillar, asked) if pillar and not steered else None,
        door=door,
        payload=qr_payload(request, door.token) if door else "",
        host=urlsplit(public_address(request)).netloc,
    )


def choices(plan: Plan) -> list[tuple[str, str]]:
    """Return [(label, query)]: the screens that there are to choose from, for who steers the projector."""
    found = [("Langkah yang berjalan", ""), ("Kemajuan semua kelompok", "?tampil=maju")]
    found += [("Contoh untuk langkah yang berjalan", "?tampil=contoh"), ("Cara bergabung", "?tampil=gabung")]
    names, chains = dict(plan.groups.values_list("pillar_code", "name")), chains_of(plan)
    for pillar in plan.pillars.all():
        tally = tally_of(chains.get(pillar.pk, PillarChain()))
        for kind in SHOWN:
            total = tally[kind]
            for part in range(-(-total // ROWS)):
                first, last = part * ROWS + 1, min(total, (part + 1) * ROWS)
                label = f"{names.get(pillar.code, pillar.name_id)}: {KINDS[kind].label.lower()} {first}–{last}"
                query = {"kelompok": pillar.slug, "jenis": kind} | ({"bagian": part + 1} if part else {})
                found.append((label, f"?{urlencode(query)}"))
    return found + _choosings(plan, names)


def _choosings(plan, names):
    """Results of choosings that have been shown to everybody, as screens to choose from."""
    rows = Choosing.objects.filter(plan=plan, state=Choosing.SHOWN).select_related("pillar").order_by("number")
    found = []
    for row in rows:
        total = len(read_result(row).scored)
        for part in range(-(-total // ROWS)):
            first, last = part * ROWS + 1, min(total, (part + 1) * ROWS)
            label = f"{names.get(row.pillar.code, row.pillar.name_id)}: hasil {name_of(row)} {first}–{last}"
            query = {"kelompok": row.pillar.slug, "nilai": row.number} | ({"bagian": part + 1} if part else {})
            found.append((label, f"?{urlencode(query)}"))
    return found


def _latest(six):
    cards = [(card.number, column, card) for column in six.columns for card in column.latest]
    return [(column.code, card) for _, column, card in sorted(cards, key=lambda found: -found[0])[:LATEST]]


def _result(plan, six, pillar, asked):
    kind = asked.get("jenis") if asked.get("jenis") in SHOWN else SHOWN[0]
    what, heads = kind, {"sasaran": ("Awal", str(plan.period_end)), "program": ("OPD", "Tahun")}.get(kind, ("", ""))
    if chosen := _chosen(plan, pillar, asked.get("nilai")):
        kind, what = chosen.kind, f"urutan {KINDS[chosen.kind].label.lower()}"
        heads = ("Orang", "Titik" if chosen.way == Choosing.DOTS else "Nilai")
        cards, row_of = read_result(chosen).scored, _scored
    else:
        cards = [link.entry for link in chain_of(plan, pillar).all_links() if kind == link.entry.KIND]
        row_of = partial(_row, plan=plan)
    parts = max(1, -(-len(cards) // ROWS))
    at = min(natural(asked.get("bagian"), 3) or 1, parts)
    shown = cards[(at - 1) * ROWS : at * ROWS]
    name = next((column.name for column in six.columns if column.code == pillar.code), pillar.name_id)
    last = (at - 1) * ROWS + len(shown)
    rows = [row_of(card) for card in shown]
    return ScreenCards(pillar.code, name, kind, what, rows, last - len(shown) + 1, last, len(cards), heads)


def _chosen(plan, pillar, number):
    """The choosing whose results the address asks for; None where they are not shown to everybody."""
    number = natural(number, 9)
    if not number:
        return None
    row = Choosing.objects.filter(plan=plan, pillar=pillar, number=number).select_related("pillar").first()
    return row if row and row.is_revealed else None


def _scored(line):
    one = line.ranked
    told = [f"{letter.label} {letter.mean}" for letter in one.letters] + ["sebaran lebar"] * bool(one.wide)
    title = clip(line.title, LONGEST_LINE - 12 if told else LONGEST)
    return ScreenRow(line.code, title, " · ".join(told), str(one.people), str(one.total))


def _row(card, plan):
    if card.KIND == "program":
        office = (card.lead_opd.short or card.lead_opd.name) if card.lead_opd_id else ""
        return ScreenRow(
            card.code, clip(title_of(card), LONGEST), "", clip(office, 20), fields.show_years(card.years or [])
        )
    if card.KIND != "sasaran":
        return ScreenRow(card.code, clip(title_of(card), LONGEST), "", "", "")
    measure = ", ".join(text for text in (card.indicator, card.unit) if text)
    before = fields.display(fields.NO_DATA if card.baseline_no_data else card.baseline, "number_unit")
    given = fields.from_json(card.targets_by_year, "years_table_number") or {}
    after = fields.display(given.get(plan.period_end), "number_unit")
    return ScreenRow(card.code, clip(title_of(card), LONGEST_LINE), clip(measure, LONGEST_LINE), before, after)
