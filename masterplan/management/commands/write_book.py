"""`./rembuk manage write_book SLUG --book 2 --format pdf|docx|xlsx|json|csv -o FILE`: a book of a plan as a file, or a
part of it, without the queue; `csv` is the open data of the plan.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from masterplan.document.books import VOLUMES, UnknownBook, build_book
from masterplan.document.nodes import Book
from masterplan.document.read import read_book_data
from masterplan.opendata.archive import archive
from masterplan.press.pictures import pictures_of
from masterplan.press.render import render_book
from masterplan.press.whole_files import office_file
from masterplan.writers import json
from masterplan.writers.failures import RenderFailed
from workshops.plans.models import Plan


class Command(BaseCommand):
    help = "Menulis buku dari sebuah rencana ke berkas PDF, Word, Excel, atau JSON, atau data terbukanya (csv)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="nama pendek rencana, seperti pada alamat /r/<slug>/")
        parser.add_argument("--book", default="2", choices=sorted(VOLUMES), help="nomor buku")
        parser.add_argument("--part", default="", help="bagian saja: bab:B2-3, pilar:GOV, atau opd:Dinas Kesehatan")
        parser.add_argument("--format", default="pdf", choices=("pdf", "docx", "xlsx", "json", "csv"))
        parser.add_argument("-o", "--output", required=True, metavar="FILE", help="berkas yang ditulis")

    def handle(
        self, *, slug: str, book: str, format: str, output: str, verbosity: int, part: str = "", **options: bool | None
    ) -> None:
        try:
            plan = Plan.objects.get(slug=slug)
        except Plan.DoesNotExist:
            known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)[:20])
            self.fail(
                f"Rencana “{slug}” tidak ada." + (f" Yang ada: {known}." if known else " Belum ada rencana apa pun.")
            )
        except DatabaseError:
            self.fail("Basis data belum siap. Jalankan ./rembuk up satu kali, lalu ulangi perintah ini.")
        place = Path(output)
        if place.is_dir() or not place.absolute().parent.is_dir():
            self.fail(f"{output} tidak dapat ditulis: foldernya tidak ada atau nama itu sebuah folder.")
        try:
            data = self.data(plan, book, part, format, verbosity)
        except UnknownBook as unknown:
            self.fail(str(unknown))
        except RenderFailed as failure:
            self.fail(failure.sentence)
        self.put(place, data)
        self.stdout.write(f"{output}: {len(data) // 1024} KB")

    def data(self, plan: Plan, book: str, part: str, format: str, verbosity: int) -> bytes:
        book_data = read_book_data(plan)
        if format == "csv":
            return archive(book_data)
        tree = build_book(book_data, book, part=part)
        if format == "json":
            return json.write(tree)
        if format == "pdf":
            return self.printed(plan, tree, verbosity)
        return office_file(tree, format, pictures=pictures_of(plan, tree))

    def printed(self, plan: Plan, tree: Book, verbosity: int) -> bytes:
        told: dict[str, Any] = {"on_progress": self.progress(verbosity), "on_warning": self.warn}
        return render_book(tree, plan=plan, pictures=pictures_of(plan, tree), **told).pdf

    def progress(self, verbosity: int) -> Callable[..., Any] | None:
        return (lambda n, m, part: self.stderr.write(f"bagian {n} dari {m}: {part}")) if verbosity else None

    def warn(self, sentence: str) -> None:
        self.stderr.write(f"Peringatan: {sentence}")

    def put(self, place: Path, data: bytes) -> None:
        """Write a file that is whole or not there: beside it, then moved."""
        fresh = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            fresh.write_bytes(data)
            fresh.replace(place)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            self.fail(f"{place} tidak dapat ditulis: {error.strerror}.")

    def fail(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(1)
