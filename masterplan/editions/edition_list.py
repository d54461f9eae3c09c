"""The editions of a plan as people see them: a list, and one with all that is known of it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from masterplan.document.edition_status import Approved, EditionStatus, approval_text
from masterplan.editions.edition_books import approval_of, approved_of, status_of_edition
from masterplan.editions.models import Approval, Edition, PublicPage
from workshops.membership.actors import names_of
from workshops.plans.models import Plan


@dataclass(frozen=True)
class ApprovalRow:
    """One approval of the past or present with the names of who recorded it and who took it back.

    is_before  its date lies before the day of the freezing: an earlier print was approved, or it is mistyped
    """

    row: Approval
    by: str
    back_by: str
    is_before: bool

    @property
    def sentence(self) -> str:
        """Return `Drs. Agus, Sekretaris Daerah, 12 Oktober 2026, surat nomor 050/12/2026`."""
        return approval_text(approved_of(self.row))


@dataclass(frozen=True)
class EditionRow:
    """An edition. `by`: who froze it; `is_public`: whether everybody may read it now."""

    row: Edition
    standing: EditionStatus
    by: str
    withdrawn_by: str
    acts: tuple
    is_public: bool

    @property
    def approved(self) -> Approved | None:
        return self.standing.approved

    @property
    def state(self) -> str:
        """Return `DRAF`, `DITARIK`, or "" once it is approved."""
        return self.standing.word

    @property
    def turned_at(self) -> datetime:
        """Return when its standing became what it is: what was printed before says otherwise."""
        times = [self.row.made_at, self.row.withdrawn_at]
        times += [time for act in self.acts for time in (act.row.recorded_at, act.row.taken_back_at)]
        return max(filter(None, times))

    @property
    def groups(self) -> list[str]:
        """Return the fingerprint as it is printed: groups of four."""
        return fingerprint_groups(self.row.fingerprint)

    @property
    def short(self) -> str:
        return self.row.fingerprint[:8]


def fingerprint_groups(fingerprint: str) -> list[str]:
    """Return `a41f09c2…` as `[a41f, 09c2, …]`."""
    return [fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)]


def read_editions(plan: Plan) -> list[EditionRow]:
    """Return all editions of `plan`, newest first, in four queries."""
    return _shown(plan, Edition.objects.filter(plan=plan))


def find_edition(plan: Plan, number: int) -> EditionRow | None:
    """Return the edition with this number, or None."""
    return next(iter(_shown(plan, Edition.objects.filter(plan=plan, number=number))), None)


def _shown(plan, rows):
    rows = list(rows.defer(*Edition.LONG).prefetch_related("approvals"))
    page = PublicPage.objects.filter(plan=plan, is_on=True).first()
    acts = [act for row in rows for act in row.approvals.all()]
    keys = {key for row in rows for key in (row.made_by, row.withdrawn_by)}
    keys |= {key for act in acts for key in (act.recorded_by, act.taken_back_by)}
    names = names_of(plan, keys - {""})
    zone = ZoneInfo(plan.time_zone)
    return [
        EditionRow(
            row=row,
            standing=status_of_edition(row, zone),
            by=names.get(row.made_by, "staf"),
            withdrawn_by=names.get(row.withdrawn_by, "staf"),
            acts=tuple(
                ApprovalRow(
                    act,
                    names.get(act.recorded_by, "staf"),
                    names.get(act.taken_back_by, "staf"),
                    act.on < row.made_at.astimezone(zone).date(),
                )
                for act in row.approvals.all()
            ),
            is_public=page is not None and page.edition_id == row.pk and approval_of(row) is not None,
        )
        for row in rows
    ]
