"""Whether what lies on each other under a homography also looks the same, print by print. Pure.

Features speak only where both photos have them alike; what a wrong displacement lays on each
other (another price, another product's end) has no features in common and would go unnoticed.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.stitching.fitting import inverted, mapped
from scenes.stitching.pairs import Floats, Integers, View

_CELL = 36
_REACH = 20
"""How far (pixels of a view) print may be off: things stand before and behind the plane."""

_PRINTED = 3
_SAME = 0.6
_FLAT = 4.0
_MOST = 1.05


def looks(one: View, other: View, homography: Floats) -> float:
    """The odds that printed cells of ``other`` look like what ``homography`` lays on them:
    about 1 where half of them do, 20 where all of very many do. Few cells say little."""
    places = _printed(one, other, homography)
    size = (other.width, other.height)
    laid = np.asarray(cv2.warpPerspective(one.grey, homography, size), dtype=np.uint8)
    hits = sum(_alike(laid, other, int(x), int(y)) >= _SAME for x, y in places)
    share = (hits + 1) / (len(places) + 3)
    return share / (_MOST - share)


def _printed(one: View, other: View, homography: Floats) -> Integers:
    """Top left corners (n, 2) of the cells of ``other`` that hold print and lie in ``one``."""
    cells, counts = np.unique(
        (other.keypoints.points // _CELL).astype(np.int64), axis=0, return_counts=True
    )
    places = cells[counts >= _PRINTED] * _CELL
    room = np.array([other.width, other.height]) - _CELL - _REACH
    places = places[((places >= _REACH) & (places <= room)).all(axis=1)]
    if not len(places):
        return np.zeros((0, 2), np.int64)
    corners = np.array([(0, 0), (_CELL, 0), (_CELL, _CELL), (0, _CELL)], dtype=np.float64)
    back = mapped(inverted(homography), (places[:, None] + corners).reshape(-1, 2))
    inside = ((back > 2) & (back < np.array([one.width, one.height]) - 2)).all(axis=1)
    return np.asarray(places[inside.reshape(-1, 4).all(axis=1)], dtype=np.int64)


def _alike(laid: NDArray[np.uint8], other: View, x: int, y: int) -> float:
    """The best correlation of a cell with what lies about it."""
    cell = laid[y : y + _CELL, x : x + _CELL]
    if cell.std() < _FLAT:
        return 0.0
    about = other.grey[y - _REACH : y + _CELL + _REACH, x - _REACH : x + _CELL + _REACH]
    return float(cv2.matchTemplate(about, cell, cv2.TM_CCOEFF_NORMED).max())
