"""With a control taken away, its test must be red: one that stays green is a defect of the test.

Each line runs one test with a mutation of the product (`mutations.py`) and expects it to fail (`switched.py`); where no
browser and no server take part it is run again without it and has to pass. The numbers are of the list of controls.
A few of them take their turn each day, all of them are tried with `--slow`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import amounts
from tests.amounts import one_of
from tests.house.mutations import MUTATIONS, mutated

ROOT = Path(__file__).parents[2]
NOTICED, SILENT, OUTPUT = "noticed", "silent", "output"
SAVING, RACES = "tests/pillars/cards/test_saving.py", "tests/pillars/cards/test_races.py"
SAVED_AT_ONCE = "tests/pillars/cards/test_save_at_once.py"
RETURN = "tests/journeys/test_outbox_return.py"
RING = "tests/workshops/live/test_ring"
SHEETS = "tests/workshops/sheets/test_sheets.py"
SWITCHES = {
    "since_parts": (
        "law",
        "tests/journeys/test_since_law.py::test_each_act_alone_keeps_the_law_on_every_page_and_is_seen[add]",
    ),
    "kept_chain_catches_up": (
        "law",
        "tests/pillars/boards/test_kept_chain.py::test_it_is_the_chain_of_now_after_every_act",
    ),
    "kept_thread_asks_its_cards": (
        "law",
        "tests/pillars/boards/test_kept_chain.py::test_what_is_kept_of_a_board_is_what_would_be_drawn_now",
    ),
    "receipt_after_commit": (
        1,
        "tests/masterplan/server/test_ledger.py::test_a_receipt_is_given_only_for_what_another_connection_can_read",
    ),
    "durable_commit": (2, "tests/masterplan/server/test_durable.py"),
    "unique_op": (3, f"{SAVING}::test_a_repeated_add_is_answered_like_the_first_and_adds_nothing"),
    "plan_lock": (4, f"{RACES}::test_numbers_given_at_the_same_time_are_distinct_and_consecutive"),
    "version_when_written": (4, f"{SAVED_AT_ONCE}::test_a_text_that_came_in_between_is_never_overwritten"),
    "rights_when_written": (14, f"{SAVED_AT_ONCE}::test_who_was_removed_meanwhile_writes_nothing"),
    "journal_event": (5, "tests/workshops/live/test_journal.py::test_every_write_leaves_one_event_with_both_values"),
    "compare_with_base": (6, f"{SAVING}::test_the_same_field_keeps_the_earlier_text_and_the_other_in_the_journal"),
    "losing_text": (7, f"{SAVING}::test_the_same_field_keeps_the_earlier_text_and_the_other_in_the_journal"),
    "append_only": (8, "tests/workshops/live/test_journal.py::test_what_happened_cannot_be_changed_or_taken_away"),
    "marker": (9, f"{RETURN}::test_the_list_of_what_waits_needs_no_connection_and_leads_to_the_portal"),
    "keystroke_draft": (10, f"{RETURN}::test_a_killed_browser_loses_at_most_a_second_of_typing"),
    "one_in_flight": (11, f"{RETURN}::test_two_saves_of_one_field_never_overtake_each_other"),
    "open_editor": (12, f"{RETURN}::test_a_choice_that_somebody_is_making_is_not_swapped_by_a_ring"),
    "plan_first": (13, "tests/journeys/test_tenants.py::test_their_cards_are_not_there_under_our_address"),
    "permission_in_action": (
        14,
        f"{SAVING}::test_another_group_and_an_expert_are_refused_with_the_reason_and_nothing_changes",
    ),
    "right_at_download": (
        15,
        "tests/masterplan/exports/test_pages.py::test_members_read_the_page_with_the_reason_and_can_neither_order_nor_fetch",
    ),
    "stream_revocation": (
        16,
        "tests/workshops/live/test_ring.py::test_whoever_is_removed_hears_nothing_more_and_the_others_go_on",
    ),
    "streams_end_first": (
        16,
        f"{RING}_processes.py::test_renewed_one_by_one_the_port_answers_all_the_time_and_no_stream_misses_a_number",
    ),
    "ring_catch_up": (
        16,
        f"{RING}_kills.py::test_a_writer_that_is_killed_between_commit_and_ring_loses_nobodys_ring",
    ),
    "lock_under_row_lock": (
        17,
        "tests/masterplan/closing/test_race.py::test_a_save_that_stands_in_line_behind_the_signature_is_refused_whenever_it_came",
    ),
    "deny_fetcher": (18, "tests/masterplan/press/test_whole_files.py::test_nothing_is_fetched_even_if_a_document_asks"),
    "clean_text": (19, "tests/masterplan/exchange/test_corpus.py"),
    "cells_as_text": (20, f"{SHEETS}::test_every_text_stays_a_text_in_what_is_handed_out"),
    "unpacked_size": (21, f"{SHEETS}::test_a_workbook_that_unpacks_to_more_than_it_may_is_refused_unread"),
    "doctype": (21, f"{SHEETS}::test_a_doctype_is_refused_even_where_it_defines_nothing"),
    "autoescape": (22, "tests/pillars/cards/test_corpus.py::test_what_looks_like_code_is_text_on_every_page_of_a_card"),
    "csp": (22, "tests/masterplan/server/test_requests.py::test_pages_come_compressed_and_with_the_strict_policy"),
    "ambiguous_number": (
        23,
        "tests/pillars/cards/test_forms.py::test_an_ambiguous_number_offers_its_readings_as_buttons",
    ),
    "load_in_one_transaction": (24, "tests/masterplan/exchange/test_all_or_nothing.py"),
    "csrf": (25, "tests/workshops/people/test_faults.py::test_htp_09_a_post_from_another_site_is_refused"),
    "session_key": (25, "tests/workshops/people/test_sessions.py::test_ses_01_the_session_key_changes_at_joining"),
    "code_rate": (
        26,
        "tests/workshops/people/test_joining.py::test_joi_05_the_eleventh_wrong_code_of_a_browser_has_to_wait",
    ),
    "equal_answer": (
        26,
        "tests/workshops/people/test_joining.py::test_joi_03_every_code_that_opens_nothing_gets_the_same_answer",
    ),
    "own_lanes": (
        "fair",
        "tests/masterplan/test_asgi.py::test_others_are_answered_while_all_that_takes_long_is_at_work[long]",
    ),
    "longest_outside": (
        "fair",
        "tests/masterplan/test_asgi.py::test_where_nobody_has_to_be_known_a_long_form_is_refused_unread[/masuk/]",
    ),
    "preview_beginning": (
        "fair",
        "tests/masterplan/book_outline/test_numbers.py::test_a_hostile_text_is_previewed_by_its_beginning[stars]",
    ),
    "render_limits": (27, "tests/masterplan/press/test_whole_files.py::test_a_file_is_stopped_by_the_clock_as_well"),
}


#: Where browsers or real servers take part.
SERVED = ("tests/journeys/test_outbox", "tests/journeys/test_since_law", "tests/masterplan/server/test_", RING)


def served(name):
    """Return whether browsers or real servers take part; tests of which this is equally true share a process."""
    return SWITCHES[name][1].startswith(SERVED)


#: A quarter of the quick ones, another each day; those with browsers and servers with `--slow` alone.
TRIED = one_of(4, [name for name in SWITCHES if amounts.SLOW or not served(name)])


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """`outcome(name)`: what its test did with the control off; the whole group is run when the first is asked."""
    known = {}

    def of(name):
        group = served(name)
        if group not in known:
            known[group] = run({one: SWITCHES[one][1] for one in TRIED if served(one) is group}, group)
        return known[group].get(name, f"it was not run:\n{known[group][OUTPUT]}")

    def run(wanted, group):
        file = tmp_path_factory.mktemp("switched") / "switches.json"
        file.write_text(json.dumps(wanted), encoding="utf-8")
        # two workers of xdist may both come here, each with a database of its own
        names = (os.environ.get("REMBUK_TEST_DB"), os.environ.get("PYTEST_XDIST_WORKER"), "off", f"{group:d}")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        environment |= {
            "REMBUK_SWITCHED": str(file),
            "REMBUK_TEST_DB": "_".join(filter(None, names)),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "tests.house.switched", *dict.fromkeys(wanted.values())],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        return {**json.loads(file.read_text(encoding="utf-8")), OUTPUT: ran.stdout[-2000:]}

    return of


def test_every_mutation_finds_what_it_changes():
    assert set(SWITCHES) <= set(MUTATIONS)
    for name in MUTATIONS:
        with mutated(name):
            pass


@pytest.mark.parametrize("name", TRIED)
def test_a_test_notices_that_the_control_is_off(name, outcome):
    number, test = SWITCHES[name]
    assert outcome(name) != SILENT, f"switch {number} ({name}) is off and {test} does not notice"
    assert outcome(name) == NOTICED, f"{test} says nothing about switch {number} ({name})"
