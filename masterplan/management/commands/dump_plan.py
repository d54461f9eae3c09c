"""Writes a plan as a file: `dump_plan SLUG [-o FILE.json]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from masterplan.exchange.dump import dump_plan, write_document
from workshops.plans.models import Plan


class Command(BaseCommand):
    help = "Menulis rencana sebagai berkas tukar (JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("-o", "--output", metavar="BERKAS.json", help="bila kosong ditulis ke layar")

    def handle(self, *, slug: str, output: str | None = None, **options: Any) -> None:
        plan = Plan.objects.select_related("region").filter(slug=slug).first()
        if plan is None:
            self._stop(f"slug: tidak ada rencana “{slug}”")
        assert plan is not None
        text = write_document(dump_plan(plan))
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            self._stop(f"berkas: {output} tidak dapat ditulis ({error.strerror})")

    def _stop(self, line):
        self.stderr.write(line, style_func=str)
        raise SystemExit(1)
