"""Writes the documents of `fuzz_plans` in every format, opens each file again and says what is wrong with it.

As a program (`fuzz_files FIRST LAST STEP`): one JSON line for each document; a document that takes too long ends it.
"""

import importlib
import io
import json
import logging
import resource
import signal
import sys
import zipfile

import pypdfium2

from masterplan.document import tree
from masterplan.server.paths import ROOT
from masterplan.writers import docx, xlsx
from tests.benches.fuzz_plans import Document, document
from tests.books.whole import whole

FORMATS = ("pdf", "docx", "xlsx", "json")
#: Seconds and MiB that one document may take: a hundred times what one was measured to take.
SECONDS, MEMORY = 60, 3072
#: What a chapter alone cannot have.
NOT_ASKED = {"pages", "outline", "page-labels", "id-tree", "pdfua-claim"}


def checked(seed: int, formats=FORMATS) -> dict[str, str]:
    """{format: what is wrong} with the files of a seed; {} when all is well."""
    return faults_of(document(seed), formats)


def faults_of(made: Document, formats=FORMATS) -> dict[str, str]:
    """The same of a document that is there."""
    return {format: why for format in formats if (why := _fault(made, format))}


def _fault(made: Document, format: str) -> str:
    try:
        return "; ".join(CHECKS[format](made))[:400]
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:400]


def _pdf(made):
    data = whole(made.book)
    results, _ = _checker("check_pdf").check(io.BytesIO(data), lang="id", min_outline=0)
    found = [f"{name}: {detail}" for name, level, detail in results if level == "FAIL" and name not in NOT_ASKED]
    found = [fault for fault in found if not fault.startswith("has ")]  # a chapter need not have a table
    with pypdfium2.PdfDocument(data) as opened:
        text = "".join(page.get_textpage().get_text_range() for page in opened)
    return [*found, *_marked(text, made)]


def _docx(made):
    data = docx.write(made.book, {}, {})
    return [*_checker("check_docx").problems(data), *_marked(_words(data, "word/document.xml"), made)]


def _xlsx(made):
    data = xlsx.write(made.book)
    return [*_checker("check_xlsx").problems(data), *_marked(_words(data, "xl/"), made)]


def _json(made):
    data = tree.to_json(made.book)
    if tree.from_json(data) != made.book:
        return ["reads back as another tree"]
    return _marked(data.decode(), made)


def _words(data, folder):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        names = [name for name in opened.namelist() if name.startswith(folder) and name.endswith(".xml")]
        return "".join(opened.read(name).decode() for name in names)


def _marked(text, made):
    text = "".join(text.split())
    return [f"{mark} is not in it" for mark in made.marks if mark not in text]


def _checker(name):
    """The checkers of the tests: a bench is run from the source, where they are."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"tests.books.{name}")


CHECKS = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "json": _json}


def main() -> None:
    first, last, step = map(int, sys.argv[1:4])
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    for seed in range(first, last, step):
        signal.alarm(SECONDS)
        sys.stdout.write(json.dumps({"seed": seed, "faults": checked(seed)}) + "\n")
        sys.stdout.flush()
    signal.alarm(0)


if __name__ == "__main__":
    main()
