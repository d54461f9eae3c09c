"""The chain, the quick wins and the analyses of a plan as a workbook: a sheet a kind, a line a card, everything as
text. Its first sheet says what can come back.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from masterplan.paper.columns import BASE_HEAD, CODE, GUIDE, NUMBER, PILLAR, PLAN_HEAD, SHEETS, Words, columns_of, label
from pillars import fields
from pillars.cards.queries import SHOWN_WITH
from pillars.cards.values import CARD_MODELS, values_of
from pillars.kinds import CHAIN
from workshops.dates import long_date
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.sheets import WorkbookTable, write_workbook

RETURN = "Dapat diunggah kembali"
ELSEWHERE = "Tidak lewat berkas ini"
#: What is corrected on pages of its own.
OTHERS = (
    "RPJMD dan Renstra: unduh isinya di halaman impor Kerangka, lalu unggah di sana. OPD: halaman Kerangka. Realisasi: "
    "halaman Evaluasi. Naskah buku: halaman Buku."
)
HOW = (
    "Ubah isi sel, lalu unggah berkas ini di halaman Excel. Sebelum disimpan, setiap perubahan ditampilkan.",
    "Jangan mengubah kolom Nomor, Pilar, dan Kode pada baris yang sudah ada, dan jangan mengubah lembar ini.",
    "Kartu baru: tambah baris, kosongkan Nomor, isi Pilar dengan kode pilar (misalnya GOV). Lembar analisis tidak "
    "memakai kolom Pilar. Profil quick win baru dibuat di halaman Quick Win.",
    "Kode pada baris baru boleh diisi nama sementara, misalnya P-A. Lembar lain dapat menunjuk baris itu dengan "
    "nama tersebut. Kode sebenarnya dibuat Rembuk.",
    "Sel yang dikosongkan mengosongkan isian. Baris yang dihapus dari lembar tidak menghapus kartu.",
    "Beberapa butir dalam satu sel: satu butir satu baris (Alt+Enter), atau dipisah titik koma untuk pilihan.",
    "Angka ditulis dengan koma: 85,5. Kosong berbeda dari tidak ada data; yang kedua ditulis: tidak ada data.",
)


def plan_rows(plan: Plan, kind: str) -> QuerySet[Any]:
    """Return every entry of a kind, the bin included, with what its values name."""
    rows = CARD_MODELS[kind].objects.filter(plan=plan)
    if SHOWN_WITH[kind]:
        rows = rows.select_related(*SHOWN_WITH[kind])
    first = ("pillar__position",) if kind in CHAIN else ("section__position",) if kind == "kesiapan" else ()
    rows = rows.order_by(*first, "position", "number")
    return rows.prefetch_related("answers__problem") if kind == "sasaran" else rows


def build(plan: Plan) -> bytes:
    """Return the bytes of the workbook, as the plan stands at `plan.head`."""
    words = Words(plan)
    tables = [_sheet(plan, kind, words) for kind in SHEETS]
    return write_workbook([_guide(plan), *tables])


def _sheet(plan, kind, words):
    columns = columns_of(kind, plan.years)
    rows = [[NUMBER, PILLAR, CODE, *(column.head for column in columns)]]
    for entry in plan_rows(plan, kind):
        if not entry.is_deleted:
            cells = words.cells(kind, values_of(entry))
            rows.append([entry.ref, entry.pillar.code, entry.code, *(cells.get(one.key, "") for one in columns)])
    return WorkbookTable(label(kind), rows)


def _guide(plan):
    now = local(timezone.now(), plan)
    made = f"{long_date(now.date())}, {fields.show_time(now)}"
    rows = [["Rembuk: isi rencana", plan.region.name], [PLAN_HEAD, plan.slug], [BASE_HEAD, str(plan.head)]]
    sheets = ", ".join(map(label, SHEETS))
    rows += [
        ["Dibuat", made],
        [RETURN, f"Lembar {sheets}"],
        [ELSEWHERE, OTHERS],
        *([str(number), text] for number, text in enumerate(HOW, 1)),
    ]
    return WorkbookTable(GUIDE, rows, widths=(24, 110))
