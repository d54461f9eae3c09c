"""The evaluation sheet in a browser: filled on a phone, proof attached and taken out again, readable on every width."""

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from masterplan.server.paths import ROOT
from pillars.models import Evidence, Realisation
from tests.browsing import faults
from tests.cast import seat_account
from tests.pillars.evidence.test_checking import PAGE, PDF

EXAMPLE = ROOT / "masterplan/content/example_plan.json"
SHEET = "/r/contoh/evaluasi/"
GOV = f"{SHEET}tata-kelola/?tahun=2027"


@pytest.fixture
def satya(transactional_db):
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    return seat_account(plan, "Satya", "staf")


@pytest.fixture
def visit(phone, server, satya):
    def open_page(address, **options):
        page = phone(**options)
        cookies = [
            {"name": name, "value": item.value, "url": server.url} for name, item in satya.client.cookies.items()
        ]
        page.context.add_cookies(cookies)
        page.goto(f"{server.url}{address}")
        return page

    return open_page


@pytest.mark.in_turn
def test_a_phone_says_how_far_a_programme_came_and_proves_it(visit, satya, tmp_path, trouble):
    trouble.tolerate("Failed to load resource")
    page = visit(GOV)
    card = page.locator("#program article").first
    card.get_by_role("link", name="Isi realisasi").click()
    page.get_by_text("Berjalan", exact=True).click()
    page.get_by_label("Persen").fill("62,5")
    page.get_by_label("Uraian dan bukti").fill("9 dari 12 kecamatan")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("[data-kind=saved]")).to_contain_text("Tersimpan")
    expect(card).to_contain_text("Berjalan 62,5%")
    card.get_by_role("link", name="Ubah").click()
    page.get_by_label("Catatan").fill("Masih diketik")
    choose, save = page.get_by_label("Tambah berkas bukti"), page.get_by_role("button", name="Simpan")
    for hostile, said in ((PDF + b"x" * 11 * 1024 * 1024, "lebih besar dari 10 MB"), (PAGE, "bukan PDF")):
        (tmp_path / "laporan.pdf").write_bytes(hostile)
        choose.set_input_files(tmp_path / "laporan.pdf")
        save.click()
        expect(page.get_by_text(said).first).to_be_visible()
        if "MB" in said:  # the answer of the doorstep is no page of the plan: the form is opened anew
            page.goto(page.url.partition("#")[0])
        expect(page.get_by_label("Catatan")).to_have_value("Masih diketik")
    (tmp_path / "laporan.pdf").write_bytes(PDF)
    choose.set_input_files(tmp_path / "laporan.pdf")
    save.click()
    expect(page.locator("[data-kind=saved]")).to_contain_text("Tersimpan")
    expect(card).to_contain_text("Masih diketik")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="laporan.pdf").click()
    assert fetched.value.path().read_bytes() == PDF
    assert (Realisation.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.in_turn
def test_the_sheet_shuts_nobody_out(visit):
    page = visit(SHEET)
    for address in (f"{SHEET}?tahun=2027", f"{GOV}&isi=1", f"{SHEET}butir/?tahun=2027&isi=C701"):
        page.goto(f"{page.url.split('/r/')[0]}{address}")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
            assert faults(page) == [], f"{address} at {width}"
