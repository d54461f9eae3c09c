"""What changed between two states of a plan, told in its own terms. No database."""

from decimal import Decimal

from masterplan.snapshots.comparison import DROPPED, MERGED, MOVED, NEW, REFINED, Deeds, compare


def plan(**lists):
    """A document with one pillar GOV; `ECO` beside it holds what `eco` gives."""
    eco = lists.pop("eco", {})
    return {
        "pillars": [{"code": "GOV", "name_id": "Tata Kelola", **lists}, {"code": "ECO", "name_id": "Ekonomi", **eco}]
    }


def problem(code="GOV-P1", statement="Antrean panjang", **more):
    return {"code": code, "statement": statement, **more}


def only(comparison):
    (entry,) = [entry for pillar in comparison.pillars for entry in pillar.entries]
    return entry


def test_nothing_changed_is_said_as_nothing():
    same = compare(plan(problems=[problem()]), plan(problems=[problem()]))
    assert same.is_empty and same.same == 1


def test_a_new_entry_is_told_with_who_wrote_it():
    entry = only(compare(plan(), plan(problems=[problem()]), Deeds(made={"GOV-P1": "p4"})))
    assert (entry.how, entry.code, entry.title, entry.who) == (NEW, "GOV-P1", "Antrean panjang", ("p4",))


def test_a_refined_entry_marks_the_words_that_came_and_went():
    deeds = Deeds(fields={("GOV-P1", "statement"): ["p4", "p5"]})
    entry = only(compare(plan(problems=[problem()]), plan(problems=[problem(statement="Antrean tiga jam")]), deeds))
    (change,) = entry.changes
    assert (entry.how, change.label, change.who) == (REFINED, "Pernyataan masalah", ("p4", "p5"))
    assert change.runs == (("same", "Antrean "), ("del", "panjang"), ("add", "tiga jam"))


def test_a_dropped_entry_and_a_merged_one_are_told_apart():
    old = plan(problems=[problem(), problem("GOV-P2", "Antre lama"), problem("GOV-P3", "Loket tutup")])
    deeds = Deeds(dropped={"GOV-P3": "p4"}, merged={"GOV-P2": ("GOV-P1", "a1")})
    told = {entry.code: entry for entry in compare(old, plan(problems=[problem()]), deeds).pillars[0].entries}
    assert (told["GOV-P2"].how, told["GOV-P2"].note) == (MERGED, "menjadi bagian dari GOV-P1")
    assert (told["GOV-P3"].how, told["GOV-P3"].who) == (DROPPED, ("p4",))


def test_an_entry_that_hangs_elsewhere_or_sits_in_another_pillar_has_moved():
    old = plan(strategies=[{"code": "GOV-ST1", "statement": "Daring", "target_ref": "GOV-S1"}])
    new = plan(strategies=[{"code": "GOV-ST1", "statement": "Daring", "target_ref": "GOV-S2"}])
    assert (only(compare(old, new)).how, only(compare(old, new)).note) == (MOVED, "dari GOV-S1 ke GOV-S2")
    entry = only(compare(plan(problems=[problem()]), plan(eco={"problems": [problem()]})))
    assert (entry.how, entry.pillar, entry.note) == (MOVED, "ECO", "dari pilar GOV ke pilar ECO")


def test_a_target_that_answers_one_more_problem_stays_where_it_is():
    old, new = ({"code": "GOV-S1", "statement": "Cepat", "problem_refs": refs} for refs in (["P1"], ["P1", "P2"]))
    entry = only(compare(plan(targets=[old]), plan(targets=[new])))
    assert entry.how == REFINED and entry.changes[0].new == "P1, P2"


def test_values_are_told_as_people_read_them():
    def programme(**more):
        return plan(programmes=[{"code": "GOV-PR1", "name": "Loket", **more}])

    old = programme(budget_by_year={"2027": 250000000}, quick_win=False, years=[2027])
    new = programme(budget_by_year={"2027": 325000000}, quick_win=True, years=[2027, 2028, 2029])
    told = {change.label: (change.old, change.new) for change in only(compare(old, new)).changes}
    assert ("2027: Rp250.000.000", "2027: Rp325.000.000") in told.values()
    assert ("tidak", "ya") in told.values() and ("2027", "2027–2029") in told.values()
    targets = [{"code": "GOV-S1", "statement": "Cepat", "baseline": Decimal(b)} for b in ("9.33", "8.5")]
    entry = only(compare(plan(targets=[targets[0]]), plan(targets=[targets[1]])))
    assert (entry.changes[0].old, entry.changes[0].new) == ("9,33", "8,5")


def test_the_vision_is_compared_word_by_word_and_the_rest_is_named():
    old = {"smart_city_vision": {"visi": "Kota cerdas"}, "opd": [{"name": "Dinkes"}]}
    new = {"smart_city_vision": {"visi": "Kota cerdas dan ramah"}, "opd": []}
    found = compare(old, new)
    assert [change.label for change in found.beside] == ["Visi"] and found.also == ("Daftar perangkat daerah",)


def test_analyses_and_what_is_said_of_a_programme_are_told_entry_by_entry():
    programmes = [{"code": "GOV-PR1", "name": "Loket", "strategy_ref": "GOV-ST1"}]
    old = plan(programmes=programmes) | {
        "gap_analysis": [{"code": "KJ1", "element": "Layanan", "gap": "Belum daring"}],
        "readiness": [{"component": "alam", "aspects": [{"aspect": "Lahan", "condition": "baik"}]}],
        "realisations": [{"programme_ref": "GOV-PR1", "year": 2027, "status": "berjalan"}],
    }
    new = plan(programmes=programmes) | {
        "gap_analysis": [{"code": "KJ1", "element": "Layanan", "gap": "Sebagian daring"}],
        "readiness": [{"component": "alam", "aspects": [{"aspect": "Lahan", "condition": "buruk"}]}],
        "realisations": [{"programme_ref": "GOV-PR1", "year": 2027, "status": "selesai"}],
        "quick_win_profiles": [{"programme_ref": "GOV-PR1", "risiko": [{"kode": "R1", "peristiwa": "Listrik padam"}]}],
    }
    found = {pillar.code: pillar.entries for pillar in compare(old, new).pillars}
    assert [(entry.kind, entry.how, entry.title) for entry in found[""]] == [
        ("kesiapan", REFINED, "Lahan"),
        ("kesenjangan", REFINED, "Layanan"),
    ]
    assert [(change.old, change.new) for change in found[""][0].changes] == [("Baik", "Buruk")]
    told = {(entry.kind, entry.how): entry for entry in found["GOV"]}
    assert told["realisasi", REFINED].title == "Loket, 2027"
    assert {("profil_quick_win", NEW), ("risiko", NEW)} <= told.keys()
    assert compare(new, new).is_empty and compare(new, new).same == 6
