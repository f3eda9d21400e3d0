"""What is wrong with a part of a file, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` counts as a spreadsheet does, the row of names being 1; None where the problem is
    of no row. ``place`` is a column or a file. ``text`` is a sentence."""

    row: int | None
    place: str
    text: str
