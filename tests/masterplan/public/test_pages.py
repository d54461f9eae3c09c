"""The public page: off for everybody until staff switch it on, from the edition alone, gone at once when it is off."""

import gzip
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import timezone

from masterplan.downloads.models import Export
from masterplan.editions.actions import freeze_edition, switch_off, switch_on, take_back_approval, withdraw_edition
from masterplan.editions.facts import facts_of, packed_facts
from masterplan.editions.models import Approval, Edition, PublicPage
from masterplan.public.page_content import page_of
from pillars.models import Problem, Programme
from tests.books.from_example import book_data_of
from tests.books.plans import empty_plan, example_plan, plan_of_gaps
from tests.cast import new_op
from tests.masterplan.conftest import ORIGIN
from workshops.assets import asset

PAGE = "/p/ponorogo/"
SWITCH = "/r/ponorogo/buku/publik/"


def styled(name):
    """The classes that a style sheet knows."""
    return set(re.findall(r"\.([a-z][\w-]*)", gzip.decompress(asset(name).packed).decode()))


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").text.split())


def test_the_page_is_made_of_the_facts_alone(book_data):
    facts = json.loads(json.dumps(facts_of(book_data)))
    page = page_of(facts)
    assert len(page.pillars) == len(book_data.pillars) and page.vision == book_data.vision.statement
    assert [p.code for p in page.pillars[0].programmes] == [p.code for p in book_data.pillars[0].programmes]
    assert sum(amount for _, amount in facts["money"]["years"]) + facts["money"]["undated"] == facts["money"]["total"]
    assert page.description.startswith(f"Masterplan Smart City {book_data.region.name} {page.period}: ")
    assert max(bar.share for bar in page.bars) == 100


def test_nothing_of_people_is_in_the_facts(book_data):
    """Names and notes stand in many fields of a plan; none of those is taken."""
    pillar = book_data.pillars[0]
    marked = replace(
        book_data,
        head="KENARI",
        notes=("KENARI",),
        governance=replace(
            book_data.governance, council=("KENARI",), team=("KENARI",), forum=("KENARI",), note="KENARI"
        ),
        pillars=(
            replace(
                pillar,
                problems=tuple(
                    p.replace(affected="KENARI", note="KENARI", sources=("KENARI",)) for p in pillar.problems
                ),
                targets=tuple(
                    t.replace(baseline_owner="KENARI", measurement="KENARI", note="KENARI", alignment_reason="KENARI")
                    for t in pillar.targets
                ),
                programmes=tuple(p.replace(note="KENARI") for p in pillar.programmes),
            ),
        ),
    )
    assert b"KENARI" not in packed_facts(marked)


def test_problems_goals_and_programmes_name_each_other(book_data):
    facts = json.loads(json.dumps(facts_of(book_data)))
    pillar, read = page_of(facts).pillars[0], book_data.pillars[0]
    codes = {one.ref: one.code for one in (*read.problems, *read.targets)}
    assert [one["statement"] for one in pillar.problems] == [one.statement for one in read.problems]
    assert pillar.targets[0].answers.startswith(codes[read.targets[0].problems[0]])
    served = {one.ref: codes[one.target] for one in read.strategies}
    assert [one.serves for one in pillar.programmes] == [served[one.strategy] for one in read.programmes]


def test_the_road_map_counts_what_runs_and_names_what_begins(book_data):
    page = page_of(json.loads(json.dumps(facts_of(book_data))))
    programmes = [one for pillar in book_data.pillars for one in pillar.programmes]
    begun = [one for row in page.road for _, one in row.begun]
    assert sorted(one.code for one in begun) == sorted(one.code for one in programmes), "each of them once"
    for row in page.road:
        if row.year:
            running = sum(row.year in one.years or row.year in dict(one.budgets) for one in programmes)
            assert sum(int(number) for _, number in row.running) == running
            assert all(one.runs[0][1] or one.first == row.year for _, one in row.begun)


