"""A photo of a meter: what its register shows."""

from __future__ import annotations

from core.engines import Pixels, TextEngine
from ocr_docs.findings import MeterReading
from ocr_docs.register.reading import read_register


def read_meter(pixels: Pixels, text: TextEngine) -> MeterReading | None:
    """The reading of the register on the upright photo, or None where none is found.

    Raises EngineFailed.
    """
    return read_register(pixels, text)
