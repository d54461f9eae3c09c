"""The words of the journal, once: what each verb is called after a name (“Ani …”). Pure.

A new verb gets one line in `content/journal_words.json`; `tests/house/test_words.py` names a verb that the source
writes and that has none:

    of_a_card     when the event's first ref is a card: {card} is its kind, {fields} its changed fields, {many} how many
    of_the_plan   when it is about no card; {many} as above

The plan's history and the history of a card (`pillars.cards.history`) take the same line.
"""

import json
from pathlib import Path

_CONTENT = json.loads((Path(__file__).with_name("content") / "journal_words.json").read_text(encoding="utf-8"))
SENTENCES: dict[str, str] = _CONTENT["of_a_card"]
OF_THE_PLAN: dict[str, str] = _CONTENT["of_the_plan"]
#: Beginnings of verbs that are no part of the plan's text: what happened to codes and people stands on the page of
#: people. Nor is told who has scored and who has not.
NOT_SHOWN = ("person.", "joincode.", "screen.", "choosing.scored")
OTHER = "mengubah rencana"
