"""A photo with what was seen drawn onto it. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb
from functools import lru_cache
from itertools import pairwise
from math import hypot
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from core.engines import Pixels
from core.geometry import Quad, box_of
from scenes.realogram import SeenPhoto

MAX_SIDE = 2000
"""Pixels of the longer side: enough to read names on a screen."""

UNNAMED, EMPTY, TAG = "#98a2b3", "#f04438", "#2e90fa"
_SURE_FROM = 0.8
_LEGEND_FROM = 600
_GOLDEN = 0.618034
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


def tint(sku: int) -> str:
    """The colour of a SKU, as "#rrggbb": the same on every photo. Ids that follow each other
    lie far apart on the wheel; three depths tell those apart that come close again."""
    hue = (sku * _GOLDEN) % 1
    red, green, blue = hls_to_rgb(hue, (0.45, 0.6, 0.3)[sku % 3], 0.85)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def annotated(
    pixels: Pixels,
    seen: SeenPhoto,
    names: Mapping[int, str],
    *,
    unnamed: frozenset[int] = frozenset(),
) -> bytes:
    """A JPEG of the photo with facings in the colours of their SKUs, shelf lines, gaps and
    price tags, at most ``MAX_SIDE`` pixels long. Facings that another photo counts are dashed,
    doubtful ones have a question mark. ``names`` are the names of SKUs; ``unnamed`` are
    placeholder SKUs, which are grey.
    """
    picture = Image.fromarray(pixels)
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.HAMMING)
    pen = _Pen(picture, picture.width / pixels.shape[1])
    _draw(pen, seen, names, unnamed)
    if picture.width >= _LEGEND_FROM:
        pen.legend(_legend(seen, unnamed))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _draw(pen: _Pen, seen: SeenPhoto, names: Mapping[int, str], unnamed: frozenset[int]) -> None:
    for line in seen.shelves:
        pen.line(line.start, line.end, TAG)
    for gap in seen.gaps:
        pen.outline(gap.quad, EMPTY)
        pen.cross(gap.quad, EMPTY)
    for facing in seen.facings:
        text = names.get(facing.sku, f"SKU {facing.sku}")
        doubt = "" if facing.score >= _SURE_FROM else "? "
        colour = UNNAMED if facing.sku in unnamed else tint(facing.sku)
        label = f"{doubt}{text} {facing.score:.2f}"
        pen.outline(facing.quad, colour, label, is_dashed=facing.duplicate)
    for tag in seen.tags:
        pen.outline(tag.quad, TAG, "?" if tag.price is None else f"{tag.price:g}")


def _legend(seen: SeenPhoto, unnamed: frozenset[int]) -> list[tuple[str, str]]:
    """Colour and meaning of what is on the photo beside facings with their names."""
    known = {
        "dashed: counted on another photo": ("#ffffff", any(f.duplicate for f in seen.facings)),
        "not a known product": (UNNAMED, any(f.sku in unnamed for f in seen.facings)),
        "empty place": (EMPTY, bool(seen.gaps)),
        "price tag, shelf edge": (TAG, bool(seen.tags or seen.shelves)),
    }
    return [(colour, text) for text, (colour, is_there) in known.items() if is_there]


class _Pen:
    """Draws in pixels of the photo onto a picture ``scale`` times as large."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._scale = scale
        self._tall = picture.height
        self._width = max(2, round(max(picture.size) / 500))
        self._size = max(11, round(max(picture.size) / 110))

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        ends = [(x * self._scale, y * self._scale) for x, y in (start, end)]
        self._draw.line(ends, fill=colour, width=self._width)

    def outline(self, quad: Quad, colour: str, text: str = "", *, is_dashed: bool = False) -> None:
        corners = self._placed(quad)
        if is_dashed:
            for start, end in pairwise([*corners, corners[0]]):
                self._dashes(start, end, colour)
        else:
            self._draw.polygon(corners, outline=colour, width=self._width)
        if text:
            box = box_of(quad)
            self._label(box.left * self._scale, box.top * self._scale, text, colour, box.width)

    def cross(self, quad: Quad, colour: str) -> None:
        corners = self._placed(quad)
        for start, end in (corners[0::2], corners[1::2]):
            self._dashes(start, end, colour)

    def legend(self, lines: Sequence[tuple[str, str]]) -> None:
        """What colours mean, in the lower left corner."""
        if not lines:
            return
        font = _font(self._size, is_thai=False)
        height = round(self._size * 1.5)
        wide = max(self._draw.textlength(text, font) for _, text in lines)
        top = self._tall - height * (len(lines) + 1)
        area = (height / 2, top, wide + 2.5 * height, self._tall - height / 2)
        self._draw.rectangle(area, fill="#1d2939")
        for number, (colour, text) in enumerate(lines):
            y = top + height * (number + 0.25)
            self._draw.rectangle((height, y + 2, height + self._size, y + self._size), fill=colour)
            self._draw.text((2 * height, y), text, font=font, fill="white")

    def _placed(self, quad: Quad) -> list[tuple[float, float]]:
        return [(p.x * self._scale, p.y * self._scale) for p in quad]

    def _dashes(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        dash = 4 * self._width
        steps = max(1, round(hypot(end[0] - start[0], end[1] - start[1]) / dash))
        for step in range(0, steps, 2):
            ends = [
                tuple(a + (b - a) * min(1, at / steps) for a, b in zip(start, end, strict=True))
                for at in (step, step + 1)
            ]
            self._draw.line(ends, fill=colour, width=self._width)

    def _label(self, x: float, y: float, text: str, colour: str, width: float) -> None:
        font = _font(self._size, is_thai=any("\u0e00" <= sign <= "\u0e7f" for sign in text))
        room = max(width * self._scale, 4 * self._size)
        while len(text) > 1 and self._draw.textlength(text, font) > room:
            text = text[:-1]
        left, top, right, bottom = self._draw.textbbox((x, y), text, font)
        self._draw.rectangle((left - 2, top - 1, right + 2, bottom + 1), fill=colour)
        self._draw.text((x, y), text, font=font, fill=_ink(colour))


def _ink(ground: str) -> str:
    """Black or white, whichever is read more easily on ``ground``."""
    red, green, blue = ImageColor.getrgb(ground)[:3]
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 150 else "white"


@lru_cache(maxsize=32)
def _font(size: int, *, is_thai: bool) -> Font:
    found = next((path for path in _FONTS if is_thai and Path(path).exists()), None)
    return ImageFont.truetype(found, size) if found else ImageFont.load_default(size)
