"""Lines of print that may be prices on tags, and where those tags end. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box, Quad, box_of
from scenes.prices.choosing import speaks_of_price
from scenes.prices.outlines import outline_of
from scenes.prices.prints import Print

FITTING = 0.85
"""How well a patch of paper fills an outline (0-1) that is a tag's own."""

_LIKE_HEIGHT, _LIKE_COLOUR, _LIKE_SIZE = 1.35, 26.0, 1.3
_SMALLEST, _LEAST_SURE = 6.0, 0.5
"""Lower digits, in pixels, and lines less surely read say nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag, perhaps. ``main`` is its largest price, None where none was read.

    ``paper`` is its colour (CIELAB), ``companions`` how many others are like it, ``laid``
    says that its quad was taken from theirs.
    """

    quad: Quad
    main: Print | None
    paper: tuple[float, float, float]
    fit: float = 0.0
    companions: int = 0
    laid: bool = False

    @property
    def box(self) -> Box:
        return box_of(self.quad)


def candidate_of(pixels: Pixels, line: Print) -> Candidate | None:
    """A candidate with its own outline, where the line may be a price."""
    if not speaks_of_price(line) or line.confidence < _LEAST_SURE or line.height < _SMALLEST:
        return None
    outline = outline_of(pixels, line.quad, line.height)
    quad, fit = (outline.quad, outline.fit) if outline else (line.quad, 0.0)
    return Candidate(quad, line, paper_of(pixels, line.box), fit)


def touches(box: Box, rows: int, cols: int) -> bool:
    """Is the box cut off by the photo's rim?"""
    rim = 2.0
    return box.left <= rim or box.top <= rim or box.right >= cols - rim or box.bottom >= rows - rim


def paper_of(pixels: Pixels, box: Box) -> tuple[float, float, float]:
    """The colour around the print in ``box``, CIELAB (L 0-100)."""
    rows, cols = pixels.shape[:2]
    grow = 0.25 * box.height
    left, top = int(max(0, box.left - grow)), int(max(0, box.top - grow))
    right, bottom = int(min(cols, box.right + grow)) + 1, int(min(rows, box.bottom + grow)) + 1
    piece = pixels[top:bottom, left:right]
    rim = np.concatenate([piece[0], piece[-1], piece[:, 0], piece[:, -1]])
    colour = np.median(rim, axis=0).astype(np.float32).reshape(1, 1, 3) / 255
    lightness, a, b = cv2.cvtColor(colour, cv2.COLOR_RGB2LAB).reshape(3)
    return float(lightness), float(a), float(b)


def alike(one: Candidate, other: Candidate) -> bool:
    """Are their prices of one height, on paper of one colour?"""
    assert one.main and other.main
    ratio = one.main.height / other.main.height
    return 1 / _LIKE_HEIGHT < ratio < _LIKE_HEIGHT and paper_between(one, other) < _LIKE_COLOUR


def paper_between(one: Candidate, other: Candidate) -> float:
    """How far the colours of two papers are apart, CIELAB."""
    return float(np.linalg.norm(np.subtract(one.paper, other.paper)))


def same_size(one: Candidate, other: Candidate) -> bool:
    """Are their outlines of one size?"""
    return of_size(one, (other.box.width, other.box.height))


def of_size(one: Candidate, usual: tuple[float, float], within: float = _LIKE_SIZE) -> bool:
    """Are width and height those of ``usual``, up to the factor ``within``?"""
    across, down = one.box.width / max(usual[0], 1.0), one.box.height / max(usual[1], 1.0)
    return all(1 / within < ratio < within for ratio in (across, down))
