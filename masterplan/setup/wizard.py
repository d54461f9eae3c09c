"""The wizard as it stands for one account: its pages in order, what was typed into each, what is still wrong.
and the summary on its last page.
"""

from dataclasses import dataclass
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import QueryDict

from masterplan.setup.creators import places_of, plans_of
from masterplan.setup.forms import GroupsPage, OfficersPage, RegionPage, WizardPageForm
from masterplan.setup.models import Draft
from masterplan.setup.stages import StagesPage
from workshops.dates import SHORT, span
from workshops.plans.models import Account, Plan, StaffRole

#: {end of the address: (title, page)}, in order.
PAGES = {
    "daerah": ("Daerah dan periode", RegionPage),
    "bimtek": ("Bimtek dan susunan acara", StagesPage),
    "kelompok": ("Kelompok dan OPD", GroupsPage),
    "petugas": ("Petugas", OfficersPage),
    "periksa": ("Periksa", None),
}
ORDER = tuple(PAGES)
#: Characters of one field that are kept; longer ones are cut by nobody who types.
LONGEST = 120_000


class Wizard:
    """Read only. `answers` {page: {field: as typed}}, `kept_at` when they were kept last (None: nothing yet)."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.is_operator = account.is_operator
        self.places = places_of(account)
        self.plans = list(plans_of(account))
        draft = Draft.objects.filter(account=account).select_related("made").first()
        self.answers = draft.answers if draft else {}
        self.kept_at = draft.kept_at if draft and draft.answers else None
        self.made = draft.made if draft else None
        self.made_op = draft.made_op if draft else ""

    @property
    def former(self) -> Plan | None:
        """Return the plan to copy from that the first page names, or None."""
        slug = self.answers.get("daerah", {}).get("source", "")
        return next((plan for plan in self.plans if slug and plan.slug == slug), None)

    def takes(self, part: str) -> bool:
        """Whether `part` (a key of `former.COPIES`) is taken along."""
        return self.former is not None and part in self.answers.get("daerah", {}).get("copies", [])

    def page(self, name: str, *, is_judged: bool = False) -> WizardPageForm:
        """Return the form of page `name` with what the draft holds."""
        return PAGES[name][1](self, self.answers.get(name), is_judged=is_judged)

    def typed(self, name: str, sent: QueryDict) -> dict[str, Any]:
        """Return what a browser sent for page `name` as the draft keeps it: known fields that the store can hold."""
        fields = self.page(name).fields
        lists = [key for key, field in fields.items() if isinstance(field.widget, CheckboxSelectMultiple)]
        kept = {key: _kept(sent[key]) for key in fields if key in sent and key not in lists}
        if name == "daerah" and "isi" in sent:
            # one of the names that were offered was pressed
            kept["region"] = _kept(sent["isi"])
        return kept | {key: [_kept(value) for value in sent.getlist(key)] for key in lists}

    def pages(self) -> dict[str, WizardPageForm]:
        """Return {name: page} of those that are filled in."""
        return {name: self.page(name, is_judged=True) for name in ORDER if PAGES[name][1]}

    def typed_in(self) -> dict[str, dict[str, Any]] | None:
        """Return {name: what the page means}, or None while one of them was not opened or cannot be taken."""
        pages = self.pages()
        if any(page.errors or name not in self.answers for name, page in pages.items()):
            return None
        return {name: page.cleaned_data for name, page in pages.items()}

    def trail(self, current: str) -> list[tuple[str, str, str]]:
        """Return [(name, title, state)] for the list of pages: `now`, `done` or ""."""
        return [
            (name, title, "now" if name == current else "done" if name in self.answers else "")
            for name, (title, _) in PAGES.items()
        ]


def _kept(text):
    return text[:LONGEST].replace("\x00", "")


@dataclass(frozen=True)
class WizardPageSummary:
    """A page of the wizard in two lines; `wrong` is the sentence of its first error, or ""."""

    name: str
    title: str
    first: str
    second: str
    wrong: str


@dataclass(frozen=True)
class Summary:
    """`later` are sentences with the page on which each can be mended: [(page, sentence)]."""

    lines: list
    later: list

    @property
    def is_complete(self) -> bool:
        return not any(line.wrong for line in self.lines)


def read_summary(wizard: Wizard) -> Summary:
    """Return the summary of what `wizard` holds."""
    pages = wizard.pages()
    told = {"daerah": _region, "bimtek": _stages, "kelompok": _groups, "petugas": _officers}
    lines, later = [], []
    for name in ORDER:
        if name not in pages:
            continue
        page, wrong = pages[name], ""
        if page.errors:
            wrong = page.first_error
        elif name not in wizard.answers:
            wrong = "Halaman ini belum dibuka."
        first, second, missing = ("", "", []) if wrong else told[name](wizard, page.cleaned_data)
        lines.append(WizardPageSummary(name, PAGES[name][0], first, second, wrong))
        later += [(name, sentence) for sentence in missing]
    return Summary(lines, later)


def _region(wizard, clean):
    place = clean["region"]
    origin = f"salinan dari {wizard.former.region.name}" if wizard.former else "mulai dari rencana kosong"
    where = f"{place.province}, {place.zone}" if place.province else place.zone
    second = f"{where} · jangka panjang sampai {clean['long_until']} · {origin}"
    return f"{place.name}, {clean['first_year']}–{clean['last_year']}", second, []


def _stages(wizard, clean):
    bimteks = [bimtek for bimtek, _ in clean["agenda"]]
    days = sum(bimtek.days for bimtek in bimteks)
    dated = [span(bimtek.first_day, bimtek.days, SHORT) for bimtek in bimteks if bimtek.first_day]
    missing = []
    for lacking, what in (
        ([bimtek.short for bimtek in bimteks if not bimtek.first_day], "Tanggal"),
        ([bimtek.short for bimtek in bimteks if not bimtek.venue], "Tempat"),
    ):
        if lacking:
            missing.append(f"{what} {', '.join(lacking)} belum diisi")
    return f"{len(bimteks)} bimtek, {days} hari", ", ".join(dated) or "tanggal menyusul", missing


def _groups(wizard, clean):
    offices = len(clean["offices"])
    second = f"{offices} OPD" if offices else "OPD menyusul"
    if clean["doubled"]:
        second += f", {clean['doubled']} baris ganda dilewati"
    missing = [] if offices else ["Daftar OPD belum diisi; peserta tetap dapat menulis instansinya sendiri"]
    return f"{len(clean['tables'])} kelompok", second, missing


def _officers(wizard, clean):
    people = [] if wizard.is_operator else [f"{wizard.account.name}, staf"]
    people += [f"{account.name}, {OfficersPage.LABELS[role].lower()}" for account, role in clean["known"]]
    people += [f"{name}, {OfficersPage.LABELS[role].lower()}" for role, name in clean["new"]]
    roles = {role for _, role in clean["known"]} | {role for role, _ in clean["new"]}
    missing = [
        f"{OfficersPage.LABELS[role]} belum ditunjuk"
        for role in (StaffRole.FASILITATOR, StaffRole.AHLI)
        if role not in roles
    ]
    fresh = len(clean["new"])
    second = f"{fresh} akun baru dibuat; kata sandinya tampil sesudah ini" if fresh else "tanpa akun baru"
    return " · ".join(people), second, missing
