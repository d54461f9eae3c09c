"""`./rembuk bench book`: Buku 2 of the example plan, tagged, in one process; and the same tree through Typst as the
peer.

Both run `--rounds` times in turn, each in a process of its own; the medians count. CPU seconds are user + system of
that process,
its start included. Without the typst wheel (a dev requirement) the peer's keys are missing.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from masterplan.server.places import ROOT

COMPILE = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    'pdf_standards=["ua-1"])'
)


def run(argv) -> dict:
    """Returns {cpu_s, rss_mb, kb, pages, queries, tree_ms} and with the peer {typst_cpu_s, typst_rss_mb, typst_kb,
    typst_pages, ratio}.
    """
    parser = argparse.ArgumentParser(prog="rembuk bench book")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    book, facts = _tree()
    from masterplan.document.tree import to_json

    ours, peers = [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "tree.json").write_bytes(to_json(book))
        typst = find_spec("typst") is not None
        if typst:
            from masterplan.server.benches.typst_book import Peer

            (folder / "book.typ").write_text(Peer(book).source())
        for _ in range(options.rounds):
            ours.append(_weasyprint(folder))
            if typst:
                peers.append(_typst(folder))
        result = facts | _result(ours, folder / "ours.pdf")
        if peers:
            peer = _result(peers, folder / "peer.pdf")
            result |= {f"typst_{key}": value for key, value in peer.items()}
            result["ratio"] = round(result["cpu_s"] / peer["cpu_s"], 2)
    return result


def _tree():
    import time

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from masterplan.document.books import build_book
    from masterplan.document.read import read
    from masterplan.server.benches.stage import example_plan

    plan, _ = example_plan()
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        reading = read(plan)
    book = build_book(reading)
    return book, {"queries": len(queries), "tree_ms": round((time.perf_counter() - started) * 1000)}


def _measured(command, source=None, target=None) -> tuple[float, float]:
    """(CPU seconds, peak resident MB) of one process."""
    with contextlib.ExitStack() as stack:
        stdin = stack.enter_context(open(source, "rb")) if source else subprocess.DEVNULL
        stdout = stack.enter_context(open(target, "wb")) if target else subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[-1][:80]}: {said[-2000:].decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _weasyprint(folder):
    from masterplan.writers.child import Limits

    size = (folder / "tree.json").stat().st_size
    limits = json.dumps({**Limits.for_size(size).__dict__, "off": ""})
    return _measured(
        [sys.executable, "-m", "masterplan.writers.child", limits], folder / "tree.json", folder / "ours.pdf"
    )


def _typst(folder):
    fonts = ROOT / "masterplan" / "writers" / "fonts"
    return _measured([sys.executable, "-c", COMPILE, str(folder / "book.typ"), str(folder / "peer.pdf"), str(fonts)])


def _result(rounds, place) -> dict:
    import re

    data = place.read_bytes()
    result = {
        "cpu_s": round(statistics.median(cpu for cpu, _ in rounds), 2),
        "rss_mb": round(max(rss for _, rss in rounds)),
        "kb": len(data) // 1024,
    }
    with contextlib.suppress(ImportError):
        import pikepdf

        with pikepdf.open(place) as pdf:
            return result | {"pages": len(pdf.pages)}
    return result | {"pages": len(re.findall(rb"/Type\s*/Page\b", data))}
