"""The state of the room: has everything been sent, and which phones must be looked after? Counts, never a text.

A phone is one device of one person. What it holds unsent is what it said last; one that cannot be heard and did
not say that it was put away is unknown, and unknown is never counted as sent.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from pillars.cards.display import when
from pillars.cards.queries import entries_by_ref
from pillars.cards.values import CHAIN_MODELS
from workshops.live.actions.plan_write import save_times
from workshops.live.models import Event
from workshops.live.presence import open_pages
from workshops.membership.actors import DISPLAY_NAME
from workshops.plans.local_time import local
from workshops.plans.models import Plan

SILENT = "HP mati atau tertidur. Minta membuka Rembuk sekali lagi."
UNDER_WAY = "Sedang mengirim, atau menunggu pilihan orangnya. Lihat bagian bawah layar HP-nya."
NOT_PRESSED = "Sudah ditulis, belum dikirim. Minta menekan Simpan."
REMOVED = "Sudah dikeluarkan. Minta menyalin tulisannya dari HP."
NO_REPORT = "Baru tersambung, belum melapor. Tunggu sebentar."


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose phone it is. `pillar` "" for those who sit in no group; `place` is their institution or role."""

    key: str
    name: str
    place: str
    pillar: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """`heard` when it was last heard, as people say it; `unsent` and `drafts` as it said last, None if it never did."""

    owner: Owner
    heard_at: datetime
    heard: str
    connected: bool
    asleep: bool
    unsent: int | None
    drafts: int | None

    @property
    def waiting(self) -> int | None:
        """Return how many fields lie there only, or None where nobody knows. Those under way are drafts too."""
        if self.unsent is None:
            return None
        count = max(self.unsent, self.drafts or 0)
        return None if not (count or self.connected or self.asleep) else count

    @property
    def reason(self) -> str:
        """Return what has happened, and what to do about it."""
        if self.owner.removed:
            return REMOVED
        if not self.connected:
            return SILENT
        if self.unsent is None:
            return NO_REPORT
        return UNDER_WAY if self.unsent else NOT_PRESSED


@dataclass(frozen=True, slots=True)
class GroupPhones:
    """The phones of one group: how many, and how many of them are connected."""

    code: str
    name: str
    connected: int
    phones: int


@dataclass(frozen=True)
class RoomStatePage:
    """The page. `unheard`: people who joined and whose phones were not heard today; `now` in the plan's zone."""

    phones: list
    tables: list
    unheard: list
    last: str = ""
    last_code: str = ""
    now: str = ""
    save_ms: str = ""
    usual_ms: str = ""
    waiting: int = 0
    holders: list = field(default_factory=list)
    unknown: list = field(default_factory=list)

    @property
    def is_sent(self) -> bool:
        """Return whether everything that any phone ever had is on the server, as far as all phones say."""
        return bool(self.phones) and not (self.holders or self.unknown)

    @property
    def connected(self) -> int:
        return sum(phone.connected for phone in self.phones)

    @property
    def resting(self) -> int:
        """Return phones that were put away with everything sent."""
        return sum(not phone.connected and phone.waiting == 0 for phone in self.phones)

    @property
    def visits(self) -> list[Phone]:
        """Return the phones to be looked after, those that surely hold something first."""
        return [*self.holders, *self.unknown]

    @property
    def silent_since(self) -> str:
        """Return since when the unknown phone that was heard longest ago has been silent."""
        return min(self.unknown, key=lambda phone: phone.heard_at).heard if self.unknown else ""


def read_room(plan: Plan) -> RoomStatePage:
    """Return the state of the room of `plan`, in nine queries at most."""
    now = timezone.now()
    owners = owners_of(plan)
    phones = _phones(plan, owners, now)
    heard = {phone.owner.key for phone in phones}
    seconds = dict(plan.participants.filter(merged_into__isnull=False).values_list("number", "merged_into__number"))
    # who has two records is heard when one of them is
    heard |= {f"p{first}" for number, first in seconds.items() if f"p{number}" in heard}
    second = {f"p{number}" for number in seconds}
    seated = [one for one in owners.values() if one.pillar and not one.removed and one.key not in second]
    last = Event.objects.filter(plan=plan, verb__startswith="entry.").order_by("-number").only("at", "refs").first()
    save, usual = save_times()
    holders = sorted((phone for phone in phones if phone.waiting), key=lambda phone: (-phone.waiting, phone.owner.name))
    return RoomStatePage(
        phones=phones,
        tables=_tables(plan, phones),
        unheard=[owner for owner in seated if owner.key not in heard],
        last=when(last.at, plan, seconds=True) if last else "",
        last_code=_code(plan, last) if last else "",
        now=when(now, plan),
        save_ms=_milliseconds(save),
        usual_ms=_milliseconds(usual),
        waiting=sum(phone.waiting for phone in holders),
        holders=holders,
        unknown=[phone for phone in phones if phone.waiting is None],
    )


def owners_of(plan: Plan) -> dict[str, Owner]:
    """Return {membership key: Owner} of everybody who has a seat in `plan`, or had one."""
    people = plan.participants.annotate(removed=Q(removed_at__isnull=False), called=DISPLAY_NAME)
    rows = people.order_by("name", "number").values_list(
        "number", "called", "institution", "group__pillar_code", "removed"
    )
    owners = {f"p{number}": Owner(f"p{number}", *rest) for number, *rest in rows}
    for row in plan.staff_roles.select_related("account").order_by("account__name"):
        key = f"a{row.account_id}"
        owners[key] = Owner(key, row.account.name, row.get_role_display())
    return owners


def _phones(plan, owners, now):
    """The phones that were heard today or hold something, by name."""
    here = set(open_pages(plan).values_list("member", "device"))
    today = local(now, plan).date()
    found = []
    for row in plan.handsets.filter(member__in=owners):
        connected = (row.member, row.device) in here
        heard_at = now if connected else row.heard_at
        reported = row.reported_at is not None
        fresh, holds = local(heard_at, plan).date() == today, bool(row.unsent or row.drafts)
        # of whoever was removed nothing will ever arrive: that is said on the day, and no longer
        if (fresh and holds) if owners[row.member].removed else (fresh or holds):
            counts = (row.unsent, row.drafts) if reported else (None, None)
            heard = when(heard_at, plan)
            found.append(Phone(owners[row.member], heard_at, heard, connected, row.asleep, *counts))
    return sorted(found, key=lambda phone: (phone.owner.name, phone.heard_at))


def _tables(plan, phones):
    tables = []
    groups = [(group.pillar_code, group.name, group.has_pillar) for group in plan.groups.all()]
    for code, name, always in [*groups, ("", "Pendamping", False)]:
        own = [phone for phone in phones if phone.owner.pillar == code]
        if own or always:
            tables.append(GroupPhones(code, name, sum(phone.connected for phone in own), len(own)))
    return tables


def _code(plan, event):
    """The code of the card that `event` is about; "" where there is none any more."""
    cards = entries_by_ref(plan, event.refs[:1], with_deleted=True).values()
    return next((card.code for card in cards if card.KIND in CHAIN_MODELS), "")


def _milliseconds(seconds):
    return "" if seconds is None else f"{max(1, round(seconds * 1000))} ms"
