"""Draw the shelf panel's samples anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scenes.drawing import fonts
from scenes.showing.drawn_samples import files
from scenes.showing.samples import FOLDER


class Command(BaseCommand):
    help = "Draw the sample shop: pack shots, one scene of two photos, and truth.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write to")

    def handle(self, *_: Any, **options: Any) -> None:
        folder: Path = options["into"]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fonts.check()
        except OSError as error:
            raise CommandError(str(error)) from error
        for name, data in files().items():
            (folder / name).write_bytes(data)
            self.stdout.write(f"{name}  {len(data) / 1000:.0f} kB")
