"""Lines of print made by hand, and pictures of blocks that stand for lines."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Pixels, TextLine
from core.geometry import Quad, quad_of
from scenes.prices.money import amounts_in
from scenes.prices.prints import Print

Place = tuple[float, float, float, float]
"""Left, top, width, height."""


def quad_at(left: float, top: float, width: float, height: float) -> Quad:
    right, bottom = left + width, top + height
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


def printed(text: str, place: Place, confidence: float = 0.98) -> Print:
    """``text`` printed at ``place``, its digits as high as the place."""
    amounts = tuple(amounts_in(text))
    return Print(text, quad_at(*place), confidence, place[3], amounts)


class BlockReader:
    """A TextEngine for pictures on which each line is a dark comb whose shade names its text.

    The ``n``-th of ``texts`` is written by :meth:`write`; anything without a block is empty.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)

    def write(self, pixels: Pixels, text: str, place: Place) -> None:
        left, top, width, height = (round(side) for side in place)
        ink = (4 * self._texts.index(text), 0, 40)
        pixels[top : top + height // 2, left : left + width] = ink
        for tooth in range(left, left + width, 12):
            pixels[top : top + height, tooth : min(tooth + 6, left + width)] = ink

    def read(
        self,
        pixels: Pixels,
        *,
        characters: bool = False,
        search_side: int = 1280,
    ) -> list[TextLine]:
        ink = np.asarray(self._ink(pixels), np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=4)
        quads = [quad_at(*(float(v) for v in row[:4])) for row in stats[1:] if row[4] > 60]
        strips = [pixels[int(q[0].y) : int(q[2].y), int(q[0].x) : int(q[2].x)] for q in quads]
        read = self.read_strips(strips, characters=characters)
        return [
            TextLine(line.text, quad, line.confidence)
            for quad, line in zip(quads, read, strict=True)
        ]

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        return [self._line(strip) for strip in strips]

    def _line(self, strip: Pixels) -> TextLine:
        height, width = strip.shape[:2]
        everything = quad_at(0, 0, width, height)
        ink = strip[self._ink(strip)]
        if not len(ink):
            return TextLine("", everything, 0.0)
        number = round(float(np.median(ink[:, 0])) / 4)
        return TextLine(self._texts[number], everything, 0.98)

    def _ink(self, pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        return np.asarray((pixels[..., 1] < 30) & (abs(pixels[..., 2].astype(int) - 40) < 25))
