"""Modules that are joined when they are served: each once, in order, and never in words that are not understood."""

import pytest

from workshops.scripts import joined


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
    assert joined(tmp_path, "a") == (
        'const $c=(()=>{const three="a, b: { c }";\nreturn{three}})();\n'
        "const $b=(()=>{const{three}=$c;function two(x){return x + three;}\nreturn{two}})();\n"
        "const $a=(()=>{const{two:b}=$b;const c=$c;b(c.three);\nreturn{}})();\n"
    )


def test_what_may_hold_a_pattern_or_a_template_keeps_its_spaces(tmp_path):
    modules(tmp_path, a="const a = / , /;\nconst b = ` = ${a} ; `;\n")
    assert "const a = / , /;const b = ` = ${a} ; `;" in joined(tmp_path, "a")


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
