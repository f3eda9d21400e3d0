"""Where the registers are on a photo, at any angle. Pixels in, rows of drums out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.engines import Pixels
from ocr_docs.register.finding_drums import Drum, drums_of
from ocr_docs.register.finding_network import FindingNetwork, scaled
from ocr_docs.register.finding_rows import Row, rows_of

SIDES = (224, 330, 480, 690, 1000)
"""Longer sides of the pictures that are searched. Windows of 13 to 46 pixels are seen in each:
so every register from 1.4 % to 20 % of the photo's side high is seen in two at least."""

_LARGEST_SCALE = 2.0
_SAME = 0.6


def find_rows(pixels: Pixels, network: FindingNetwork, sides: Sequence[int] = SIDES) -> list[Row]:
    """Rows of drums on the upright photo, the best first, in its pixels. Raises EngineFailed.

    Of rows in one place, only the best is kept.
    """
    found: list[Row] = []
    for scale in _scales(pixels, sides):
        found += rows_of(seen_drums(pixels, network, scale))
    kept: list[Row] = []
    for row in sorted(found, key=lambda row: -row.score):
        if not any(_overlap(row, other) for other in kept):
            kept.append(row)
    return kept


def seen_drums(pixels: Pixels, network: FindingNetwork, scale: float) -> list[Drum]:
    """Single drums, searched for on the photo brought to ``scale`` times its size."""
    return drums_of(network.answers(scaled(pixels, scale)), scale)


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
