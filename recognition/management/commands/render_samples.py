"""Draw the sample photos anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recognition.drawing.samples import SAMPLES
from recognition.showing.samples import FOLDER, TRUTH


class Command(BaseCommand):
    help = "Draw the sample photos and their truth.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write to")
        parser.add_argument("--only", default="", help="draw this one file alone")

    def handle(self, *_: Any, **options: Any) -> None:
        folder: Path = options["into"]
        folder.mkdir(parents=True, exist_ok=True)
        for sample in SAMPLES:
            if options["only"] in ("", sample.file):
                try:
                    photo = sample.render()
                except OSError as error:
                    raise CommandError(
                        f"{error}. Install the fonts: apt-get install fonts-liberation "
                        "fonts-dejavu-core"
                    ) from error
                (folder / sample.file).write_bytes(photo)
                self.stdout.write(f"{sample.file}  {len(photo) / 1000:.0f} kB")
        entries = [sample.truth() for sample in SAMPLES]
        text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
        (folder / TRUTH).write_text(text, encoding="utf-8")
