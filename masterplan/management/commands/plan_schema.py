"""`./rembuk manage plan_schema [-o FILE]`: the JSON Schema of a plan file, cards included."""

from pathlib import Path
from typing import Any

import simplejson
from django.core.management.base import BaseCommand, CommandParser

from masterplan.exchange.schema import SCHEMA


class Command(BaseCommand):
    help = "Menulis JSON Schema dari berkas rencana."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-o", "--output", metavar="FILE", help="berkas yang ditulis; tanpa ini ke layar")

    def handle(self, *, output: str | None, **options: Any) -> None:
        text = simplejson.dumps(SCHEMA, use_decimal=True, ensure_ascii=False, indent=2) + "\n"
        if output:
            Path(output).write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
