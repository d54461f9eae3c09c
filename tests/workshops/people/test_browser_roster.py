"""The invitation list and the attendance in a real browser: every page fits, satisfies axe and can be touched."""

import os

import pytest
from django.utils import timezone

from tests.browsing import faults
from tests.corpus.corpus_tools import xlsx
from workshops.people.models import Attendance
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek

ROWS = (
    ("Nama", "Instansi", "Jabatan", "Kelompok", "No HP"),
    ("Dr. H. Agus Widodo, M.Si.", "Dinkes", "Kepala Dinas", "Tata Kelola", "081234567890"),
    ("Siti Aminah, S.KM.", "Dinas Kesehatan", "Kasi Gizi", "Smart Ekonomy 2", ""),
    ("Joko Prasetyo", "", "Kepala Bidang Penelitian dan Pengembangan", "Ekonomi", ""),
    ("Ani", "Dinas Kesehatan", "Staf", "Tata Kelola", ""),
)
#: Links and buttons that are lower or narrower than a finger.
SMALL = """() => [...document.querySelectorAll("main a.btn, main button, main select, main label.tick, main summary")]
  .map((item) => [item.outerHTML.slice(0, 80), item.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9)).map(([html]) => html)"""


def fits(page, name):
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if folder := os.environ.get("REMBUK_SHOTS"):
            page.screenshot(path=f"{folder}/{name}_{width}.png", full_page=True)
        if width != 768:
            assert faults(page) == [], (name, width)
            assert page.evaluate(SMALL) == [], (name, width)
    page.set_viewport_size({"width": 360, "height": 760})


@pytest.mark.in_turn
def test_a_list_is_loaded_and_attendance_marked_on_a_phone(server, phone, plan, ani, dewi, fitri):
    now = timezone.now()
    today = local(now, plan).date()
    Bimtek.objects.create(plan=plan, number=1, title="Bimtek I: Kesiapan", first_day=today, days=2, opened_at=now)
    page = phone()
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": server.url} for name, one in fitri.client.cookies.items()]
    )
    page.goto(server.url + "/r/ponorogo/orang/")
    fits(page, "people")
    page.get_by_role("link", name="Daftar dari Excel").click()
    page.locator("#f-berkas").set_input_files({"name": "daftar.xlsx", "mimeType": "x/y", "buffer": xlsx(rows=ROWS)})
    page.get_by_role("button", name="Lihat pratinjau").click()
    page.get_by_text("kelompok tidak dikenal").wait_for()
    page.get_by_text("Lajur dikenali").click()
    fits(page, "preview")
    page.get_by_role("button", name="Simpan 3 orang").click()
    page.get_by_text("Daftar tersimpan: 3 orang").wait_for()
    fits(page, "list")
    page.goto(server.url + "/r/ponorogo/orang/1/")
    fits(page, "person")
    page.goto(server.url + "/r/ponorogo/kehadiran/")
    page.get_by_role("checkbox", name="Dewi").check()
    page.get_by_role("button", name="Simpan kehadiran").click()
    page.get_by_text("dicatat Fitri").wait_for()
    page.get_by_label("Nama").fill("Pak Lurah")
    page.get_by_label("Instansi").fill("Kelurahan Banyudono")
    page.get_by_role("button", name="Catat hadir").click()
    page.get_by_text("Kelurahan Banyudono").wait_for()
    fits(page, "attendance")
    assert set(Attendance.objects.values_list("name", flat=True)) == {"Dewi", "Pak Lurah"}
