"""The wizard: five pages, kept as they are typed; what it makes is a plan that can begin."""

import pytest
from bs4 import BeautifulSoup

from masterplan.setup.models import Draft
from tests.cast import new_op, seat_account
from workshops.agenda.actions.schedule import change_bimtek, plan_agenda
from workshops.agenda.models import Step
from workshops.people.join_codes import current_code
from workshops.plans.models import Account, Bimtek, Plan

pytestmark = pytest.mark.django_db
START = "/r/baru/"
OFFICES = "Dinas Kesehatan (Dinkes)\nBPBD\ndinas kesehatan (Dinkes)\n"


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def words(answer):
    return " ".join(soup(answer).get_text(" ").split())


def sent(person, page="", status=303, **typed):
    """Opens a page as a browser does, types, presses “Lanjut”."""
    form = soup(person.get(START + page)).find("form", id="halaman")
    values = {}
    for item in form.select("input[name], textarea[name]"):
        if item.get("type") in ("radio", "checkbox") and not item.has_attr("checked"):
            continue
        text = item.text.removeprefix("\n") if item.name == "textarea" else item.get("value", "")
        values.setdefault(item["name"], []).append(text)
    answer = person.post(START + page, values | typed)
    assert answer.status_code == status, words(answer)
    return answer


def made(person, **typed):
    """A plan through all five pages; the page that follows."""
    sent(person, "", **typed.pop("daerah", {}))
    sent(person, "bimtek/", **typed.pop("bimtek", {"day_1": "8/9/2026"}))
    sent(person, "kelompok/", **typed.pop("kelompok", {}))
    sent(person, "petugas/", **typed.pop("petugas", {}))
    op = soup(person.get(START + "periksa/")).find("input", {"name": "op"})["value"]
    answer = person.post(START + "periksa/", {"op": op})
    assert answer.status_code == 303, words(answer)
    return answer, op


def test_what_the_wizard_makes_can_begin(satya):
    answer, op = made(
        satya,
        bimtek={"day_1": "8/9/2026", "venue_1": "Aula Bapperida"},
        kelompok={"opds": OFFICES, "name_GOV": "Pelayanan", "limit_GOV": "12"},
        petugas={"fasilitator": "Dr. Rina Handayani, S.Kom.\nRina Handayani", "ahli": "Gatot"},
    )
    plan = Plan.objects.latest("id")
    assert answer.url == f"/r/{plan.slug}/siapkan/" and plan.slug == "ponorogo-2"
    days = [str(day) for day in plan.bimteks.values_list("first_day", flat=True)]
    assert days == ["2026-09-08", "2026-10-06", "2026-11-03", "2026-12-01"], "a Tuesday each, four weeks apart"
    assert list(plan.opds.values_list("name", "short")) == [("Dinas Kesehatan", "Dinkes"), ("BPBD", None)]
    assert plan.groups.get(pillar_code="GOV").size_limit == 12 and plan.dimensions.count() == 18
    page = words(satya.get(answer.url))
    assert current_code(plan).code in page and "rina.handayani2" in page and "8–9 September 2026" in page
    assert plan.bimteks.get(number=1).opened_at and "Kesiapan" in words(satya.get(f"/r/{plan.slug}/acara/"))
    assert (
        satya.get(f"/r/{plan.slug}/").status_code == 200 and satya.get(f"/r/{plan.slug}/kelompok/").status_code == 200
    )
    # pressed twice, or the answer was lost: the same plan, and nothing more
    assert satya.post(START + "periksa/", {"op": op}).url == answer.url and Plan.objects.count() == 2


def test_a_new_facilitator_logs_in_with_what_the_page_says(satya):
    from django.test import Client

    answer, _ = made(satya, petugas={"fasilitator": "Rina Handayani"})
    cells = [cell.get_text(strip=True) for cell in soup(satya.get(answer.url)).select(".ready__secret")]
    rina = Client()
    assert rina.post("/masuk/", {"username": cells[0], "password": cells[1]}).status_code == 303
    slug = Plan.objects.latest("id").slug
    assert rina.get(f"/r/{slug}/acara/").status_code == 200 and rina.get("/r/ponorogo/acara/").status_code == 404
    satya.form(answer.url)
    assert cells[1] not in satya.get(answer.url).content.decode(), "hidden once it is written down"


