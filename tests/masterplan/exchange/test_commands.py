"""The two commands as somebody at a terminal meets them."""

from decimal import Decimal

import pytest

from tests.masterplan.exchange.files import EXAMPLE, as_bytes, example, load, load_file, reread, run, small
from workshops.plans.models import Plan


def test_load_and_dump_by_file(db, tmp_path):
    assert run("load_plan", str(EXAMPLE)).out == "Rencana ponorogo dimuat.\n"
    file = tmp_path / "hasil.json"
    assert run("dump_plan", "ponorogo", output=str(file)).status == 0
    text = file.read_text(encoding="utf-8")
    assert reread(text) == example()
    assert text.endswith("}\n") and "–" in text
    assert run("dump_plan", "ponorogo").out == text


def test_a_dump_has_the_order_and_the_layout_of_the_example(db):
    load(example())
    written = EXAMPLE.read_text(encoding="utf-8").splitlines()
    dumped = run("dump_plan", "uji").out.splitlines()
    unlike = [(old, new) for old, new in zip(written, dumped, strict=True) if old != new]
    assert all(old.replace(".0", "") == new for old, new in unlike)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kabupaten Ponorogo", "ponorogo"),
        ("Kota Kediri", "kota-kediri"),
        ("KABUPATEN  Kutai Kartanegara", "kutai-kartanegara"),
        ("Masuk", "masuk-2"),
        ("Kabupaten 日本", "kabupaten"),
        ("Kabupaten Fakfak/Wār", "fakfak-war"),
        ("K" * 300, "k" * 60),
    ],
)
def test_the_address_comes_from_the_name_of_the_region(db, tmp_path, name, slug):
    document = small()
    document["region"]["name"] = name
    assert load_file(tmp_path, document, slug=None).status == 0
    assert Plan.objects.get().slug == slug


@pytest.mark.parametrize(
    "slug", ["Besar", "a b", "../x", "masuk", "baru", "tanpa-sambungan", "a" * 61, "-a", "ab\n", ""]
)
def test_an_address_that_cannot_be_is_refused(db, tmp_path, slug):
    ran = load_file(tmp_path, small(), slug=slug)
    assert ran.status == 1
    assert len(ran.lines) == 1 and ran.lines[0].startswith("slug: ")
    assert not Plan.objects.exists()


def test_pillars_never_take_the_address_of_a_page_or_of_each_other(db):
    document = small()
    document["pillars"] = [
        {"code": code, "name_id": name}
        for code, name in [("A", "Riwayat"), ("B", "Peta Jalan!"), ("C", "Cerdas"), ("D", "cerdas"), ("E", "城市")]
    ]
    plan, _ = load(document)
    slugs = list(plan.pillars.values_list("slug", flat=True))
    assert slugs == ["riwayat-2", "peta-jalan-2", "cerdas", "cerdas-2", "pilar"]


def test_no_page_of_a_plan_stands_where_a_pillar_may_stand():
    from django.urls import get_resolver

    from masterplan.exchange.slugs import RESERVED_PILLARS

    pages = {
        route.split("/")[2]
        for route in (str(pattern.pattern) for pattern in flat(get_resolver().url_patterns))
        if route.startswith("r/<") and route.count("/") >= 3
    }
    assert {page for page in pages if "<" not in page} <= RESERVED_PILLARS


