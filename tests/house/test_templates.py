"""Templates are written for readers: indented by djhtml, and sent without what only readers need."""

import re
from pathlib import Path

from django.template import Context, Template
from djhtml.modes import DjHTML

from masterplan.template_loader import compact

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")
}


def test_templates_are_indented_by_djhtml():
    crooked = [name for name, source in TEMPLATES.items() if DjHTML(source).indent(2) != source]
    assert len(TEMPLATES) > 100
    assert crooked == [], "run: djhtml -t 2 templates"


def test_indentation_is_not_sent():
    source = '{% load shell %}\n<ul\n    class="list">\n  {% for one in all %}\n    <li>\n      {{ one }}\n    </li>\n'
    assert compact(source) == '{% load shell %}<ul class="list">{% for one in all %}<li>{{ one }}</li>'


def test_a_button_holds_its_words_and_no_space_around_them():
    assert compact('a\n<button\n  class="btn">\n  Simpan\n</button>\nb') == 'a <button class="btn">Simpan</button> b'


def test_a_break_between_words_stays_a_space():
    assert compact("<p>\n  Tiga <b>kartu</b>\n  <i>baru</i>\n</p>\n") == "<p>Tiga <b>kartu</b> <i>baru</i></p>"


def test_words_are_one_space_apart_whichever_way_a_condition_goes():
    source = (
        "<p>\n  {% if a %}\n    Kolom A\n  {% else %}\n    Kolom B\n  {% endif %}\n  tidak ada,\n"
        "  {% if c %}\n    juga\n  {% endif %}\n  C\n</p>"
    )
    said = Template(compact(source))
    assert said.render(Context({"a": 1})) == "<p>Kolom A tidak ada, C</p>"
    assert said.render(Context({"c": 1})) == "<p>Kolom B tidak ada, juga C</p>"


def test_a_link_holds_its_words_and_no_space_around_them_whichever_way_a_condition_goes():
    source = '<a\n  href="/">\n  {% if a %}\n    Mulai\n  {% else %}\n    Lanjut\n  {% endif %}\n</a>\n{{ b }}\n'
    said = Template(compact(source))
    assert said.render(Context({"a": 1, "b": 2})) == '<a href="/">Mulai</a> 2 '
    assert said.render(Context({"b": 2})) == '<a href="/">Lanjut</a> 2 '


def test_what_people_wrote_over_several_lines_is_not_part_of_a_template():
    broken = [name for name, source in TEMPLATES.items() if re.search(r"<pre|<textarea[^<]*>\s*\n", source)]
    assert broken == [], "begin a text with &#10; and break its lines nowhere"


def test_a_text_that_keeps_its_line_breaks_begins_without_one():
    broken = [name for name, source in TEMPLATES.items() if re.search(r'class="[^"]*\bkept\b[^"]*">\n', source)]
    assert broken == [], "the page would show an empty line above the text"


def test_no_line_of_a_template_is_longer_than_120():
    long = [
        f"{name}:{number}: {len(line)}"
        for name, source in TEMPLATES.items()
        for number, line in enumerate(source.splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


#: A page that decides more than this is two, or its page object decides.
DECISIONS = 18


def test_no_template_decides_much():
    counted = {name: len(re.findall(r"{% (?:el)?if ", source)) for name, source in TEMPLATES.items()}
    assert {name: number for name, number in counted.items() if number > DECISIONS} == {}
    assert sum(counted.values()) <= 1510
