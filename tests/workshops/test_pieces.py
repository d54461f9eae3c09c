"""Pieces of a page that stand there or not."""

import pytest
from django.template import Context, Template


def show(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_flag_stands_where_the_value_is_the_chosen_one():
    source = "<a {{ key|current:chosen }}>{{ done|checked }}"
    assert show(source, key="a", chosen="a", done=True) == '<a aria-current="true">checked'
    assert show(source, key="a", chosen="b", done=False) == "<a >"


def test_nothing_is_a_choice_like_others():
    assert show("{{ key|selected:chosen }}", key=None, chosen=None) == "selected"
    assert show("{{ key|selected:chosen }}", key=True, chosen=None) == ""


def test_what_belongs_around_a_text_goes_with_it():
    source = '{{ unit|prefix:" ("|suffix:")" }}{{ note|prefix:"Catatan: "|p:"small" }}{{ code|span }}'
    assert show(source, unit="km", note="a < b", code=7) == ' (km)<p class="small">Catatan: a &lt; b</p><span>7</span>'
    assert show(source, unit="", note=None, code=0) == ""


def test_a_mark_stands_between_and_not_behind_the_last():
    assert show('{% for one in all %}{{ one }}{{ forloop|between:", " }}{% endfor %}', all="abc") == "a, b, c"


def test_a_notice_is_shown_when_it_says_something():
    source = '{% notice "bad" "conflict" %} {{ sentence }} {% endnotice %}'
    said = show(source, sentence="a < b")
    assert said.startswith('<p class="notice notice--bad" data-kind="conflict" role="alert"><svg')
    assert said.endswith("<span>a &lt; b</span></p>")
    assert show(source, sentence="") == ""


def test_a_form_that_is_missing_is_no_page_without_inputs():
    for form in (None, {"name": ""}):
        with pytest.raises(TypeError, match="no field of a form"):
            show("{% load fields %}{% field form.name %}", form=form)
