"""Calibration: answers that people rated against how sure they were.

Four or five stars say that a number was right, one or two that it was wrong; three say
neither and are left out. ``confidence`` promises a probability: of answers of 0.8, eight in
ten should be right.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.histograms import TENTHS
from core.panel_dashboard import Section
from core.shares import percent
from recognition.operating.recognised import Cell

RIGHT, WRONG = 4, 2
FEW, FEW_IN_ALL = 10, 50
"""Below so many rated answers a share says little: in one tenth, and in all of them."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """Rated answers of a tenth of confidence: how many were right, of how many; ``promised`` is
    their mean confidence and ``kept`` the share that was right, both 0-100."""

    label: str
    right: int
    rated: int
    promised: float

    @property
    def kept(self) -> float:
        return percent(self.right, self.rated)

    @property
    def is_few(self) -> bool:
        return self.rated < FEW

    @property
    def size(self) -> str:
        return f"{self.kept:.2f}%"

    @property
    def place(self) -> str:
        """Where the promise stands on the bar, a CSS length."""
        return f"{self.promised:.2f}%"


def section(cells: list[Cell]) -> Section:
    """The chart, with a sentence on how far it can be trusted."""
    found = tenths(cells)
    rated = sum(one.rated for one in found)
    shown = {"tenths": found, "rated": rated, "off": off_by(found), "warning": _warning(rated)}
    return Section("recognition/dashboard/calibration.html", shown)


def tenths(cells: list[Cell]) -> list[Tenth]:
    """The tenths in which answers are rated, the highest first."""
    said: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.has_number and cell.rating and not WRONG < cell.rating < RIGHT:
            said[cell.tenth].append(cell)
    return [_tenth(number, said[number]) for number in sorted(said, reverse=True)]


def _tenth(number: int, cells: list[Cell]) -> Tenth:
    rated = sum(cell.count for cell in cells)
    right = sum(cell.count for cell in cells if (cell.rating or 0) >= RIGHT)
    return Tenth(TENTHS[number], right, rated, sum(cell.sure for cell in cells) / rated * 100)


def off_by(found: list[Tenth]) -> float | None:
    """By how many points of 100 confidence is off on average (expected calibration error:
    Naeini, Cooper, Hauskrecht 2015); None of none."""
    rated = sum(one.rated for one in found)
    if not rated:
        return None
    return sum(abs(one.kept - one.promised) * one.rated for one in found) / rated


def _warning(rated: int) -> str:
    if not rated:
        return ""
    if rated < FEW_IN_ALL:
        said = ngettext(
            "Only %(count)s answer is rated: far too few to judge by.",
            "Only %(count)s answers are rated: too few to judge by.",
            rated,
        )
        return said % {"count": rated}
    return _("Who is unhappy rates more often than who is not: all in all answers may be better.")
