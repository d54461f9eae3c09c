"""What a group's cards write on its worksheets: {key of a box: text}, one dict a sheet."""

from typing import Any

from pillars.cards.display import Showing
from pillars.cards.queries import chain_of
from pillars.cards.values import kind_fields, read_value, title_of
from pillars.kinds import KINDS
from pillars.models import QuickWinProfile, risks_of_profiles
from pillars.models.chain import Pillar, Shared
from workshops.number_format import show_number
from workshops.plans.models import Plan

#: Programmes of one strategy that stand on a sheet together.
TOGETHER = 2


def sheets_of(plan: Plan, pillar: Pillar | Shared, code: str) -> list[dict[str, Any]]:
    """Return the values of each sheet of this code, in the order of the chain."""
    makers = {"masalah": _of_kind, "sasaran": _of_kind, "strategi-program": _strategies, "quick-win": _quick_wins}
    return makers[code](plan, pillar, code) if code in makers else []


def _of_kind(plan, pillar, kind):
    show = Showing(plan)
    links = [link for link in chain_of(plan, pillar).all_links() if kind == link.entry.KIND]
    return [_values(show, link.entry) for link in links]


def _values(show, entry):
    """Every field of a card as text; a table as {year: text}, ticks as labels with `;` between."""
    found = {"code": entry.code}
    for one in kind_fields(entry.KIND):
        value = read_value(entry, one)
        if one.type.startswith("years_table"):
            found[one.key] = {year: show_number(number) for year, number in (value or {}).items()}
        elif one.type == "scale":
            found[one.key] = _number(value)
        elif one.type == "choices":
            found[one.key] = "; ".join(one.label_of(item) for item in value or [])
        elif one.type == "list_text":
            found[one.key] = "; ".join(value or [])
        else:
            found[one.key] = show.text(one, value)
    if entry.KIND == "sasaran":
        problems = [answer.problem for answer in entry.answers.all() if not answer.problem.is_deleted]
        found["parents"] = "\n".join(f"{row.code} {title_of(row)}" for row in problems)
    return found


def _strategies(plan, pillar, code):
    show, found = Showing(plan), []
    links = list(chain_of(plan, pillar).all_links())
    targets = {link.entry.pk: link.entry for link in links if link.entry.KIND == "sasaran"}
    for link in links:
        if link.entry.KIND != "strategi":
            continue
        target = targets.get(link.entry.target_id)
        about = _values(show, link.entry) | {"parents": f"{target.code} {title_of(target)}" if target else ""}
        programmes = [below.entry for below in link.links]
        for at in range(0, max(len(programmes), 1), TOGETHER):
            sheet = dict(about)
            for place, programme in enumerate(programmes[at : at + TOGETHER], 1):
                values = _values(show, programme)
                values["offices"] = "; ".join(filter(None, (values["lead_opd"], values["support_opd"])))
                values["name"] = f"{programme.code} {values['name']}"
                sheet |= {f"program{place}.{key}": text for key, text in values.items()}
            found.append(sheet)
    return found


def _profiles(plan, pillar):
    return QuickWinProfile.objects.filter(plan=plan, pillar=pillar, deleted_in=None, programme__deleted_in=None)


def _quick_wins(plan, pillar, code):
    profiles = _profiles(plan, pillar)
    found = []
    for profile in profiles.select_related("programme__lead_opd").prefetch_related(risks_of_profiles()):
        programme = profile.programme
        partners = [one.get("nama", "") for one in profile.partnerships or []]
        risks = [
            (risk.kode or f"R{n}", risk.peristiwa, *map(_number, (risk.kemungkinan, risk.dampak, risk.tingkat)))
            + (risk.penanganan or "",)
            for n, risk in enumerate(profile.live_risks, 1)
        ]
        found.append(
            {
                "code": programme.code,
                "nama_inovasi": profile.nama_inovasi or programme.name,
                "partners": "; ".join(filter(None, (programme.lead_opd and programme.lead_opd.name, *partners))),
                "manfaat": profile.manfaat or "",
                "risks": risks,
            }
        )
    return found


def _number(value):
    return "" if value is None else str(value)


def counts_of(plan: Plan, pillar: Pillar) -> dict[str, int]:
    """Return {code of a sheet: how many sheets the cards of the group fill}."""
    tally = dict.fromkeys(KINDS, 0)
    for link in chain_of(plan, pillar).all_links():
        tally[link.entry.KIND] += 1
    wins = _profiles(plan, pillar).count()
    return {
        "masalah": tally["masalah"],
        "sasaran": tally["sasaran"],
        "strategi-program": tally["strategi"],
        "quick-win": wins,
    }
