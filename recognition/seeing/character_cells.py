"""Painted lines cut into characters, and characters laid in a row. Pure pixel work.

A strip is the picture of one line as ``core.engines.strips.cut`` makes it: the reading
direction runs to the right. In a line that runs down the photo with upright characters one
below the other, the characters of the strip lie on their side, heads to the left of a reader.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.runs import runs

_BLUR = 0.375
"""Standard deviation, in strip heights, of the blur that leaves the wall and loses the strokes."""

_EDGE = 0.1
"""Share of the strip's height, at either edge, that may show a neighbour or a frame's side."""

_FRAME = 0.14
"""Share of a frame's width that its own line takes, the blur of its edge included."""

_CLOSED = 0.55
"""Inked share of the weakest side that makes a frame: dirt and shade may hide the rest."""


def ink(strip: Pixels) -> NDArray[np.bool_]:
    """Where the characters are, light on dark or dark on light.

    The wall behind painted characters changes slowly (shade, corrugation), the strokes do not:
    what stands out from a blurred copy is paint, and the tail of its histogram tells its sign.
    """
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY).astype(np.float32)
    relief = cv2.GaussianBlur(grey, (0, 0), 0.8) - cv2.GaussianBlur(
        grey, (0, 0), strip.shape[0] * _BLUR
    )
    if float(np.mean(relief**3)) < 0:
        relief = -relief
    peak = max(float(np.percentile(relief, 99)), 1.0)
    scaled = np.clip(relief / peak * 255, 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(mask > 0)


def character_cells(strip: Pixels, *, stacked: bool) -> list[Pixels]:
    """The characters of a strip one by one, upright, in reading order; specks are left out.

    ``stacked``: the characters lie on their side in the strip and are turned upright.
    """
    edge = max(round(strip.shape[0] * _EDGE), 1)
    inked = ink(strip)[edge:-edge].sum(axis=0) > 1
    cells = [
        strip[:, max(start - 3, 0) : end + 3]
        for start, end in _characters(runs(inked).tolist(), strip.shape[0], stacked=stacked)
    ]
    return [np.ascontiguousarray(np.rot90(cell, -1)) for cell in cells] if stacked else cells


def _characters(
    found: list[tuple[int, int]], height: int, *, stacked: bool
) -> list[tuple[int, int]]:
    """Side by side an I may be a fifth of its neighbours; stacked characters are equally long."""
    sizes = [end - start for start, end in found if end - start > height // 4]
    if not sizes:
        return []
    least = float(np.median(sizes)) * (0.5 if stacked else 0.15)
    return [(start, end) for start, end in found if end - start > least]


def unframed(cell: Pixels) -> Pixels:
    """``cell`` with the frame around its character painted over; as it was when there is none.

    ISO 6346 puts the check digit in a frame, which recognisers take for a part of the character.
    """
    mask = ink(cell)
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if min(len(rows), len(cols)) < 12:
        return cell
    top, bottom, left, right = rows[0], rows[-1] + 1, cols[0], cols[-1] + 1
    ring = max(round((right - left) * _FRAME), 2)
    sides = (
        mask[top : top + ring, left:right].any(axis=0),
        mask[bottom - ring : bottom, left:right].any(axis=0),
        mask[top:bottom, left : left + ring].any(axis=1),
        mask[top:bottom, right - ring : right].any(axis=1),
    )
    if min(float(side.mean()) for side in sides) < _CLOSED:
        return cell
    wall = np.median(cell[~mask], axis=0).astype(np.uint8)
    bare = np.full_like(cell, wall)
    inside = (slice(top + ring, bottom - ring), slice(left + ring, right - ring))
    bare[inside] = cell[inside]
    return bare


def in_a_row(cells: Sequence[Pixels]) -> Pixels:
    """Upright characters side by side, scaled to one height, ready to be read as one line."""
    height = 48
    scaled = [
        cv2.resize(cell, (max(cell.shape[1] * height // cell.shape[0], 8), height))
        for cell in cells
    ]
    return np.asarray(np.hstack(scaled), dtype=np.uint8)
