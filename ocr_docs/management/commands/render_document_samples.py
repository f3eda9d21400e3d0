"""Draw the documents' samples anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocr_docs.showing.samples import FOLDER, TRUTH
from ocr_docs.specimens import fonts
from ocr_docs.specimens.samples import SAMPLES


class Command(BaseCommand):
    help = "Draw the sample documents and their truth.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write to")

    def handle(self, *_: Any, **options: Any) -> None:
        folder: Path = options["into"]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fonts.check()
        except OSError as error:
            raise CommandError(str(error)) from error
        entries = []
        for sample in SAMPLES:
            data, pages = sample.make()
            (folder / sample.file).write_bytes(data)
            entries.append(sample.entry(pages))
            self.stdout.write(f"{sample.file}  {len(data) / 1000:.0f} kB")
        text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
        (folder / TRUTH).write_text(text, encoding="utf-8")
