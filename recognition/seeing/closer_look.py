"""A second search for text beside the marks of a shipping container, enlarged."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import extent
from core.geometry import box_of, moved
from recognition.seeing.container_codes import marks_container

_REACH, _LARGE = 16, 56
"""How far from its size and type code a number may stand, in thicknesses of that code, and how
many pixels thick the code shall be for a second search."""


def closer_lines(pixels: Pixels, lines: Iterable[TextLine], text: TextEngine) -> list[TextLine]:
    """Lines around the largest size and type code, searched for again with larger characters.

    In the pixels of the photo; none without such a code. Raises EngineFailed.
    """
    marks = [line for line in lines if marks_container(line.text)]
    if not marks:
        return []
    mark = max(marks, key=lambda line: extent(line.quad)[1])
    box, thickness = box_of(mark.quad), extent(mark.quad)[1]
    reach = round(_REACH * thickness)
    left, top = max(int(box.left) - reach, 0), max(int(box.top) - reach, 0)
    part = pixels[top : int(box.bottom) + reach, left : int(box.right) + reach]
    scale = float(np.clip(_LARGE / thickness, 1.0, 3.0))
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    enlarged = cv2.resize(part, size, interpolation=cv2.INTER_CUBIC)
    return [
        TextLine(line.text, moved(line.quad, dx=left, dy=top, scale=1 / scale), line.confidence)
        for line in text.read(np.asarray(enlarged, np.uint8))
    ]
