"""Is a candidate a price tag, and how surely was its price read? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from core.engines import Pixels
from core.geometry import Box, Quad, box_of
from scenes.prices.candidates import Candidate
from scenes.prices.choosing import Choice, clear_of
from scenes.prices.money import Amount
from scenes.prices.prints import Print
from scenes.prices.tying import shelf_of
from scenes.realogram import Facing, ShelfLine

_ENOUGH = 0.5
"""Points that make a tag. What is written, its edge, its place and its companions all count."""

_BLOWN_OUT = 250
_GLARE = 0.06
_FAINT = 22.0


def is_tag(candidate: Candidate, facings: Sequence[Facing], shelves: Sequence[ShelfLine]) -> bool:
    """Enough speaks for ``candidate``. Products carry numbers too: one on a facing needs more."""
    written = max((amount.sure for amount in _amounts(candidate.main)), default=0.5)
    edged = candidate.fit >= 0.85 and not candidate.laid
    points = (
        (0.35 if edged else 0.0)
        + (0.35 if written > 0.5 else 0.0)
        + min(candidate.companions, 4) * (0.14 if edged or candidate.laid else 0.07)
        + (0.2 if shelf_of(candidate.box, shelves) is not None else 0.0)
        - (0.35 if _on_facing(candidate.box, facings) else 0.0)
        - (0.25 if _is_code(candidate.main) else 0.0)
    )
    return points >= _ENOUGH


def surety(pixels: Pixels, choice: Choice, quad: Quad, usual_height: float) -> float:
    """The probability (0-1) that ``choice`` names the price of the tag at ``quad``."""
    main = choice.main
    if main is None or choice.price is None:
        return 0.0
    rows, cols = pixels.shape[:2]
    if not clear_of(main.box, main.height, rows, cols):
        return 0.2 * choice.score
    odd_height = usual_height > 0 and main.height < 0.55 * usual_height
    written = main.amounts and max(a.sure for a in main.amounts) > 0.5
    doubt = 0.45 if odd_height and not written else 1.0
    return min(choice.score * doubt * _visibility(pixels, main, box_of(quad)), 0.99)


def usual_height(lines: Sequence[Print]) -> float:
    """Of the digits of a photo's prices, pixels; 0 where there are too few to say."""
    return median(line.height for line in lines) if len(lines) >= 3 else 0.0


def _visibility(pixels: Pixels, main: Print, tag: Box) -> float:
    """Less than 1 where glare on or beside the digits may hide some of them."""
    box, rows, cols = main.box, *pixels.shape[:2]
    left = int(max(tag.left, box.left - 1.2 * main.height, 0))
    right = int(min(tag.right, box.right + 1.2 * main.height, cols))
    top, bottom = int(max(box.top, 0)), int(min(box.bottom, rows))
    if right - left < 4 or bottom - top < 4:
        return 1.0
    piece = pixels[top:bottom, left:right]
    blown = float((piece.min(axis=2) >= _BLOWN_OUT).mean())
    paper = float(np.median(piece.max(axis=2)))
    if paper < _BLOWN_OUT - 5:
        return 0.45 if blown > _GLARE else 1.0
    light = np.percentile(piece.min(axis=2), [4, 60])
    return 0.6 if light[1] - light[0] < _FAINT * 2.55 else 1.0


def _amounts(main: Print | None) -> list[Amount]:
    return list(main.amounts) if main else []


def _is_code(main: Print | None) -> bool:
    """Five bare digits name a place in the shop or a carton more often than a price."""
    return main is not None and sum(c.isdigit() for c in main.text) >= 5 and main.text.isdigit()


def _on_facing(box: Box, facings: Sequence[Facing]) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(_deep_in(box_of(facing.quad), x, y) for facing in facings)


def _deep_in(box: Box, x: float, y: float) -> bool:
    # A tag before the foot of a product covers it: only higher up is it the product's own print.
    return box.left <= x <= box.right and box.top <= y <= box.bottom - 0.2 * box.height
