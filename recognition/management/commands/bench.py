"""The benchmarks, as a Markdown table, in an installation made for them and thrown away."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image

from core import embedded
from core.drawing.photographs import Shot, photograph
from core.installation import CREDENTIALS, ensure_secrets, read_env
from recognition.showing.api_client import PanelClient
from recognition.showing.photo_server import serving
from recognition.showing.samples import FOLDER, SamplePhoto, sample_photos

try:
    from recognition.showing import benchmark, benchmark_load
    from recognition.showing.benchmark_processes import ServerProcesses
except ImportError as error:  # psutil and onnxruntime are not part of the server
    raise CommandError(
        f"{error}. The benchmarks need the development requirements: run `make bench`."
    ) from error

SIXTEEN_MEGAPIXELS = Shot(
    "concrete", size=(4624, 3468), width=0.4, turn=4, blur=1.0, noise=0.008, quality=70
)
PRODUCTION = ("DATABASE_URL", "CELERY_BROKER_URL", "REDIS_URL")


class Command(BaseCommand):
    help = "Measure the embedded server with its local engines and print a Markdown table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--photos", type=int, default=500, help="photos of the memory test")
        parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *_: Any, **options: Any) -> None:
        if not options["here"]:
            raise SystemExit(_in_a_new_installation(options["photos"]))
        rows: list[benchmark.Row] = []
        for row in self._measured(options["photos"]):
            rows.append(row)
            self.stderr.write(f"{row.what}: {row.measured} {row.demanded}")
        self.stdout.write("\n" + "\n".join(benchmark.as_markdown(rows)))
        if any(row.met is False for row in rows):
            raise CommandError("Not everything that is demanded was met.")

    def _measured(self, photos: int) -> Iterator[benchmark.Row]:
        folder = settings.VAR / "photos"
        large = _lay_out(folder)
        with (
            serving(folder) as host,
            embedded.running(settings.VAR, ALLOWED_PRIVATE_HOSTS=host) as base,
        ):
            key = read_env(settings.VAR / CREDENTIALS)["API_KEY"]
            bench = benchmark.Bench(
                PanelClient(base, key, "bench"),
                folder=folder,
                photo_host=host,
                samples=sample_photos(),
                processes=ServerProcesses(settings.VAR),
            )
            benchmark.caching(False)
            for sample in bench.samples:  # the first calls of an engine are slower
                bench.ask(sample)
            yield from benchmark.engines_and_peer(bench)
            yield from benchmark.large_photo(bench, large)
            yield from benchmark.cached_answers(bench)
            yield from benchmark_load.eight_clients(bench)
            yield from benchmark_load.memory(bench, photos)


def _in_a_new_installation(photos: int) -> int:
    """Run this command again on an empty database, with the embedded default; its exit code."""
    with tempfile.TemporaryDirectory(prefix="triptych-bench-") as var:
        ensure_secrets(Path(var))
        inherited = {name: v for name, v in os.environ.items() if name not in PRODUCTION}
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        arguments = ["bench", "--here", f"--photos={photos}"]
        for command in (["provision"], arguments):
            done = subprocess.run([*manage, *command], env=inherited | {"VAR": var}, check=False)  # noqa: S603 - our own command
            if done.returncode:
                return done.returncode
    return 0


def _lay_out(folder: Path) -> SamplePhoto:
    """Copy the samples to ``folder``; beside them one of them as part of a much larger photo."""
    original = sample_photos()[0]
    shutil.copytree(FOLDER, folder)
    large = replace(original, file="large.jpg")
    with Image.open(original.path) as picture:
        photo = photograph(picture.convert("RGBA"), SIXTEEN_MEGAPIXELS, seed=16)
    (folder / large.file).write_bytes(photo)
    return large