def test_a_programme_outside_the_period_and_one_without_years_have_their_place(book_data):
    pillar = book_data.pillars[0]
    first, second, *rest = pillar.programmes
    late = first.replace(years=(2040,), budgets=())
    unknown = second.replace(years=(), budgets=())
    one = replace(book_data, pillars=(replace(pillar, programmes=(late, unknown, *rest)), *book_data.pillars[1:]))
    page = page_of(json.loads(json.dumps(facts_of(one))))
    found = {row.year: [programme.code for _, programme in row.begun] for row in page.road}
    assert late.code in found[2040] and unknown.code in found[None]
    longer = late.replace(years=tuple(range(2027, 2042)))
    one = replace(book_data, pillars=(replace(pillar, programmes=(longer,)),))
    page = page_of(json.loads(json.dumps(facts_of(one))))
    assert page.columns == () and page.pillars[0].programmes[0].years == "2027–2041", "in words: no screen holds them"


def test_an_edition_frozen_before_a_key_was_added_is_shown_without_it(book_data):
    facts = json.loads(json.dumps(facts_of(book_data)))
    for pillar in facts["pillars"]:
        del pillar["problems"]
        for one in (*pillar["targets"], *pillar["programmes"]):
            for key in ("ref", "problems", "target"):
                one.pop(key, None)
    for one in facts["quick_wins"]:
        del one["ref"]
    page = page_of(facts)
    html = render_to_string("masterplan/public/pillar.html", {"page": page, "pillar": page.pillars[0]})
    said = BeautifulSoup(html, "lxml")
    assert page.pillars[0].programmes[-1].name in said.text and not said.select("[id='']")
    assert all(one.place == "pilar-gov" for one in page.pillars[0].programmes if page.pillars[0].code == "GOV")


def test_quick_wins_are_those_that_were_chosen_and_no_instruction_of_a_form_is_shown():
    facts = facts_of(book_data_of(example_plan()))
    assert [one["code"] for one in facts["quick_wins"]] == [
        "GOV-PR9",
        "BRA-PR5",
        "ECO-PR9",
        "LIV-PR5",
        "SOC-PR1",
        "ENV-PR1",
    ]
    assert all(one["summary"] == "" for one in facts["quick_wins"]), "the example holds what the form asks for"


def test_an_empty_plan_has_a_page_too():
    for plan in (empty_plan(), plan_of_gaps()):
        page = page_of(json.loads(json.dumps(facts_of(book_data_of(plan)))))
        assert page.description and all(0 <= bar.share <= 100 for bar in page.bars)


