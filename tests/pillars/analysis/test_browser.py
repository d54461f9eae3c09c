"""The analyses on phones: two write into one statement, voices are counted while others look, every page fits."""

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import SwotItem, VisionMission
from tests.cast import new_op
from tests.pillars.analysis.conftest import HOME, write
from tests.pillars.boards import test_browser as test_boards
from tests.pillars.prioritisation.test_browser import fits
from workshops.live.models import Event

visit = test_boards.visit


@pytest.fixture
def begun(ani):
    """A plan with a finding, a gap, statements, a keyword and a vision."""
    write(ani, "kesiapan", component="alam", aspect="Lanskap dan air", condition="buruk", finding="9 kecamatan rawan")
    write(ani, "kesenjangan", element="Alam: Lanskap dan air", current="9 kecamatan", expected="2 kecamatan")
    write(ani, "swot", type="strengths", statement="Pengakuan dunia atas Reog")
    write(ani, "swot", type="threats", statement="Longsor dan banjir di lereng selatan kabupaten")
    write(ani, "kata_kunci", word="Reog", swot_refs=["swot-1"])
    write(ani, "visi_misi", visi="Reog menjadi tenaga", misi=["Melayani dengan data terpadu", "Menjaga alam"])
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek", "indicator": "Menit"}, op=new_op())
    write(ani, "tujuan", statement="Warga dilayani", misi="Menjaga alam", target_refs=[target.ref])
    values = {
        "statement": "Melimpahkan berkas",
        "target_ref": target.ref,
        "swot_quadrant": "ST",
        "swot_refs": ["swot-2"],
    }
    add_entry(ani.actor, "strategi", "GOV", values, op=new_op())


def head_of(plan):
    plan.refresh_from_db()
    return plan.head


@pytest.mark.in_turn
def test_two_phones_in_one_statement_lose_nothing(transactional_db, server, plan, ani, budi, begun, visit):
    first, second = visit(ani, f"{HOME}swot-1/"), visit(budi, f"{HOME}swot-1/")
    first.locator("#i-statement").fill("Pengakuan UNESCO atas Reog")
    second.locator("#i-statement").fill("Reog diakui dunia sejak 2024")
    first.get_by_role("button", name="Simpan").click()
    first.locator("#f-statement .receipt--ok").wait_for()
    second.get_by_text("Ani").first.wait_for()
    assert second.locator("#i-statement").input_value() == "Reog diakui dunia sejak 2024"
    second.get_by_role("button", name="Simpan").click()
    second.locator("#lembar[data-conflict]").wait_for()
    assert SwotItem.objects.get(number=1).statement == "Pengakuan UNESCO atas Reog"
    assert "Reog diakui dunia sejak 2024" in str(Event.objects.filter(verb="entry.conflict").values_list("lost"))
    second.get_by_role("button", name="Pakai ini").last.click()
    second.locator("#i-statement").wait_for()
    assert SwotItem.objects.get(number=1).statement in ("Pengakuan UNESCO atas Reog", "Reog diakui dunia sejak 2024")


@pytest.mark.in_turn
def test_voices_are_counted_on_open_pages(transactional_db, server, plan, ani, budi, cici, begun, visit):
    mine, other, far = (visit(who, f"{HOME}swot/") for who in (ani, budi, cici))
    assert far.get_by_role("button", name="Setuju").count() == 0
    for page in (mine, other):
        page.locator("#swot-1").get_by_text("0 dari 2 setuju").wait_for()
    mine.locator("#swot-1").get_by_role("button").click()
    for page in (mine, other, far):
        page.locator("#swot-1").get_by_text("1 dari 2 setuju").wait_for()
    mine.locator("#swot-1 [aria-pressed=true]").click()
    other.locator("#swot-1").get_by_text("0 dari 2 setuju").wait_for()
    save_entry(budi.actor, "swot-1", {"statement": "Reog mendunia"}, base=head_of(plan), op=new_op())
    mine.locator("#swot-1").get_by_text("mendunia").wait_for()
    assert mine.locator("#swot-1 b").inner_text() == "Reog"


@pytest.mark.in_turn
def test_every_page_of_the_analyses_fits(transactional_db, server, plan, ani, begun, visit):
    for address in ("", "swot/", "visi/", "visi/kata/", "kesenjangan/baru/?dari=kesiapan-1", "visi_misi-1/"):
        fits(visit(ani, f"{HOME}{address}"))
    assert VisionMission.objects.count() == 1
