"""A scanned decree goes from the phone of the office into the annex of Buku 1."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsing import faults
from tests.phones import sit_down


@pytest.mark.in_turn
def test_a_scan_of_some_megabytes_is_given_and_set_into_its_annex(server, phone, trouble, plan, satya):
    file = io.BytesIO()
    noise = Image.effect_noise((1500, 2100), 90).convert("RGB")
    noise.save(file, "PDF", save_all=True, append_images=[noise], resolution=200, quality=90)
    assert len(file.getvalue()) > 2 * 1024 * 1024
    page = phone()
    sit_down(page, server, satya)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{server.url}/r/ponorogo/buku/gambar/")
    given = {"name": "SK Dewan.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}
    page.get_by_label("Gambar", exact=True).set_input_files(given)
    page.get_by_role("button", name="Tambah gambar").click()
    expect(page.get_by_role("heading", name="2 halaman pindaian belum dipasang")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []
    page.get_by_label("Cetak semua halaman di").select_option("B1-sk")
    page.get_by_role("button", name="Pasang di naskah").click()
    pieces = page.locator(".prose__text [data-mark]")
    expect(pieces).to_have_count(2)
    expect(pieces.last).to_contain_text("Pindaian SK Dewan, halaman 2 dari 2")
