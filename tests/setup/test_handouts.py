"""The printed pieces: what a reader finds on them, and who may make them."""

import io

import pypdf
import pytest

from tests.cast import new_op
from workshops.agenda.actions import change_bimtek, plan_agenda
from workshops.people.actions import make_code

pytestmark = pytest.mark.django_db
SHEETS = "/r/ponorogo/lembar/"


def pages(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages]


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
    tents = pages(fitri.get(SHEETS + "tanda-meja.pdf"))
    assert len(tents) == 6 and all(door.code in tent for tent in tents) and "Meja Tata Kelola" in tents[0]
    walls = pages(fitri.get(SHEETS + "qr-dinding.pdf?bimtek=2"))
    assert len(walls) == 7 and "Gabung ke bimtek" in walls[0] and "Bimtek II" in walls[6]
