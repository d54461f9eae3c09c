"""A file ordered in a browser, made by a real worker, fetched without a reload."""

import json
import subprocess
import sys

import pytest

from masterplan.server.paths import ROOT
from pillars.cards.actions.save import add_entry
from tests.browsing import environment_of_test_database
from tests.cast import new_op


@pytest.fixture
def worker(transactional_db):
    """A worker on the test's database."""
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment_of_test_database())
    yield process
    process.kill()
    process.wait()


@pytest.mark.in_turn
def test_satya_orders_a_file_watches_it_and_fetches_it(transactional_db, plan, ani, satya, server, phone, worker):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang di kecamatan"}, op=new_op())
    page = phone()
    page.context.add_cookies(
        [{"name": name, "value": morsel.value, "url": server.url} for name, morsel in satya.client.cookies.items()]
    )
    page.goto(f"{server.url}/r/ponorogo/buku/")
    page.get_by_role("button", name="JSON").first.click()
    link = page.get_by_role("link", name="Unduh JSON")
    link.wait_for()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.startswith("buku-1-ponorogo-")
    with open(download.value.path(), encoding="utf-8") as file:
        assert "Antrean panjang di kecamatan" in json.dumps(json.load(file), ensure_ascii=False)
    page.goto(f"{server.url}/r/ponorogo/buku/")
    assert page.locator("[hx-trigger]").count() == 0
