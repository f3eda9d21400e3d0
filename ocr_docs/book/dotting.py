"""A dotted line to write on taken out of a picture dot by dot, the writing on it left. Pure.

What is darker than the line is by itself is writing. In a dot's middle that cannot be seen: there
is writing where it is on both sides of the dot, along the line or across it.
"""

from __future__ import annotations

import cv2
import numpy as np

from core.engines import Pixels
from ocr_docs.book.curves import Floats
from ocr_docs.book.ink import Darkness
from ocr_docs.book.lattice import Lattice, clear_columns, lattice
from ocr_docs.book.spacing import Flags

_CORE, _LIGHTEST = 0.25, 0.05
"""A dot hides what is written where it is so dark against its middle; and all but black ink."""

_LEFT = 0.3
"""Of the line, where it is clear, so much at most may be left."""

_CRUMB, _FAINT = 0.07, 0.5
"""What is left of a dot is smaller than this, in ems; it may be so much fainter than ink."""

_PAPER = 31
"""Letters and lines are thinner than this many pixels: paper is what is lightest so near."""


def bare(shade: Darkness, rule: slice, em: float, limit: float) -> Darkness | None:
    """``shade`` without the dots in ``rule``; None where they are not known well enough.

    ``limit`` is how dark ink is.
    """
    found = lattice(shade, rule, em, limit)
    if found is None:
        return None
    rest = _without(shade, found, em, limit)
    clear = clear_columns(shade, rule, em, limit)
    left, before = (((one[rule] > limit).any(0) & clear).sum() for one in (rest, shade))
    return rest if left <= _LEFT * before else None


def painted(pixels: Pixels, shade: Darkness, bare: Darkness) -> Pixels:
    """``pixels``, as dark as ``shade``, with paper where only ``bare`` is left of that."""
    changed = np.flatnonzero((bare < shade).any(1))
    if not len(changed):
        return pixels
    rows = slice(int(changed[0]), int(changed[-1]) + 1)
    around = slice(max(rows.start - _PAPER, 0), rows.stop + _PAPER)
    paper = cv2.morphologyEx(pixels[around], cv2.MORPH_CLOSE, np.ones((_PAPER, _PAPER), np.uint8))
    paper = paper[rows.start - around.start :][: rows.stop - rows.start]
    left = bare[rows][..., None]
    found = pixels.copy()
    found[rows] = np.where(left < shade[rows][..., None], paper * (1 - left), pixels[rows])
    return found


def _without(shade: Darkness, found: Lattice, em: float, limit: float) -> Darkness:
    """``shade`` with the line taken out of it: what of it is writing."""
    line, seen = found.darkness(), shade[found.rows]
    rest = np.clip((seen - line) / np.maximum(1 - line, _LIGHTEST), 0, 1)
    core = line > _CORE * found.dot.max()
    held = np.minimum(np.maximum(_filled(rest, core), _filled(rest.T, core.T).T), seen)
    taken = shade.copy()
    taken[found.rows] = np.where(core, held, rest)
    taken[found.rows][_crumbs(taken, found.rows, em, limit)] = 0
    return taken


def _filled(rest: Floats, core: Flags) -> Floats:
    """``rest`` with the places in ``core`` between what is beside them in their rows."""
    filled = np.array(rest)
    columns = np.arange(rest.shape[1])
    for row, hidden in enumerate(core):
        if hidden.all():
            filled[row] = 0
        elif hidden.any():
            filled[row, hidden] = np.interp(columns[hidden], columns[~hidden], rest[row, ~hidden])
    return filled


def _crumbs(shade: Darkness, rows: slice, em: float, limit: float) -> Flags:
    """What is left of dots in ``rows``: pieces smaller than a full stop, by themselves."""
    faint = (shade > _FAINT * limit).astype(np.uint8)
    _, labels, *measured = cv2.connectedComponentsWithStats(faint, connectivity=8)
    stats = np.asarray(measured[0], np.int32)
    top, bottom = stats[:, 1], stats[:, 1] + stats[:, 3]
    small = (stats[:, 2:4].max(1) < _CRUMB * em) & (top >= rows.start) & (bottom <= rows.stop)
    small[0] = False
    return np.asarray(small[np.asarray(labels)[rows]], np.bool_)
