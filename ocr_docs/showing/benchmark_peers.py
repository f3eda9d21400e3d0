"""Plain Tesseract and a stock RapidOCR on the same page, beside our own engines, in this process.

Needs onnxruntime (development only), and the ``tesseract`` program with its Thai model.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
from rapidocr import RapidOCR

from core.engines.loading import text_engine, thai_engine
from core.photos import from_bytes
from core.showing.measures import Row, announce
from ocr_docs.documents.vehicle_registration import read_book
from ocr_docs.findings import Readers
from ocr_docs.showing.samples import Sample

ROUNDS = 3


def rows(page: Sample) -> Iterator[Row]:
    """Seconds for one page, each reader in turn, medians of three rounds."""
    pixels = from_bytes(page.path.read_bytes()).pixels()
    readers = Readers(text=text_engine(), thai=thai_engine())
    stock = RapidOCR(params={"Global.log_level": "critical"})
    bgr = np.ascontiguousarray(pixels[:, :, ::-1])
    calls: dict[str, Callable[[], object]] = {
        "book reader": lambda: read_book(pixels, readers),
        "all text of the page, Thai and Latin": lambda: thai_engine().read(pixels),
        "stock RapidOCR on ONNX Runtime (no Thai)": lambda: stock(bgr),
    }
    if shutil.which("tesseract"):
        calls["plain tesseract -l tha"] = lambda: _tesseract(page)
    took: dict[str, float] = {}
    for name, call in calls.items():
        announce(f"{name}, {ROUNDS + 1} times")
        call()
        took[name] = median(_seconds(call) for _ in range(ROUNDS))
        yield Row(f"the same page in one process: {name}", f"{took[name]:.2f} s")
    for name in list(took)[2:]:
        yield Row(f"{name} / book reader", f"{took[name] / took['book reader']:.2f} x")
    if "plain tesseract -l tha" not in took:
        yield Row("plain tesseract -l tha", "not installed here")


def _tesseract(page: Sample) -> None:
    command = ["tesseract", str(page.path), "-", "-l", "tha"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
