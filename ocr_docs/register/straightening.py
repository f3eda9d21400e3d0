"""A strip turned and cut so that its digits stand upright in a row, all of one height. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_canvas import HEIGHT, WIDTH, Fit

_FEWEST = 3
_STEEPEST = 0.2
_NEUTRAL_GREY = (128, 128, 128)


@dataclass(frozen=True, slots=True)
class Look:
    """How a row lies on the canvas, in heights of a digit.

    ``tallness`` is the canvas's own height: a drum's neighbours stay in sight. ``down`` is
    how far below the middle the row lies, ``tilt`` how far it rises for each step along it.
    """

    tallness: float = 2.0
    down: float = 0.0
    tilt: float = 0.0


_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Straightened:
    """``canvas`` as the network takes it; ``warp`` (2, 3) leads from the strip to it."""

    canvas: Pixels
    warp: NDArray[np.float64]

    def back(self, candidate: Candidate) -> Candidate:
        """``candidate`` with its box, upright about its centre, in pixels of the strip."""
        left, top, right, bottom = candidate.box
        inverse = cv2.invertAffineTransform(self.warp)
        x, y = inverse @ [(left + right) / 2, (top + bottom) / 2, 1.0]
        scale = float(np.hypot(inverse[0, 0], inverse[1, 0]))
        across, down = (right - left) * scale / 2, (bottom - top) * scale / 2
        return replace(
            candidate,
            box=Box(float(x - across), float(y - down), float(x + across), float(y + down)),
        )


def straightened(strip: Pixels, found: Sequence[Box], look: Look = _PLAIN) -> Straightened | None:
    """The part of ``strip`` about the digits ``found`` on it; None when they are too few."""
    if len(found) < _FEWEST:
        return None
    boxes = np.array(found)
    xs, ys = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    level, height = _line(xs, ys), float(np.median(boxes[:, 3] - boxes[:, 1]))
    step = float(np.median(np.diff(xs)))
    middle = float(xs[0] + xs[-1]) / 2
    row = float(np.median(ys - level * (xs - middle)))
    slope = level + look.tilt
    length = (float(np.hypot(1, slope)) * (xs[-1] - xs[0])) + 1.3 * max(step, height)
    scale = min(HEIGHT / (look.tallness * height), WIDTH / length)
    cosine, sine = scale / np.hypot(1, slope), scale * slope / np.hypot(1, slope)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    down = look.down * height * scale
    shift = np.array([WIDTH / 2, HEIGHT / 2 + down]) - turn @ [middle, row]
    warp = np.column_stack([turn, shift])
    return Straightened(_warped(strip, warp, scale), warp)


def as_found(fit: Fit, found: list[Candidate]) -> list[Candidate]:
    """``found`` on the canvas, with boxes in pixels of the strip that ``fit`` laid there."""
    return [replace(candidate, box=fit.back(candidate.box)) for candidate in found]


def _line(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> float:
    """Slope of the row: the median of all pairs' (Theil-Sen), for a turning drum is off it."""
    first, second = np.triu_indices(len(xs), 1)
    runs = np.maximum(xs[second] - xs[first], 1e-6)
    slope = np.median((ys[second] - ys[first]) / runs)
    return float(np.clip(slope, -_STEEPEST, _STEEPEST))


def _warped(strip: Pixels, warp: NDArray[np.float64], scale: float) -> Pixels:
    if scale < 0.5:
        # Averaged first: plain interpolation would drop thin strokes.
        rows, cols = strip.shape[:2]
        share = 2 * scale
        size = max(1, round(cols * share)), max(1, round(rows * share))
        strip = np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_AREA), np.uint8)
        warp = warp / [size[0] / cols, size[1] / rows, 1.0]
    canvas = cv2.warpAffine(
        strip, warp, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
        borderValue=_NEUTRAL_GREY,
    )  # fmt: skip
    return np.asarray(canvas, np.uint8)