@pytest.mark.parametrize(
    ("pattern", "count", "days"), [("tiga_bimtek", 3, 6), ("lima_bimtek", 5, 10), ("satu_hari", 1, 1)]
)
def test_other_series_work_as_well(satya, pattern, count, days):
    sent(satya)
    back = sent(satya, "bimtek/", pattern=pattern, day_1="5/1/2027")
    assert back.url == START + "bimtek/", "its bimteks are shown before one goes on"
    made(satya, bimtek={"day_1": "5/1/2027"})
    plan = Plan.objects.latest("id")
    assert (plan.bimteks.count(), sum(plan.bimteks.values_list("days", flat=True))) == (count, days)
    assert Step.objects.filter(plan=plan, bimtek__number=count).exists()


def test_nothing_typed_is_lost(satya):
    """Wrong, reloaded, another page, another browser: what was typed stands there; only the owner sees it."""
    refused = sent(satya, "", status=422, region="Ponorgo", first_year="dua ribu")
    assert "Pilih kabupaten atau kota dari daftar." in words(refused) and "empat angka" in words(refused)
    again = soup(satya.get(START))
    assert again.find(id="f-region")["value"] == "Ponorgo" and again.find(id="f-first_year")["value"] == "dua ribu"
    sent(satya, "kelompok/", opds="Dinas <b>Sosial</b>\x00", ke="bimtek")
    page = satya.get(START + "kelompok/").content.decode()
    assert "Dinas &lt;b&gt;Sosial&lt;/b&gt;" in page
    assert Plan.objects.count() == 1
    before = list(Draft.objects.values_list())
    satya.get(START + "periksa/")
    assert list(Draft.objects.values_list()) == before, "to look changes nothing"
    late = satya.post(START + "periksa/", {"op": new_op()})
    assert late.status_code == 422 and "Halaman ini belum dibuka." in words(late) and Plan.objects.count() == 1


#: (page, what is typed, what is said).
WRONG = [
    ("", {"last_year": "2020"}, "Tahun terakhir (2020) lebih awal daripada tahun pertama"),
    ("", {"long_until": "2027"}, "Arah jangka panjang berakhir sesudah"),
    ("", {"region": "Kabupaten Trenggalek"}, "Anda staf Kabupaten Ponorogo."),
    ("bimtek/", {"day_1": "31/2/2026"}, "Tulis tanggal seperti 8/9/2026"),
    (
        "bimtek/",
        {"day_1": "3 Des 2026", "day_2": "Jumat, 4 Desember 2026"},
        "Bimtek II mulai 4 Desember 2026, sebelum Bimtek I selesai (4 Desember 2026).",
    ),
    ("bimtek/", {"venue_2": "x" * 201}, "Terlalu panjang: 201 karakter"),
    ("kelompok/", {"name_ECO": " "}, "Nama kelompok belum diisi."),
    ("kelompok/", {"limit_ECO": "٣"}, "Tulis angka 1 sampai 500"),
    ("kelompok/", {"opds": "Dinas Sosial\n12345"}, "Baris 2: Nama OPD ditulis dengan huruf"),
    ("petugas/", {"ahli": "…"}, "Baris 1: Nama ditulis dengan huruf"),
]


def test_what_cannot_be_taken_is_said_beside_its_field(satya):
    for page, typed, sentence in WRONG:
        Draft.objects.all().delete()
        answer = sent(satya, page, status=422, **typed)
        assert sentence in words(answer)
        assert soup(answer).select_one("[aria-invalid]") is not None, sentence


