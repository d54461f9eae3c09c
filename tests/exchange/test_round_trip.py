"""What a file holds is in the plan, and comes back."""

from pathlib import Path

import pytest

from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan, write_document
from masterplan.exchange.read import read_document

EXAMPLE = Path(__file__).parents[2] / "masterplan/content/example_plan.json"


def test_example(db):
    import time

    data = EXAMPLE.read_bytes()
    t = time.time()
    document = read_document(data)
    print("read", time.time() - t)
    t = time.time()
    loaded = load_plan(document)
    print("load", time.time() - t)
    print(loaded.warnings)
    t = time.time()
    text = write_document(dump_plan(loaded.plan))
    print("dump", time.time() - t)
    import json

    assert json.loads(text) == json.loads(data)
    again = load_plan(read_document(text.encode()), "lagi")
    assert write_document(dump_plan(again.plan)) == text
