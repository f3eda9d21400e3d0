"""Pack shots of invented products: boxes, bottles, cans, jars, pouches, cartons. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.engines import Pixels
from scenes.drawing.fronts import front
from scenes.drawing.ornaments import mixed
from scenes.drawing.products import Product, product

SCALE = 4.0
"""Pixels per mm in which packs are drawn."""

Light = NDArray[np.float32]
"""Light across a pack, one value a column."""

_SILVER = (196, 200, 205)


def draw_pack_shot(seed: int) -> Pixels:
    """The pack shot of ``product(seed)`` on white, cut to the product: RGB, 4 pixels per mm.

    Raises OSError where a font is missing.
    """
    cut = drawn(product(seed))
    white = Image.new("RGBA", cut.size, (255, 255, 255, 255))
    white.alpha_composite(cut)
    return np.asarray(white.convert("RGB"))


@lru_cache(maxsize=64)
def drawn(shown: Product) -> Image.Image:
    """``shown`` cut out, RGBA, ``SCALE`` pixels per mm. Not to be changed: it is kept."""
    width, height = round(shown.width_mm * SCALE), round(shown.height_mm * SCALE)
    return _SHAPES[shown.kind](shown, width, height)


def _box(shown: Product, width: int, height: int) -> Image.Image:
    return _shaded(front(shown, width, height), _flat(width, 0.12))


def _carton(shown: Product, width: int, height: int) -> Image.Image:
    """A gable top in a lighter tint, with its fold."""
    roof = round(0.17 * height)
    made = Image.new("RGB", (width, height), mixed(shown.base, (255, 255, 255), 0.4))
    made.paste(front(shown, width, height - roof), (0, roof))
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, width, roof // 4), fill=mixed(shown.band, (255, 255, 255), 0.2))
    draw.line((0, roof, width, roof), fill=mixed(shown.base, (0, 0, 0), 0.4), width=3)
    outline = [
        (0.06 * width, 0),
        (0.94 * width, 0),
        (width, roof),
        (width, height),
        (0, height),
        (0, roof),
    ]
    return _cut(_shaded(made, _flat(width, 0.1)), outline)


def _pouch(shown: Product, width: int, height: int) -> Image.Image:
    made = front(shown, width, height)
    draw = ImageDraw.Draw(made)
    for top in (0, 0.965 * height):
        for line in range(0, width, 7):
            draw.line(
                (line, top, line, top + 0.035 * height),
                fill=mixed(shown.base, (0, 0, 0), 0.35),
                width=2,
            )
    belly = [0.04 * width * np.sin(np.pi * share) for share in np.linspace(0, 1, 21)]
    levels = np.linspace(0, height, 21)
    left = [(float(0.04 * width - out), float(y)) for out, y in zip(belly, levels, strict=True)]
    right = [(width - x, y) for x, y in reversed(left)]
    return _cut(_shaded(made, _round(width, 0.3)), left + right)


def _can(shown: Product, width: int, height: int) -> Image.Image:
    rim = round(0.035 * height)
    made = Image.new("RGB", (width, height), _SILVER)
    made.paste(front(shown, width, height - 2 * rim), (0, rim))
    inset = 0.06 * width
    outline = [(inset, 0), (width - inset, 0), (width, 2 * rim), (width, height - 2 * rim)]
    outline += [(width - inset, height), (inset, height), (0, height - 2 * rim), (0, 2 * rim)]
    return _cut(_shaded(made, _round(width, 0.6)), outline)


def _jar(shown: Product, width: int, height: int) -> Image.Image:
    lid = round(0.16 * height)
    made = Image.new("RGB", (width, height), mixed(shown.accent, (60, 40, 20), 0.3))
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, width, lid), fill=shown.band)
    for line in range(0, width, 10):
        draw.line((line, 0, line, lid), fill=mixed(shown.band, (0, 0, 0), 0.25), width=2)
    made.paste(front(shown, width, round(0.7 * height)), (0, round(0.25 * height)))
    inset = 0.05 * width
    outline = [
        (inset, 0),
        (width - inset, 0),
        (width - inset, lid),
        (width, lid + inset),
        (width, height),
    ]
    outline += [(0, height), (0, lid + inset), (inset, lid)]
    return _cut(_shaded(made, _round(width, 0.55)), outline)


def _bottle(shown: Product, width: int, height: int) -> Image.Image:
    made = Image.new("RGB", (width, height), mixed(shown.base, (30, 20, 10), 0.25))
    draw = ImageDraw.Draw(made)
    cap, shoulder = round(0.09 * height), round(0.36 * height)
    draw.rectangle((0, 0, width, cap), fill=shown.band)
    for line in range(0, width, 8):
        draw.line((line, 0, line, cap), fill=mixed(shown.band, (0, 0, 0), 0.3), width=2)
    made.paste(front(shown, width, round(0.5 * height)), (0, round(0.42 * height)))
    neck = 0.29 * width
    outline = [(neck, 0), (width - neck, 0), (width - neck, 0.2 * height), (width, shoulder)]
    outline += [(width, height), (0, height), (0, shoulder), (neck, 0.2 * height)]
    return _cut(_shaded(made, _round(width, 0.6)), outline)


def _flat(width: int, dark: float) -> Light:
    """Light across a flat front: its edges fall off a little."""
    away = np.abs(np.linspace(-1, 1, width, dtype=np.float32))
    return (1 - dark * away**8).astype(np.float32)


def _round(width: int, dark: float) -> Light:
    """Light across a cylinder, with a sheen left of its middle."""
    across = np.linspace(-1, 1, width, dtype=np.float32)
    sheen = 0.16 * np.exp(-(((across + 0.45) / 0.1) ** 2))
    return np.asarray(1 - dark * across**4 + sheen, dtype=np.float32)


def _shaded(made: Image.Image, light: Light) -> Image.Image:
    lit = np.asarray(made, dtype=np.float32) * light[None, :, None]
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def _cut(made: Image.Image, outline: Sequence[tuple[float, float]]) -> Image.Image:
    mask = Image.new("L", made.size, 0)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    cut = made.convert("RGBA")
    cut.putalpha(mask)
    return cut


_SHAPES: dict[str, Callable[[Product, int, int], Image.Image]] = {
    "box": lambda shown, width, height: _box(shown, width, height).convert("RGBA"),
    "pouch": _pouch,
    "bottle": _bottle,
    "can": _can,
    "jar": _jar,
    "carton": _carton,
}
