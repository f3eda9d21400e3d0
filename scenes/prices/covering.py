"""How much of each other boxes cover, and which print lies where some is known. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.geometry import Box, Quad, box_of

_MOST = 0.5
"""Of the smaller of two boxes: what shares more is one line."""


def share_of(one: Box, other: Box) -> float:
    """How much of the smaller box both cover (0-1)."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / max(smaller, 1.0)


class Places:
    """Where lines of print are: hundreds on a photo, asked about for each further one."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        boxes = np.array([box_of(quad) for quad in quads], np.float64).reshape(-1, 4)
        self._starts, self._ends = boxes[:, :2], boxes[:, 2:]
        self._areas = np.prod(self._ends - self._starts, axis=1)

    def hold(self, quad: Quad) -> bool:
        """Does one of them share most of the smaller of the two with ``quad``?"""
        box = box_of(quad)
        shared = np.minimum(self._ends, box[2:]) - np.maximum(self._starts, box[:2])
        smaller = np.minimum(self._areas, box.width * box.height)
        both = np.prod(np.maximum(shared, 0), axis=1)
        return bool((both > _MOST * np.maximum(smaller, 1.0)).any())
