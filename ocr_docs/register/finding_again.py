"""A second, close look at a row: cut out level, at the size that drums are seen best."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Point
from ocr_docs.register.candidates import Place, strip_of
from ocr_docs.register.finding_drums import Drum, drums_of
from ocr_docs.register.finding_network import FindingNetwork, scaled
from ocr_docs.register.finding_rows import Row, rows_of

_HEIGHT = 27.0
"""Pixels of a window's height in the close look: the middle of what the network is made for."""

_ENDS = 2.6
_ROOM = 1.1
"""Steps beside the row and heights above and below it that are looked at as well."""


def looked_again(pixels: Pixels, row: Row, network: FindingNetwork) -> Row:
    """``row`` as the close look shows it, or as it was where that shows no better one."""
    place = Place(row.quad(before=_ENDS, after=_ENDS, slack=_ROOM), len(row.drums), 0.0)
    strip = strip_of(pixels, place)
    scale = _HEIGHT * (1 + 2 * _ROOM) / strip.shape[0]
    answers = network.answers(scaled(strip, scale))
    target = np.array(place.quad, np.float32)
    rows, cols = strip.shape[:2]
    source = np.array([[0, 0], [cols, 0], [cols, rows], [0, rows]], np.float32)
    back = np.asarray(cv2.getPerspectiveTransform(source, target), np.float64)
    found = rows_of([_moved(drum, back) for drum in drums_of(answers, scale)])
    same = [again for again in found if _covers(again, row)]
    best = max(same, key=lambda again: again.score, default=row)
    return best if best.score > 0.6 * row.score else row


def _moved(drum: Drum, warp: NDArray[np.float64]) -> Drum:
    """``drum`` of the strip, on the photo."""
    ends = [drum.centre, Point(drum.centre.x + drum.step.x, drum.centre.y + drum.step.y)]
    centre, after = cv2.perspectiveTransform(np.array([ends], np.float64), warp)[0].tolist()
    step = Point(after[0] - centre[0], after[1] - centre[1])
    size = math.hypot(*step) / max(drum.pitch, 1e-6)
    return Drum(Point(*centre), step, drum.height * size, drum.score)


def _covers(again: Row, row: Row) -> bool:
    """Whether most drums of ``row`` are where drums of ``again`` are."""
    near = [
        any(math.dist(drum.centre, other.centre) < 0.5 * row.pitch for other in again.drums)
        for drum in row.drums
    ]
    return sum(near) >= 0.6 * len(near)
