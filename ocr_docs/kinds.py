"""The three kinds of documents: their endpoints and what may be sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    BOOK = "book"
    METER = "meter"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``name`` is what API keys are limited to; ``least`` and ``most`` bound a page's sides."""

    kind: Kind
    name: str
    title: str
    path: str
    many_pages: bool
    least_side: int
    most_side: int


ENDPOINTS = {
    Kind.BOOK: Endpoint(
        kind=Kind.BOOK,
        name="ocr.vehicle-registration-book",
        title="Documents: vehicle registration book",
        path="aiscript/vehicle-registration-book/v2",
        many_pages=True,
        least_side=500,
        most_side=10_000,
    ),
    # A cut-out register is a picture too: no least side is documented for it.
    Kind.METER: Endpoint(
        kind=Kind.METER,
        name="ocr.water-meter",
        title="Documents: water meter",
        path="aiscript/water-meter/v2",
        many_pages=False,
        least_side=16,
        most_side=10_000,
    ),
    Kind.GENERAL: Endpoint(
        kind=Kind.GENERAL,
        name="ocr.general-ocr",
        title="Documents: general OCR",
        path="aiscript/general-ocr/v2",
        many_pages=True,
        least_side=16,
        most_side=10_000,
    ),
}
