"""A photo with what was seen drawn onto it. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.engines import Pixels
from core.geometry import Quad, box_of
from scenes.realogram import Facing, SeenPhoto

MAX_SIDE = 2000
"""Pixels of the longer side: enough to read names on a screen."""

SURE, DOUBTFUL, UNNAMED, EMPTY, TAG = "#12b76a", "#f79009", "#98a2b3", "#f04438", "#2e90fa"
DUPLICATE = "#7a5af8"
_SURE_FROM = 0.8
_FONTS = (
    "/usr/share/fonts/truetype/tlwg/Garuda.ttf",
    "/usr/share/fonts/truetype/tlwg/Loma.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf",
    "/usr/share/fonts/opentype/tlwg/Garuda.otf",
    "/usr/share/fonts/opentype/tlwg/Loma.otf",
)
"""Fonts with Thai letters, where this machine has one. They have Latin letters too, or else
texts without Thai are drawn with Pillow's own font."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def annotated(
    pixels: Pixels,
    seen: SeenPhoto,
    names: Mapping[int, str],
    *,
    unnamed: frozenset[int] = frozenset(),
) -> bytes:
    """A JPEG of the photo with facings, shelf lines, gaps and price tags, at most ``MAX_SIDE``
    pixels long. ``names`` are the names of SKUs; ``unnamed`` are placeholder SKUs."""
    picture = Image.fromarray(pixels)
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.HAMMING)
    scale = picture.width / pixels.shape[1]
    pen = _Pen(picture, scale)
    for line in seen.shelves:
        pen.line(line.start, line.end, TAG)
    for gap in seen.gaps:
        pen.outline(gap.quad, EMPTY)
    for facing in seen.facings:
        text = names.get(facing.sku, f"SKU {facing.sku}")
        pen.outline(facing.quad, _colour(facing, unnamed), f"{text} {facing.score:.2f}")
    for tag in seen.tags:
        pen.outline(tag.quad, TAG, "?" if tag.price is None else f"{tag.price:g}")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _colour(facing: Facing, unnamed: frozenset[int]) -> str:
    if facing.duplicate:
        return DUPLICATE
    if facing.sku in unnamed:
        return UNNAMED
    return SURE if facing.score >= _SURE_FROM else DOUBTFUL


class _Pen:
    """Draws in pixels of the photo onto a picture ``scale`` times as large."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._scale = scale
        self._width = max(2, round(max(picture.size) / 500))
        self._size = max(11, round(max(picture.size) / 110))

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        ends = [(x * self._scale, y * self._scale) for x, y in (start, end)]
        self._draw.line(ends, fill=colour, width=self._width)

    def outline(self, quad: Quad, colour: str, text: str = "") -> None:
        corners = [(p.x * self._scale, p.y * self._scale) for p in quad]
        self._draw.polygon(corners, outline=colour, width=self._width)
        if text:
            box = box_of(quad)
            self._label(box.left * self._scale, box.top * self._scale, text, colour, box.width)

    def _label(self, x: float, y: float, text: str, colour: str, width: float) -> None:
        font = _font(self._size, is_thai=any("\u0e00" <= sign <= "\u0e7f" for sign in text))
        room = max(width * self._scale, 4 * self._size)
        while len(text) > 1 and self._draw.textlength(text, font) > room:
            text = text[:-1]
        left, top, right, bottom = self._draw.textbbox((x, y), text, font)
        self._draw.rectangle((left - 2, top - 1, right + 2, bottom + 1), fill=colour)
        self._draw.text((x, y), text, font=font, fill="white")


@lru_cache(maxsize=32)
def _font(size: int, *, is_thai: bool) -> Font:
    found = next((path for path in _FONTS if is_thai and Path(path).exists()), None)
    return ImageFont.truetype(found, size) if found else ImageFont.load_default(size)