@pytest.mark.django_db
def test_every_heading_of_an_empty_plan_has_a_sentence_under_it(plan, satya):
    _, number = freeze_edition(satya.actor, plan, "2", "", origin=ORIGIN, op=new_op())
    page = BeautifulSoup(satya.get(f"/r/ponorogo/buku/edisi/{number}/pratinjau/").content, "lxml")
    said = {head.text: head.find_next_sibling() for head in page.select("main h2, main h3")}
    assert {one.text.strip() for one in page.select(".public__told")} == {"belum disusun"}
    assert said["Peta jalan"].text.startswith("Belum ada program")
    assert said["Anggaran per tahun"].text.startswith("Belum ada program yang dianggarkan")
    assert all(below is not None and below.text.strip() for below in said.values())


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def on(self, satya, approved):
        row = approved()
        switch_on(satya.actor, row.number, op=new_op())
        return row

    def test_off_is_nothing_for_everybody_staff_too(self, begun, approved, nana, ani, satya):
        approved()
        for who in (nana, ani, satya):
            for address in (PAGE, f"{PAGE}data.zip", f"{PAGE}buku.pdf"):
                assert who.get(address).status_code == 404
        nothing = nana.get(PAGE)
        assert nana.get("/p/tidak-ada/").content == nothing.content
        said = text_of(nothing)
        assert "belum menerbitkan masterplannya" in said and "kartu" not in said and "papan" not in said
        assert nana.get("/p/pono%00rogo/").content == nothing.content

    def test_capital_letters_lead_to_its_address(self, plan, nana):
        answer = nana.get("/P/Ponorogo/data.zip?buka=Semua")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/p/ponorogo/data.zip?buka=Semua")

    def test_everybody_reads_it_and_it_is_the_edition_not_the_plan(self, begun, on, nana):
        Problem.objects.filter(plan=begun).update(statement="Sudah lain")
        Programme.objects.filter(plan=begun).update(name="Program lain")
        answer = nana.get(PAGE)
        said = text_of(answer)
        for words in (
            "Aplikasi antrean",
            "Antrean pendek",
            "Antrean panjang di loket",
            "Disetujui Sekretaris Daerah, 12 Oktober 2026",
            "Edisi 2.1",
        ):
            assert words in said, words
        assert "Program lain" not in said and "Sudah lain" not in said
        html = answer.content.decode()
        assert "<script" not in html and "noindex" not in html and 'property="og:title"' in html
        assert answer["Cache-Control"] == "no-cache" and "data-token" not in html
        zipped = zipfile.ZipFile(io.BytesIO(nana.get(f"{PAGE}data.zip").content))
        assert "Aplikasi antrean" in zipped.read("data.json").decode()

    def test_a_page_that_did_not_change_is_not_sent_again(self, begun, on, nana, django_assert_max_num_queries):
        first = nana.get(PAGE)
        with django_assert_max_num_queries(3):
            again = nana.get(PAGE, **{"If-None-Match": first["ETag"]})
        assert again.status_code == 304 and again.content == b""
        assert again["Cache-Control"] == "no-cache"
        with django_assert_max_num_queries(3):
            assert nana.get(PAGE).content == first.content

    def test_unfolded_on_request_and_kept_apart(self, begun, on, nana):
        folded, whole = nana.get(PAGE), nana.get(f"{PAGE}?buka=semua")
        folds = BeautifulSoup(whole.content, "lxml").select("details")
        assert folds and all(one.has_attr("open") for one in folds)
        assert not BeautifulSoup(folded.content, "lxml").select("details.public__fold[open] h3")
        assert folded["ETag"] != whole["ETag"]
        addressed = [
            BeautifulSoup(one.content, "lxml").select_one("[rel=canonical]")["href"] for one in (folded, whole)
        ]
        assert addressed[0] == addressed[1] and addressed[0].endswith(PAGE)
        assert nana.get(f"{PAGE}?buka=apa")["ETag"] == folded["ETag"]
        assert nana.get(f"{PAGE}?buka=semua", **{"If-None-Match": whole["ETag"]}).status_code == 304

    def test_its_own_sheet_knows_all_that_the_page_and_its_preview_show(self, begun, on, satya):
        elsewhere = (styled("room.css") | styled("office.css")) - styled("public.css")
        for address in (f"{PAGE}?buka=semua", f"/r/ponorogo/buku/edisi/{on.number}/pratinjau/"):
            shown = BeautifulSoup(satya.get(address).content, "lxml").select("[class]")
            assert elsewhere.isdisjoint(name for one in shown for name in one["class"]), address

    def test_off_is_off_with_the_next_request(self, begun, on, satya, nana):
        tag = nana.get(PAGE)["ETag"]
        assert nana.get(f"{PAGE}?buka=semua").status_code == 200
        switch_off(satya.actor, op=new_op())
        for address in (PAGE, f"{PAGE}?buka=semua", f"{PAGE}data.zip"):
            assert nana.get(address, **{"If-None-Match": tag}).status_code == 404

    def test_what_is_no_longer_approved_is_not_read(self, begun, on, satya, nana):
        take_back_approval(satya.actor, on.number, "Dicabut Bupati hari ini", op=new_op())
        assert nana.get(PAGE).status_code == 404
        withdraw_edition(satya.actor, on.number, "Salah memuat RPJMD", op=new_op())
        PublicPage.objects.update(is_on=True)
        assert nana.get(PAGE).status_code == 404

    def test_a_page_that_was_left_on_shows_no_edition_without_approval(self, begun, on, nana):
        """Reading asks for the approval itself: that taking it back turns the page off is another lock."""
        Approval.objects.filter(edition=on).update(taken_back_at=timezone.now())
        assert PublicPage.objects.get(plan=begun).is_on
        for address in (PAGE, f"{PAGE}data.zip", f"{PAGE}buku.pdf"):
            assert nana.get(address).status_code == 404
        Approval.objects.filter(edition=on).update(taken_back_at=None)
        Edition.objects.filter(pk=on.pk).update(withdrawn_at=timezone.now())
        assert nana.get(PAGE).status_code == 404

    def test_a_newer_edition_is_shown_only_when_staff_choose_it(self, begun, on, satya, nana):
        Programme.objects.filter(plan=begun).update(name="Antrean daring")
        freeze_edition(satya.actor, begun, "2", "", origin=ORIGIN, op=new_op())
        newer = Edition.objects.get(sequence=2)
        Approval.objects.create(
            edition=newer, name="A", position="Bupati", on="2026-11-01", recorded_by="a1", recorded_at=timezone.now()
        )
        before = nana.get(PAGE)
        assert "Aplikasi antrean" in text_of(before)
        switch_on(satya.actor, newer.number, op=new_op())
        after = nana.get(PAGE, **{"If-None-Match": before["ETag"]})
        assert after.status_code == 200 and "Antrean daring" in text_of(after)

    def test_its_pdf_is_one_that_says_it_is_approved(self, begun, on, satya, nana):
        missing = nana.get(f"{PAGE}buku.pdf")
        assert missing.status_code == 404 and "Isi masterplannya sudah dapat dibaca" in text_of(missing)
        given = {"plan": begun, "book": on.ref, "format": "pdf", "state": Export.SELESAI, "ordered_by": satya.key}
        given |= {"done_at": timezone.now(), "plan_number": on.plan_number, "size": 4}
        long_ago = timezone.now() - timedelta(days=9)
        Export.objects.create(number=1, content=b"%PDF draf", ordered_at=long_ago, **given)
        assert nana.get(f"{PAGE}buku.pdf").status_code == 404 and "buku.pdf" not in nana.get(PAGE).content.decode()
        Export.objects.create(number=2, content=b"%PDF disetujui", ordered_at=timezone.now(), **given)
        answer = nana.get(f"{PAGE}buku.pdf")
        assert answer.content == b"%PDF disetujui" and answer["Cache-Control"] == "no-cache"
        assert "buku.pdf" in nana.get(PAGE).content.decode()

    def test_staff_switch_it_on_and_off_and_a_pdf_is_ordered_once(self, begun, approved, satya, nana):
        assert "Belum ada edisi yang disetujui" in text_of(satya.get(SWITCH))
        row = approved()
        page = satya.get(SWITCH)
        assert "Mati." in text_of(page) and "2.1" in text_of(page)
        for _ in range(2):
            sent = {"op": new_op(), "edisi": row.number, "nyala": "1"}
            assert satya.post(SWITCH, sent).status_code == 303
        assert Export.objects.filter(book=row.ref, format="pdf").count() == 1
        said = text_of(satya.get(SWITCH))
        assert "Menyala dengan edisi 2.1" in said and "PDF-nya sedang dibuat" in said
        Export.objects.update(state=Export.GAGAL)
        said = text_of(satya.get(SWITCH))
        assert "sedang dibuat" not in said and "untuk membuatnya lagi" in said
        assert satya.post(SWITCH, {"op": new_op(), "edisi": row.number, "nyala": "1"}).status_code == 303
        assert Export.objects.filter(book=row.ref, format="pdf").count() == 2
        assert nana.get(PAGE).status_code == 200
        assert satya.post(SWITCH, {"op": new_op(), "nyala": "0"}).status_code == 303
        assert nana.get(PAGE).status_code == 404

    def test_odd_choices_are_refused_with_a_sentence(self, begun, frozen, satya, ani):
        row = frozen()
        for edition, status in ((row.number, 409), ("9", 422), ("", 422), ("x", 422)):
            answer = satya.post(SWITCH, {"op": new_op(), "edisi": edition, "nyala": "1"})
            assert answer.status_code == status and 'role="alert"' in answer.content.decode()
        assert ani.get(SWITCH).status_code == 403

    def test_staff_see_any_edition_as_it_would_look(self, begun, frozen, satya, ani):
        row = frozen()
        answer = satya.get(f"/r/ponorogo/buku/edisi/{row.number}/pratinjau/")
        assert "Pratinjau untuk staf; edisi ini DRAF" in text_of(answer) and answer["X-Robots-Tag"] == "noindex"
        assert ani.get(f"/r/ponorogo/buku/edisi/{row.number}/pratinjau/").status_code == 403

    def test_a_packed_answer_is_asked_for_again_as_cheaply(self, begun, on, nana):
        first = nana.get(PAGE, **{"Accept-Encoding": "gzip"})
        assert first["Content-Encoding"] == "gzip"
        assert nana.get(PAGE, **{"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]}).status_code == 304
