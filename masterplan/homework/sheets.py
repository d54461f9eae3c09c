"""The list of what an office or a person still owes, one A4 paper for each, as a tree."""

from masterplan.document import pieces
from masterplan.document import tree as t
from pillars.homework.queries import Receiver
from pillars.homework.windows import Window
from workshops.plans.local_time import long_time
from workshops.plans.models import Plan

#: Height in mm of a line, so that a figure can be written in by hand.
LINE = 14
HOW = (
    "Setiap angka disertai tahun dan sumber. Bila data belum ada, tulis “belum ada”. "
    "Bila angka yang sudah tertulis berbeda dengan data resmi, sampaikan secara tertulis."
)


def build(plan: Plan, told: list[tuple[Receiver, str]], window: Window) -> t.Book:
    """Return the book of lists. `told`: [(Receiver, address of their link or "")]; who owes nothing gets no paper."""
    papers = tuple(_paper(plan, one, address, window) for one, address in told if one.open)
    return t.Book(code="TUGAS", title="Tugas antarbimtek", region=plan.region.name, parts=papers)


def _paper(plan, receiver, address, window):
    items = [item for item in receiver.items if item.is_open]
    until = long_time(window.until, plan) if window.until else "belum ditetapkan"
    ways = f"Isi dari kantor atau rumah: {address} (masuk dengan nama dan kode pribadi)." if address else ""
    before = f" {window.before}" if window.before else ""
    return t.Paper(
        id=f"tugas-{receiver.value}",
        lines=("MASTERPLAN SMART CITY", plan.region.name.upper()),
        title=f"Tugas Antarbimtek\n{receiver.name}",
        number=f"Tenggat: {until}",
        running=f"Tugas antarbimtek {receiver.name}",
        children=(
            pieces.para(f"{len(items)} isian masih ditunggu{before}."),
            *((pieces.para(ways),) if ways else ()),
            _table(items),
            pieces.para(HOW, "note"),
        ),
    )


def _table(items):
    columns = pieces.cols("No 10 number | Kartu 22 code | Pernyataan 62 | Yang ditunggu 40 | Isian")
    rows = []
    for place, item in enumerate(items, 1):
        note = (pieces.span(item.task.note, "small"),) if item.task.note else ()
        asked = pieces.cell(item.labels, *note)
        rows.append(pieces.row(str(place), item.card.code, item.title, asked, "", height=LINE))
    return t.Table(title="Yang masih ditunggu", columns=columns, rows=tuple(rows), look=t.BOXES)
