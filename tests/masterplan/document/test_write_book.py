"""`manage write_book`: the file that was asked for, or one clear sentence and exit status 1."""

import json

import pytest
from django.core.management import call_command

from masterplan.document import tree
from tests.books.plans import plan_of_gaps
from tests.books.reader import Reader
from tests.masterplan.document.test_read import loaded

pytestmark = pytest.mark.django_db


def test_a_plan_becomes_a_pdf_file(tmp_path, capsys):
    loaded(plan_of_gaps(), tmp_path)
    place = tmp_path / "buku.pdf"
    call_command("write_book", "uji", output=str(place), book="2", format="pdf")
    assert Reader(place.read_bytes()).holds("Program dengan jumlah saja")
    said = capsys.readouterr()
    assert "buku.pdf" in said.out and "Bab 3" in said.err
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_plan_becomes_the_tree_as_json(tmp_path):
    loaded(plan_of_gaps(), tmp_path)
    place = tmp_path / "buku.json"
    call_command("write_book", "uji", output=str(place), book="2", format="json", verbosity=0)
    book = tree.from_json(place.read_bytes())
    assert book.region == "Kabupaten Setengah Jadi" and json.loads(place.read_text())["node"] == "Book"


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
def test_word_excel_and_the_open_data_too(format, tmp_path):
    loaded(plan_of_gaps(), tmp_path)
    place = tmp_path / "buku"
    call_command("write_book", "uji", output=str(place), book="2", part="bab:B2-7", format=format, verbosity=0)
    assert place.read_bytes().startswith(b"PK")


def test_a_part_that_is_not_there_is_said(tmp_path, capsys):
    loaded(plan_of_gaps(), tmp_path)
    with pytest.raises(SystemExit):
        call_command("write_book", "uji", output=str(tmp_path / "x"), part="pilar:XXX", format="json", verbosity=0)
    assert "Pilar XXX tidak ada pada rencana ini." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("slug", "name", "sentence"),
    [("tiada", "x.pdf", "Rencana “tiada” tidak ada. Yang ada: uji"), ("uji", "tiada/x.pdf", "tidak dapat ditulis")],
)
def test_what_cannot_be_done_is_said_and_exits_with_one(slug, name, sentence, tmp_path, capsys):
    loaded(plan_of_gaps(), tmp_path)
    with pytest.raises(SystemExit) as end:
        call_command("write_book", slug, output=str(tmp_path / name), book="2", format="pdf", verbosity=0)
    assert end.value.code == 1 and sentence in capsys.readouterr().err
