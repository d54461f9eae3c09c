"""Pieces of a page that stand there or not."""

import re
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context, Template

from workshops.access import TemplatePermissions
from workshops.forms import ChoicesField, Form, TickField
from workshops.permissions import Actor


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


def test_a_dot_between_two_texts_stays_with_the_first_of_them():
    source = '{{ name|suffix:"&nbsp;· " }}{{ role|prefix:"&nbsp;· " }}'
    assert show(source, name="a < b", role="Staf") == "a &lt; b&nbsp;· &nbsp;· Staf"


def test_a_text_that_is_cut_between_two_words_ends_in_no_space():
    assert show("{{ text|shortened:7 }}", text="air < bersih") == "air &lt;…"
    assert show("{{ text|shortened:40 }}", text="air < bersih") == "air &lt; bersih"


def test_dots_that_somebody_typed_stay_as_they_were_typed():
    assert show("{{ text|shortened:40 }}", text="air … bersih") == "air … bersih"


def test_a_notice_is_shown_when_it_says_something():
    source = '{% notice "bad" "conflict" %} {{ sentence }} {% endnotice %}'
    said = show(source, sentence="a < b")
    assert said.startswith('<p class="notice notice--bad" data-kind="conflict" role="alert"><svg')
    assert said.endswith("<span>a &lt; b</span></p>")
    assert show(source, sentence="") == ""


def test_words_stand_where_something_holds_or_does_not():
    source = '{{ left|then:"Batal, tertutup"|span:"chip" }}{{ left|unless:"Terbuka" }}'
    assert show(source, left=True) == '<span class="chip">Batal, tertutup</span>'
    assert show(source, left=None) == "Terbuka"
    assert show('{{ state|is:"done"|then:"lagi" }}', state="done") == "lagi"


def test_an_attribute_stands_where_it_has_a_value():
    assert (
        show('<b{{ code|attr:"data-pillar" }}{{ none|attr:"id" }}>', code='G"', none="") == '<b data-pillar="G&quot;">'
    )


def test_a_notice_is_shown_where_its_condition_holds():
    source = '{% notice "warn" if=moved %}Data berubah{% endnotice %}'
    assert "Data berubah" in show(source, moved=True)
    assert show(source, moved=[]) == ""


def show_to(role: str, source: str, **values: object) -> str:
    may = TemplatePermissions(Actor("a1", 1, role), None)
    return show(source, request=SimpleNamespace(plan=SimpleNamespace(slug="p", head=7), may=may, actor=None), **values)


def test_a_link_is_there_for_those_who_may_open_its_page():
    source = '{% go "task_message" line="row" untuk=who %}Ingatkan{% endgo %}'
    link = '<p class="row"><a class="btn" href="/r/p/tugas/kirim/?untuk=opd-1%262">Ingatkan</a></p>'
    assert show_to("fasilitator", source, who="opd-1&2") == link
    assert show_to("anggota", source, who="opd-1&2") == ""
    assert show_to("staf", '{% go "closing" if=bimtek %}Penutupan{% endgo %}', bimtek=None) == ""


def test_a_button_is_there_for_those_whom_its_address_answers():
    source = '{% act "end_announcement" 3 look="btn btn--quiet" kembali="/" %}Akhiri{% endact %}'
    shown = show_to("fasilitator", source)
    assert '<button class="btn btn--quiet">Akhiri</button></form>' in shown
    assert '<input type="hidden" name="kembali" value="/">' in shown
    assert show_to("anggota", source) == ""


def test_a_link_without_an_address_is_not_there():
    assert show("{% link older %}Lebih lama{% endlink %}", older="?b=1") == '<a class="btn" href="?b=1">Lebih lama</a>'
    assert show("{% link older %}Lebih lama{% endlink %}", older="") == ""


def test_a_form_that_is_missing_is_no_page_without_inputs():
    for form in (None, {"name": ""}):
        with pytest.raises(TypeError, match="no field of a form"):
            show("{% load fields %}{% field form.name %}", form=form)


class _Ticks(Form):
    tahu = TickField("Saya tahu", value="ya")
    bawa = ChoicesField("Yang ikut", [("a", "Sawah"), ("b", "Kebun")])


def test_a_box_stands_ticked_when_it_was_sent():
    source = "{% load fields %}{% field form.tahu look='grow' %}"
    before, after = (show(source, form=_Ticks(QueryDict(sent))) for sent in ("op=", "tahu=ya"))
    assert "checked" not in before
    assert re.search(r'<input type="checkbox" name="tahu"[^>]* value="ya" checked>', after)
    assert "<span>Saya tahu</span>" in after
    assert '<div class="field grow">' in after


def test_what_was_ticked_of_several_stays_ticked():
    shown = show("{% load fields %}{% field form.bawa %}", form=_Ticks(QueryDict("bawa=b")))
    assert '<legend class="field__label">Yang ikut</legend>' in shown
    assert ["checked" in box for box in re.findall("<input[^>]*>", shown)] == [False, True]


def test_a_list_that_no_form_reads_stands_as_a_field():
    source = '{% load fields %}{% choose "oleh" "Orang" all "b" "sr" class="input--short" %}'
    shown = show(source, all=[("", "Semua"), ("b", "Ani < Budi")])
    assert '<label class="sr" for="oleh">' in shown
    assert '<select name="oleh" class="input input--short" id="oleh">' in shown
    assert '<option value="">Semua</option><option value="b" selected>Ani &lt; Budi</option>' in shown


def test_a_choice_in_a_list_is_ticked_where_its_value_was_sent():
    source = "{% load fields %}{% for one in all %}{% tick form.bawa one %}<b>{{ one }}</b>{% endtick %}{% endfor %}"
    shown = show(source, form=_Ticks(QueryDict("bawa=12")), all=[1, 12])
    assert re.findall("<input[^>]*>", shown) == [
        '<input type="checkbox" name="bawa" value="1">',
        '<input type="checkbox" name="bawa" value="12" checked>',
    ]
    assert "</span><b>1</b></label>" in shown


def test_a_dot_that_no_form_reads_is_chosen_by_its_value():
    source = '{% load fields %}{% pick "peran" value chosen look="pick hit" %}RPJMD{% endpick %}'
    dot = '<label class="pick hit"><input type="radio" name="peran" value="a"{}>'
    dot += '<span class="pick__dot"></span>RPJMD</label>'
    assert show(source, value="a", chosen="a") == dot.format(" checked")
    assert show(source, value="a", chosen="ab") == dot.format("")
    assert show(source, value="a", chosen=True) == dot.format(" checked")
