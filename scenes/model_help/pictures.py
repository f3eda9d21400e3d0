"""Cut-outs of a photo as the model gets them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import cv2
import numpy as np

from core.engines import Pixels
from core.engines.vision_pictures import picture
from core.geometry import Box, Quad, box_of

_TALL = 384
"""Pixels: models shrink what is larger, and read less of what is smaller."""

_MOST_ENLARGED = 3.0
_WIDEST = 1024
_MARGIN = 0.03
_GUTTER = 12
_PAPER = 255


def upright(pixels: Pixels, quad: Quad) -> Pixels:
    """The product at ``quad``, levelled, at the photo's own size, with a little around it."""
    width = max(_apart(quad, 0, 1), _apart(quad, 3, 2), 2.0)
    height = max(_apart(quad, 0, 3), _apart(quad, 1, 2), 2.0)
    across, down = _MARGIN * width, _MARGIN * height
    size = max(2, round(width + 2 * across)), max(2, round(height + 2 * down))
    onto = [[across, down], [across + width, down]]
    onto += [[across + width, down + height], [across, down + height]]
    pose = cv2.getPerspectiveTransform(np.array(quad, np.float32), np.array(onto, np.float32))
    cut = cv2.warpPerspective(pixels, pose, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def around(pixels: Pixels, quad: Quad, *, margin: float = 0.15) -> Pixels:
    """The part of the photo around ``quad``, as it is; ``margin`` in heights of its box."""
    box, (rows, cols) = box_of(quad), pixels.shape[:2]
    room = margin * box.height
    grown = Box(box.left - room, box.top - room, box.right + room, box.bottom + room)
    left, top = int(max(0, grown.left)), int(max(0, grown.top))
    right, bottom = int(min(cols, grown.right + 1)), int(min(rows, grown.bottom + 1))
    return pixels[top : max(bottom, top + 1), left : max(right, left + 1)]


def sheet(cuts: Sequence[Pixels]) -> bytes:
    """A JPEG of the cut-outs side by side, all of one height."""
    tall = min(_TALL, int(_MOST_ENLARGED * max(cut.shape[0] for cut in cuts)))
    pieces = [sized(cut, tall) for cut in cuts]
    gutter = np.full((tall, _GUTTER, 3), _PAPER, np.uint8)
    parts = [part for piece in pieces for part in (piece, gutter)][:-1]
    whole = np.concatenate(parts, axis=1)
    return picture(whole, scale=min(1.0, _WIDEST / whole.shape[1]))


def sized(cut: Pixels, tall: int) -> Pixels:
    """The cut-out ``tall`` pixels high."""
    wide = max(1, round(cut.shape[1] * tall / cut.shape[0]))
    how = cv2.INTER_AREA if tall < cut.shape[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (wide, tall), interpolation=how), np.uint8)


def _apart(quad: Quad, one: int, other: int) -> float:
    return hypot(quad[one].x - quad[other].x, quad[one].y - quad[other].y)
