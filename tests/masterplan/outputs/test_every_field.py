"""The law of the kinds: what is typed into any field of any card is found in every output of the plan, or the field
says in `kinds.json` which output it is left out of, and why.

Texts and numbers are looked for as they were typed. A choice, a year or a reference has no text of its own: there the
output has to change when the value does.
"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.template.loader import render_to_string

from masterplan.document.books import VOLUMES, build_book
from masterplan.document.further_fields import LAID_OUT
from masterplan.document.read import read_book_data
from masterplan.document.tree import to_json
from masterplan.exchange.schema import SCHEMA, resolve
from masterplan.opendata.archive import archive
from masterplan.paper.columns import NUMBER, columns_of, label
from masterplan.paper.workbook import build as build_workbook
from pillars.cards.history import trail_of
from pillars.cards.queries import chain_of, find_entry
from pillars.cards.values import CARD_MODELS, title_of, values_of
from pillars.kinds import CHAIN, KINDS, OUTPUTS
from pillars.merge import same
from pillars.models import Target
from tests.amounts import either
from tests.books.reader import Reader
from tests.journeys.law import taken_back
from tests.masterplan.exchange.files import dump, load, reread
from tests.masterplan.outputs.marked import marked_plan, slug_of, with_other

pytestmark = pytest.mark.django_db

#: Keys whose values stand in an output as they are.
PLAIN = ("code", "item", "report_year", "section")


@pytest.fixture(scope="module")
def _marked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        yield marked_plan()


@pytest.fixture
def marked(_marked, db):
    """The marked plan, typed in once; what a test does to it is taken back."""
    plan, staff, fields = _marked
    with taken_back():
        yield plan, staff.elsewhere(), fields


def judge(output, marked, found):
    """Compares what an output shows (`found`: names of fields) with what the kinds promise of it."""
    wanted = {one.name for one in marked if output not in one.field.left_out and one.field.type != "children"}
    missing = sorted(wanted - found)
    assert missing == [], f"{output}: neither shown nor left out"
    said = sorted(one.name for one in marked if output in one.field.left_out and one.name in found and one.text)
    assert not said, f"{output}: kinds.json says that it is left out, but it is there"


def holds(shown, text):
    """Whether a text is in what is shown; the label of a choice may begin with a capital letter."""
    return text.casefold() in shown.casefold()


def changes(plan, one, read_output, before):
    """Whether an output differs once the value of a field does; its texts are made until the first that does."""
    with transaction.atomic():
        with_other(plan, one)
        differs = any(now != then for now, then in zip(read_output(), before, strict=True))
        transaction.set_rollback(True)
    return differs


def shown_in(plan, marked, read_output, candidates=None):
    """The names of the fields whose text, or whose change, is in the texts that `read_output()` gives."""
    texts, found = list(read_output()), set()
    before = "".join(texts)
    for one in marked if candidates is None else candidates:
        if one.text:
            seen = one.text in before
        elif one.name != "swot.agreement" and (one.field.type == "computed" or one.field.key in PLAIN):
            seen = str(one.value) in before
        else:
            seen = changes(plan, one, read_output, texts)
        found |= {one.name} if seen else set()
    return found


def test_every_reason_names_an_output_and_says_something():
    for kind in KINDS.values():
        for field in kind.fields:
            assert set(field.left_out) <= set(OUTPUTS), field.key
            assert all(len(reason) > 20 for reason in field.left_out.values()), field.key


def test_what_a_chapter_lays_out_is_a_field_of_its_kind():
    assert all(keys <= set(KINDS[kind].keys) for kind, keys in LAID_OUT.items())


def test_every_kind_of_card_has_a_value_in_every_field(marked):
    _, _, fields = marked
    empty = sorted(one.name for one in fields if one.value in (None, "", [], {}))
    assert empty == []


def page_of(plan, card):
    """The address at which somebody fills in a card."""
    base = f"/r/{plan.slug}/"
    if card.KIND == "realisasi":
        return f"{base}evaluasi/{card.pillar.slug}/{card.year}/{card.programme.ref}/berkas/"
    if card.KIND == "butir_evaluasi":
        return f"{base}evaluasi/butir/{card.report_year}/{card.item}/berkas/"
    if card.KIND == "naskah":
        return f"{base}buku/2/bab/{card.section}/"
    return f"{base}{slug_of(card)}/{card.ref}/"


def test_form(marked):
    plan, staff, fields = marked
    found, pages = set(), {}
    for one in fields:
        if one.card.ref not in pages:
            answer = staff.get(page_of(plan, one.card))
            assert answer.status_code == 200, one.name
            pages[one.card.ref] = BeautifulSoup(answer.content.decode(), "lxml")
        page, key = pages[one.card.ref], one.field.key
        inputs = page.select(f'[name="{key}"], [name^="{key}."]')
        texts = " ".join([*(item.get("value", "") for item in inputs), *(item.text for item in inputs)])
        if inputs and one.text in texts:
            found.add(one.name)
    judge("form", fields, found)


def test_board(marked):
    plan, staff, fields = marked
    found = set()
    for kind in CHAIN:
        of_kind = [one for one in fields if kind == one.card.KIND]
        card = of_kind[0].card

        def drawn(card=card):
            chain = chain_of(plan, card.pillar)
            link = next(link for link in chain.all_links() if link.entry.ref == card.ref)
            page = render_to_string("components/entry.html", {"link": link, "plan": plan, "pillar": card.pillar.slug})
            yield " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())

        found |= shown_in(plan, of_kind, drawn)
    judge("board", fields, found)


def test_history(marked):
    plan, staff, fields = marked
    found = set()
    for card in {one.card.ref: one.card for one in fields}.values():
        entry = find_entry(plan, card.ref)
        told = {line.key: "".join(text for _, text in line.runs) for line in trail_of(plan, entry).lines}
        for one in fields:
            if one.card.ref == card.ref and told.get(one.field.key) and holds(told[one.field.key], one.text):
                found.add(one.name)
    judge("history", fields, found)


def test_search(marked):
    plan, staff, fields = marked
    found = set()
    for one in fields:
        asked = one.text or (str(one.value) if one.field.key == "code" else "")
        if asked:
            page = staff.client.get(f"/r/{plan.slug}/cari/", {"q": asked})
            if one.card.ref in page.content.decode() or one.card.code in page.content.decode():
                found.add(one.name)
    judge("search", fields, found)


def test_workbook(marked):
    plan, _, fields = marked
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(plan)))
    found = set()
    for one in fields:
        if label(one.card.KIND) not in book.sheetnames:
            continue
        rows = list(book[label(one.card.KIND)].values)
        row = next(row for row in rows if row[rows[0].index(NUMBER)] == one.card.ref)
        heads = [c.head for c in columns_of(one.card.KIND, plan.years) if c.key.split(".")[0] == one.field.key]
        heads = ["Kode"] if one.field.key == "code" else heads
        texts = [str(row[rows[0].index(head)] or "") for head in heads if head in rows[0]]
        if any(texts) and holds(" ".join(texts), one.text):
            found.add(one.name)
    judge("workbook", fields, found)


def named(plan, field, value):
    """A value with what it points at by its sentence, so that two plans can be compared."""
    if field.points_to:
        refs = value if isinstance(value, list) else [value]
        return [title_of(find_entry(plan, ref)) for ref in refs if ref]
    return value


def card_again(plan, card):
    """The card of another plan that has the same sentence."""
    rows = CARD_MODELS[card.KIND].objects.filter(plan=plan, deleted_in=None)
    return next((row for row in rows if title_of(row) == title_of(card)), None)


def test_exchange(marked):
    plan, _, fields = marked
    again, _ = load(reread(dump(plan)), "lagi")
    assert dump(again) == dump(plan)
    found = set()
    for one in fields:
        card = card_again(again, one.card)
        if card is None:
            continue
        value = values_of(card).get(one.field.key, getattr(card, one.field.key, None))
        if one.value is not None and same(named(plan, one.field, one.value), named(again, one.field, value)):
            found.add(one.name)
    judge("exchange", fields, found)


DEFS = {
    "masalah": "problem",
    "sasaran": "target",
    "strategi": "strategy",
    "program": "programme",
    "kesiapan": "readiness_aspect",
    "kesenjangan": "gap",
    "swot": "swot_item",
    "kata_kunci": "keyword",
    "visi_misi": "smart_city_vision",
    "tujuan": "aim",
    "nominasi_quick_win": "quick_win_nomination",
    "profil_quick_win": "quick_win_profile",
    "risiko": "risk",
    "realisasi": "realisation",
    "butir_evaluasi": "evaluation_answer",
    "naskah": "narrative",
}
#: What the file says by where an object stands, or inside another object.
PLACED = {
    "kesiapan.component": ("readiness_component", "component"),
    "swot.type": ("swot", "threats"),
    "swot.agreement": None,
    "profil_quick_win.kemitraan": ("quick_win_profile", "peluang_kemitraan"),
    "profil_quick_win.anggaran": ("resources", "anggaran"),
    "profil_quick_win.sumber": ("resources", "sumber"),
    "profil_quick_win.tahun": ("resources", "tahun"),
    "profil_quick_win.tenaga": ("resources", "tenaga"),
    "risiko.profile_ref": ("quick_win_profile", "risiko"),
}


def test_schema(marked):
    _, _, fields = marked
    found = set()
    for one in fields:
        place = PLACED.get(one.name, (DEFS[one.card.KIND], one.field.key))
        if place and place[1] in resolve({"$ref": f"#/$defs/{place[0]}"})["properties"]:
            found.add(one.name)
    judge("schema", fields, found)
    assert SCHEMA["$schema"]


def test_open_data(marked):
    plan, _, fields = marked

    def tables():
        with zipfile.ZipFile(io.BytesIO(archive(book_data_of(plan)))) as zipped:
            yield zipped.read("data.json").decode()

    plain = [one for one in fields if not one.text or not one.field.type.startswith(("number", "rupiah", "years_"))]
    found = shown_in(plan, fields, tables, plain)
    text = "".join(tables())
    for one in fields:
        if one not in plain and one.text.replace(".", "").replace(",", ".") in text:
            found.add(one.name)
    judge("open_data", fields, found)


def book_data_of(plan):
    """The plan as its books read it, at one moment: a second that has passed is no change of a field."""
    return replace(read_book_data(plan), read_at=datetime(2026, 11, 24, tzinfo=UTC))


def trees(plan):
    """(code, tree) of every book, each made when it is asked for."""
    book_data = book_data_of(plan)
    return ((code, build_book(book_data, code)) for code in VOLUMES)


def words_in(book):
    """Every text of a tree; without what says that anything of the plan has changed at all."""
    return to_json(replace(book, fingerprint="")).decode()


def test_book(marked):
    plan, _, fields = marked
    judge("book", fields, shown_in(plan, fields, lambda: (words_in(book) for _, book in trees(plan))))


def test_a_strategy_whose_target_is_gone_is_told_whole_in_the_books(marked):
    plan, _, fields = marked
    mine = [one for one in fields if one.card.KIND == "strategi" and one.field.key != "target_ref"]
    Target.objects.filter(pk=mine[0].card.target_id).update(deleted_in=1)
    found = shown_in(plan, mine, lambda: (words_in(book) for _, book in trees(plan)))
    assert found == {one.name for one in mine}


@pytest.mark.in_turn
@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx"])
def test_a_file_of_a_book_holds_every_word_of_its_tree(marked, format, tmp_path):
    """What the tree of a book says stands in its PDF, Word and Excel, whatever field it comes from."""
    plan, _, fields = marked
    words = {one.text for one in fields if one.text.startswith("Qz")}
    held = {code: {word for word in words if word in words_in(book)} for code, book in trees(plan)}
    for code in either(enough(held), held):
        wanted = held[code]
        place = tmp_path / f"{code}.{format}"
        call_command("write_book", plan.slug, output=str(place), book=code, format=format, verbosity=0)
        assert wanted and wanted - written(place, format, wanted) == set(), f"Buku {code}"


def enough(held):
    """Books that hold together every word that any of them holds."""
    left, chosen = set().union(*held.values()), []
    while left:
        chosen.append(max(held, key=lambda code: len(held[code] & left)))
        left -= held[chosen[-1]]
    return chosen


def written(place, format, words):
    """Those of `words` that stand in a file."""
    if format == "pdf":
        reader = Reader(place.read_bytes())
        return {word for word in words if reader.holds(word)}
    with zipfile.ZipFile(place) as zipped:
        text = " ".join(zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".xml"))
    return {word for word in words if word in re.sub(r"<[^>]+>", "", text)}
