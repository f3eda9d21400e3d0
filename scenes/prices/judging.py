"""How surely the price of a tag was read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from core.engines import Pixels
from core.geometry import Box, Quad, box_of
from scenes.prices.candidates import Candidate, paper_of, touches
from scenes.prices.cents import has_cents
from scenes.prices.choosing import Choice, clear_of
from scenes.prices.covering import Places
from scenes.prices.packs import is_written_out
from scenes.prices.prints import Print

_BLOWN_OUT = 250
_WHITE_PAPER = 228
_GLARE = 0.06
_FAINT = 22.0
_OTHER_COLOUR = 30.0
_MANY, _MOST = 3, 0.6
"""So many prices, and so large a share of them, show how a shop writes them."""


def surety(pixels: Pixels, choice: Choice, quad: Quad, others: Sequence[Candidate]) -> float:
    """The probability (0-1) that ``choice`` names the price of the tag at ``quad``.

    ``others`` are the photo's tags: a price that looks unlike theirs may be something else.
    """
    main = choice.main
    if main is None or choice.price is None:
        return 0.0
    rows, cols = pixels.shape[:2]
    if main.partial:
        return 0.45 * choice.score
    if not clear_of(main.box, main.height, rows, cols):
        return 0.2 * choice.score
    doubt = 1.0 if is_written_out(main) else _likeness(pixels, main, box_of(quad), others)
    return min(choice.score * doubt * _visibility(pixels, main, box_of(quad)), 0.99)


def misses(lines: Sequence[Print], known: Choice) -> bool:
    """Is there none of ``lines`` where a price stands that was read in full?"""
    main = known.main
    if main is None or not is_written_out(main):
        return False
    return not Places(line.quad for line in lines).hold(main.quad)


def usual_height(tags: Sequence[Candidate]) -> float:
    """Of the digits of a photo's prices, pixels; 0 where there are too few to say."""
    heights = [tag.main.height for tag in tags if tag.main]
    return median(heights) if len(heights) >= 3 else 0.0


def _likeness(pixels: Pixels, main: Print, tag: Box, others: Sequence[Candidate]) -> float:
    """Less than 1 where ``main`` is much smaller than usual, or another part of a tag cut off."""
    usual = usual_height(others)
    if not usual:
        return 1.0
    if _cents_are_usual(others):
        return 0.45
    if main.height < 0.55 * usual:
        return 0.45
    if not touches(tag, *pixels.shape[:2]):
        return 1.0
    paper = np.median([other.paper for other in others if other.main], axis=0)
    away = float(np.linalg.norm(paper - np.array(paper_of(pixels, main.box))))
    return 0.45 if away > _OTHER_COLOUR else 1.0


def _cents_are_usual(others: Sequence[Candidate]) -> bool:
    """Where all others write a currency or cents, a bare number is half of a price."""
    mains = [other.main for other in others if other.main]
    written = sum(is_written_out(main) and has_cents(main) for main in mains)
    return written >= _MANY and written >= _MOST * len(mains)


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