def test_the_operator_makes_a_plan_of_any_region_and_reads_nothing_of_it(plan, wira):
    refused = sent(wira, "", status=422, region="Jayapura")
    offered = [button["value"] for button in soup(refused).select("button[name=isi]")]
    assert offered == ["Kabupaten Jayapura", "Kota Jayapura"]
    wira.post(START, {"region": "Jayapura", "first_year": "2027", "last_year": "2031", "isi": offered[1]})
    assert "Tulis paling sedikit satu nama staf" in words(sent(wira, "petugas/", status=422))
    answer, _ = made(wira, daerah={"region": "Kota Jayapura", "long_until": "2036"}, petugas={"staf": "Yosef"})
    jayapura = Plan.objects.get(slug="kota-jayapura")
    assert (jayapura.time_zone, jayapura.region.province, jayapura.long_term) == (
        "Asia/Jayapura",
        "Papua",
        [2032, 2036],
    )
    done = words(wira.get(answer.url))
    assert "yosef" in done and current_code(jayapura).code not in done
    assert wira.get("/r/kota-jayapura/siapkan/").status_code == 404


def test_a_former_workshop_gives_its_frame_and_not_its_content(plan, satya, fitri, ani):
    plan_agenda(satya.actor, "tiga_bimtek", op=new_op())
    change_bimtek(satya.actor, 2, {"title": "Bimtek II: Nama kami sendiri", "venue": "Pendopo"}, op=new_op())
    plan.groups.filter(pillar_code="BRA").update(name="Citra", size_limit=9)
    chosen = {"source": "ponorogo", "copies": ["kelompok", "opd", "acara", "petugas"]}
    made(satya, daerah=chosen, bimtek={"day_1": "5 Jan 2027"})
    new = Plan.objects.latest("id")
    assert list(new.bimteks.values_list("title", "venue"))[1] == ("Bimtek II: Nama kami sendiri", "Pendopo")
    assert new.steps.count() == plan.steps.count() and not new.steps.exclude(state=Step.WAITING).exists()
    assert list(new.groups.values_list("name", "size_limit"))[1] == ("Citra", 9)
    assert list(new.opds.values_list("name", flat=True)) == list(plan.opds.values_list("name", flat=True))
    assert fitri.get(f"/r/{new.slug}/").status_code == 302 and ani.get(f"/r/{new.slug}/").status_code == 404
    assert Account.objects.filter(name="Fitri").count() == 1


def test_an_expert_who_comes_later_gets_an_account(plan, satya, fitri):
    from django.test import Client

    address = "/r/ponorogo/siapkan/petugas/"
    refused = satya.form(address, name="…")
    assert refused.status_code == 422 and "Nama ditulis dengan huruf" in words(refused)
    told = satya.get(satya.form(address, name="Ir. Sari Utami", role="ahli").url)
    username, password = [one.text for one in soup(told).select(".ready__secret")]
    sari = Client()
    assert sari.post("/masuk/", {"username": username, "password": password}).status_code == 303
    assert sari.get("/r/ponorogo/kelompok/").status_code == 200 and sari.get(address).status_code == 403
    assert "menambah petugas" in words(satya.get("/r/ponorogo/riwayat/")) and fitri.get(address).status_code == 403


def test_staff_of_another_region_copy_nothing_of_ours(satya, oka):
    assert "ponorogo" not in oka.get(START).content.decode().lower()
    refused = sent(oka, "", status=422, source="ponorogo")
    assert "Pilih salah satu dari daftar." in words(refused)


def test_date_and_place_are_changed_afterwards(plan, satya, fitri):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    address = "/r/ponorogo/siapkan/bimtek/2/"
    assert satya.form(address, first_day="13 Okt 2026", venue="Pendopo").status_code == 303
    assert "13–14 Oktober 2026 · Pendopo" in words(satya.get("/r/ponorogo/siapkan/"))
    late = satya.form("/r/ponorogo/siapkan/bimtek/3/", first_day="14/10/2026", venue="Aula")
    assert late.status_code == 422 and "sebelum Bimtek II selesai (14 Oktober 2026)" in words(late)
    assert soup(late).find(id="f-venue")["value"] == "Aula"
    short = satya.form(address, days="1")
    assert short.status_code == 422 and "langkah sesudah hari 1" in words(short)
    assert Bimtek.objects.get(plan=plan, number=2).days == 2
    assert fitri.get(address).status_code == 403
    assert seat_account(plan, "Joko", "staf").get("/r/ponorogo/siapkan/bimtek/9/").status_code == 404
