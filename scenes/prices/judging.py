"""Is a candidate a price tag, and how surely was its price read? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from core.engines import Pixels
from core.geometry import Box, Quad, box_of
from scenes.prices.candidates import Candidate, paper_of, touches
from scenes.prices.choosing import Choice, clear_of
from scenes.prices.money import Amount
from scenes.prices.prints import Print
from scenes.prices.tying import shelf_of
from scenes.realogram import Facing, ShelfLine

_ENOUGH = 0.5
"""Points that make a tag. What is written, its edge, its place and its companions all count."""

_ROW = 0.2
_BLOWN_OUT = 250
_WHITE_PAPER = 228
_GLARE = 0.06
_FAINT = 22.0
_OTHER_COLOUR = 30.0


def tags_among(
    candidates: Sequence[Candidate], facings: Sequence[Facing], shelves: Sequence[ShelfLine]
) -> list[Candidate]:
    """Those for which enough speaks. Products carry numbers too: one on a facing needs more.

    What stands in a row with tags needs less than what stands alone.
    """
    points = [_points(one, facings, shelves) for one in candidates]
    sure = [one for one, got in zip(candidates, points, strict=True) if got >= _ENOUGH]
    return [
        one
        for one, got in zip(candidates, points, strict=True)
        if got >= _ENOUGH
        or (got + _ROW >= _ENOUGH and any(_in_row(one.box, other.box) for other in sure))
    ]


def _points(candidate: Candidate, facings: Sequence[Facing], shelves: Sequence[ShelfLine]) -> float:
    written = max((amount.sure for amount in _amounts(candidate.main)), default=0.5)
    edged = candidate.fit >= 0.85 and not candidate.laid
    return (
        (0.35 if edged else 0.0)
        + (0.35 if written > 0.5 else 0.0)
        + min(candidate.companions, 4) * (0.14 if edged or candidate.laid else 0.08)
        + (0.2 if shelf_of(candidate.box, shelves) is not None else 0.0)
        - (0.35 if _on_facing(candidate.box, facings) else 0.0)
        - (0.25 if _is_code(candidate.main) else 0.0)
    )


def _in_row(box: Box, other: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    level = abs(middle - (other.top + other.bottom) / 2) < 0.6 * other.height
    return level and 0.4 < box.height / max(other.height, 1.0) < 2.5


def surety(pixels: Pixels, choice: Choice, quad: Quad, others: Sequence[Candidate]) -> float:
    """The probability (0-1) that ``choice`` names the price of the tag at ``quad``.

    ``others`` are the photo's tags: a price that looks unlike theirs may be something else.
    """
    main = choice.main
    if main is None or choice.price is None:
        return 0.0
    rows, cols = pixels.shape[:2]
    if not clear_of(main.box, main.height, rows, cols):
        return 0.2 * choice.score
    doubt = 1.0 if _is_written_out(main) else _likeness(pixels, main, box_of(quad), others)
    return min(choice.score * doubt * _visibility(pixels, main, box_of(quad)), 0.99)


def usual_height(tags: Sequence[Candidate]) -> float:
    """Of the digits of a photo's prices, pixels; 0 where there are too few to say."""
    heights = [tag.main.height for tag in tags if tag.main]
    return median(heights) if len(heights) >= 3 else 0.0


def _likeness(pixels: Pixels, main: Print, tag: Box, others: Sequence[Candidate]) -> float:
    """Less than 1 where ``main`` is much smaller than usual, or another part of a tag cut off."""
    usual = usual_height(others)
    if not usual:
        return 1.0
    if main.height < 0.55 * usual:
        return 0.45
    if not touches(tag, *pixels.shape[:2]):
        return 1.0
    paper = np.median([other.paper for other in others if other.main], axis=0)
    away = float(np.linalg.norm(paper - np.array(paper_of(pixels, main.box))))
    return 0.45 if away > _OTHER_COLOUR else 1.0


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
    if paper < _WHITE_PAPER:
        return 0.45 if blown > _GLARE else 1.0
    light = np.percentile(piece.min(axis=2), [4, 60])
    return 0.6 if light[1] - light[0] < _FAINT * 2.55 else 1.0


def _is_written_out(main: Print) -> bool:
    """With a currency or decimals: hardly anything but a price."""
    return any(amount.sure > 0.5 for amount in main.amounts)


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
