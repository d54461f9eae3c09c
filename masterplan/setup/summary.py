"""The last page of the wizard: what will be made, what is wrong with it, what may follow later."""

from dataclasses import dataclass

from masterplan.setup.forms import OfficersPage
from masterplan.setup.wizard import ORDER, PAGES, Wizard
from workshops.dates import SHORT, span
from workshops.plans.models import StaffRole


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
