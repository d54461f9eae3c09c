"""The corpus of abuse typed into every field of every kind through the form, and read back from page and database."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from pillars.cards.actions.save import add_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import kind_fields, values_of
from pillars.fields import NO_DATA, clean
from tests.amounts import TURN, either, in_turn
from tests.cast import form_values, new_op
from tests.corpus.expectation import ITEMS, sent
from workshops.live.models import Event

BOARD = "/r/ponorogo/tata-kelola/"
REFS = {"masalah": "masalah-1", "sasaran": "sasaran-1", "strategi": "strategi-1", "program": "program-1"}
TEXTS = [i for i, item in ITEMS.items() if item["where"] == "any text field"]
STATEMENTS = [
    i
    for i, item in ITEMS.items()
    if item["where"] in ("statement", "statement (one that must not be empty)", "evidence (long field)")
]
NAMES = [i for i, item in ITEMS.items() if item["where"] in ("person name, OPD name, programme name",)]
NUMBERS = [i for i, item in ITEMS.items() if item["category"] == "numbers"]
YEARS = [i for i, item in ITEMS.items() if item["where"].startswith("year field")]


@pytest.fixture
def thread(ani):
    """One card of each kind, written by Ani."""
    for kind, values in (
        ("masalah", {"statement": "Masalah"}),
        ("sasaran", {"statement": "Sasaran", "problem_refs": ["masalah-1"]}),
        ("strategi", {"statement": "Strategi", "target_ref": "sasaran-1"}),
        ("program", {"name": "Program", "strategy_ref": "strategi-1"}),
    ):
        add_entry(ani.actor, kind, "GOV", values, op=new_op())
    return ani


def send(person, ref, **values):
    """Posts what a browser would for `ref`, with `values` (text or bytes) typed; returns the answer."""
    standing = form_values(person.get(f"{BOARD}{ref}/").content.decode())
    body = urlencode({**standing, **values}, doseq=True)
    return person.client.post(f"{BOARD}{ref}/", body, content_type="application/x-www-form-urlencoded")


def text_fields(kind):
    types = ("text", "long_text", "list_text")
    return [f for f in kind_fields(kind) if f.type in types and "form" not in f.left_out]


def cleaned(text, field):
    """What is stored, by the rules; the rules themselves are tested in tests/pillars/fields."""
    lines = clean(text, one_line=field.type == "text").text
    if field.type == "list_text":
        return [clean(line, one_line=True).text for line in lines.split("\n") if line.strip()]
    if field.limits.get("no_spaces"):
        return lines.replace(" ", "")
    return lines


def fits(text, field):
    value = cleaned(text, field)
    longest = max(map(len, value), default=0) if isinstance(value, list) else len(value)
    return longest <= field.limits.get("max_chars", 10**9)


def read(page):
    """The page as a browser takes it."""
    return BeautifulSoup(page, "lxml")


def typed(page, key):
    """The text that stands in the input of a field of a page that was read, as a browser shows it."""
    item = page.select_one(f"#i-{key}")
    text = item.text if item.name == "textarea" else item["value"]
    return text.removeprefix("\n") if item.name == "textarea" else text


@pytest.mark.parametrize("items", in_turn(TEXTS, always=("TXT-01", "TXT-04", "TXT-12", "TXT-27", "INJ-01", "INJ-20")))
def test_every_text_into_every_text_field(thread, plan, subtests, items):
    """One kind of card after the other takes the next text; with `--slow` each takes all."""
    for turn, item_id in enumerate(items):
        turn %= len(REFS)
        for kind in either([*REFS][turn : turn + 1], REFS):
            with subtests.test(item=item_id, kind=kind):
                text_arrives_or_is_refused(thread, plan, kind, item_id)


def text_arrives_or_is_refused(thread, plan, kind, item_id):
    value = sent(item_id)
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if str(ITEMS[item_id]["expect"]["status"]) == "422":
        before = Event.objects.count()
        answer = send(thread, REFS[kind], **{field.key: value for field in text_fields(kind)})
        page = read(answer.content.decode())
        assert answer.status_code == 422 and Event.objects.count() == before
        errors = page.select('.field__error[data-kind="field_error"]')
        assert len(errors) == len(text_fields(kind))
        assert all(typed(page, field.key).strip() == text.strip() for field in text_fields(kind))
        return
    fields = [field for field in text_fields(kind) if fits(text, field)]
    answer = send(thread, REFS[kind], **{field.key: value for field in fields})
    assert answer.status_code == 303, answer.content.decode()
    page = thread.get(answer["Location"]).content.decode()
    assert 'data-kind="saved"' in page
    if ITEMS[item_id]["expect"]["message"] == "warning":
        assert 'data-kind="warning"' in page
    removed = sum(clean(text, one_line=field.type == "text").removed for field in fields)
    assert (f"{removed} karakter tak terlihat dibuang" in page) == bool(removed)
    stored, page = values_of(find_entry(plan, REFS[kind])), read(page)
    for field in fields:
        assert (stored[field.key] or "") == cleaned(text, field), field.key
        shown = typed(page, field.key)
        wanted = cleaned(text, field)
        assert shown == ("\n".join(wanted) if isinstance(wanted, list) else wanted), field.key


@pytest.mark.parametrize(
    "items",
    in_turn([i for i in TEXTS if i.startswith("INJ")], always=("INJ-01", "INJ-02", "INJ-07", "INJ-12", "INJ-20")),
)
def test_what_looks_like_code_is_text_on_every_page_of_a_card(thread, budi, subtests, items):
    """In a conflict and on one page after the other, with `--slow` each text on all of them."""
    for turn, item_id in enumerate(items):
        with subtests.test(item=item_id):
            code_is_text(thread, budi, item_id, turn)


def code_is_text(thread, budi, item_id, turn):
    text = sent(item_id)
    send(thread, "masalah-1", statement=text, evidence="lain")
    send(thread, "sasaran-1", statement=text)
    # a conflict shows it too
    stale = form_values(budi.get(f"{BOARD}masalah-1/").content.decode())
    send(thread, "masalah-1", evidence=text)
    conflict = budi.post(f"{BOARD}masalah-1/", {**stale, "evidence": text + " Budi"})
    assert conflict.status_code == 409
    pages = [conflict.content.decode()]
    addresses = ("masalah-1/", "masalah-1/riwayat/", "sasaran-1/selaras/", "strategi/baru/?induk=sasaran-1", "")
    turn %= len(addresses)
    for address in either(addresses[turn : turn + 1], addresses):
        pages.append(thread.get(BOARD + address).content.decode())
    visible = clean(text, one_line=True).text
    for page in pages:
        soup = BeautifulSoup(page, "lxml")
        assert not [tag for tag in soup.find_all("script") if not tag.get("src")]
        assert not [tag for tag in soup.find_all(True) if {"onerror", "onload", "style"} & set(tag.attrs)]
        assert not soup.select("iframe, object, embed, link[rel=attachment], a[href^='javascript']")
        assert "canary.test" not in "".join(
            str(tag.attrs.get(name, "")) for tag in soup.find_all(True) for name in ("src", "href")
        )
        words = " ".join((soup.text + " ".join(tag.get("value", "") for tag in soup.find_all("input"))).split())
        assert " ".join(visible.split()) in words


def test_long_and_empty_statements(thread, plan, subtests):
    for item_id in STATEMENTS + NAMES:
        with subtests.test(item=item_id):
            statement_is_kept_or_refused(thread, plan, item_id)


def statement_is_kept_or_refused(thread, plan, item_id):
    item, text = ITEMS[item_id], sent(item_id)
    ref, key = ("program-1", "name") if item_id in NAMES else ("masalah-1", "statement")
    key = "evidence" if item["where"].startswith("evidence") else key
    before = Event.objects.count()
    answer = send(thread, ref, **{key: text})
    page = answer.content.decode()
    if item["expect"]["status"] == 422:
        assert answer.status_code == 422 and Event.objects.count() == before
        assert f'data-kind="{item["expect"]["message"]}"' in page
        if item["expect"]["message"] == "too_long":
            assert "paling banyak 2.000" in page
            assert typed(read(page), key) == text.replace("\r\n", "\n")
        return
    assert answer.status_code == 303
    stored = values_of(find_entry(plan, ref))[key]
    assert stored == clean(text, one_line=key == "name").text
    page = thread.get(answer["Location"]).content.decode()
    if item_id == "TXT-20":
        assert "2.000 dari 2.000" in page


def number_inputs(where):
    """Return the inputs that take such a number, as {card: names of its inputs}."""
    decimals = {"sasaran-1": ["targets_by_year.2027", "baseline"]}
    rupiah = {"program-1": ["budget", "budget_by_year.2028"]}
    if where.startswith("rupiah"):
        return rupiah
    if where.startswith("baseline"):
        return {"sasaran-1": ["baseline"]}
    return decimals | rupiah if where == "any number field" else decimals


def standing(plan, ref, name):
    key, _, year = name.partition(".")
    value = values_of(find_entry(plan, ref))[key]
    return (value or {}).get(int(year)) if year else value


@pytest.mark.parametrize(
    "items",
    in_turn(
        [i for i in NUMBERS if ITEMS[i]["expect"]["status"] == 422],
        always=("NUM-04", "NUM-06", "NUM-15", "NUM-18", "NUM-33", "NUM-38"),
    ),
)
def test_a_number_that_is_not_plain_is_refused_and_stays_as_typed(thread, plan, subtests, items):
    for item_id in items:
        with subtests.test(item=item_id):
            number_is_refused(thread, plan, item_id)


def number_is_refused(thread, plan, item_id):
    item = ITEMS[item_id]
    unit = "orang" if "orang" in item["where"] else "persen" if "persen" in item["where"] else "angka"
    for ref, names in number_inputs(item["where"]).items():
        before, stood = Event.objects.count(), [standing(plan, ref, name) for name in names]
        extra = {"unit": unit} if ref == "sasaran-1" else {}
        answer = send(thread, ref, **dict.fromkeys(names, sent(item_id)), **extra)
        page = answer.content.decode()
        assert answer.status_code == 422, (item_id, names)
        assert Event.objects.count() == before and [standing(plan, ref, name) for name in names] == stood
        soup, readings = BeautifulSoup(page, "lxml"), []
        for name in names:
            box = soup.select_one(f'input[name="{name}"]')
            assert box["value"] == sent(item_id) and box["aria-invalid"] == "true"
            field = soup.select_one(f"#f-{name.partition('.')[0]}")
            assert field.select(f'[data-kind="{item["expect"]["message"]}"]'), field
            assert soup.select_one(f'#ringkasan a[href="#{box["id"]}"]')
            readings += [(name, button["value"]) for button in field.select("button[name=isi]")[:1]]
        # each reading is a button whose press is an ordinary save
        if readings:
            name, reading = readings[TURN % len(readings)]
            plain = {other: "" for other in names if other != name}
            pressed = thread.post(f"{BOARD}{ref}/", form_values(page) | plain | {"isi": reading, "op": new_op()})
            assert pressed.status_code == 303, (item_id, reading)


@pytest.mark.parametrize(
    "items",
    in_turn(
        [i for i in NUMBERS if ITEMS[i]["expect"]["status"] != 422],
        always=("NUM-02", "NUM-05", "NUM-07", "NUM-34", "NUM-40", "NUM-42"),
    ),
)
def test_a_number_is_stored_exactly_and_read_back(thread, plan, subtests, items):
    for item_id in items:
        with subtests.test(item=item_id):
            number_is_stored(thread, plan, item_id)


def number_is_stored(thread, plan, item_id):
    item = ITEMS[item_id]
    unit = "persen" if "persen" in item["where"] or "%" in sent(item_id) else "angka"
    expected = item["expect"]["stored"]
    for ref, names in number_inputs(item["where"]).items():
        extra = {"unit": unit} if ref == "sasaran-1" else {}
        answer = send(thread, ref, **dict.fromkeys(names, sent(item_id)), **extra)
        assert answer.status_code == 303, (item_id, answer.content.decode())
        for name in names:
            value = standing(plan, ref, name)
            if "tidak ada data" in expected:
                assert value is NO_DATA
            elif expected == "null":
                assert value is None
            else:
                assert value == Decimal(expected), (item_id, name)
        page = thread.get(answer["Location"]).content.decode()
        if item["expect"]["message"] == "warning":
            assert 'data-kind="warning"' in page
        if (said := item["expect"].get("also", "")).startswith("receipt 'dibaca"):
            assert page.count(said.split("'")[1].removeprefix("dibaca ")) >= len(names)


def test_years(thread, plan, subtests):
    for item_id in YEARS:
        with subtests.test(item=item_id):
            year_is_kept_or_refused(thread, plan, item_id)


def year_is_kept_or_refused(thread, plan, item_id):
    item = ITEMS[item_id]
    answer = send(thread, "sasaran-1", baseline_year=sent(item_id))
    if item["expect"]["status"] == 422:
        assert answer.status_code == 422
        assert f'data-kind="{item["expect"]["message"]}"' in answer.content.decode()
        return
    assert standing(plan, "sasaran-1", "baseline_year") == int(item["expect"]["stored"])
    page = thread.get(answer["Location"]).content.decode()
    assert ('data-kind="warning"' in page) == (item["expect"]["message"] == "warning")
