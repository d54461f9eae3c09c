"""Plan files for the tests, and the one comparison that counts: whatever the file held is in the dump."""

import copy
import io
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import simplejson
from django.core.management import call_command

from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import dump_plan, write_document
from masterplan.exchange.read import read_document

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
# Places whose value the plan computes itself.
COMPUTED = ("score", "tingkat")


def example():
    """A fresh copy of the example plan that a test may change."""
    return copy.deepcopy(_EXAMPLE)


def thin():
    """Three pillars of the example, each with one programme (a profiled one) and what it hangs from: quick to load."""
    return copy.deepcopy(_thin())


@cache
def _thin():
    document = example()
    document["pillars"] = document["pillars"][:3]
    profiled, codes = {one["programme_ref"] for one in document["quick_win_profiles"]}, set()
    for pillar in document["pillars"]:
        programmes = [card["code"] for card in pillar["programmes"]]
        wanted = {min(programmes, key=lambda code: code not in profiled)}
        codes |= wanted
        for kind, points in (
            ("programmes", "strategy_ref"),
            ("strategies", "target_ref"),
            ("targets", "problem_refs"),
            ("problems", ""),
        ):
            pillar[kind] = [card for card in pillar[kind] if card["code"] in wanted]
            refs = [card.get(points) for card in pillar[kind]]
            wanted = {ref for each in refs for ref in (each if isinstance(each, list) else [each])}
    profiles = document["quick_win_profiles"]
    document["quick_win_profiles"] = [one for one in profiles if one["programme_ref"] in codes]
    return document


_EXAMPLE = simplejson.loads(EXAMPLE.read_text(encoding="utf-8"), use_decimal=True)


def small():
    """The smallest plan that is still one of each: to be changed by a test."""
    return {
        "region": {"name": "Kabupaten Kecil"},
        "period": {"start": 2030, "end": 2032},
        "rpjmd": {"misi": [{"code": "M1"}], "tujuan": [{"code": "T1", "misi_ref": "M1"}], "sasaran": [{"code": "S1"}]},
        "opd": [{"name": "Dinas Kesehatan", "short": "Dinkes"}, {"name": "BPBD"}],
        "pillars": [
            {
                "order": 1,
                "code": "SEHAT",
                "name_id": "Sehat Bersama",
                "dimensions": [{"code": "D1", "name": "Ibu dan Anak"}],
                "problems": [{"code": "P1", "statement": "Posyandu sepi."}],
                "targets": [{"code": "S1", "statement": "Posyandu ramai"}],
                "strategies": [{"code": "ST1", "statement": "Jemput bola", "target_ref": "S1"}],
                "programmes": [{"code": "PR1", "name": "Mobil posyandu", "strategy_ref": "ST1"}],
            }
        ],
    }


def as_bytes(document):
    """The file of a document; bytes stay as they are."""
    return document if isinstance(document, bytes) else simplejson.dumps(document).encode()


def load(document, slug="uji"):
    """The plan of a document (or of a file's bytes), and the lines of its warnings."""
    loaded = load_plan(read_document(as_bytes(document)), slug)
    return loaded.plan, [str(warning) for warning in loaded.warnings]


def dump(plan):
    """The text that `dump_plan` writes for a plan."""
    return write_document(dump_plan(plan))


def reread(text):
    return simplejson.loads(text, use_decimal=True)


def not_held(written, dumped, path=""):
    """Paths of a file whose value the dump does not hold. Numbers count as numbers, list order counts."""
    if isinstance(written, dict) and isinstance(dumped, dict):
        for key, value in written.items():
            at = f"{path}.{key}".strip(".")
            if key not in dumped:
                yield at
            elif key not in COMPUTED:
                yield from not_held(value, dumped[key], at)
    elif isinstance(written, list) and isinstance(dumped, list) and len(written) == len(dumped):
        for place, (one, other) in enumerate(zip(written, dumped, strict=True)):
            yield from not_held(one, other, f"{path}[{place}]")
    elif not same(written, dumped):
        yield path


def same(one, other):
    """Equal and of one kind: true is not 1, an empty list is not an empty text."""
    kinds = {type(0 if isinstance(value, Decimal) else value) for value in (one, other)}
    return len(kinds) == 1 and one == other


@dataclass(frozen=True)
class Ran:
    """What a command did: exit status, and its lines on both screens."""

    status: int
    out: str
    lines: list


def run(command, *arguments, **options):
    """Runs a management command as from a shell."""
    out, errors = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command(command, *arguments, stdout=out, stderr=errors, **options)
    except SystemExit as stopped:
        status = stopped.code
    return Ran(status, out.getvalue(), errors.getvalue().splitlines())


def load_file(folder, document, slug="uji"):
    """`load_plan FILE --slug` for a document or bytes."""
    file = folder / "rencana.json"
    file.write_bytes(as_bytes(document))
    return run("load_plan", str(file), slug=slug)
