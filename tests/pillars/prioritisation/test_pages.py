"""Pages of a choosing: how one scores, what everybody sees afterwards, and that before it nobody sees anything."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan, write_document
from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem, Score
from pillars.prioritisation.actions import give_scores, open_choosing, show
from tests.amounts import either, in_turn_after, one_of
from tests.cast import Person, form_values, new_op
from tests.house.mutations import mutated
from tests.journeys.law import Open
from tests.journeys.test_access import ROUTES
from tests.journeys.things import things
from workshops import response_cache
from workshops.agenda.actions.announcements import show_on_screen
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import steer
from workshops.agenda.models import Step
from workshops.people.actions.join_codes import make_screen_key
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db
BOARD = "/r/ponorogo/tata-kelola/"
PAGE = f"{BOARD}nilai/"
TEXTS = ("Antrean panjang", "Data berbeda-beda", "Jaringan putus")


@pytest.fixture
def problems(ani):
    return [add_entry(ani.actor, "masalah", "GOV", {"statement": text}, op=new_op()).ref for text in TEXTS]


@pytest.fixture
def number(problems, dewi):
    return open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())[1]


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def give(person, number, ref, *given):
    return give_scores(person.actor, "GOV", number, ref, list(given), op=new_op())


def press(person, number, act, **more):
    return person.post(f"{PAGE}{number}/", {"op": new_op(), "as": person.key, "act": act, **more})


def test_ani_scores_one_problem_after_the_other_and_sees_how_many_have(number, problems, ani, budi):
    give(budi, number, problems[0], 1, 1, 1)
    page = soup(ani.get(PAGE))
    assert words(page.find(id="nilai-kartu")) == "Masalah GOV-P1 Antrean panjang"
    assert "1 dari 3 orang sudah menilai kartu ini." in words(page.find(id="nilai-keadaan"))
    assert page.select("input[type=radio][checked]") == []
    answer = ani.form(PAGE, u="5", s="4", g="3")
    assert answer.status_code == 303
    page = soup(ani.get(answer["Location"]))
    assert words(page.find(id="nilai-kartu")).endswith("Data berbeda-beda")
    assert "Tersimpan" in words(page.find(class_="savebar"))
    assert "1 dari 3 sudah Anda nilai" in words(page.find(class_="savebar"))
    # her own scores stand there again when she goes back, and can be changed
    again = soup(ani.get(f"{PAGE}?kartu={problems[0]}"))
    assert [radio["value"] for radio in again.select("input[type=radio][checked]")] == ["5", "4", "3"]
    for ref in problems[1:]:
        ani.form(f"{PAGE}?kartu={ref}", u="1", s="1", g="1")
    assert "Semua sudah Anda nilai." in words(soup(ani.get(PAGE)).find(id="nilai-kartu"))


def test_a_score_that_is_none_is_named_and_the_others_stay(number, problems, ani, subtests):
    for wrong in ("", "0", "6", "tiga", "5 ", "٥", "1'; DROP TABLE", "\x00"):
        with subtests.test(wrong=wrong):
            answer = ani.form(PAGE, u="5", s="4", g=wrong)
            page = soup(answer)
            assert answer.status_code == 422 and Score.objects.count() == 0
            assert "Memburuk" in words(page.find(attrs={"data-field": "g"}))
            assert [radio["value"] for radio in page.select("input[type=radio][checked]")] == ["5", "4"]


def test_a_form_that_comes_too_late_says_why_and_changes_nothing(number, problems, ani, budi, dewi):
    sent = form_values(ani.get(PAGE).content.decode()) | {"u": "5", "s": "5", "g": "5"}
    delete_entry(budi.actor, problems[0], op=new_op())
    gone = ani.post(PAGE, sent)
    assert gone.status_code == 409 and "GOV-P1 sudah tidak ada dalam daftar ini." in gone.content.decode()
    give(budi, number, problems[1], 2, 2, 2)
    assert press(dewi, number, "tampilkan").status_code == 303
    late = ani.post(PAGE, sent | {"kartu": problems[1], "op": new_op()})
    assert late.status_code == 409
    assert "Hasil sudah ditampilkan Dewi" in late.content.decode() and "Urutan" in late.content.decode()
    assert Score.objects.filter(member=ani.key).count() == 0
    none = ani.post(PAGE, {"op": new_op(), "as": ani.key, "pilihan": "99"})
    assert none.status_code == 422 and "Tidak ada penilaian" in none.content.decode()


@pytest.mark.parametrize(
    "junk",
    in_turn_after(3, ["", "masalah-999999999", "\x00", "0", "-1", "masalah-0", "٣", "x" * 3000, "9" * 20]),
)
def test_what_no_page_of_ours_sent_is_answered_with_a_sentence(number, problems, ani, dewi, junk):
    usg = {"op": new_op(), "as": ani.key, "pilihan": str(number), "kartu": junk, "u": "5", "s": "5", "g": "5"}
    assert ani.post(PAGE, usg).status_code == 409
    assert ani.post(PAGE, usg | {"pilihan": junk}).status_code == 422
    assert ani.get(f"{PAGE}?kartu={junk}".replace("\x00", "-")).status_code == 200
    assert press(dewi, number, junk).status_code == 422
    assert press(dewi, number, "ulang", kartu=junk).status_code == 409
    assert dewi.post(f"{PAGE}baru/", {"op": new_op(), "jenis": junk, "cara": junk, "titik": junk}).status_code == 422
    assert Score.objects.count() == 0 and ani.get(f"{PAGE}99999999999999999999/").status_code == 404


def test_dots_are_given_on_one_page_and_too_many_are_counted_out(problems, ani, dewi):
    open_choosing(dewi.actor, "GOV", "masalah", "dots", dots=3, op=new_op())
    names = [f"titik-{ref}" for ref in problems]
    answer = ani.form(PAGE, **{names[0]: "3", names[1]: "1"})
    assert answer.status_code == 422
    assert "Anda memberi 4 titik, paling banyak 3. Kurangi 1 titik." in answer.content.decode()
    assert [box.get("value", "") for box in soup(answer).select("input[name^=titik]")] == ["3", "1", ""]
    wrong = ani.form(PAGE, **{names[0]: "-1"})
    assert wrong.status_code == 422 and "Tulis jumlah titik, 0 sampai 3." in wrong.content.decode()
    assert ani.form(PAGE, **{names[0]: "2", names[1]: "1"}).status_code == 303
    delete_entry(dewi.actor, problems[0], op=new_op())
    assert "2 titik Anda ada pada kartu yang sudah dihapus." in ani.get(PAGE).content.decode()


def test_dewi_opens_shows_uses_and_takes_back_with_one_press_each(plan, problems, ani, dewi):
    empty = dewi.form(f"{PAGE}baru/", jenis="program", cara="dots", titik="3")
    assert empty.status_code == 409 and "Daftar ini masih kosong." in empty.content.decode()
    wrong = dewi.form(f"{PAGE}baru/", cara="dots", titik="0")
    assert wrong.status_code == 422 and "1 sampai 20" in words(soup(wrong).find(attrs={"data-field": "titik"}))
    opened = dewi.form(f"{PAGE}baru/", cara="usg")
    assert opened.status_code == 303 and opened["Location"] == PAGE
    assert "masih berjalan: nilai masalah (USG)" in dewi.form(f"{PAGE}baru/", cara="usg").content.decode()
    ani.form(f"{PAGE}?kartu={problems[2]}", u="5", s="5", g="4")
    dewi.form(f"{PAGE}?kartu={problems[2]}", u="5", s="5", g="1")
    assert "Sebaran lebar" not in ani.get(PAGE).content.decode()
    shown = press(dewi, 1, "tampilkan")
    page = soup(ani.get(shown["Location"]))
    rank = page.find(class_="rank")
    assert words(rank.find(class_="rank__sum")) == "13 ke-1"
    assert "Memburuk: 1 sampai 4. Bicarakan dahulu." in words(rank)
    assert rank.find(attrs={"aria-label": "Memburuk: 1 orang memberi 1, 1 orang memberi 4"})
    assert "2 dari 2 orang menilai. Ditampilkan Dewi" in words(page)
    assert "Pakai urutan ini" not in words(page)
    assert "Pakai urutan ini" in words(soup(dewi.get(shown["Location"])))
    press(dewi, 1, "pakai")
    threads = [words(tag) for tag in soup(ani.get(BOARD)).select(".entry__text")]
    assert threads == ["Jaringan putus", "Antrean panjang", "Data berbeda-beda"]
    press(dewi, 1, "batal")
    assert [words(tag) for tag in soup(ani.get(BOARD)).select(".entry__text")] == list(TEXTS)
    assert Problem.objects.filter(plan=plan, deleted_in=None).count() == 3
    history = words(soup(ani.get("/r/ponorogo/riwayat/")))
    for sentence in ("membuka penilaian bersama", "menampilkan hasil", "memakai urutan", "mengembalikan urutan"):
        assert sentence in history
    assert "mengubah rencana" not in history


#: What differs between two readings of one page: its tokens, and the time of day.
RANDOM = re.compile(r'name="op" value="[^"]*"|[0-9A-Za-z]{64}|data-now="[0-9]+"|\b\d\d[.:]\d\d([.:]\d\d)?\b|\d+ menit')


def said_in(answer):
    """The words of a page; of a Word or Excel file those of its parts, without the time at which it was made."""
    if not answer.content.startswith(b"PK"):
        return answer.content.decode("utf-8", "replace")
    with ZipFile(BytesIO(answer.content)) as parts:
        return "".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if "docProps" not in name
        )


@pytest.fixture
def told(plan, problems, ani, budi, dewi, cici, fitri, eko, satya):
    """A function that reads as everybody who might look, but Budi: {(who, address): answer}.

    What shows a choosing always; of all other addresses a part, others each day.
    """
    target = add_entry(
        ani.actor, "sasaran", "GOV", {"statement": "Pendek", "problem_refs": problems[:1]}, op=new_op()
    ).ref
    binned = add_entry(ani.actor, "masalah", "GOV", {"statement": "Salah tulis"}, op=new_op()).ref
    delete_entry(ani.actor, binned, op=new_op())
    addresses = things(plan, ani, satya, problems[0], target, binned)
    number = open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())[1]
    for person, given in ((budi, (5, 5, 5)), (dewi, (2, 3, 4))):
        for ref in problems[:2]:
            give(person, number, ref, *given)
    inside = [route for route in ROUTES if route.startswith("r/<slug:slug>/")]
    every = one_of(4, [place for route in inside for place in addresses(route)])
    ours = [f"{PAGE}{number}/", PAGE, f"{PAGE}?daftar=1", f"{PAGE}?kartu={problems[1]}", f"{PAGE}?since=5"]
    ours += [BOARD, f"{BOARD}?since=5", f"{BOARD}{problems[1]}/riwayat/", "/r/ponorogo/kelompok/?since=5"]
    screen = f"/r/ponorogo/layar/{make_screen_key(plan).lower()}/"
    walls = (screen, f"{screen}?kelompok=tata-kelola&nilai={number}", f"{screen}?kelompok=tata-kelola&since=5")
    asked = [(person, place) for person in (dewi, cici, fitri, eko, satya) for place in ours]
    asked += [(Person("layar", plan, number=0), place) for place in walls]

    def read(pairs=None):
        response_cache._responses.clear()
        of_all = pairs or [*asked, *((satya, place) for place in every)]
        answers = {(person.name, place): said_in(person.get(place)) for person, place in of_all}
        if not pairs:
            answers["berkas"] = write_document(dump_plan(Plan.objects.get(pk=plan.pk)))
        return {asked: RANDOM.sub("", answer) for asked, answer in answers.items()}

    read.number, read.wall = number, asked[-2]
    return read


@pytest.mark.in_turn
def test_whatever_budi_gave_every_answer_to_everybody_else_is_the_same_until_it_is_shown(told, budi, cici, dewi):
    before = told()
    Score.objects.filter(member=budi.key, choosing__number=told.number).update(urgency=1, seriousness=2, growth=1)
    now = told()
    assert len(before) > either(60, 100)
    assert [asked for asked in before if before[asked] != now[asked]] == []
    # without what keeps it so, this would be seen
    with mutated("secret_until_shown"):
        assert told([told.wall])["layar", told.wall[1]] != now["layar", told.wall[1]]
    show(dewi.actor, "GOV", told.number, op=new_op())
    assert "Nilai 7, ke-1" in told([(cici, BOARD)])["Cici", BOARD]


def test_everybody_sees_how_many_have_scored_as_it_happens_and_the_results_at_once(
    number, problems, plan, ani, budi, dewi, cici
):
    pages = [Open(ani, BOARD), Open(ani, f"{PAGE}?kartu={problems[0]}"), Open(cici, BOARD), Open(cici, PAGE)]
    board, page = pages[0], pages[1]
    give(budi, number, problems[0], 5, 5, 5)
    add_entry(budi.actor, "masalah", "GOV", {"statement": "Baru"}, op=new_op())
    for one in pages:
        one.pull()
        assert one.reloads == 0
    assert "1 dari 3 orang sudah menilai" in words(board.page.find(id="penilaian"))
    assert "1 dari 3 orang sudah menilai kartu ini" in words(page.page.find(id="nilai-keadaan"))
    assert "Baru" in words(page.page.find(id="nilai-daftar"))
    delete_entry(dewi.actor, problems[0], op=new_op())
    for one in pages:
        one.pull()
    assert "0 dari 3 orang sudah menilai" in words(board.page.find(id="penilaian"))
    give(budi, number, problems[1], 5, 4, 4)
    show(dewi.actor, "GOV", number, op=new_op())
    for one in (pages[0], pages[2]):
        one.pull()
        assert one.reloads == 0
    for reader in (ani, cici):
        # this page is another one now: the phone loads it again, and stands before the results
        assert "X-Rembuk-Reload" in reader.get(f"{PAGE}?since={page.head}").headers
        assert "13 ke-1" in words(soup(reader.client.get(PAGE, follow=True)))
    assert "Nilai 13, ke-1" in words(board.page.find(id=problems[1]))
    assert "Hasil nilai masalah (USG)" in words(board.page.find(id="penilaian"))
    press(dewi, number, "pakai")
    board.pull()
    assert "USG 5 · 4 · 4 = 13" in words(board.page.find(id=problems[1]))
    press(dewi, number, "tutup")
    board.pull()
    assert board.page.find(id="penilaian").has_attr("hidden")


def test_the_file_of_the_plan_carries_shown_results_and_gives_them_back(plan, number, problems, ani, dewi):
    give(ani, number, problems[1], 5, 4, 4)
    plan.refresh_from_db()
    assert "choosing_results" not in dump_plan(plan)
    show(dewi.actor, "GOV", number, op=new_op())
    document = dump_plan(plan)
    (told,) = document["choosing_results"]
    assert (told["pillar"], told["kind"], told["way"], told["members"], told["people"]) == (
        "GOV",
        "masalah",
        "usg",
        2,
        1,
    )
    scored = {"code": "GOV-P2", "place": 1, "total": 13, "people": 1}
    letters = {"urgency": [0, 0, 0, 0, 1], "seriousness": [0, 0, 0, 1, 0], "growth": [0, 0, 0, 1, 0]}
    assert told["cards"] == [scored | letters]
    load_plan(document, "salinan")
    assert dump_plan(Plan.objects.get(slug="salinan"))["choosing_results"] == document["choosing_results"]


def test_a_step_that_scores_leads_there(plan, problems, ani, dewi, satya, fitri):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    step = Step.objects.get(plan=plan, bimtek__number=1, type="scoring")
    page = Open(ani, BOARD)
    steer(fitri.actor, "start", number=step.number, base=Plan.objects.get(pk=plan.pk).head, op=new_op())
    page.pull()
    assert "Langkah ini memberi nilai masalah (USG)." in words(page.page.find(id="penilaian"))
    link = soup(dewi.get(BOARD)).find(id="penilaian").find("a", class_="btn")
    form = form_values(dewi.get(link["href"]).content.decode())
    assert (form["jenis"], form["cara"]) == ("masalah", "usg")
    dewi.post(link["href"], form)
    page.pull()
    assert page.page.find(id="penilaian").find("a", class_="btn")["href"] == PAGE


def test_the_wall_shows_results_once_they_are_shown_and_somebody_lets_it(plan, number, problems, ani, dewi, fitri):
    wall, key = Person("layar", plan, number=0), make_screen_key(plan).lower()
    give(ani, number, problems[1], 5, 4, 4)
    steering = "/r/ponorogo/layar/tautan/"
    assert "hasil nilai" not in fitri.get(steering).content.decode()
    show(dewi.actor, "GOV", number, op=new_op())
    query = f"?kelompok=tata-kelola&nilai={number}"
    assert f'value="{query}"'.replace("&", "&amp;") in fitri.get(steering).content.decode()
    screen = Open(wall, f"/r/ponorogo/layar/{key}/")
    show_on_screen(fitri.actor, query, op=new_op())
    screen.pull()
    assert words(screen.page.find("h1")) == "Tata Kelola: urutan masalah 1–1 dari 1"
    row = screen.page.select(".proj__res tbody tr")[0]
    assert words(row) == "GOV-P2 Data berbeda-beda Mendesak 5,0 · Gawat 4,0 · Memburuk 4,0 1 13"
