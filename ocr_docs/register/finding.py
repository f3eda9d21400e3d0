"""Where the registers are on a photo, at any angle. Pixels in, rows of drums out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.engines import Pixels
from ocr_docs.register.finding_drums import drums_of
from ocr_docs.register.finding_network import FindingNetwork, scaled
from ocr_docs.register.finding_rows import Row, rows_of

SIDES = (224, 330, 480, 690, 1000)
"""Longer sides of the pictures that are searched. Windows of 13 to 46 pixels are seen in each:
so every register from 1.4 % to 20 % of the photo's side high is seen in two at least."""

_LARGEST_SCALE = 2.0
_SAME = 0.6
_ENOUGH = 2.0
"""Times the largest picture searched that a photo is brought to before all: it saves time."""


def find_rows(pixels: Pixels, network: FindingNetwork, sides: Sequence[int] = SIDES) -> list[Row]:
    """Rows of drums on the upright photo, the best first, in its pixels. Raises EngineFailed.

    Of rows in one place, only the best is kept.
    """
    found: list[Row] = []
    enough = min(1.0, _ENOUGH * max(sides) / max(pixels.shape[:2]))
    small = scaled(pixels, enough) if enough < 1 else pixels
    for scale in _scales(pixels, sides):
        answers = network.answers(scaled(small, scale / enough))
        found += rows_of(drums_of(answers, scale))
    kept: list[Row] = []
    for row in sorted(found, key=lambda row: -row.score):
        if not any(_overlap(row, other) for other in kept):
            kept.append(row)
    return kept


def _scales(pixels: Pixels, sides: Sequence[int]) -> list[float]:
    longest = max(pixels.shape[:2])
    wanted = [min(side / longest, _LARGEST_SCALE) for side in sides]
    return sorted(set(wanted))


def _overlap(one: Row, other: Row) -> bool:
    """Whether a drum of one lies on a drum of the other."""
    return any(
        math.dist(a.centre, b.centre) < _SAME * max(a.height, b.height)
        for a in one.drums
        for b in other.drums
    )
