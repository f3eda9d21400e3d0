"""The one way from a photo's pixels to a verdict with the local engines."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from core.engines import BarcodeEngine, Pixels, TextEngine
from recognition.containers import find_containers
from recognition.evidence import Sightings, Verdict
from recognition.reading import places_to_look, read_codes, read_lines, read_tilted_codes
from recognition.reading import sightings as _sightings
from recognition.serials import decide

PIPELINE_VERSION = 1
"""Part of cache keys: raise it whenever the same photo may get another verdict."""

Step = Callable[[str], AbstractContextManager[Any]]


def _untimed(name: str) -> AbstractContextManager[Any]:
    return nullcontext(name)


def see(
    pixels: Pixels, *, text: TextEngine, barcodes: BarcodeEngine, step: Step = _untimed
) -> Sightings:
    """Everything the engines see on the upright photo; ``step`` times the parts.

    Raises EngineFailed.
    """
    with step("barcode"):
        codes = read_codes(pixels, barcodes)
    with step("ocr"):
        lines = read_lines(pixels, text)
        containers = find_containers(pixels, lines, text)
    if not codes:
        with step("barcode"):
            codes = read_tilted_codes(pixels, lines, barcodes)
    return _sightings(pixels, codes, lines, containers)


def recognise(
    pixels: Pixels, *, text: TextEngine, barcodes: BarcodeEngine, step: Step = _untimed
) -> Verdict:
    """The verdict on the upright photo by the local engines alone. Raises EngineFailed."""
    seen = see(pixels, text=text, barcodes=barcodes, step=step)
    with step("fuse"):
        return decide(seen)


__all__ = ["PIPELINE_VERSION", "places_to_look", "recognise", "see"]
