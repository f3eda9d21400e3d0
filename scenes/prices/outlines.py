"""From a line of print to the outline of the tag it stands on. Pure.

A tag is one flat colour around its price: the paper's colour is taken beside the digits and
what is alike and joined to it is the tag, if that is a rectangle of a fitting size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Quad, box_of, quad_of

_UNIT = 14.0
"""Digits are brought to this height, pixels: enough for an edge, little work."""

_ACROSS, _ALONG = 4.5, 7.0
"""How far around the digits a tag is looked for, in heights of a digit."""

_TOLERANCES = (9.0, 15.0, 24.0)
"""Distances in CIELAB up to which a pixel is of the paper's colour; the best outline counts."""

_LOWEST, _HIGHEST, _WIDEST = 1.15, 7.5, 13.0
"""A tag's size in heights of its digits."""

_SOUND = 0.85
"""An outline that fits so well needs no rival."""

_BETWEEN = 0.15
"""Of a price's box at least so much is paper, between its digits."""

_HELD = 0.6
"""Of the print: a patch that holds less lies beside it."""

_ROOM = 1.7
"""A tag's area in areas of its price's line: less is the print itself."""

_Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Outline:
    """``quad`` on the photo, ``fit`` (0-1): how well the coloured patch fills it."""

    quad: Quad
    fit: float


def outline_of(pixels: Pixels, line: Quad, height: float) -> Outline | None:
    """The tag around ``line``, a quad around print whose digits are ``height`` pixels high.

    None where no patch of one colour and a fitting size surrounds it.
    """
    around = _surroundings(pixels, box_of(line), height)
    scale = _UNIT / height
    patch = cv2.resize(
        pixels[around[1] : around[3], around[0] : around[2]],
        None,
        fx=scale,
        fy=scale,
        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR,
    )
    places = ((np.array(line) - around[:2]) * scale).astype(np.float32)
    found = max(_candidates(np.asarray(patch, np.uint8), places), default=None, key=_goodness)
    if found is None:
        return None
    corners = np.array(found.quad, np.float32) / scale + np.array(around[:2], np.float32)
    return Outline(quad_of(corners.tolist()), found.fit)


def _surroundings(pixels: Pixels, box: Box, height: float) -> tuple[int, int, int, int]:
    rows, cols = pixels.shape[:2]
    return (
        int(max(0, box.left - _ALONG * height)),
        int(max(0, box.top - _ACROSS * height)),
        int(min(cols, box.right + _ALONG * height)),
        int(min(rows, box.bottom + _ACROSS * height)),
    )


def _candidates(patch: Pixels, line: NDArray[np.float32]) -> Iterator[Outline]:
    lab = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    print_mask = np.zeros(patch.shape[:2], np.uint8)
    cv2.fillConvexPoly(print_mask, np.rint(line).astype(np.int32), 1)
    best = 0.0
    for paper in _papers(np.asarray(lab, np.float32), print_mask):
        away = np.linalg.norm(lab - paper, axis=2)
        for tolerance in _TOLERANCES:
            alike = ((away < tolerance) | (print_mask > 0)).astype(np.uint8)
            outline = _rectangle(alike, print_mask)
            if outline is not None:
                best = max(best, outline.fit)
                yield outline
        if best >= _SOUND:
            return


def _papers(lab: NDArray[np.float32], print_mask: _Mask) -> Iterator[NDArray[np.float32]]:
    """What may be the paper's colour: that around the print, then each of the two in it."""
    near = cv2.dilate(print_mask, _disc(0.5)) - cv2.dilate(print_mask, _disc(0.12))
    ring, inside = lab[near > 0], lab[print_mask > 0]
    if len(ring) < 8 or len(inside) < 8:
        return
    around = np.asarray(np.median(ring, axis=0), np.float32)
    if float((np.linalg.norm(inside - around, axis=1) < _TOLERANCES[-1]).mean()) >= _BETWEEN:
        yield around
    dark = inside[:, 0] < (inside[:, 0].min() + inside[:, 0].max()) / 2
    # A price in a tag's corner has more of the shelf around it than of the tag.
    for group in sorted((inside[dark], inside[~dark]), key=len, reverse=True):
        if len(group) >= 8:
            yield np.asarray(np.median(group, axis=0), np.float32)


def _rectangle(alike: _Mask, print_mask: _Mask) -> Outline | None:
    """The rectangle around the part of ``alike`` that holds the print."""
    whole = _filled(_part_with(alike, print_mask))
    opened = np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, _disc(0.55)), np.uint8)
    solid = _part_with(opened, print_mask)
    if float((solid & print_mask).sum()) < _HELD * float(print_mask.sum()):
        return None
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    contour = max(contours, key=cv2.contourArea)
    corners = np.asarray(cv2.boxPoints(cv2.minAreaRect(contour)), np.float32)
    quad = _upright(corners)
    if quad is None:
        return None
    width, height = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    fits = _LOWEST * _UNIT <= height <= _HIGHEST * _UNIT and width <= _WIDEST * _UNIT
    if not fits or width < 0.6 * height or width * height < _ROOM * float(print_mask.sum()):
        return None
    fit = float(solid.sum()) / max(float(width * height), 1.0)
    return Outline(quad_of(quad.tolist()), min(fit, 1.0))


def _goodness(outline: Outline) -> float:
    box = box_of(outline.quad)
    # Of two good fits the larger: print breaks a tag up where little is tolerated.
    return outline.fit + 0.05 * float(np.log(max(box.width * box.height, 1.0)))


def _part_with(mask: _Mask, wanted: _Mask) -> _Mask:
    """The connected part of ``mask`` that covers most of ``wanted``."""
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    names = labels[(wanted > 0) & (mask > 0)]
    if not len(names):
        return np.zeros_like(mask)
    return np.asarray(labels == np.bincount(names).argmax(), np.uint8)


def _filled(mask: _Mask) -> _Mask:
    """``mask`` without holes: the print on a tag is part of it."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    cv2.drawContours(filled, contours, -1, 1, cv2.FILLED)
    return filled


def _upright(corners: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """Clockwise from the top-left corner; None where it leans by more than 25 degrees."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(angles)]
    for turn in range(4):
        quad = np.roll(ordered, -turn, axis=0)
        top = quad[1] - quad[0]
        if top[0] > 0 and abs(top[1]) <= 0.47 * top[0]:
            return np.asarray(quad, np.float32)
    return None


def _disc(share: float) -> _Mask:
    size = 2 * max(1, round(share * _UNIT)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)), np.uint8)
