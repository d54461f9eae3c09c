"""Every act that the source writes into the journal has its words in the plan's history."""

import ast
import re
from pathlib import Path

from pillars.journal_words import NOT_SHOWN, OF_THE_PLAN, SENTENCES
from workshops.permissions import TABLE

ROOT = Path(__file__).parents[2]
VERB = re.compile(r"[a-z]+\.[a-z_]+[a-z]")


def recorded(tree):
    """The verbs that a module hands to `record` or names as `verb=`, on either side of a choice too."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = [one.value for one in call.keywords if one.arg == "verb"]
        if isinstance(call.func, ast.Attribute) and call.func.attr == "record":
            given += call.args[:1]
        for node in given:
            yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))


def test_every_verb_that_is_journaled_has_its_words():
    found = {}
    for package in ("masterplan", "pillars", "workshops"):
        for path in (ROOT / package).rglob("*.py"):
            for verb in recorded(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(verb, str) and VERB.fullmatch(verb) and not verb.startswith(NOT_SHOWN):
                    found.setdefault(verb, path.name)
    assert len(found) > 60 and "entry.goback" in found
    lost = {verb: where for verb, where in found.items() if verb not in SENTENCES and verb not in OF_THE_PLAN}
    assert lost == {}, "give it a line in pillars/content/journal_words.json"


def test_every_sentence_of_a_card_can_be_said():
    for verb, told in SENTENCES.items():
        said = told.format(card="sasaran", fields="bukti", many=3)
        assert said[:1].islower() and "{" not in said, verb
    assert not set(OF_THE_PLAN) & set(TABLE) - {"bimtek.signed"}
