"""The pages of the analyses, as people of a workshop find them."""

from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Aim, Gap, Keyword, ReadinessAspect, SwotItem, VisionMission
from tests.cast import form_values, new_op, seat_account
from tests.pillars.analysis.conftest import HOME, write


def soup(answer):
    assert answer.status_code == 200, answer.content.decode()[:500]
    return BeautifulSoup(answer.content, "lxml")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_readiness_teaches_what_to_judge_before_anything_is_written(ani):
    page = soup(ani.get(HOME))
    assert [words(head) for head in page.select("section.panel > .panel__head h2")][:5] == [
        *("Alam", "Struktur", "Infrastruktur", "Suprastruktur", "Budaya")
    ]
    nature = words(page.select_one("#komponen-alam"))
    assert "Belum ada temuan kesiapan" in nature and "0 dari 0 lengkap" in nature
    assert "Seberapa siap daerah menghadapi bencana" in nature and "Cari di: BPBD" in nature
    assert "Belum ada kesenjangan" in words(page.select_one("#kesenjangan"))
    assert "Belum ada temuan lengkap: Alam, Struktur" in words(page.select_one("#ringkas"))


def test_a_suggested_aspect_begins_a_finding_and_leaves_the_list(ani):
    answer = ani.form(f"{HOME}kesiapan/baru/?aspek=KS-102", condition="buruk", finding="Peta 2019")
    assert answer.status_code == 303, answer.content.decode()
    row = ReadinessAspect.objects.get()
    assert (row.component, row.aspect, row.condition) == ("alam", "Kerawanan bencana", "buruk")
    nature = soup(ani.get(HOME)).select_one("#komponen-alam")
    assert "1 dari 1 lengkap" in words(nature) and "Buruk" in words(nature.select_one("tbody"))
    assert "Kerawanan bencana" not in words(nature.select_one("details"))


def test_a_bad_finding_begins_its_gap_and_is_linked_with_it(ani):
    finding = write(
        ani, "kesiapan", component="alam", aspect="Lanskap dan air", condition="sedang", finding="9 kecamatan"
    )
    link = soup(ani.get(HOME)).select_one(f"#{finding} a[href*='kesenjangan/baru']")
    answer = ani.form(link["href"], expected="2 kecamatan pada 2031")
    assert answer.status_code == 303
    gap = Gap.objects.get()
    assert (gap.element, gap.current) == ("Alam: Lanskap dan air", "9 kecamatan")
    page = soup(ani.get(HOME))
    assert page.select_one(f"#{finding} a[href='#{gap.ref}']").text == "KJ1"
    assert "Belum terisi: KJ1" in words(page.select_one("#ringkas"))


def test_a_gap_names_the_problems_that_it_led_to_until_they_are_deleted(ani):
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op()).ref
    write(ani, "kesenjangan", element="Jalan", problem_refs=[problem])
    assert words(soup(ani.get(HOME)).select_one("#kesenjangan-1 td:last-child")) == "GOV-P1"
    delete_entry(ani.actor, problem, op=new_op())
    assert words(soup(ani.get(HOME)).select_one("#kesenjangan-1 td:last-child")) == "belum dikaitkan"


def test_an_expert_reads_and_is_told_why_nothing_can_be_written(eko):
    for address in (HOME, f"{HOME}swot/", f"{HOME}visi/"):
        page = soup(eko.get(address))
        assert "Tenaga ahli memberi catatan" in words(page)
        assert not page.select(".btn--add") and not page.select("main form")


def test_words_of_the_swot_become_keywords_that_know_where_they_come_from(ani):
    first = write(ani, "swot", type="strengths", statement="Pengakuan dunia atas Reog")
    second = write(ani, "swot", type="opportunities", statement="Kawasan Monumen Reog")
    page = soup(ani.get(f"{HOME}visi/kata/"))
    assert words(page.select_one(".tick")) == "Reog 2 butir: S1, O1"
    values = form_values(str(page)) | {"kata": ["Reog"], "ketik": "kota kreatif\nREOG"}
    assert ani.post(f"{HOME}visi/kata/", values).status_code == 303
    rows = list(Keyword.objects.values_list("word", "swot_refs"))
    assert rows == [("REOG", [first, second]), ("kota kreatif", None)]
    assert [b.text for b in soup(ani.get(f"{HOME}swot/")).select(f"#{first} b")] == ["Reog"]
    assert ani.post(f"{HOME}visi/kata/", values | {"op": new_op(), "kata": [], "ketik": "reog"}).status_code == 422


