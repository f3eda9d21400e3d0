"""The pictures of a page that a vision model gets. Pure."""

from __future__ import annotations

from core.engines import Pixels
from core.engines.vision_pictures import picture

OVERVIEW = 1024
"""Long side of the whole page where halves follow, in pixels."""
HALF = 1536
"""Long side of a half, or of a page that is shown once, in pixels."""

_SHARE = 0.55
"""A half and a bit: no line of print is cut in both."""


def page_pictures(pixels: Pixels) -> list[bytes]:
    """JPEGs of the upright page: as a whole and, where that is much smaller, in two halves.

    Models shrink what they are sent, to about 1,000 pixels across: half a page keeps its
    print legible. The halves share a tenth of the page, across its longer side.
    """
    height, width = pixels.shape[:2]
    if max(height, width) <= HALF:
        return [picture(pixels)]
    if height >= width:
        size = round(height * _SHARE)
        halves = [pixels[:size], pixels[-size:]]
    else:
        size = round(width * _SHARE)
        halves = [pixels[:, :size], pixels[:, -size:]]
    return [_at_most(OVERVIEW, pixels), *(_at_most(HALF, half) for half in halves)]


def _at_most(side: int, pixels: Pixels) -> bytes:
    return picture(pixels, scale=min(1.0, side / max(pixels.shape[:2])))
