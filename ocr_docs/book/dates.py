"""Dates as registration books print them: "7 มีนาคม 2562", the year of the Buddhist era. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from ocr_docs.book.lists import MONTHS, SHORT_MONTHS
from ocr_docs.book.snapping import snapped
from ocr_docs.book.spelling import arabic, normal

BUDDHIST_ERA = 543
"""Years of the Buddhist era are those of the common era and this many."""

_BUDDHIST_YEARS = range(2450, 2651)
_COMMON_YEARS = range(1900, 2101)
_SHAPE = re.compile(r"^(\d{1,2})\s*(\D*?)\s*(\d{4})$")
_SHORT_MISREADINGS = 0.4


@dataclass(frozen=True, slots=True)
class ThaiDate:
    """A date in the book's words. ``misread`` is the share of the month's letters put right."""

    text: str
    day: int
    month: int
    year: int
    misread: float

    @property
    def valid(self) -> bool:
        """Whether such a day exists, in a year a book can hold."""
        if self.year in _BUDDHIST_YEARS:
            year = self.year - BUDDHIST_ERA
        elif self.year in _COMMON_YEARS:
            year = self.year
        else:
            return False
        return 1 <= self.day <= monthrange(year, self.month)[1]


def parsed(text: str) -> ThaiDate | None:
    """The date ``text`` shows, its month put right where it is misread; None if it is no date."""
    match = _SHAPE.match(arabic(normal(text)))
    if not match:
        return None
    day, word, year = match.groups()
    dotted = word.count(".") >= 1 and len(word) <= 6
    months = SHORT_MONTHS if dotted else MONTHS
    month = snapped(word, months, _SHORT_MISREADINGS if dotted else 0.3) if word else None
    if month is None:
        return None
    text = f"{day} {month.value} {year}"
    return ThaiDate(text, int(day), months.index(month.value) + 1, int(year), month.share)
