"""The benchmarks, as Markdown tables, in an installation made for them and thrown away."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from core.installation import ensure_secrets
from core.showing.measures import Benchmark, Row, as_markdown

PRODUCTION = ("DATABASE_URL", "CELERY_BROKER_URL", "REDIS_URL")


class Command(BaseCommand):
    help = "Measure the embedded server with its local engines and print Markdown tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--photos", type=int, default=500, help="photos of the memory test")
        parser.add_argument("--scenes", type=int, default=200, help="scenes of the memory test")
        parser.add_argument("--only", choices=sorted(_offered()), help="one panel alone")
        parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *_: Any, **options: Any) -> None:
        if not options["here"]:
            raise SystemExit(_in_a_new_installation(options))
        missed = False
        for label, path in _offered().items():
            if options["only"] in (None, label):
                rows = self._measured(_benchmark(path), options)
                missed = missed or any(row.met is False for row in rows)
        if missed:
            raise CommandError("Not everything that is demanded was met.")

    def _measured(self, benchmark: type[Benchmark], options: dict[str, Any]) -> list[Row]:
        panel = benchmark(options)
        rows: list[Row] = []
        for row in panel.rows():
            rows.append(row)
            self.stderr.write(f"{row.what}: {row.measured} {row.demanded}")
        self.stdout.write(f"\n{panel.title}\n\n" + "\n".join(as_markdown(rows)))
        return rows


def _offered() -> dict[str, str]:
    """App label -> dotted path of its benchmark."""
    return {app.label: app.benchmark for app in apps.get_app_configs() if hasattr(app, "benchmark")}


def _benchmark(path: str) -> type[Benchmark]:
    try:
        made: type[Benchmark] = import_string(path)
    except ImportError as error:  # psutil and onnxruntime are not part of the server
        raise CommandError(
            f"{error}. The benchmarks need the development requirements: run `make bench`."
        ) from error
    return made


def _in_a_new_installation(options: dict[str, Any]) -> int:
    """Run this command again on an empty database, with the embedded default; its exit code."""
    with tempfile.TemporaryDirectory(prefix="triptych-bench-") as var:
        ensure_secrets(Path(var))
        inherited = {name: v for name, v in os.environ.items() if name not in PRODUCTION}
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        arguments = ["bench", "--here"]
        arguments += [f"--{name}={options[name]}" for name in ("photos", "scenes")]
        if options["only"]:
            arguments.append(f"--only={options['only']}")
        for command in (["provision"], arguments):
            done = subprocess.run([*manage, *command], env=inherited | {"VAR": var}, check=False)  # noqa: S603 - our own command
            if done.returncode:
                return done.returncode
    return 0
