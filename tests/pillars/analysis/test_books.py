"""What Buku 2 tells of the analyses, and what the plan file keeps of them."""

import pytest

from masterplan.document import tree
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.exchange.actions import PlanFileError, load_plan
from masterplan.exchange.dump import dump_plan, write_document
from masterplan.exchange.read import read_document
from masterplan.snapshots.comparison import compare
from pillars.analysis.actions import agree
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Aim, Gap, Keyword, Strategy, SwotItem
from tests.cast import new_op
from tests.pillars.analysis.conftest import write


@pytest.fixture
def analysed(plan, ani):
    """A plan with one of everything; the first strength is deleted, so that codes are not what a list would give."""
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op()).ref
    values = {"statement": "Antrean pendek", "problem_refs": [problem], "indicator": "Lama antre"}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    first = write(ani, "swot", type="strengths", statement="Salah tulis")
    kept = write(ani, "swot", type="strengths", statement="Reog diakui dunia", component="budaya", status="real")
    delete_entry(ani.actor, first, op=new_op())
    write(ani, "kata_kunci", word="Reog", meaning="Jati diri", swot_refs=[kept])
    write(ani, "kesenjangan", element="Alam: air", current="Keruh", way_forward="Menjaga hulu", problem_refs=[problem])
    write(ani, "visi_misi", visi="Reog menjadi tenaga", misi=["Melayani", "Menjaga"])
    write(ani, "tujuan", statement="Warga dilayani sekali datang", misi="Menjaga", target_refs=[target])
    values = {"statement": "Melimpahkan berkas", "target_ref": target, "swot_quadrant": "SO", "swot_refs": [kept]}
    add_entry(ani.actor, "strategi", "GOV", values, op=new_op())
    agree(ani.actor, SwotItem.objects.get(plan=plan, deleted_in=None).number, True, op=new_op())
    return plan


def test_the_book_tells_gaps_keywords_meetings_and_aims(analysed):
    text = " ".join(tree.plain_text(build_book(read_book_data(analysed))).split())
    for said in ("Alam: air", "Menjaga hulu", "Kata kunci visi", "Jati diri", "Strategi menurut silangan SWOT"):
        assert said in text
    assert "Misi 2 Warga dilayani sekali datang GOV-S1" in text.replace("|", " ").replace("  ", " ")


def test_a_deleted_vision_and_an_empty_plan_tell_nothing_of_it(analysed, ani):
    delete_entry(ani.actor, "visi_misi-1", op=new_op())
    assert "Reog menjadi tenaga" not in tree.plain_text(build_book(read_book_data(analysed)))


def test_the_file_keeps_every_analysis_and_what_it_points_at(analysed):
    first = write_document(dump_plan(analysed))
    given = read_document(first.encode())
    assert given["swot"]["strengths"] == [
        {"statement": "Reog diakui dunia", "code": "S2", "component": "budaya", "status": "real"}
    ]
    assert given["vision_keywords"][0]["swot_refs"] == ["S2"] and given["gap_analysis"][0]["problem_refs"] == ["GOV-P1"]
    assert given["swot_agreement"] == [{"code": "S2", "people": 1}]
    again = load_plan(given, "salinan").plan
    statement = SwotItem.objects.get(plan=again)
    assert (statement.code, statement.status) == ("S2", "real")
    assert Keyword.objects.get(plan=again).swot_refs == [statement.ref] == Strategy.objects.get(plan=again).swot_refs
    assert Gap.objects.get(plan=again).problem_refs == ["masalah-1"]
    assert (Aim.objects.get(plan=again).misi, Aim.objects.get(plan=again).target_refs) == ("Menjaga", ["sasaran-1"])
    assert write_document(dump_plan(again)) == first


def test_a_file_that_points_at_a_statement_that_is_not_there_is_refused(analysed):
    document = read_document(write_document(dump_plan(analysed)).encode())
    document["vision_keywords"][0]["swot_refs"] = ["S1"]
    document["smart_city_vision"]["tujuan"][0]["target_refs"] = ["GOV-S9"]
    with pytest.raises(PlanFileError) as refused:
        load_plan(document, "salinan")
    told = str([str(fault) for fault in refused.value.faults])
    assert "vision_keywords" in told and "S1 yang tidak ada" in told and "GOV-S9 yang tidak ada" in told


def test_history_and_signatures_see_what_changed_in_the_analyses(analysed, ani):
    analysed.refresh_from_db()
    save_entry(ani.actor, "kesenjangan-1", {"gap": "Dua telaga"}, base=analysed.head, op=new_op())
    assert "Ani" in ani.get("/r/ponorogo/analisis/kesenjangan-1/riwayat/").content.decode()
    assert "KJ1" in ani.get("/r/ponorogo/riwayat/").content.decode()


def test_a_comparison_tells_new_aims_and_keywords_and_changed_gaps_entry_by_entry(analysed, ani):
    before = dump_plan(analysed)
    write(ani, "kata_kunci", word="guyub")
    write(ani, "tujuan", statement="Alam terjaga", misi="Menjaga")
    analysed.refresh_from_db()
    save_entry(ani.actor, "kesenjangan-1", {"gap": "Dua telaga"}, base=analysed.head, op=new_op())
    found = compare(before, dump_plan(analysed))
    (shared,) = [pillar for pillar in found.pillars if pillar.entries]
    assert [(entry.how, entry.label, entry.title) for entry in shared.entries] == [
        ("baru", "Kata kunci", "guyub"),
        ("baru", "Tujuan", "Alam terjaga"),
        ("diubah", "Kesenjangan", shared.entries[2].title),
    ]
    assert [change.new for change in shared.entries[2].changes] == ["Dua telaga"]
    assert not found.beside and not found.also
