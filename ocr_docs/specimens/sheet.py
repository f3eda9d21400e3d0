"""Paper to print on, and the page that comes of it: pixels and where every value stands. Pure.

Colours and pixels are RGB, ``uint8``; places are pixels of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Point, Quad, quad_of
from ocr_docs.specimens.ink import Face, ink_box, line_mask

Colour = tuple[int, int, int]
_MARGIN = 0.04
"""Room left around the ink of a value, in ems."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as printed, with one quad for each line of it."""

    value: str
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A drawn page: ``kind`` is spread, upper or lower; ``fields`` by key.

    ``bare`` is the same page without its values, where one was drawn: only ``pixels`` is
    moved and damaged with the specimen.
    """

    kind: str
    pixels: Pixels
    fields: dict[str, Printed]
    bare: Pixels | None = None

    def moved(self, pixels: Pixels, homography: NDArray[np.float64]) -> Specimen:
        """The same page seen as ``pixels``, to which ``homography`` takes each point."""
        fields = {
            key: Printed(
                printed.value, tuple(quad_through(quad, homography) for quad in printed.quads)
            )
            for key, printed in self.fields.items()
        }
        return Specimen(self.kind, pixels, fields)

    def resized(self, scale: float) -> Specimen:
        """The same page, smaller: each pixel the average of those it covers."""
        height, width = self.pixels.shape[:2]
        size = (round(width * scale), round(height * scale))
        homography = np.diag((size[0] / width, size[1] / height, 1.0))
        bare = None if self.bare is None else _smaller(self.bare, size)
        return replace(self.moved(_smaller(self.pixels, size), homography), bare=bare)


def _smaller(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def quad_through(quad: Quad, homography: NDArray[np.float64]) -> Quad:
    """``quad`` after a projective transform (3, 3)."""
    points = np.array([(*point, 1.0) for point in quad]) @ homography.T
    return quad_of(points[:, :2] / points[:, 2:])


@dataclass(slots=True)
class Sheet:
    """A page being printed. ``fields`` fills up as values are set.

    ``bare``, where it is given, is the same page without them: it gets all else.
    """

    pixels: Pixels
    rng: Generator
    fields: dict[str, Printed] = field(default_factory=dict)
    bare: Pixels | None = None

    def text(
        self, x: float, y: float, text: str, face: Face, ink: Colour, *, is_value: bool = False
    ) -> Box:
        """One line with its baseline starting at (x, y); returns the box of its ink."""
        mask, left, top = line_mask(text, face, self.rng)
        left, top = round(x) + left, round(y) + top
        for pixels in [self.pixels] if is_value else self._all:
            _blot(pixels, mask, left, top, ink)
        box = ink_box(mask)
        return Box(box.left + left, box.top + top, box.right + left, box.bottom + top)

    def value(self, key: str, value: str, boxes: list[Box], em: float) -> None:
        """Note that ``value`` stands in ``boxes``, one for each line."""
        room = max(_MARGIN * em, 1.0)
        quads = tuple(_around(box, room) for box in boxes)
        self.fields[key] = Printed(value, quads)

    @property
    def _all(self) -> list[Pixels]:
        return [self.pixels] if self.bare is None else [self.pixels, self.bare]

    def line(self, points: list[tuple[float, float]], ink: Colour, width: float) -> None:
        """A line through ``points``, smooth at its edges."""
        at = np.array([(round(x * 8), round(y * 8)) for x, y in points], np.int32)
        thick = max(round(width), 1)
        for pixels in self._all:
            cv2.polylines(pixels, [at], False, ink, thick, cv2.LINE_AA, shift=3)

    def dots(self, left: float, right: float, y: float, pitch: float, ink: Colour) -> None:
        """A dotted line to write on."""
        radius = max(pitch * 0.2, 0.55)
        for x in np.arange(left, right, pitch):
            centre = (round(x * 8), round(y * 8))
            for pixels in self._all:
                cv2.circle(pixels, centre, round(radius * 8), ink, -1, cv2.LINE_AA, shift=3)


def _blot(pixels: Pixels, mask: NDArray[np.uint8], left: int, top: int, ink: Colour) -> None:
    """Lay ``ink`` on the paper where ``mask`` says, clipped to the sheet."""
    height, width = pixels.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + mask.shape[1], width), min(top + mask.shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return
    share = mask[y0 - top : y1 - top, x0 - left : x1 - left, None].astype(np.float32) / 255
    paper = pixels[y0:y1, x0:x1]
    # Ink takes light away, so print over print and over a tint stays dark.
    inked = paper * (1 - share) + np.minimum(np.array(ink, np.float32), paper) * share
    pixels[y0:y1, x0:x1] = inked.astype(np.uint8)


def _around(box: Box, room: float) -> Quad:
    left, top, right, bottom = box
    return (
        Point(left - room, top - room),
        Point(right + room, top - room),
        Point(right + room, bottom + room),
        Point(left - room, bottom + room),
    )
