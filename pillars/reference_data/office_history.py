"""What happened to an office, in words, newest first. Reads the journal only."""

from dataclasses import dataclass
from datetime import datetime

from pillars.cards.display import people_of
from workshops.live.journal import history
from workshops.plans.models import Opd, Plan


@dataclass(frozen=True)
class OfficeHistoryRow:
    """One line: `who` did `what` at `at`."""

    who: str
    at: datetime
    what: str


def past_of(plan: Plan, office: Opd) -> list[OfficeHistoryRow]:
    """Return [Past] of an office, merges of others into it included."""
    events = [event for event in history(plan, office.ref) if event.verb.startswith("frame.")]
    people = people_of(plan, [event.actor for event in events]) if events else {}
    names = {row.ref: row.name for row in Opd.every.filter(plan=plan)}
    told = [(event, _words(event, office.ref, names)) for event in events]
    return [OfficeHistoryRow(people[event.actor].name, event.at, words) for event, words in told if words]


def _words(event, ref, names):
    changed = event.changes.get(ref, {})
    first, second = (names.get(one, "OPD lain") for one in (*event.refs, "", "")[:2])
    match event.verb:
        case "frame.office_added":
            return "menambahkan OPD ini"
        case "frame.office_renamed":
            before, after = changed.get("name", ["", ""])
            return f"mengganti nama “{before}” menjadi “{after}”"
        case "frame.office_closed":
            return f"menutup OPD ini sejak {changed['closed_year'][1]}"
        case "frame.office_reopened":
            return "membuka lagi OPD ini"
        case "frame.office_saved":
            return "mengubah keterangan OPD ini"
        case "frame.office_merged" if event.refs[0] == ref:
            return f"menggabungkan OPD ini ke {second}"
        case "frame.office_merged":
            return f"menggabungkan {first} ke OPD ini"
        case "frame.office_parted":
            return f"memisahkan lagi {first}" if event.refs[0] != ref else "memisahkan lagi OPD ini"
        case "frame.office_split" if event.refs[0] == ref:
            return f"memecah OPD ini: {second}"
        case "frame.office_split":
            return f"membentuk OPD ini dari {first}"
        case "frame.imported":
            return "mencatatnya saat mengimpor dari Excel"
        case "frame.unimported":
            return "membatalkan impor dari Excel"
    return ""
