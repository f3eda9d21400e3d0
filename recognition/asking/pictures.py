"""Which pictures a vision model gets: the whole photo, small, and the promising places, enlarged.

Models shrink what they are sent, to about 1,000 pixels across: the serial
number of a phone photo would be left a few pixels tall. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.engines import Pixels
from core.engines.vision_pictures import picture
from core.geometry import Box

OVERVIEW = 1024
"""Long side of the overview, in pixels."""
CROP = 1024
"""Long side of an enlarged part, in pixels."""
LINE = 46.0
"""Height of a line's box in an enlarged part. Characters fill about 70 % of the boxes that
detectors draw, and models read them best at 28 to 40 pixels."""
MAX_CROPS = 3
_MAX_ENLARGED = 4.0
_LEGIBLE = 38.0
_ASPECT = 0.75


def pictures(pixels: Pixels, boxes: Sequence[Box]) -> list[bytes]:
    """JPEGs without metadata: an overview, then at most three parts of the photo.

    ``pixels`` is the upright RGB photo. ``boxes`` are lines of text in its
    pixels, the most promising first; each part shows one with what surrounds
    it. Boxes that the overview or an earlier part shows well get none.
    """
    height, width = pixels.shape[:2]
    shrunk = min(1.0, OVERVIEW / max(height, width))
    encoded = [picture(pixels, scale=shrunk, quality=85)]
    for window, scale in _windows(boxes, width, height, shrunk):
        left, top, right, bottom = (int(side) for side in window)
        encoded.append(picture(pixels[top:bottom, left:right], scale=scale, quality=90))
    return encoded


def _windows(
    boxes: Sequence[Box], width: int, height: int, overview_scale: float
) -> list[tuple[Box, float]]:
    """The parts to show, in photo pixels, and how much to enlarge each."""
    chosen: list[tuple[Box, float]] = []
    for box in boxes:
        line = min(box.width, box.height)
        if line < 1 or line * overview_scale >= _LEGIBLE:
            continue
        if any(_shows(window, box) and line * scale >= _LEGIBLE for window, scale in chosen):
            continue
        chosen.append(_window(box, width, height))
        if len(chosen) == MAX_CROPS:
            break
    return chosen


def _window(box: Box, width: int, height: int) -> tuple[Box, float]:
    """A part around ``box``, as large as it may be with the line at LINE pixels."""
    line, length = min(box.width, box.height), max(box.width, box.height)
    scale = min(_MAX_ENLARGED, LINE / line, CROP / (length + 2 * line))
    wide = CROP / scale if box.width >= box.height else CROP * _ASPECT / scale
    high = CROP * _ASPECT / scale if box.width >= box.height else CROP / scale
    left, right = _span((box.left + box.right) / 2, wide, width)
    top, bottom = _span((box.top + box.bottom) / 2, high, height)
    return Box(left, top, right, bottom), scale


def _span(middle: float, length: float, limit: int) -> tuple[int, int]:
    """``length`` around ``middle``, moved rather than cut at the edges of 0..``limit``."""
    whole = int(min(length, limit))
    start = int(min(max(middle - whole / 2, 0), limit - whole))
    return start, start + whole


def _shows(window: Box, box: Box) -> bool:
    across = window.left <= box.left and box.right <= window.right
    return across and window.top <= box.top and box.bottom <= window.bottom
