"""The panel's benchmarks, one after the other, on one embedded server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from core import embedded
from core.drawing.photographs import Shot, photograph
from core.installation import CREDENTIALS, read_env
from core.showing.measures import Row
from core.showing.processes import ServerProcesses
from recognition.showing import benchmark, benchmark_load
from recognition.showing.api_client import PanelClient
from recognition.showing.photo_server import serving
from recognition.showing.samples import FOLDER, SamplePhoto, sample_photos

SIXTEEN_MEGAPIXELS = Shot(
    "concrete", size=(4624, 3468), width=0.4, turn=4, blur=1.0, noise=0.008, quality=70
)


class Benchmarks:
    """See ``core.showing.measures.Benchmark``."""

    title = "Serial numbers"

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._photos = int(options["photos"])

    def rows(self) -> Iterator[Row]:
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
            yield from benchmark_load.memory(bench, self._photos)


def _lay_out(folder: Path) -> SamplePhoto:
    """Copy the samples to ``folder``; beside them one of them as part of a much larger photo."""
    original = sample_photos()[0]
    shutil.copytree(FOLDER, folder)
    large = replace(original, file="large.jpg")
    with Image.open(original.path) as picture:
        photo = photograph(picture.convert("RGBA"), SIXTEEN_MEGAPIXELS, seed=16)
    (folder / large.file).write_bytes(photo)
    return large
