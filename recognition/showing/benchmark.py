"""The benchmarks of docs/benchmarks.md, one request at a time, against a live embedded server.

Each measure takes a :class:`Bench` and gives rows for one table. "Engine calls" are
calls of the text and the barcode engine and nothing else. Nothing is repeated until
it looks good: each figure is of one run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.conf import settings

from core.engines import Pixels
from core.models import TimelineStep
from core.photos import from_bytes
from core.showing.calls import Reply
from core.showing.measures import CallFailed, Row, at_most
from core.showing.processes import ServerProcesses
from recognition.models import RecognitionSettings
from recognition.showing.api_client import PanelClient, serial_of
from recognition.showing.benchmark_engines import Peer, engine_calls
from recognition.showing.samples import SamplePhoto

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """A live server and the photos it is asked about: in ``folder``, served at ``photo_host``."""

    client: PanelClient
    folder: Path
    photo_host: str
    samples: tuple[SamplePhoto, ...]
    processes: ServerProcesses

    def ask(self, sample: SamplePhoto) -> Reply:
        """The server's answer. Raises CallFailed unless it is 200."""
        reply = self.client.analyze(f"http://{self.photo_host}/{sample.file}")
        if reply.status != 200:
            raise CallFailed(f"{sample.file}: HTTP {reply.status} {reply.body}")
        return reply

    def pixels_of(self, sample: SamplePhoto) -> Pixels:
        """The photo's upright pixels, decoded as the server decodes them."""
        limits = {"max_bytes": settings.MAX_PHOTO_BYTES, "max_pixels": settings.MAX_PHOTO_PIXELS}
        return from_bytes((self.folder / sample.file).read_bytes(), **limits).pixels()


def caching(on: bool) -> None:
    """Switch the panel's cache, and its limits off, from the next request on."""
    row = RecognitionSettings.load() or RecognitionSettings()
    row.CacheResults, row.requestsPerMinute = on, 0
    row.configure()


@dataclass(frozen=True, slots=True)
class _Timing:
    """Medians of three rounds for one photo, in milliseconds, and whether it was read."""

    posted: float
    engines_there: float
    engines_here: float
    peer: float
    answered: bool
    in_peers_text: bool


def engines_and_peer(bench: Bench) -> Iterator[Row]:
    """Each photo in turn: POST, engine calls alone in this process, stock RapidOCR.

    Ratios are of sums over all photos, so that a photo counts as much as it costs.
    """
    peer = Peer()
    timings = [_timing(bench, sample, peer) for sample in bench.samples]
    posted = sum(timing.posted for timing in timings)
    stock = sum(timing.peer for timing in timings)
    there = posted / sum(timing.engines_there for timing in timings)
    here = posted / sum(timing.engines_here for timing in timings)
    count, numbers = len(timings), sum(sample.serial is not None for sample in bench.samples)
    yield Row("POST to answer, mean per photo", f"{posted / count:.0f} ms")
    yield at_most("POST to answer / engine steps of the same request", there, 1.15)
    yield at_most("POST to answer / engine calls alone, in one process", here, 1.15)
    yield Row("stock RapidOCR on ONNX Runtime, mean per photo", f"{stock / count:.0f} ms")
    yield Row("stock RapidOCR / POST to answer", f"{stock / posted:.2f} x")
    right = sum(timing.answered for timing in timings)
    yield Row("serial numbers answered rightly", f"{right} of {numbers}")
    seen = sum(timing.in_peers_text for timing in timings)
    yield Row("serial numbers somewhere in stock RapidOCR's text", f"{seen} of {numbers}")


def _timing(bench: Bench, sample: SamplePhoto, peer: Peer) -> _Timing:
    pixels = bench.pixels_of(sample)
    rounds = [(bench.ask(sample), engine_calls(pixels), peer.read(pixels)) for _ in range(ROUNDS)]
    replies, alone, stock = zip(*rounds, strict=True)
    return _Timing(
        posted=median(reply.ms for reply in replies),
        engines_there=median(map(_engine_ms, replies)),
        engines_here=median(watch.ms for watch in alone),
        peer=median(ms for ms, _ in stock),
        answered=sample.serial is not None and serial_of(replies[0]) == sample.serial,
        in_peers_text=sample.serial is not None and sample.serial in stock[0][1],
    )


def large_photo(bench: Bench, photo: SamplePhoto) -> Iterator[Row]:
    """A 16-megapixel photo, five times, uncached."""
    replies = [bench.ask(photo) for _ in range(5)]
    wrong = [found for reply in replies if (found := serial_of(reply)) != photo.serial]
    if wrong:
        raise CallFailed(f"{photo.file}: read as {wrong[0]}")
    slowest = max(reply.ms for reply in replies) / 1000
    yield Row("16-megapixel photo, slowest of 5", f"{slowest:.2f} s", "≤ 3 s", slowest <= 3)


def cached_answers(bench: Bench) -> Iterator[Row]:
    """The same photo twice, the second time from the cache; medians over the photos."""
    caching(True)
    pairs = [(bench.ask(sample), bench.ask(sample)) for sample in bench.samples]
    caching(False)
    for fresh, cached in pairs:
        if fresh.body["cached"] or not cached.body["cached"]:
            raise CallFailed(f"the cache did not do what it should: {cached.body}")
    fresh_ms = median(fresh.ms for fresh, _ in pairs)
    cached_ms = median(cached.ms for _, cached in pairs)
    ratio = fresh_ms / cached_ms
    yield Row("cached answer, median", f"{cached_ms:.0f} ms")
    yield Row("uncached / cached answer", f"{ratio:.1f} x", "≥ 8 x", ratio >= 8)


def _engine_ms(reply: Reply) -> float:
    steps = TimelineStep.objects.filter(
        request_id=reply.body["timeline_request_id"], name__in=("barcode", "ocr")
    )
    return sum(steps.values_list("duration_ms", flat=True))
