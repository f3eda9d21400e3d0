"""Axles, wheels and tyres as a book prints them. Pure."""

from __future__ import annotations

import re

from ocr_docs.book import checks
from ocr_docs.book.snapping import snapped


def drive(text: str) -> str | None:
    """``n เพลา n ล้อ ยาง n เส้น``, the words put right where they are misread; None if not that."""
    return checks.drive(text) or _mended(text)


def _mended(text: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})(\D+)(\d{1,2})(\D+)(\d{1,2})(\D+)", text)
    if not match:
        return None
    first, axles, second, wheels, third, tyres = match.groups()
    good = (
        snapped(axles, ("เพลา",), 0.5)
        and snapped(wheels, ("ล้อยาง",), 0.45)
        and snapped(tyres, ("เส้น",), 0.5)
    )
    return f"{first} เพลา {second} ล้อ ยาง {third} เส้น" if good else None