def test_the_thread_says_where_it_is_torn(ani):
    write(ani, "kata_kunci", word="data", meaning="Angka yang sama")
    write(ani, "kata_kunci", word="kota kreatif")
    write(ani, "visi_misi", visi="Budaya menjadi tenaga, Data menjadi dasar", misi=["Melayani", "Menjaga"])
    target = add_entry(
        ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek", "indicator": "Menit"}, op=new_op()
    ).ref
    link = next(a for a in soup(ani.get(f"{HOME}visi/")).select(".chain__add a") if "?misi=2" in a["href"])
    assert ani.form(link["href"], statement="Warga dilayani", target_refs=[target]).status_code == 303
    assert Aim.objects.get().misi == "Menjaga"
    page = soup(ani.get(f"{HOME}visi/"))
    assert [mark.text for mark in page.select(".vision mark")] == ["Data"]
    assert "“kota kreatif” belum ada di visi" in words(page.select_one("#kata-kunci"))
    thread = words(page.select_one("#rantai-visi"))
    assert thread.count("Misi ini belum punya tujuan") == 1 and "GOV-S1" in thread and "Menit" in thread
    assert "Misi tanpa tujuan: 1" in words(soup(ani.get(HOME)).select_one("#ringkas"))
    save_entry(ani.actor, "visi_misi-1", {"misi": ["Melayani", "Menjaga alam"]}, base=ani_head(ani), op=new_op())
    assert "Misinya sudah dirumuskan ulang: “Menjaga”" in words(soup(ani.get(f"{HOME}visi/")))


def ani_head(person):
    person.plan.refresh_from_db()
    return person.plan.head


def test_two_who_begin_the_vision_at_once_write_on_one_card(ani, budi):
    values = form_values(ani.get(f"{HOME}visi_misi/baru/").content.decode())
    other = form_values(budi.get(f"{HOME}visi_misi/baru/").content.decode())
    assert ani.post(f"{HOME}visi_misi/baru/", values | {"visi": "Budaya menjadi tenaga"}).status_code == 303
    answer = budi.post(f"{HOME}visi_misi/baru/", other | {"visi": "Data menjadi dasar", "misi": "Melayani"})
    row = VisionMission.objects.get()
    assert (row.visi, row.misi) == ("Budaya menjadi tenaga", ["Melayani"])
    assert answer.status_code == 409 and "Data menjadi dasar" in answer.content.decode()
    assert budi.get(f"{HOME}visi_misi/baru/").status_code == 302
    for person in (ani, budi):
        begun = person.post(f"{HOME}visi/", {"op": new_op(), "as": person.key})
        assert (begun.status_code, begun["Location"]) == (303, f"{HOME}visi_misi-1/")
    assert VisionMission.objects.count() == 1
    other = soup(ani.get(f"{HOME}visi/")).select_one(".wordings")
    assert "Data menjadi dasar" in words(other) and "Budi" in words(other)


def test_a_strategy_stands_in_its_quadrant_with_the_statements_that_it_uses(ani):
    statement = write(ani, "swot", type="weaknesses", statement="Data tidak seragam")
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Satu data"}, op=new_op()).ref
    board = "/r/ponorogo/tata-kelola/"
    answer = ani.form(
        f"{board}strategi/baru/?induk={target}",
        statement="Menetapkan walidata",
        swot_quadrant="WO",
        swot_refs=[statement],
    )
    assert answer.status_code == 303, answer.content.decode()
    quadrant = words(soup(ani.get(f"{HOME}swot/")).select_one("#pertemuan-WO"))
    assert "GOV-ST1" in quadrant and "Memakai W1" in quadrant
    delete_entry(ani.actor, statement, op=new_op())
    assert "Memakai W1" not in words(soup(ani.get(f"{HOME}swot/")).select_one("#pertemuan-WO"))


def test_the_whole_example_is_shown_in_few_queries(full, django_assert_max_num_queries):
    satya = seat_account(full, "Satya", "staf")
    for page, most in (("", 22), ("swot/", 13), ("visi/", 14)):
        with django_assert_max_num_queries(most):
            found = soup(satya.get(f"/r/contoh/analisis/{page}"))
        assert found.select("section")
    assert SwotItem.objects.count() == 16
    page = words(soup(satya.get("/r/contoh/analisis/")))
    assert "Temuan buruk tanpa kesenjangan" not in page and "Belum ada kesenjangan" in page
    visions = words(soup(satya.get("/r/contoh/analisis/visi/")))
    assert "46 sasaran belum dikaitkan dengan tujuan" in visions and visions.count("Misi ini belum punya tujuan.") == 6


def test_a_number_that_no_page_can_have_shown_loads_the_page_again(ani):
    answer = ani.get(f"{HOME}?since=999")
    assert answer["X-Rembuk-Reload"] == "1"
    assert ani.get(f"{HOME}?since=0")["X-Rembuk-Head"] == "0"
