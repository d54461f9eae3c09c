"""The table of rights against the access matrix that the product promises, cell by cell."""

import json
from pathlib import Path

import pytest

from workshops.permissions import REASONS, ROLES, TABLE, Actor, role_in, verdict

MATRIX = json.loads((Path(__file__).parents[1] / "corpus" / "access_matrix.json").read_text(encoding="utf-8"))
ROWS = {row["id"]: row for row in MATRIX["actions"]}
LOCK = {"waktu": "9 Juni 2026, 16.00", "nomor": "1/2026"}
GONE = {"allow": 200, "404": 404}


CELLS = [(action, role) for action in TABLE for role in ROLES]


def test_each_cell_is_the_promised_one():
    promised = {}
    for action, role in CELLS:
        cell = ROWS[action]["cells"][role]
        reason = "" if cell in GONE else cell.partition(":")[2]
        promised[action, role] = (GONE.get(cell, 403), reason, MATRIX["reasons"][reason] if reason else "")
    answers = {cell: verdict(*cell) for cell in CELLS}
    found = {
        cell: (answer.status, *((answer.reason, answer.sentence) if answer.status == 403 else ("", "")))
        for cell, answer in answers.items()
    }
    assert found == promised


def test_a_signed_bimtek_locks_exactly_the_promised_cells():
    promised = {(action, role): role in ROWS[action]["locked"] for action, role in CELLS}
    answers = {cell: verdict(*cell, lock=LOCK) for cell in CELLS}
    locks = {
        cell: (answer.status, answer.reason) == (403, "terkunci") and "9 Juni 2026, 16.00" in answer.sentence
        for cell, answer in answers.items()
    }
    assert locks == promised
    assert {cell: answers[cell] for cell in CELLS if not promised[cell]} == {
        cell: verdict(*cell) for cell in CELLS if not promised[cell]
    }


def test_an_action_in_no_row_is_a_defect_and_not_a_yes():
    with pytest.raises(KeyError):
        verdict("entry.paint", "staf")


def test_ketua_and_notulis_of_another_group_are_others():
    dewi = Actor("p4", 1, "ketua", "Dewi", "GOV")
    assert [role_in(dewi, "GOV"), role_in(dewi, "ECO"), role_in(dewi)] == ["ketua", "lain", "ketua"]
    assert role_in(None, "GOV") == "anonim"


def test_every_reason_is_a_sentence():
    assert all(sentence.endswith((".", "menyimpan.")) for sentence in REASONS.values())
