"""Read, write or change the settings of the serial-number panel from a shell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.audit import shell
from recognition.models import RecognitionSettings
from recognition.operating import settings_file
from recognition.operating.configuration import apply, document_of, sentences


class Command(BaseCommand):
    help = (
        "Import settings from a JSON file (or - for standard input), change single ones with "
        "--set, print them with --export. What is not named keeps its value. The model key is "
        "never printed; give it in a file rather than with --set, so that no process list shows it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="a settings file, or - for standard input")
        parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--export", action="store_true", help="print the settings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["file"] or options["set"] or options["export"]):
            raise CommandError("Name a file, --set NAME=VALUE or --export.")
        row = RecognitionSettings.objects.first() or RecognitionSettings()
        values = self._from_file(options["file"]) | _from_pairs(options["set"])
        if values or options["file"]:
            try:
                apply(row, values, by=shell())
            except ValidationError as error:
                raise CommandError("\n".join(sentences(error))) from error
            self.stderr.write(self.style.SUCCESS(f"Saved: {', '.join(values) or 'the defaults'}."))
        if options["export"]:
            self.stdout.write(json.dumps(document_of(row), indent=2, ensure_ascii=False))

    def _from_file(self, name: str | None) -> dict[str, Any]:
        if name is None:
            return {}
        try:
            text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
            read = settings_file.from_document(json.loads(text))
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise CommandError(f"{name} is not JSON: {error}") from error
        except settings_file.NotASettingsFile as error:
            raise CommandError("\n".join(error.problems)) from error
        for ignored in read.ignored:
            self.stderr.write(self.style.WARNING(f"Ignored, no such setting: {ignored}"))
        return read.values


def _from_pairs(pairs: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        try:
            if not sign:
                raise ValueError("write NAME=VALUE")
            values[name] = settings_file.read(name, value)
        except ValueError as error:
            raise CommandError(f"{name}: {error}.") from error
    return values
