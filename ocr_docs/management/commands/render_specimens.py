"""Draw registration books of invented people and cars, with the truth of every field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocr_docs.specimens import fonts
from ocr_docs.specimens.folder import DAMAGES, KINDS, Order, write


class Command(BaseCommand):
    help = "Write drawn registration books (and other pictures) with labels.json into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--count", type=int, default=60, help="books to draw")
        parser.add_argument("--others", type=int, default=0, help="pictures that show no book")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--kind", choices=(*KINDS, "mixed"), default="mixed")
        parser.add_argument("--damage", choices=(*DAMAGES, "mixed"), default="mixed")
        parser.add_argument("--dpi", type=int, default=0, help="100-400; mixed without it")

    def handle(self, *_: Any, **options: Any) -> None:
        order = Order(
            count=options["count"],
            others=options["others"],
            seed=options["seed"],
            kind=options["kind"],
            damage=options["damage"],
            dpi=options["dpi"],
        )
        try:
            fonts.check()
        except OSError as error:
            raise CommandError(str(error)) from error
        for number, name in enumerate(write(options["folder"], order), 1):
            self.stderr.write(f"\r{number}/{order.count + order.others}  {name}", ending="")
            self.stderr.flush()
        self.stderr.write("")
