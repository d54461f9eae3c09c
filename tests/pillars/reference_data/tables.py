"""Tables as people bring them: rows of an RPJMD, with heads, merged cells and gaps; made into workbooks."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.cast import form_values, new_op

HEAD = ["Kode Misi", "Misi", "Kode Tujuan", "Tujuan", "Kode Sasaran", "Sasaran", "Indikator", "Satuan", "Kondisi Awal"]
HEAD += [2025, 2026, 2027, 2028, 2029, "OPD Penanggung Jawab"]
ROWS = [
    ["M1", "Pelayanan cepat", "T1.1", "Mutu layanan naik", "S1.1", "Warga puas", "IKM", "indeks", "84,1"]
    + [85, 85.5, "86", 86.5, "87,25", "Diskominfo; Dinas Kesehatan"],
    ["", "", "", "", "", "", "Layanan daring", "persen", "Tidak Ada Data", 20, 35, 50, 65, "80%", "Diskominfo"],
    ["", "", "", "", "S1.2", "Aparatur bersih", "Opini BPK", "predikat", "WTP", "WTP", "WTP", "WTP", "WTP", "WTP", "-"],
    ["", "", "T1.2", "Kemiskinan turun", "S1.3", "Penduduk miskin berkurang", "Penduduk miskin", "persen", 9.11]
    + [8.5, 8, 7.5, 7, "N/A", "BPBD"],
]


def workbook(rows, *, name="RPJMD", merges=(), more=()):
    """The bytes of an .xlsx; `more` [(name of a sheet, rows)]."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for merge in merges:
        sheet.merge_cells(merge)
    for title, cells in more:
        other = book.create_sheet(title)
        for row in cells:
            other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(person, data, what="rpjmd", name="rpjmd.xlsx", **more):
    """Sends a file; the answer is the preview or a sentence."""
    given = {"berkas": SimpleUploadedFile(name, data), "as": person.key, **more}
    return person.post(f"/r/{person.plan.slug}/kerangka/impor/{what}/", given)


def again(person, answer, what="rpjmd", act="petakan", **changes):
    """Posts the preview's form back as a browser would."""
    values = form_values(answer.content.decode()) | {"act": act} | changes
    return person.post(f"/r/{person.plan.slug}/kerangka/impor/{what}/", values)


def confirm(person, answer, what="rpjmd", **changes):
    return again(person, answer, what, "simpan", op=new_op(), **changes)


def bring(person, data, what="rpjmd", **more):
    """Uploads and says yes; the number of the event."""
    answer = confirm(person, upload(person, data, what, **more), what)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    person.plan.refresh_from_db()
    return person.plan.head
