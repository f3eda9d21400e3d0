"""Dates as registration books print them: "7 มีนาคม 2562", the year of the Buddhist era. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from ocr_docs.book.lists import MONTHS, SHORT_MONTHS
from ocr_docs.book.snapping import snapped
from ocr_docs.book.spelling import arabic, glyphs, normal, weight

BUDDHIST_ERA = 543
"""Years of the Buddhist era are those of the common era and this many."""

_BUDDHIST_YEARS = range(2450, 2651)
_COMMON_YEARS = range(1900, 2101)
_SHAPE = re.compile(r"\D*?(\d{1,2})(?!\d)(\D*?)(\d{4})\D*")
_MISREADINGS = 0.3
_SHORT_LETTERS = 4.0
_SHORT = tuple(month.replace(".", "") for month in SHORT_MONTHS)


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
    match = _SHAPE.fullmatch(arabic(normal(text)))
    if not match:
        return None
    day, word, year = match.groups()
    found = _month(re.sub(r"[\s.,_]", "", word))
    if found is None:
        return None
    month, printed, misread = found
    return ThaiDate(f"{day} {printed} {year}", int(day), month, int(year), misread)


def _month(word: str) -> tuple[int, str, float] | None:
    """Its number, how it is printed, and the share of it that was misread."""
    short = weight(glyphs(word)) < _SHORT_LETTERS
    names = _SHORT if short else MONTHS
    entry = snapped(word, names, _MISREADINGS) if word else None
    if entry is None:
        return None
    place = names.index(entry.value)
    return place + 1, (SHORT_MONTHS if short else MONTHS)[place], entry.share
