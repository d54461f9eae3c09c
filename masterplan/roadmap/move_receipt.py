"""The receipt of a move: what stands now, what falls outside its years, and the way back."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from masterplan.document import words
from masterplan.roadmap.actions import moving_event
from masterplan.roadmap.page import RoadPage
from pillars.plan_view.cards import Programme
from workshops.access import PlanRequest
from workshops.number_format import show_rupiah
from workshops.text import natural


@dataclass(frozen=True)
class MoveReceipt:
    """What the page says after a move. `number` of the event that can be taken back, None where nothing changed."""

    item: Programme
    at: datetime | None
    sentence: str
    outside: str
    number: int | None


def receipt_of(request: PlanRequest, page: RoadPage, query: QueryDict | None = None) -> MoveReceipt | None:
    """Return the Told of the asker's own save that `?tersimpan=…&program=…` names, or None."""
    query = request.GET if query is None else query
    number, programme = natural(query.get("tersimpan")), natural(query.get("program"))
    item = next((item for item in page.programmes if item.ref == f"program-{programme}"), None)
    if number is None or item is None:
        return None
    event = moving_event(request.plan, item.ref, number)
    if event is None or event.actor != request.actor.key:
        return MoveReceipt(
            item, None, f"{item.code} tidak berubah: tahunnya sudah {words.years(item.years)}.", "", None
        )
    term = f", jangka {item.term}" if item.term else ""
    sentence = f"{item.code} sekarang {words.years(item.years) or words.NO_YEARS}{term}."
    return MoveReceipt(item, event.at, sentence, outside_of(item), event.number)


def outside_of(item: Programme) -> str:
    """Return the amounts that lie in no year of the programme, as a sentence; "" for none."""
    left = [(year, amount) for year, amount in item.budgets if amount and item.years and year not in item.years]
    if not left:
        return ""
    said = words.listing(f"{show_rupiah(amount)} pada {year}" for year, amount in left)
    return f"{said} berada di luar tahun pelaksanaan. Jumlahnya tetap tersimpan; pindahkan di kartu bila perlu."
