"""From pixels to a page's wire-ready answer, with the engines that the settings name."""

from __future__ import annotations

from typing import Any

from core.engines import Pixels
from core.engines.loading import text_engine, thai_engine
from ocr_docs.documents.general import read_page
from ocr_docs.documents.vehicle_registration import read_book
from ocr_docs.documents.water_meter import read_meter
from ocr_docs.findings import Fields, Readers
from ocr_docs.kinds import Kind
from ocr_docs.model_reading import ModelReading
from ocr_docs.overhearing import Overheard
from ocr_docs.page_wire import book_page, general_page, meter_page


def answer_of(
    kind: Kind, pixels: Pixels, *, number: int, of: int, model: ModelReading | None = None
) -> dict[str, Any] | None:
    """What page ``number`` (1-based) ``of`` so many answers; None for a meter without digits.

    ``model`` may help with a book. Raises NotThisDocument, and EngineFailed when an engine breaks.
    """
    height, width = pixels.shape[:2]
    if kind is Kind.METER:
        reading = read_meter(pixels, text_engine())
        return meter_page(reading, width, height) if reading else None
    if kind is Kind.BOOK:
        return book_page(_book(pixels, model), width, height)
    return general_page(read_page(pixels, thai_engine()), width, height, number=number, of=of)


def _book(pixels: Pixels, model: ModelReading | None) -> Fields:
    thai = Overheard(thai_engine())
    local = read_book(pixels, Readers(text=text_engine(), thai=thai))
    return model.completed(local, pixels, thai.lines) if model else local
