"""The three kinds of documents: their endpoints and what may be sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    BOOK = "book"
    METER = "meter"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``name`` is what API keys are limited to; ``least`` and ``most`` bound a page's sides."""

    kind: Kind
    name: str
    title: str | Promise
    path: str
    many_pages: bool
    least_side: int
    most_side: int


ENDPOINTS = {
    Kind.BOOK: Endpoint(
        kind=Kind.BOOK,
        name="ocr.vehicle-registration-book",
        title=_("Documents: vehicle registration book"),
        path="aiscript/vehicle-registration-book/v2",
        many_pages=True,
        least_side=500,
        most_side=10_000,
    ),
    # A cut-out register is a picture too: no least side is documented for it.
    Kind.METER: Endpoint(
        kind=Kind.METER,
        name="ocr.water-meter",
        title=_("Documents: water meter"),
        path="aiscript/water-meter/v2",
        many_pages=False,
        least_side=16,
        most_side=10_000,
    ),
    Kind.GENERAL: Endpoint(
        kind=Kind.GENERAL,
        name="ocr.general-ocr",
        title=_("Documents: general OCR"),
        path="aiscript/general-ocr/v2",
        many_pages=True,
        least_side=16,
        most_side=10_000,
    ),
}
