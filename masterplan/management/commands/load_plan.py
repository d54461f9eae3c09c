"""Loads a plan file as a new plan: `load_plan FILE.json [--slug S]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from masterplan.exchange.actions import SlugTaken, load_plan
from masterplan.exchange.faults import PlanFileError
from masterplan.exchange.read import MAX_BYTES, read_document
from masterplan.exchange.slugs import BadSlug


class Command(BaseCommand):
    help = "Memuat berkas rencana (JSON) menjadi rencana baru."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="BERKAS.json")
        parser.add_argument("--slug", help="alamat rencana; bila kosong diambil dari nama daerah")

    def handle(self, *, file: str, slug: str | None = None, **options: Any) -> None:
        """Exit status 1 and one line per fault when nothing was loaded; warnings are said and do not stop it."""
        try:
            loaded = load_plan(read_document(self._bytes(file)), slug)
        except PlanFileError as bad:
            self._say(*bad.faults)
            raise SystemExit(1) from None
        except BadSlug as bad:
            self._say(f"slug: {bad}")
            raise SystemExit(1) from None
        except SlugTaken as taken:
            self._say(f"slug: {taken.sentence}")
            raise SystemExit(1) from None
        self._say(*(f"{warning} (peringatan)" for warning in loaded.warnings))
        self.stdout.write(f"Rencana {loaded.plan.slug} dimuat.")

    def _bytes(self, file):
        try:
            with Path(file).open("rb") as opened:
                return opened.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            self._say(f"berkas: {file} tidak dapat dibaca ({reason})")
            raise SystemExit(1) from None

    def _say(self, *lines):
        for line in lines:
            self.stderr.write(str(line), style_func=str)
