"""The engines alone, and a stock RapidOCR as the peer, in this process.

Needs onnxruntime (development only). Times are in milliseconds of the clock on
the wall, processor times in seconds over all threads of this process.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidocr import RapidOCR

from core.engines import Barcode, BarcodeEngine, Pixels, TextEngine, TextLine
from core.engines.loading import barcode_engine, text_engine
from recognition.pipeline import see


@dataclass(slots=True)
class Stopwatch:
    """Time spent in the calls it was put around."""

    ms: float = 0.0
    cpu_s: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.ms += (time.perf_counter() - wall) * 1000
            self.cpu_s += time.process_time() - cpu


@dataclass(frozen=True, slots=True)
class _TimedText:
    """A ``TextEngine`` whose calls are timed."""

    engine: TextEngine
    watch: Stopwatch

    def read(self, pixels: Pixels, **options: Any) -> list[TextLine]:
        with self.watch.running():
            return self.engine.read(pixels, **options)

    def read_strips(self, strips: Sequence[Pixels], **options: Any) -> list[TextLine]:
        with self.watch.running():
            return self.engine.read_strips(strips, **options)


@dataclass(frozen=True, slots=True)
class _TimedBarcodes:
    """A ``BarcodeEngine`` whose calls are timed."""

    engine: BarcodeEngine
    watch: Stopwatch

    def read(self, pixels: Pixels) -> list[Barcode]:
        with self.watch.running():
            return self.engine.read(pixels)


def engine_calls(pixels: Pixels) -> Stopwatch:
    """The time of the engine calls alone that the recognition of ``pixels`` makes."""
    watch = Stopwatch()
    text, barcodes = _TimedText(text_engine(), watch), _TimedBarcodes(barcode_engine(), watch)
    see(pixels, text=text, barcodes=barcodes)
    return watch


class Peer:
    """RapidOCR as it comes: ONNX Runtime, its own defaults."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params={"Global.log_level": "critical"})

    def read(self, pixels: Pixels) -> tuple[float, str]:
        """Milliseconds of one call on RGB ``pixels``, and all it read without blanks."""
        bgr = np.ascontiguousarray(pixels[:, :, ::-1])
        started = time.perf_counter()
        found: Any = self._engine(bgr)
        ms = (time.perf_counter() - started) * 1000
        return ms, "".join(found.txts or ()).replace(" ", "")
