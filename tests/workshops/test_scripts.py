"""Modules that are joined when they are served: each once, in order, and never in words that are not understood."""

import pytest
from django.conf import settings

from workshops.assets import SOURCES, asset
from workshops.scripts import joined, small


def modules(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text)
    return folder


def test_each_module_comes_once_and_before_whoever_needs_it(tmp_path):
    modules(
        tmp_path,
        a='// first\nimport { two as b } from "./b.js";\nimport * as c from "./c.js";\n\nb(c.three);\n',
        b='import { three } from "./c.js";\n\n/** Two. */\nexport function two(x) {\n  return x + three; // sum\n}\n',
        c='export const three = "a, b: { c }";\n',
    )
    text = joined(tmp_path, "a")
    assert [text.index(start) for start in ("const $c", "const $b", "const $a")] == sorted(
        text.index(start) for start in ("const $a", "const $b", "const $c")
    )
    assert text.count('const three = "a, b: { c }";') == 1
    assert "return { three };" in text and "const { three } = $c;" in text and "const { two: b } = $b;" in text


def test_what_is_served_has_no_words_that_only_people_need(tmp_path):
    modules(tmp_path, a="// why\nconst a_long_name = / , /;\nalert(a_long_name, ` = ${a_long_name} ; `);\n")
    text = small(joined(tmp_path, "a"))
    assert "why" not in text and "a_long_name" not in text
    assert "/ , /" in text and " = ${" in text


def test_a_circle_is_refused_by_name(tmp_path):
    modules(tmp_path, a='import "./b.js";\n', b='import "./a.js";\n')
    with pytest.raises(ValueError, match="a.js imports itself over a → b"):
        joined(tmp_path, "a")


@pytest.mark.parametrize(
    "words", ['import x from "./b.js";', "export let x = 1;", "export default 1;", 'export * from "./b.js";']
)
def test_words_that_the_joiner_does_not_know_are_refused(tmp_path, words):
    modules(tmp_path, a=words + "\n", b="")
    with pytest.raises(ValueError, match="a.js: "):
        joined(tmp_path, "a")


def test_the_script_of_a_page_is_at_most_15_kilobytes_on_the_wire():
    weights = {name: len(asset(name).packed) for name in SOURCES if name.endswith(".js")}
    assert max(weights.values()) <= 15_000, weights


def test_every_module_is_reached_by_a_script_that_pages_name():
    folder = settings.BASE_DIR / "static" / "js"
    served = "".join(joined(folder, name.removesuffix(".js")) for name in SOURCES if name.endswith(".js"))
    assert [path.stem for path in folder.glob("*.js") if f"const ${path.stem} = " not in served] == []
