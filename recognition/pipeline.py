"""The one way from a photo's pixels to a verdict with the local engines."""

from __future__ import annotations

from core.engines import BarcodeEngine, Pixels, TextEngine
from recognition.evidence import Verdict
from recognition.judging.serials import decide
from recognition.seeing.reading import Step, places_to_look, untimed
from recognition.seeing.reading import read_photo as see

PIPELINE_VERSION = 2
"""Part of cache keys: raise it whenever the same photo may get another verdict."""


def recognise(
    pixels: Pixels, *, text: TextEngine, barcodes: BarcodeEngine, step: Step = untimed
) -> Verdict:
    """The verdict on the upright photo by the local engines alone. Raises EngineFailed."""
    seen = see(pixels, text=text, barcodes=barcodes, step=step)
    with step("fuse"):
        return decide(seen)


__all__ = ["PIPELINE_VERSION", "places_to_look", "recognise", "see"]
