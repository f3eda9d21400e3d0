"""The canvas that the strip network reads: any strip brought to one size. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box

HEIGHT, WIDTH = 48, 256
_NEUTRAL_GREY = 128


@dataclass(frozen=True, slots=True)
class Fit:
    """A strip lies on the canvas at ``left``, ``top``, ``scale`` times its size."""

    scale: float
    left: float
    top: float

    def back(self, box: Box) -> Box:
        """``box`` on the canvas, in pixels of the strip."""
        return Box(
            (box.left - self.left) / self.scale,
            (box.top - self.top) / self.scale,
            (box.right - self.left) / self.scale,
            (box.bottom - self.top) / self.scale,
        )


def fit(rows: float, cols: float) -> Fit:
    """How a strip of that size lies in the middle of the canvas, as large as it can."""
    scale = min(HEIGHT / rows, WIDTH / cols)
    return Fit(scale, (WIDTH - cols * scale) / 2, (HEIGHT - rows * scale) / 2)


def on_canvas(strip: Pixels) -> tuple[Pixels, Fit]:
    """``strip`` (height, width, 3) on neutral grey, and where it lies."""
    rows, cols = strip.shape[:2]
    place = fit(rows, cols)
    how = cv2.INTER_AREA if place.scale < 1 else cv2.INTER_CUBIC
    size = max(1, round(cols * place.scale)), max(1, round(rows * place.scale))
    canvas = np.full((HEIGHT, WIDTH, 3), _NEUTRAL_GREY, np.uint8)
    left, top = min(round(place.left), WIDTH - size[0]), min(round(place.top), HEIGHT - size[1])
    canvas[top : top + size[1], left : left + size[0]] = cv2.resize(strip, size, interpolation=how)
    return canvas, place
