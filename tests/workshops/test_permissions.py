"""The table of rights against the access matrix that the product promises, cell by cell."""

import json
from pathlib import Path

import pytest

from workshops.permissions import REASONS, ROLES, TABLE, Actor, role_in, verdict

MATRIX = json.loads((Path(__file__).parents[1] / "corpus" / "access_matrix.json").read_text(encoding="utf-8"))
ROWS = {row["id"]: row for row in MATRIX["actions"]}
LOCK = {"waktu": "9 Juni 2026, 16.00", "nomor": "1/2026"}
GONE = {"allow": 200, "404": 404}


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_each_cell_is_the_promised_one(action, role):
    cell = ROWS[action]["cells"][role]
    answer = verdict(action, role)
    assert answer.status == GONE.get(cell, 403)
    if answer.status == 403:
        assert answer.reason == cell.partition(":")[2]
        assert answer.sentence == MATRIX["reasons"][answer.reason]


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_a_signed_bimtek_locks_exactly_the_promised_cells(action, role):
    row = ROWS[action]
    locked = verdict(action, role, lock=LOCK)
    if role in row["locked"]:
        assert (locked.status, locked.reason) == (403, "terkunci")
        assert "9 Juni 2026, 16.00" in locked.sentence
    else:
        assert locked == verdict(action, role)


def test_an_action_in_no_row_is_a_defect_and_not_a_yes():
    with pytest.raises(KeyError):
        verdict("entry.paint", "staf")


def test_ketua_and_notulis_of_another_group_are_others():
    dewi = Actor("p4", 1, "ketua", "Dewi", "GOV")
    assert [role_in(dewi, "GOV"), role_in(dewi, "ECO"), role_in(dewi)] == ["ketua", "lain", "ketua"]
    assert role_in(None, "GOV") == "anonim"


def test_every_reason_is_a_sentence():
    assert all(sentence.endswith((".", "menyimpan.")) for sentence in REASONS.values())
