"""What the frame holds goes out with the plan file and comes back; files of before load as they did."""

from pillars.cards.actions.save import add_entry
from pillars.reference_data.actions.offices import merge_offices, unmerge_offices
from tests.cast import new_op, seat_account
from tests.masterplan.exchange.files import dump, example, load, reread
from tests.pillars.reference_data.made import bring
from tests.pillars.reference_data.tables import HEAD, ROWS


def test_the_frame_comes_back_whole(satya, ani, plan):
    table = [HEAD, *ROWS]
    bring(satya.actor, plan, table)
    bring(satya.actor, plan, table[:3], role="sebelumnya")
    rows = [["OPD", "Kode program", "Nama program", "Masa Renstra", "Pagu 2027 (Rp)"]]
    rows += [["Diskominfo", "2.16.03", "Aplikasi Informatika", "2025–2029", 1_200_000_000]]
    bring(satya.actor, plan, rows, "renstra")
    bring(satya.actor, plan, [["Kode", "Nama"], ["2.16.03", "Program Aplikasi"]], "kode", version="Kepmendagri 2023")
    now, before = (plan.rpjmd_objectives.get(code="S1.1", document__role=role) for role in ("berlaku", "sebelumnya"))
    values = {"statement": "Antrean pendek", "rpjmd_ref": now.ref, "rpjmd_previous_ref": before.ref}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    values = {"name": "Antrean daring", "strategy_ref": strategy, "renstra_ref": plan.renstra_programmes.get().ref}
    add_entry(ani.actor, "program", "GOV", values | {"nomenclature_version": "Kepmendagri 2023"}, op=new_op())
    plan.refresh_from_db()
    text = dump(plan)
    told = reread(text)
    sasaran = told["rpjmd"]["sasaran"][0]
    assert sasaran["support_opd"] == ["Dinas Kesehatan"]
    assert sasaran["indicators"][0]["baseline_text"] == "Tidak Ada Data"
    assert told["rpjmd_previous"]["sasaran"][0]["code"] == "S1.1"
    assert told["pillars"][0]["targets"][0]["rpjmd_previous_ref"] == "S1.1"
    assert told["pillars"][0]["programmes"][0]["renstra_ref"] == "renstra-1"
    assert told["nomenclature"][0]["version"] == "Kepmendagri 2023"
    again, _ = load(text.encode(), "lagi")
    assert dump(again) == text
    assert again.targets.get().rpjmd_previous.document.role == "sebelumnya"
    assert again.programmes.get().renstra.opd.short == "Diskominfo"


def test_the_example_of_before_loads_and_its_first_indicators_are_read(db):
    plan, warnings = load(example())
    assert warnings == []
    row = plan.rpjmd_objectives.first()
    assert [one.indicator for one in row.measures] == [row.indicator]


def test_what_a_file_says_of_the_previous_period_is_read_on_the_page(db):
    plan, _ = load(example())
    person = seat_account(plan, "Satya", "staf")
    text = person.get(f"/r/{plan.slug}/kerangka/").content.decode()
    assert plan.previous_indicators.first().indicator in text
    assert plan.rpjmd_objectives.first().statement in text


def test_a_merge_of_offices_goes_out_with_the_file_and_taken_back_leaves_the_file_as_it_was(db):
    plan, _ = load(example())
    staff = seat_account(plan, "Satya", "staf")
    before = dump(plan)
    lead = plan.programmes.exclude(lead_opd=None).first().lead_opd
    other = plan.opds.exclude(pk=lead.pk).first()
    merge_offices(staff.actor, lead.number, other.number, op=new_op())
    merged = dump(plan)
    again, warnings = load(merged.encode(), "lagi")
    assert dump(again) == merged
    assert lead.name in next(row for row in again.opds.all() if row.name == other.name).aliases
    unmerge_offices(staff.actor, lead.number, op=new_op())
    assert dump(plan) == before