def flat(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.parametrize("file", ["tidak-ada.json", ".", "nol\0.json"])
def test_a_file_that_cannot_be_read(db, tmp_path, file):
    ran = run("load_plan", f"{tmp_path}/{file}")
    assert ran.status == 1
    assert len(ran.lines) == 1 and ran.lines[0].startswith("berkas: ")


def test_dump_of_a_plan_that_is_not_there(db, tmp_path):
    ran = run("dump_plan", "entah")
    assert (ran.status, ran.out) == (1, "")
    assert ran.lines == ["slug: tidak ada rencana “entah”"]


def test_dump_into_a_folder_that_is_not_there(db, tmp_path):
    load(small())
    ran = run("dump_plan", "uji", output=f"{tmp_path}/tidak-ada/x.json")
    assert ran.status == 1
    assert len(ran.lines) == 1 and ran.lines[0].startswith("berkas: ")


HOSTILE = {
    "too big": b" " * (20 * 1024 * 1024 + 1),
    "40 levels and one": b'{"a":' * 40 + b"[1]" + b"}" * 40,
    "deep objects": b'{"a":' * 100_000,
    "huge integer": b'{"a": ' + b"9" * 5_000 + b"}",
    "huge exponent": b'{"a": 1e99999999999999999999}',
    "infinity": b'{"a": "NaN", "b": -Infinity}',
    "a text": b'"rencana"',
    "null": b"null",
    "blank": b" \n ",
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "UTF-16 without mark": '{"a": 1}'.encode("utf-16-le"),
    "two documents": b"{} {}",
    "a workbook": b"PK\x03\x04" + bytes(range(256)),
    "surrogate as a key": b'{"\\ud800": 1}',
    "everything of a wrong type": b"""{"region": [], "period": 5, "opd": [{"name": []}, {"aliases": 5}, 7],
        "pillars": [{"code": {}, "targets": [{"problem_refs": [[], {}], "targets_by_year": 5, "code": []}],
        "programmes": [{"years": 7, "budget_by_year": [1], "lead_opd": {}}]}, 3], "swot": {"strengths": [5, {}]},
        "quick_win_profiles": [{"pillar": [], "programme_ref": {}, "risiko": [{"dampak": true, "tingkat": 3}]}],
        "smart_city_vision": {"rpjmd_misi_refs": [[]]}, "rpjmd": [], "readiness": {"component": 1}}""",
}


NUMBERS = ["1e400", "1e9999999", "-1e9999999", "1e-9999999", "0.0000001", "1." + "0" * 30 + "1", "1e15"]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_that_no_column_can_hold_are_named(db, tmp_path, number):
    document = small()
    target = document["pillars"][0]["targets"][0]
    target |= {"unit": "persen", "baseline": 0, "targets_by_year": {"2030": 0}}
    document["pillars"][0]["programmes"][0]["budget"] = 0
    data = as_bytes(document)
    for key in ("baseline", "2030", "budget"):
        data = data.replace(f'"{key}": 0'.encode(), f'"{key}": {number}'.encode())
    ran = load_file(tmp_path, data)
    assert ran.status == 1
    assert [line.partition(":")[0] for line in ran.lines] == [
        "pillars[0].targets[0].baseline",
        "pillars[0].targets[0].targets_by_year.2030",
        "pillars[0].programmes[0].budget",
    ]
    free = small() | {"note": 0}
    data = as_bytes(free).replace(b'"note": 0', f'"note": [{number}]'.encode())
    plan, _ = load(data)
    assert reread(run("dump_plan", plan.slug).out)["note"] == [Decimal(number)]


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_files_that_are_no_plan_end_with_lines_and_nothing_else(db, tmp_path, data):
    ran = load_file(tmp_path, data)
    assert ran.status == 1
    assert ran.lines and all(": " in line for line in ran.lines)
    assert ran.out == ""
    assert not Plan.objects.exists()


def test_every_fault_is_named_in_the_order_of_the_file(db, tmp_path):
    document = example()
    document["pillars"][2]["targets"][4]["problem_refs"] = ["ECO-P99"]
    document["pillars"][0]["programmes"][0] |= {"budget": -1, "lead_opd": "Entah", "quick_win": 1}
    document["pillars"][0]["problems"][0] |= {"statement": "x" * 2001, "urgency": 0}
    del document["region"]["name"]
    document["period"]["start"] = 27
    assert load_file(tmp_path, document).lines == [
        "region.name: wajib ada",
        "period.start: 27 terlalu kecil; paling kecil 1990",
        "pillars[0].problems[0].statement: terlalu panjang: 2.001 karakter, paling banyak 2.000",
        "pillars[0].problems[0].urgency: 0 terlalu kecil; paling kecil 1",
        "pillars[0].programmes[0].lead_opd: perangkat daerah “Entah” tidak ada di daftar opd",
        "pillars[0].programmes[0].budget: -1 terlalu kecil; paling kecil 0",
        "pillars[0].programmes[0].quick_win: harus true atau false, bukan angka 1",
        "pillars[2].targets[4].problem_refs[0]: merujuk ECO-P99 yang tidak ada",
    ]


def test_a_key_cannot_forge_a_line(db, tmp_path):
    document = small()
    document["x\x1b[31m\nregion: palsu"] = 1
    lines = load_file(tmp_path, document).lines
    assert len(lines) == 2
    assert all("\x1b" not in line and line.startswith("x") for line in lines)
