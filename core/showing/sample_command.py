"""The commands that draw a panel's samples anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class SampleCommand(BaseCommand):
    """Writes ``files`` into ``folder`` or, with ``--into``, elsewhere."""

    folder: Path

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Name and content of each file. OSError where a font is missing."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=self.folder, help="folder to write to")

    def handle(self, *_: Any, **options: Any) -> None:
        folder: Path = options["into"]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, data in self.files():
                (folder / name).write_bytes(data)
                self.stdout.write(f"{name}  {len(data) / 1000:.0f} kB")
        except OSError as error:
            raise CommandError(str(error)) from error


def as_truth(entries: list[Any]) -> bytes:
    """``truth.json``: what is on each sample."""
    return (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode()
