"""What sample photos lie on: cardboard, wood, metal, paint, stone, a container door. Pure.

A surface takes a random generator, width and height in pixels and gives a float32
picture, (height, width, 3), 0 to 1, RGB, evenly lit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Canvas: TypeAlias = NDArray[np.floating[Any]]
Surface: TypeAlias = Callable[[np.random.Generator, int, int], Canvas]


def clouds(
    rng: np.random.Generator, width: int, height: int, cell: int, stretch: int = 1
) -> Canvas:
    """Smooth noise, 0 to 1: spots of ``cell`` pixels, ``stretch`` times as wide as high."""
    rows, columns = max(height // cell, 2), max(width // (cell * stretch), 2)
    spots = rng.random((rows, columns), dtype=np.float32)
    grown = cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.asarray(grown, dtype=np.float32), 0, 1)


def blurred(picture: Canvas, sigma: float) -> Canvas:
    """``picture`` out of focus by ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.float32)


def _grain(rng: np.random.Generator, width: int, height: int, softness: float) -> Canvas:
    fine = rng.standard_normal((height, width), dtype=np.float32)
    return blurred(fine, softness)


def _coloured(value: Canvas, colour: tuple[float, float, float]) -> Canvas:
    return (value[..., None] * np.array(colour, np.float32)).astype(np.float32)


def cardboard(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """Kraft cardboard: fibres, and the faint lines of the flutes below."""
    x = np.arange(width, dtype=np.float32)[None, :]
    flutes = 0.012 * np.sin(x * 2 * np.pi / (width / 90))
    fibres = 0.07 * clouds(rng, width, height, 3, 8)
    stains = 0.06 * clouds(rng, width, height, width // 12)
    value = 0.87 + flutes + fibres + stains + 0.03 * _grain(rng, width, height, 1.2)
    return _taped(rng, _coloured(value.astype(np.float32), (0.71, 0.56, 0.40)))


def wood(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """A beech desk: long grain that wanders, and pores."""
    wander = 9 * clouds(rng, width, height, width // 5, 3)
    wander += 1.6 * clouds(rng, width, height, 26, 12)
    rings = 0.5 + 0.5 * np.sin(wander * 6)
    pores = clouds(rng, width, height, 2, 16)
    boards = clouds(rng, width, height, width // 4)
    value = 0.79 + 0.10 * rings + 0.10 * pores + 0.05 * boards
    return _coloured(value.astype(np.float32), (0.72, 0.55, 0.39))


def brushed_steel(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """Brushed metal: streaks along the width, and a broad sheen."""
    streaks = rng.standard_normal((height, max(width // 160, 2)), dtype=np.float32)
    streaks = np.asarray(cv2.resize(streaks, (width, height), interpolation=cv2.INTER_LINEAR))
    sheen = np.sin(np.linspace(0.3, 2.6, width, dtype=np.float32))[None, :]
    value = 0.50 + 0.022 * streaks + 0.16 * sheen + 0.06 * clouds(rng, width, height, width // 5)
    return _coloured(value.astype(np.float32), (0.95, 0.97, 1.0))


def grey_paint(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """A powder-coated housing: fine bumps, a few scratches."""
    return _painted(rng, width, height, (0.60, 0.63, 0.64))


def green_paint(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """A machine's enamel."""
    return _painted(rng, width, height, (0.27, 0.43, 0.37))


def dark_plastic(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """The textured black plastic of a device's back."""
    return _painted(rng, width, height, (0.17, 0.17, 0.18))


def _painted(
    rng: np.random.Generator, width: int, height: int, colour: tuple[float, float, float]
) -> Canvas:
    bumps = _grain(rng, width, height, 1.6)
    value = 0.93 + 0.05 * bumps + 0.10 * clouds(rng, width, height, width // 5)
    return _seamed(rng, _scratched(rng, _coloured(value.astype(np.float32), colour), count=9))


def _scratched(rng: np.random.Generator, picture: Canvas, count: int) -> Canvas:
    height, width = picture.shape[:2]
    marks = np.zeros((height, width), np.float32)
    for _ in range(count):
        start = rng.random(2) * (width, height)
        end = start + rng.normal(0, 0.06, 2) * width
        points = [tuple(int(v) for v in point) for point in (start, end)]
        cv2.line(marks, points[0], points[1], float(rng.uniform(-0.05, 0.09)), 1, cv2.LINE_AA)
    return picture + blurred(marks, 0.8)[..., None]


def _seamed(rng: np.random.Generator, picture: Canvas) -> Canvas:
    """With the gap between two panels near one side, lit on its far edge."""
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] / width
    slant = np.linspace(-0.01, 0.01, height, dtype=np.float32)[:, None] * rng.uniform(-1, 1)
    away = x - slant - float(rng.choice((0.07, 0.93)))
    gap = np.exp(-((away / 0.0025) ** 2))
    edge = np.exp(-(((away - 0.0045) / 0.002) ** 2))
    return np.asarray(picture * (1 - 0.8 * gap + 0.25 * edge)[..., None], dtype=np.float32)


def _taped(rng: np.random.Generator, picture: Canvas) -> Canvas:
    """With packing tape along the flaps, near the upper or lower side."""
    height, width = picture.shape[:2]
    y = np.arange(height, dtype=np.float32)[:, None] / height
    away = (
        y - float(rng.choice((0.04, 0.95))) - np.linspace(0, 0.02, width, dtype=np.float32)[None, :]
    )
    tape = np.clip((0.076 - np.abs(away)) * 400, 0, 1)
    flap = np.exp(-((away / 0.003) ** 2))
    wrinkles = clouds(rng, width, height, 30, 10)
    tint = np.array((0.93, 0.88, 0.80), np.float32) * (0.92 + 0.2 * wrinkles[..., None])
    taped = picture * (1 + tape[..., None] * (tint - 1))
    return np.asarray(taped * (1 - 0.35 * flap)[..., None], dtype=np.float32)


def concrete(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """A workshop floor: stains and grit."""
    value = 0.50 + 0.16 * clouds(rng, width, height, width // 7)
    value += 0.10 * clouds(rng, width, height, width // 60)
    value += 0.05 * _grain(rng, width, height, 0.9)
    return _coloured(value.astype(np.float32), (0.97, 0.96, 0.92))


def felt(rng: np.random.Generator, width: int, height: int) -> Canvas:
    """A blue-grey cloth."""
    weave = clouds(rng, width, height, 3) * 0.25 + clouds(rng, width, height, 2, 4) * 0.2
    value = 0.62 + weave + 0.12 * clouds(rng, width, height, width // 6)
    return _coloured(value.astype(np.float32), (0.36, 0.40, 0.49))


SURFACES: dict[str, Surface] = {
    "cardboard": cardboard,
    "wood": wood,
    "brushed steel": brushed_steel,
    "grey paint": grey_paint,
    "green paint": green_paint,
    "dark plastic": dark_plastic,
    "concrete": concrete,
    "felt": felt,
}
