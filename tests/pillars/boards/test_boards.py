"""What people read on the boards: the chain, its gaps, who is there, what came last; and what it costs."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.fields import NO_DATA
from pillars.models import Objective, RpjmdDocument
from tests.cast import new_op, seat_participant
from workshops import response_cache
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.templates import DEFAULT
from workshops.live.models import Event, Handset, Presence
from workshops.membership.actors import actor_of_account
from workshops.plans.models import Account

BOARD = "/r/ponorogo/tata-kelola/"
SIX = "/r/ponorogo/kelompok/"
GAPS = "/r/ponorogo/tata-kelola/kelengkapan/"
HISTORY = "/r/ponorogo/riwayat/"


def page(person, address):
    answer = person.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def add(person, kind, pillar="GOV", **values):
    return add_entry(person.actor, kind, pillar, values, op=new_op()).ref


@pytest.fixture
def chain(plan, ani, budi, cici, dewi, fitri, eko, satya):
    """Two problems: one with a target that reaches a programme and answers both, one that only shares that target."""
    first = add(ani, "masalah", statement="Antrean panjang", urgency=5, seriousness=4, growth=4)
    second = add(budi, "masalah", statement="Data berbeda-beda")
    target = add(
        ani,
        "sasaran",
        statement="Antrean pendek",
        problem_refs=[first, second],
        indicator="Lama antrean",
        unit="menit",
        direction="turun",
        baseline=NO_DATA,
        targets_by_year={2027: 30, 2029: 20},
    )
    strategy = add(ani, "strategi", statement="Layanan daring", target_ref=target)
    programme = add(
        ani,
        "program",
        name="Aplikasi antrean",
        strategy_ref=strategy,
        budget_by_year={2027: 700_000_000, 2028: 500_000_000},
    )
    return {"first": first, "second": second, "target": target, "strategy": strategy, "programme": programme}


# ── the board of a group ───────────────────────────────────────────────────────────────────────


def test_ani_reads_the_chain_as_nested_lists_with_headings(chain, ani):
    board = page(ani, BOARD)
    thread = board.find(id="utas-masalah-1")
    assert text(thread.find("h2")) == "Antrean panjang"
    assert text(thread.find("h3")) == "Antrean pendek"
    assert [text(heading) for heading in thread.find_all("h4")] == ["Layanan daring"]
    assert len(board.find_all("h1")) == 1
    programme = board.find(id=chain["programme"])
    above = [item.find("article")["id"] for item in programme.parents if item.name == "li"]
    assert above == [chain["programme"], chain["strategy"], chain["target"], chain["first"]]


def test_a_target_that_answers_two_problems_hangs_from_the_first_and_is_named_under_the_other(chain, ani):
    board = page(ani, BOARD)
    assert len(board.find_all(id=chain["target"])) == 1
    other = board.find(id=chain["second"])
    assert other.find("a", href=f"#{chain['target']}").text == "GOV-S1"
    assert "belum punya sasaran" not in text(board.find(id="celah"))


def test_a_card_shows_numbers_money_and_who_saved_it_when(chain, ani, budi, plan):
    board = page(ani, BOARD)
    problem, target, programme = (board.find(id=chain[name]) for name in ("first", "target", "programme"))
    assert "USG 5 · 4 · 4 = 13" in text(problem)
    assert "Prioritas 1" in text(problem)
    assert "Lama antrean (menit), turun" in text(target)
    strip = [(text(cell.find("dt")), text(cell.find("dd"))) for cell in target.select(".years > div")]
    assert strip[0] == ("Awal", "tidak ada data")
    assert strip[1:4] == [("2027", "30"), ("2028", "belum diisi"), ("2029", "20")]
    assert "Rp1.200.000.000" in text(programme)
    assert re.search(r"Tersimpan \d\d\.\d\d · Budi", text(board.find(id=chain["second"])))


def test_the_alignment_line_names_the_sasaran_of_the_rpjmd(chain, ani, plan):
    document = RpjmdDocument.objects.create(plan=plan, role="berlaku")
    Objective.objects.create(plan=plan, document=document, number=1, position=1, code="S5.3", statement="Data satu")
    assert "Belum dikaitkan" in text(page(ani, BOARD).find(id=chain["target"]))
    plan.refresh_from_db()
    values = {"rpjmd_ref": "rpjmd-1", "alignment_status": "selaras"}
    save_entry(ani.actor, chain["target"], values, base=plan.head, op=new_op())
    assert "Selaras RPJMD S5.3" in text(page(ani, BOARD).find(id=chain["target"]))


def test_new_entries_are_born_below_their_parent(chain, ani):
    links = {link["href"] for link in page(ani, BOARD).select("a.btn--add, a.btn")}
    assert {
        f"{BOARD}masalah/baru/",
        f"{BOARD}sasaran/baru/?induk={chain['first']}",
        f"{BOARD}sasaran/baru/?induk={chain['second']}",
        f"{BOARD}strategi/baru/?induk={chain['target']}",
        f"{BOARD}program/baru/?induk={chain['strategy']}",
    } <= links


def test_others_read_everything_and_are_told_why_they_cannot_write(chain, cici, eko):
    for person, reason in ((cici, "Kartu ini milik kelompok lain."), (eko, "Tenaga ahli memberi catatan")):
        board = page(person, BOARD)
        assert reason in text(board.select_one("[data-kind=forbidden]"))
        assert "Aplikasi antrean" in text(board)
        assert not board.select("a[href*='/baru/'], main form, main button"), person.name
        assert not board.select("a[href$='/terhapus/']"), person.name


def test_the_group_and_its_helpers_reach_the_bin(chain, ani, dewi, fitri, satya):
    for person in (ani, dewi, fitri, satya):
        assert page(person, BOARD).select(f"a[href='{BOARD}terhapus/']"), person.name


def test_an_empty_board_says_what_belongs_there_and_starts_it(plan, ani):
    empty = page(ani, BOARD).select_one(".empty")
    assert "Belum ada masalah. Tulis satu keadaan yang merugikan warga, beserta buktinya." in text(empty)
    assert empty.find("a")["href"] == f"{BOARD}masalah/baru/"


def test_empty_ends_of_the_chain_say_what_is_missing(plan, ani):
    problem = add(ani, "masalah", statement="Antrean panjang")
    assert "Masalah ini belum punya sasaran." in text(page(ani, BOARD).find(id=f"utas-{problem}"))
    target = add(ani, "sasaran", statement="Pendek", problem_refs=[problem])
    add(ani, "strategi", statement="Daring", target_ref=target)
    assert "Mulai dari program yang sudah ada di Renstra." in text(page(ani, BOARD).find(id=f"utas-{problem}"))


def test_the_gap_on_top_names_the_problems_and_leads_to_the_first(plan, ani):
    refs = [add(ani, "masalah", statement=f"Masalah {n}") for n in range(3)]
    add(ani, "sasaran", statement="Beres", problem_refs=[refs[0]])
    gap = page(ani, BOARD).select_one("#celah a")
    assert text(gap) == "2 masalah belum punya sasaran: P2 dan P3. Lengkapi"
    assert gap["href"] == f"{BOARD}#{refs[1]}"


def test_targets_without_a_problem_stand_in_their_own_section(plan, ani):
    section = page(ani, BOARD).find(id="utas-lepas")
    assert section.has_attr("hidden")
    loose = add(ani, "sasaran", statement="Sasaran yang menunggu masalah")
    section = page(ani, BOARD).find(id="utas-lepas")
    assert not section.has_attr("hidden")
    assert section.find(id=loose)
    assert text(section.find("h2")) == "Sasaran tanpa masalah"


def test_who_is_here_is_whose_page_is_open(chain, plan, ani, budi, dewi, fitri):
    assert budi.post("/r/ponorogo/hadir/", {"pillar": "GOV", "ref": chain["first"]}).status_code == 204
    assert budi.post("/r/ponorogo/hadir/", {"pillar": "GOV", "ref": "", "hp": "b" * 12}).status_code == 204
    assert dewi.post("/r/ponorogo/hadir/", {"pillar": "GOV"}).status_code == 204
    Presence.objects.filter(member=dewi.key).update(seen_at=timezone.now() - timezone.timedelta(seconds=31))
    assert "1 dari 3 orang" in text(page(fitri, BOARD).find(id="hadir")), "one person on two phones is one"
    assert "2 dari 3 orang" in text(page(ani, BOARD).find(id="hadir")), "who reads the board is here"


def test_the_six_know_at_once_who_has_come(chain, plan, ani, budi, fitri):
    assert "hadir 0 / 3" in text(page(fitri, SIX).find(id="kolom-GOV"))
    budi.post("/r/ponorogo/hadir/", {"pillar": "GOV"})
    six = page(fitri, SIX)
    assert "hadir 1 / 3" in text(six.find(id="kolom-GOV"))
    assert "1 dari 4 orang hadir" in text(six.find(id="jumlah"))


def test_a_report_changes_nothing_of_the_plan(chain, plan, ani, everything):
    before = everything()
    answer = ani.post("/r/ponorogo/hadir/", {"pillar": "x\0" * 999, "ref": "<sasaran-1>"})
    assert (answer.status_code, answer.headers["X-Rembuk"]) == (204, str(Event.objects.count()))
    assert everything() == before
    assert Presence.objects.get().ref == "sasaran-1"
    assert ani.get("/r/ponorogo/hadir/").status_code == 405


@pytest.mark.parametrize(
    "wrong",
    [{"hp": "ABCDEF012345"}, {"hp": "a" * 12 + "\n"}, {"unsent": "-1"}, {"drafts": "satu"}, {"unsent": "9" * 9}],
)
def test_what_no_phone_of_ours_says_is_not_taken(plan, ani, wrong):
    assert ani.post("/r/ponorogo/hadir/", {"hp": "a" * 12, "unsent": "1", "drafts": "1"} | wrong).status_code == 400
    assert not Handset.objects.exists()


def test_the_board_says_which_cards_others_have_open(chain, plan, ani, budi, dewi):
    for person in (budi, dewi):
        person.post("/r/ponorogo/hadir/", {"pillar": "GOV", "ref": chain["first"]})
    (card,) = page(ani, BOARD).select("[data-open] [data-ref]")
    assert (card["data-ref"], text(card)) == (chain["first"], "B D Budi, Dewi sedang membuka")
    (card,) = page(budi, BOARD).select("[data-open] [data-ref]")
    assert text(card) == "D Dewi sedang membuka", "not oneself"


def test_after_a_save_without_javascript_the_board_shows_the_receipt(chain, plan, ani, budi):
    number = Event.objects.filter(actor=ani.key).latest("number").number
    note = page(ani, f"{BOARD}?tersimpan={number}").select_one("[data-kind=saved][role=status]")
    assert re.fullmatch(r"Tersimpan \d\d\.\d\d", text(note))
    # a number that is somebody else's, or none, is no receipt
    for other in (Event.objects.filter(actor=budi.key).latest("number").number, 99999, "abc", -1):
        assert not page(ani, f"{BOARD}?tersimpan={other}").select("[data-kind=saved][role=status]")


def test_after_a_deletion_the_board_offers_the_way_back(chain, plan, ani):
    number = delete_entry(ani.actor, chain["programme"], op=new_op()).receipt.number
    note = page(ani, f"{BOARD}?tersimpan={number}").select_one("[data-kind=saved][role=status]")
    assert "Dihapus." in text(note)
    form = note.find("form")
    assert form["action"] == f"{BOARD}{chain['programme']}/kembalikan/"
    assert text(form.find("button")) == "Kembalikan"


def test_what_people_typed_is_shown_as_they_typed_it(plan, ani):
    add(ani, "masalah", statement="<img src=x onerror=alert(1)> & {{ 7|add:7 }}")
    board = page(ani, BOARD)
    assert text(board.find("h2", class_="entry__text")) == "<img src=x onerror=alert(1)> & {{ 7|add:7 }}"
    assert not board.find("img")


def with_agenda(plan):
    """The first bimtek is open, as on each day on which a board is full of people."""
    staff = actor_of_account(plan, Account.objects.get(username="satya"))
    plan_agenda(staff, DEFAULT, [date(2026, 11, 24)], op=new_op())
    open_bimtek(staff, 1, op=new_op())


def grow(person, pillar, chains):
    years = dict.fromkeys(range(2027, 2032), 5)
    for _ in range(chains):
        problem = add(person, "masalah", pillar, statement="Antrean panjang")
        for _ in range(2):
            target = add(person, "sasaran", pillar, statement="Pendek", problem_refs=[problem], targets_by_year=years)
            strategy = add(person, "strategi", pillar, statement="Daring", target_ref=target)
            for _ in range(2):
                add(person, "program", pillar, name="Aplikasi", strategy_ref=strategy)


def test_a_board_costs_at_most_fifteen_queries_whatever_its_size(
    plan, ani, fitri, satya, django_assert_max_num_queries
):
    with_agenda(plan)
    for chains in (1, 6):
        grow(ani, "GOV", chains - plan.problems.count())
        for reader in (ani, fitri):
            with django_assert_max_num_queries(15):
                assert reader.get(BOARD).content.count(b"<article") == chains * 9
            with django_assert_max_num_queries(15):
                reader.get(f"{BOARD}?since=1")
            with django_assert_max_num_queries(16):
                reader.get(GAPS)


def test_what_concerns_another_group_costs_a_phone_at_most_nine_queries(plan, ani, cici, django_assert_max_num_queries):
    number = add_entry(cici.actor, "masalah", "ECO", {"statement": "Pasar sepi"}, op=new_op()).receipt.number
    with django_assert_max_num_queries(9):
        ani.get(f"{BOARD}?since={number - 1}")


# ── the six ────────────────────────────────────────────────────────────────────────────────────


def test_fitri_sees_how_far_each_group_is(chain, plan, fitri, cici):
    add(cici, "masalah", "ECO", statement="Pasar sepi")
    six = page(fitri, SIX)
    columns = {column["data-pillar"]: column for column in six.select(".col")}
    assert list(columns) == ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]
    tally = [(text(cell.find("dt")), text(cell.find("dd"))) for cell in columns["GOV"].select(".tally > div")]
    assert tally == [("Masalah", "2"), ("Sasaran", "1"), ("Strategi", "1"), ("Program", "1")]
    assert text(columns["ECO"].select_one(".gap-link")) == "P1 belum punya sasaran"
    assert columns["ECO"].select_one(".gap-link")["href"] == "/r/ponorogo/ekonomi/#masalah-3"
    assert "3 masalah · 1 sasaran · 1 strategi · 1 program" in text(six.find(id="jumlah"))
    assert "2 dari 3 masalah punya sasaran" in text(six.find(id="jumlah"))


def test_the_latest_three_entries_lead_to_the_exact_card(chain, plan, fitri, budi):
    latest = page(fitri, SIX).select_one("#kolom-GOV").select(".mini")
    assert [item["href"] for item in latest] == [
        f"{BOARD}#{chain[name]}" for name in ("programme", "strategy", "target")
    ]
    assert "Ani" in text(latest[0])
    assert "baru saja" in text(latest[0])


def test_a_group_that_has_gone_quiet_is_noticed(chain, plan, fitri):
    assert not page(fitri, SIX).select("[data-quiet]")
    from pillars.models import Problem, Programme, Strategy, Target

    for model in (Problem, Target, Strategy, Programme):
        model.objects.update(changed_at=timezone.now() - timezone.timedelta(minutes=17, seconds=5))
    # nobody writes like that: what is kept knows of the journal alone
    response_cache._responses.clear()
    quiet = page(fitri, SIX).select_one("#kolom-GOV [data-quiet]")
    assert re.fullmatch(r"Kiriman terakhir .*\d\d\.\d\d, 17 menit lalu", text(quiet))


def test_the_six_cost_at_most_twenty_queries_whatever_the_size(plan, ani, cici, fitri, django_assert_max_num_queries):
    grow(ani, "GOV", 6)
    grow(cici, "ECO", 6)
    with django_assert_max_num_queries(20):
        fitri.get(SIX)


# ── completeness ───────────────────────────────────────────────────────────────────────────────


def rows(found, title):
    section = next(section for section in found.select("section.panel:has(.list)") if text(section.find("h2")) == title)
    return {text(row.select_one(".code")): row.find("a") for row in section.select("li")}


def test_each_gap_leads_to_the_exact_field(chain, plan, ani):
    third = add(ani, "masalah", statement="Tanpa sasaran")
    found = page(ani, GAPS)
    assert rows(found, "Masalah tanpa sasaran")["GOV-P3"]["href"] == f"{BOARD}sasaran/baru/?induk={third}"
    target = rows(found, "Sasaran belum utuh")["GOV-S1"]
    assert target["href"] == f"{BOARD}{chain['target']}/#f-dimension"
    assert "subdimensi, target tiap tahun" in text(target)
    waiting = rows(found, "Menunggu orang lain")
    assert "OPD penanggung jawab" in text(waiting["GOV-PR1"])


def test_every_gap_link_leads_to_a_place_that_is_there(chain, plan, ani):
    add(ani, "masalah", statement="Tanpa sasaran")
    add(ani, "sasaran", statement="Sasaran lepas")
    followed = set()
    for link in page(ani, GAPS).select("section.panel li a"):
        address, _, place = link["href"].partition("#")
        there = page(ani, address)
        assert not place or there.find(id=place), link["href"]
        followed.add(place)
    assert len(followed) > 3


def test_the_first_gap_stands_beside_the_list_with_what_it_lacks(plan, ani):
    problem = add(ani, "masalah", statement="Antrean panjang")
    start = page(ani, GAPS).find("aside")
    assert "GOV-P1 Antrean panjang" in text(start)
    assert "Masalah ini belum punya sasaran." in text(start)
    assert start.find("a")["href"] == f"{BOARD}sasaran/baru/?induk={problem}"


def test_the_sentence_counts_whole_chains_and_who_can_close_what(chain, plan, ani):
    found = page(ani, GAPS)
    own = sum(len(section.select("li")) for section in found.select("section.panel:has(.list)")[:-1])
    waiting = len(found.select("section.panel:has(.list)")[-1].select("li"))
    lead = text(found.select_one(".page-head__lead"))
    assert lead == (
        f"Rantai lengkap pada 2 dari 2 masalah. {own + waiting} celah tersisa: "
        f"{own} dapat ditutup kelompok sekarang, {waiting} menunggu orang lain."
    )


def test_the_filter_shows_whose_gaps_one_asked_for(chain, ani):
    def titles(who):
        return [text(heading) for heading in page(ani, f"{GAPS}?siapa={who}").select("section.panel h2")]

    waiting, everything = "Menunggu orang lain", titles("<x>")
    assert len(everything) > 1 and everything[-1] == waiting
    assert titles("lain") == [waiting]
    assert titles("kelompok") == everything[:-1]


# ── history ────────────────────────────────────────────────────────────────────────────────────


def test_the_history_tells_in_words_who_did_what_to_which_card(chain, plan, ani, budi):
    plan.refresh_from_db()
    save_entry(budi.actor, chain["first"], {"evidence": "300 pemohon sehari"}, base=plan.head, op=new_op())
    first = page(ani, HISTORY).select("ol.trail > li")[0]
    assert "Budi mengubah bukti" in text(first)
    assert first.select_one("p.small a")["href"] == f"{BOARD}{chain['first']}/riwayat/"
    assert "GOV-P1 Antrean panjang" in text(first)


def test_the_history_of_one_group_leaves_the_others_out(chain, plan, ani, cici):
    add(cici, "masalah", "ECO", statement="Pasar sepi")
    assert "Pasar sepi" in text(page(ani, HISTORY))
    own = page(ani, f"{HISTORY}?kelompok=tata-kelola")
    assert "Pasar sepi" not in text(own)
    assert "Antrean panjang" in text(own)


def test_the_history_goes_back_page_by_page_without_a_gap(plan, ani):
    for number in range(95):
        add(ani, "masalah", statement=f"Masalah nomor {number}.")
    seen, address = [], HISTORY
    while address:
        found = page(ani, address)
        seen += [int(n) for n in re.findall(r"Masalah nomor (\d+)\.", text(found.find("main")))]
        older = found.find("a", string="Lebih lama")
        address = HISTORY + older["href"] if older else None
    assert seen == list(range(94, -1, -1))


def test_every_act_of_the_chain_has_its_sentence():
    import ast
    from pathlib import Path

    import pillars.cards.actions
    from pillars.boards.changes import CONTENT, STRUCTURE
    from pillars.cards.changes import NOTHING
    from pillars.journal_words import SENTENCES

    modules = Path(pillars.cards.actions.__file__).parent.glob("*.py")
    verbs = {
        node.value
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"entry\.\w+", node.value)
    }
    rights = "add edit move delete delete_branch restore paste undo_own undo_other"
    verbs -= {f"entry.{right}" for right in rights.split()}
    assert verbs <= set(SENTENCES)
    assert verbs <= CONTENT | STRUCTURE | NOTHING


def test_every_act_of_the_agenda_has_its_sentence():
    import ast
    from pathlib import Path

    import workshops.agenda.actions
    from pillars.journal_words import OF_THE_PLAN

    written = set()
    for module in Path(workshops.agenda.actions.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"agenda\.\w+[a-z]", str(node.value)):
                written.add(node.value)
    assert written - {"agenda.view"} <= set(OF_THE_PLAN)


# ── the plan's own address ─────────────────────────────────────────────────────────────────────


def test_the_plans_address_leads_everybody_to_their_table(ani, dewi, cici, fitri, eko):
    for person, where in ((ani, BOARD), (dewi, BOARD), (cici, "/r/ponorogo/ekonomi/"), (fitri, SIX), (eko, SIX)):
        answer = person.get("/r/ponorogo/")
        assert (answer.status_code, answer.headers["Location"]) == (302, where), person.name


def test_satya_sees_where_the_plan_stands(chain, plan, satya, django_assert_max_num_queries):
    seat_participant(plan, "Gita", "ENV")
    with django_assert_max_num_queries(30):
        home = page(satya, "/r/ponorogo/")
    row = next(row for row in home.select("tbody tr") if row["data-pillar"] == "GOV")
    assert "2 / 2" in text(row)
    links = {link["href"] for link in home.select("main a")}
    assert {"/r/ponorogo/orang/", "/r/ponorogo/gabung/", "/r/ponorogo/buku/"} <= links
    assert "5 orang sudah bergabung" in text(home)
    assert "OPD penanggung jawab" in text(home)
    assert "Ani" in text(home)
    lead = text(home.select_one(".page-head__lead"))
    assert not re.search(r"(\d+) celah tersisa, \1 di antaranya", lead), "all of them is said as a number twice"


def test_a_column_of_the_six_leads_into_the_card_that_lacks_something(fitri, ani):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang", "dimension": "GOV-1"}, op=new_op())
    column = BeautifulSoup(fitri.get("/r/ponorogo/kelompok/").content, "lxml").find(id="kolom-GOV")
    links = [(link.get_text(strip=True), link["href"]) for link in column.select(".gap-link")]
    assert links[0] == ("P1 belum punya sasaran", "/r/ponorogo/tata-kelola/#masalah-1")
    assert links[1][0].startswith("P1 belum diisi: ") and "/tata-kelola/masalah-1/#f-" in links[1][1]
