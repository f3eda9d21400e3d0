"""Further tags of a photo, found because they look like those that were read. Pure.

The tags that were read, laid over each other, make a picture of the shop's tag; it is looked
for in the whole photo at a size where a tag is a few dozen pixels wide, and, in part, along
the rim that cuts tags off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Quad, quad_of
from scenes.prices.covering import share_of

_WIDTH = 44
"""A tag is brought to this width, pixels."""

_SIZES = (0.9, 1.0, 1.12)
_LEAST_LIKE = 0.5
"""Correlation (-1 to 1) with the picture of the shop's tag."""

_CUT_LIKE = 0.5
_PARTS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35)
"""How much of a tag a rim may leave."""

_OTHER_COLOUR = 22.0
"""Correlation knows no brightness: mean colours (CIELAB) so far apart are no two tags."""

_ACROSS_LIKE, _PALE = 0.3, 0.25
"""Least correlation with the tag, and least share of its contrast, along the rows."""

_ALONE = 0.72
"""So like them, a tag needs no other in its row."""

_SLOPE = 0.08
"""A shelf may rise by so much of its length on the photo."""

_Picture = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A place that looks like a tag: ``likeness`` is its correlation with them."""

    box: Box
    likeness: float
    cut: bool = False

    @property
    def quad(self) -> Quad:
        left, top, right, bottom = self.box
        return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


def lookalikes(pixels: Pixels, models: Sequence[Box], known: Sequence[Box]) -> list[Lookalike]:
    """Places that look like ``models``, whole tags of one kind, best first; none in ``known``."""
    if len(models) < 3:
        return []
    scale = _WIDTH / median(box.width for box in models)
    rows, cols = pixels.shape[:2]
    size = max(round(cols * scale), _WIDTH), max(round(rows * scale), _WIDTH // 2)
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.float32)
    model = _model(small, models, scale)
    found: list[Lookalike] = []
    for one in sorted(_places(small, model), key=lambda place: -place.likeness):
        box = _on_photo(one.box, scale, rows, cols)
        taken = [*known, *(other.box for other in found)]
        supported = one.likeness >= _ALONE or any(_in_row(box, other, cols) for other in taken)
        if supported and all(share_of(box, other) < 0.25 for other in taken):
            found.append(Lookalike(box, one.likeness, one.cut))
    return found


def _on_photo(box: Box, scale: float, rows: int, cols: int) -> Box:
    left, top, right, bottom = (side / scale for side in box)
    return Box(max(left, 0.0), max(top, 0.0), min(right, cols), min(bottom, rows))


def _in_row(box: Box, other: Box, cols: int) -> bool:
    """Do the two begin at one height, near enough to each other for a sloping shelf?"""
    height, away = max(box.height, other.height), abs(box.left - other.left)
    slack = min(0.45 * height + _SLOPE * away, 1.1 * height)
    return abs(box.top - other.top) < slack and away < 0.45 * cols


def _model(small: _Picture, boxes: Sequence[Box], scale: float) -> _Picture:
    """The median of all ``boxes``: prices and names differ and fade, the tag stays."""
    height = max(8, round(scale * median(box.height for box in boxes)))
    pieces = []
    for box in boxes:
        corners = np.array(
            [[box.left, box.top], [box.right, box.top], [box.left, box.bottom]], np.float32
        )
        goal = np.array([[0, 0], [_WIDTH, 0], [0, height]], np.float32)
        warp = cv2.getAffineTransform(corners * np.float32(scale), goal)
        pieces.append(
            cv2.warpAffine(small, warp, (_WIDTH, height), borderMode=cv2.BORDER_REPLICATE)
        )
    return np.asarray(np.median(pieces, axis=0), np.float32)


def _places(small: _Picture, model: _Picture) -> Iterator[Lookalike]:
    for size in _SIZES:
        resized = cv2.resize(model, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        yield from _peaks(small, np.asarray(resized, np.float32), _LEAST_LIKE)
    for part in _PARTS:
        yield from _at_rims(small, model, part)


def _peaks(small: _Picture, model: _Picture, least: float) -> Iterator[Lookalike]:
    height, width = model.shape[:2]
    if small.shape[0] < height or small.shape[1] < width:
        return
    answers = cv2.matchTemplate(small, model, cv2.TM_CCOEFF_NORMED)
    around = cv2.dilate(answers, np.ones((max(3, height // 2) | 1, max(3, width // 2) | 1)))
    for y, x in np.argwhere((answers >= around) & (answers >= least)):
        piece = small[y : y + height, x : x + width]
        if _same_from_side_to_side(piece, model) and _colour_between(piece, model) < _OTHER_COLOUR:
            box = Box(float(x), float(y), float(x + width), float(y + height))
            yield Lookalike(box, float(answers[y, x]))


def _same_from_side_to_side(one: _Picture, other: _Picture) -> bool:
    """Does the same stand beside each other? The edge of a bare shelf looks like a tag's only
    from top to bottom."""
    here, there = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    both = max(float(np.linalg.norm(here) * np.linalg.norm(there)), 1.0)
    pale = float(np.linalg.norm(here)) < _PALE * float(np.linalg.norm(there))
    return not pale and float((here * there).sum()) >= _ACROSS_LIKE * both


def _colour_between(one: _Picture, other: _Picture) -> float:
    """How far the mean colours of two pictures are apart, CIELAB."""
    means = np.array([[one.mean(axis=(0, 1)), other.mean(axis=(0, 1))]], np.float32) / 255
    lab = cv2.cvtColor(means, cv2.COLOR_RGB2LAB)[0]
    return float(np.linalg.norm(lab[0] - lab[1]))


def _at_rims(small: _Picture, model: _Picture, part: float) -> Iterator[Lookalike]:
    """Tags of which the lower, left or right rim of the photo leaves ``part``."""
    rows, cols = small.shape[:2]
    height, width = model.shape[:2]
    high, wide = max(6, round(part * height)), max(6, round(part * width))
    strips = (
        (small[rows - high :], model[:high], 0, rows - high),
        (small[:, :wide], model[:, width - wide :], 0, 0),
        (small[:, cols - wide :], model[:, :wide], cols - wide, 0),
    )
    for strip, piece, dx, dy in strips:
        contiguous = np.ascontiguousarray(strip), np.ascontiguousarray(piece)
        for place in _peaks(*contiguous, _CUT_LIKE):
            box = place.box
            moved = Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
            yield Lookalike(moved, place.likeness, cut=True)
