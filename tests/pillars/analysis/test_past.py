"""The analyses as they stood: the file of any earlier moment is the file that was made then."""

from masterplan.exchange.dump import dump_plan
from masterplan.history.replay import PastCards
from pillars.analysis.actions import add_words
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from tests.cast import new_op
from tests.pillars.analysis.conftest import write


def test_every_earlier_moment_of_the_analyses_can_be_had_again(plan, ani, budi):
    then = {}

    def remember():
        plan.refresh_from_db()
        then[plan.head] = dump_plan(plan)

    def change(ref, **values):
        remember()
        save_entry(budi.actor, ref, values, base=plan.head, op=new_op())

    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op()).ref
    write(ani, "kesiapan", component="alam", aspect="Air", condition="buruk")
    write(ani, "swot", type="strengths", statement="Reog")
    remember()
    write(ani, "swot", type="strengths", statement="Wifi RT")
    change("swot-1", statement="Reog diakui dunia")
    change("kesiapan-1", component="budaya", condition="baik")
    remember()
    write(ani, "kesenjangan", element="Air", problem_refs=[problem])
    change("kesenjangan-1", problem_refs=[], gap="Dua telaga")
    remember()
    add_words(ani.actor, [("Reog", ["swot-1"])], op=new_op())
    remember()
    add_entry(ani.actor, "visi_misi", "", {}, op=new_op())
    change("visi_misi-1", visi="Reog menjadi tenaga", misi=["Melayani"])
    write(ani, "tujuan", statement="Dilayani", misi="Melayani")
    remember()
    delete_entry(ani.actor, "swot-1", op=new_op())
    remember()
    restore_entry(ani.actor, "swot-1", op=new_op())
    remember()
    reorder_entry(ani.actor, "swot-2", "naik", op=new_op())
    remember()
    for number, document in then.items():
        assert dump_plan(plan, lambda plan, number=number: PastCards(plan, number)) == document, number
