"""The printed pieces: what a reader finds on them, and who may make them."""

import pytest
from bs4 import BeautifulSoup

from masterplan.handouts.sheets import pieces
from masterplan.writers.html import part_html
from tests.books.reader import Reader
from tests.cast import new_op
from workshops.agenda.actions.schedule import change_bimtek, plan_agenda
from workshops.people.actions.join_codes import make_code

pytestmark = pytest.mark.django_db
SHEETS = "/r/ponorogo/lembar/"


def pages(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    return Reader(answer.content).pages


def test_a_way_in_for_every_group_on_paper(plan, satya, fitri):
    from datetime import date

    assert "Belum ada kode gabung." in satya.get(SHEETS).content.decode()
    assert satya.get(SHEETS + "undangan.pdf").status_code == 409
    door = make_code(plan)
    plan_agenda(satya.actor, "empat_bimtek", [date(2026, 12, 3)], op=new_op())
    change_bimtek(satya.actor, 1, {"venue": "Aula <b>Bapperida</b> & taman"}, op=new_op())
    plan.groups.filter(pillar_code="ECO").update(name="Ekonomi dan kesejahteraan seluruh warga kabupaten kita")

    assert "undangan.pdf?bimtek=1" in fitri.get(SHEETS).content.decode()
    (invitation,) = pages(fitri.get(SHEETS + "undangan.pdf"))
    for said in ("Kamis dan Jumat, 3–4 Desember 2026", "Aula <b>Bapperida</b> & taman", door.code, "Lingkungan"):
        assert said in " ".join(invitation.split()), said
    # the other two are looked at before they are laid out: the machine that lays out is the same
    hold = {None: "https://a/g/T"} | {group: f"https://a/g/T/{group.slug}" for group in plan.groups.all()}
    made = {
        kind: [
            BeautifulSoup(part_html(part, book), "lxml")
            for book in [pieces(plan, kind, plan.bimteks.get(number=2), door.code, list(hold.items()), "a")]
            for part in book.parts
        ]
        for kind in ("tent", "wall")
    }
    tents, walls = ([one.get_text(" ").replace("\u2060", "") for one in made[kind]] for kind in ("tent", "wall"))
    assert len(tents) == 6 and all(door.code in tent for tent in tents) and "Meja Tata Kelola" in tents[0]
    assert len(walls) == 7 and "Gabung ke bimtek" in walls[0] and "Kelompok Lingkungan" in walls[6]
    drawn = {one.select_one("svg.qr path")["d"] for one in made["wall"]}
    assert len(drawn) == 7, "each leads elsewhere"
