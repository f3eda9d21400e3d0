"""What a reader found on one page, as it goes over the wire. Pure.

Numbers as the seeds have them: a book's normalised corners are rounded to 4 decimals,
a meter's are not, a confidence never is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.engines import TextLine
from core.geometry import Quad
from ocr_docs.book.lists import KEYS
from ocr_docs.findings import Fields, MeterReading, TextPage
from ocr_docs.register.geometry import wire_boxes

_DECIMALS = 4


def book_page(fields: Fields, width: int, height: int) -> dict[str, Any]:
    """Every key of the book in the table's order; ``{}`` for a field that was not found."""
    page: dict[str, Any] = {}
    for key in KEYS:
        field = fields.get(key)
        page[key] = (
            {
                "value": field.value,
                "bboxes": [pixel_corners(quad, width, height) for quad in field.quads],
                "bboxes_norm": [norm_corners(quad, width, height) for quad in field.quads],
                "confidence": field.confidence,
            }
            if field
            else {}
        )
    return page


def meter_page(reading: MeterReading, width: int, height: int) -> dict[str, Any]:
    boxes = wire_boxes(reading.digits, reading.angle, width, height)
    return {
        "numbers": {
            "value": reading.value,
            **boxes,
            "confidence": float(reading.confidence),
            "angle": float(reading.angle),
        }
    }


def general_page(
    page: TextPage, width: int, height: int, *, number: int, of: int
) -> dict[str, Any]:
    """Page ``number`` (1-based) ``of`` so many. ``char_pos_norm[i]`` belongs to ``text[i]``."""
    return {
        "bboxes": [_line(line, width, height) for line in page.lines],
        "text_page": page.text,
        "page": number,
        "max_page": of,
    }


def _line(line: TextLine, width: int, height: int) -> dict[str, Any]:
    return {
        "bbox": pixel_corners(line.quad, width, height),
        "bbox_norm": norm_corners(line.quad, width, height),
        "char_pos_norm": [norm_corners(quad, width, height) for quad in _every_place(line)],
        "text": line.text,
        "confidence": line.confidence,
    }


def _every_place(line: TextLine) -> Iterable[Quad]:
    """A quad for each character of the text; a blank has that of the gap it stands for."""
    printed = [character.quad for character in line.characters]
    if len(printed) != sum(not sign.isspace() for sign in line.text):
        return
    nexts = iter(printed)
    before: Quad | None = None
    for index, sign in enumerate(line.text):
        if not sign.isspace():
            before = next(nexts)
            yield before
            continue
        seen = sum(not sign.isspace() for sign in line.text[:index])
        after = printed[seen] if seen < len(printed) else None
        yield _gap(before or line.quad, after or line.quad)


def _gap(before: Quad, after: Quad) -> Quad:
    return before[1], after[0], after[3], before[2]


def pixel_corners(quad: Quad, width: int, height: int) -> list[list[int]]:
    """Whole pixels inside the page."""
    return [[_within(round(p.x), width), _within(round(p.y), height)] for p in quad]


def norm_corners(quad: Quad, width: int, height: int) -> list[list[float]]:
    """Shares of the page, from the whole pixels."""
    corners = pixel_corners(quad, width, height)
    return [[round(x / width, _DECIMALS), round(y / height, _DECIMALS)] for x, y in corners]


def _within(value: int, size: int) -> int:
    return min(max(value, 0), size)
