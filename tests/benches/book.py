"""`./rembuk bench book`: Buku 2 of the example plan through the press, once, twice and five times as large; the same
trees through Typst as the peer; and what an edit costs when all else is on the shelf.

CPU seconds are user + system of all processes, their starts included, except where a warm press is measured: there the
work of its processes counts, and that of the process that asks. Without the typst wheel (a dev requirement) the peer's
keys are missing.
"""

import argparse
import io
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from masterplan.server.paths import ROOT

COMPILE = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    'pdf_standards=["ua-1"])'
)


def run(argv) -> dict:
    """Returns {queries, tree_ms, edits: {name: {cpu_s, share, units}}, sizes: {times: {…}}} and the keys of the plan
    as it is (`times` 1) at the top level, see docs/benchmarks.md.
    """
    parser = argparse.ArgumentParser(prog="rembuk bench book")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--sizes", default="1,2,5")
    options = parser.parse_args(argv)
    book_data, facts = _reading()
    sizes = [int(size) for size in options.sizes.split(",")]
    made = {times: _size(larger(book_data, times), options.rounds) for times in sizes}
    return (
        facts | made[sizes[0]] | {"edits": _edits(book_data), "sizes": {str(times): of for times, of in made.items()}}
    )


def _reading():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from masterplan.document.books import build_book
    from masterplan.document.read import read_book_data
    from tests.benches.stage import example_plan

    plan, _ = example_plan()
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        book_data = read_book_data(plan)
    build_book(book_data)
    return book_data, {"queries": len(queries), "tree_ms": round((time.perf_counter() - started) * 1000)}


def larger(book_data, times: int):
    """The same plan with `times` as many entries in every pillar."""
    return replace(book_data, pillars=tuple(_more(pillar, times) for pillar in book_data.pillars))


def _more(pillar, times):
    def copies(rows, *links):
        made = list(rows)
        for n in range(1, times):
            for row in rows:
                other = {link: _other(getattr(row, link), n) for link in ("ref", "code", *links)}
                made.append(row.replace(**other))
        return tuple(made)

    return replace(
        pillar,
        problems=copies(pillar.problems),
        targets=copies(pillar.targets, "problems"),
        strategies=copies(pillar.strategies, "target"),
        programmes=copies(pillar.programmes, "strategy"),
    )


def _other(value, n):
    if isinstance(value, tuple):
        return tuple(_other(one, n) for one in value)
    return re.sub(r"\d+$", lambda number: str(int(number[0]) + 1000 * n), value)


def _size(book_data, rounds) -> dict:
    from masterplan.document.books import build_book

    book = build_book(book_data)
    ours, peers = [], []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        typst = find_spec("typst") is not None
        if typst:
            from tests.benches.typst_book import Peer

            (place / "book.typ").write_text(Peer(book).source())
        for _ in range(rounds):
            ours.append(_pressed(book))
            if typst:
                peers.append(_typst(place))
        result = _middle(ours) | _shape(ours[-1]["pdf"])
        if peers:
            peer = _middle(peers)
            result |= {f"typst_{key}": value for key, value in peer.items()}
            result["typst_kb"] = (place / "peer.pdf").stat().st_size // 1024
            result["ratio"] = round(result["cpu_s"] / peer["cpu_s"], 2)
            result["wall_ratio"] = round(result["wall_s"] / peer["wall_s"], 2)
    return result


def _middle(rounds) -> dict:
    keys = [key for key in rounds[0] if key != "pdf"]
    return {key: round(statistics.median(one[key] for one in rounds), 2) for key in keys}


def _cpu() -> float:
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def _pressed(book) -> dict:
    """A full book with processes that are started for it."""
    from masterplan.press.pool import Pool
    from masterplan.press.render import render_book

    pool, cpu, wall = Pool(), _cpu(), time.perf_counter()
    made = render_book(book, pool=pool)
    wall = time.perf_counter() - wall
    pool.close()
    return {
        "cpu_s": _cpu() - cpu,
        "wall_s": wall,
        "units": made.made,
        "rss_mb": made.rss_mb,
        "join_rss_mb": made.join_rss_mb,
        "join_cpu_s": made.join_cpu_s,
        "pdf": made.pdf,
    }


def _typst(folder) -> dict:
    fonts = ROOT / "masterplan" / "writers" / "fonts"
    wall = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", COMPILE, str(folder / "book.typ"), str(folder / "peer.pdf"), str(fonts)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"typst: {said[-2000:].decode(errors='replace')}")
    wall = time.perf_counter() - wall
    return {"cpu_s": usage.ru_utime + usage.ru_stime, "wall_s": wall, "rss_mb": usage.ru_maxrss / 1024}


def _shape(pdf) -> dict:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        files = {
            font.objgen: int(font.FontFile2.Length)
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font
        }
        pages = len(document.pages)
    return {"pages": pages, "kb": len(pdf) // 1024, "fonts": len(files), "font_kb": sum(files.values()) // 1024}


class _Memory:
    """A shelf in memory, so that an edit is measured without a database."""

    def __init__(self):
        self.kept = {}

    def take(self, keys):
        return {key: self.kept[key] for key in keys if key in self.kept}

    def put(self, made, whole=False):
        self.kept.update(made)


def _edits(book_data) -> dict:
    """What is laid out again, and its share of a full book made by the same warm processes."""
    from masterplan.document.books import build_book
    from masterplan.press.pool import Pool
    from masterplan.press.render import render_book

    pool, shelf, result = Pool(), _Memory(), {}
    for name, edited in (("full", book_data), ("nothing", book_data), *_edited(book_data)):
        book = build_book(edited)
        if name == "full":
            pool.warm(all=True)
        cpu = time.process_time()
        made = render_book(book, shelf=shelf, pool=pool)
        spent = time.process_time() - cpu + made.cpu_s
        result[name] = {"cpu_s": round(spent, 2), "units": made.made}
    pool.close()
    for one in result.values():
        one["share"] = round(one["cpu_s"] / result["full"]["cpu_s"], 3)
    return result


def _edited(book_data):
    """(name, the plan with one field of one entry changed), each from the same plan."""
    pillar = book_data.pillars[2]
    problem, programme = pillar.problems[1], pillar.programmes[1]
    text = problem.replace(evidence=f"{problem.evidence} Diperiksa lagi.")
    year, rupiah = programme.budgets[0] if programme.budgets else (programme.years[0], 1_000_000)
    budget = programme.replace(budgets=((year, rupiah + 5_000_000), *programme.budgets[1:]))
    name = programme.replace(name=f"{programme.name} Terpadu")
    for what, field, old, new in (
        ("text", "problems", problem, text),
        ("budget", "programmes", programme, budget),
        ("name", "programmes", programme, name),
    ):
        rows = tuple(new if row is old else row for row in getattr(pillar, field))
        other = replace(pillar, **{field: rows})
        yield what, replace(book_data, pillars=tuple(other if one is pillar else one for one in book_data.pillars))
