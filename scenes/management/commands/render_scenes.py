"""Draw shelves of invented products, with the truth of everything on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scenes.drawing import fonts
from scenes.drawing.folder import Order, write


class Command(BaseCommand):
    help = "Write drawn shelf photos and pack shots with labels.json into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--count", type=int, default=10, help="scenes to draw")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--side", type=int, default=2000, help="pixels of the longer side")

    def handle(self, *_: Any, **options: Any) -> None:
        order = Order(count=options["count"], seed=options["seed"], side=options["side"])
        try:
            fonts.check()
        except OSError as error:
            raise CommandError(str(error)) from error
        for number, name in enumerate(write(options["folder"], order), 1):
            self.stderr.write(f"\r{number}/{order.count}  {name}", ending="")
            self.stderr.flush()
        self.stderr.write("")
