"""A sheet to draw labels on, measured in millimetres. Pure.

Fonts are found by file name where the system keeps them (Debian: fonts-liberation
and fonts-dejavu-core); OSError when one is missing. They are needed to draw only.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self

import numpy as np
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from core.drawing.surfaces import Canvas, blurred, clouds

SCALE = 16
"""Pixels to the millimetre: about twice what a photo shows."""

SANS = "LiberationSans-Regular.ttf"
BOLD = "LiberationSans-Bold.ttf"
NARROW = "LiberationSansNarrow-Regular.ttf"
NARROW_BOLD = "LiberationSansNarrow-Bold.ttf"
MONO = "LiberationMono-Bold.ttf"
TYPED = "DejaVuSansMono.ttf"
WIDE = "DejaVuSans-Bold.ttf"

Colour = tuple[int, int, int]
INK: Colour = (28, 28, 30)
PAPER: Colour = (240, 240, 236)
WHITE: Colour = (244, 244, 241)
LIGHT: Colour = (228, 230, 230)
SILVER: Colour = (196, 198, 199)
BLACK: Colour = (24, 24, 26)


@lru_cache(maxsize=64)
def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, pixels, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """Artwork in the making: ``width`` x ``height`` mm, origin at the top-left corner.

    Text stands on its baseline at (x, y); ``size`` is the height of its em in mm.
    """

    def __init__(
        self, width: float, height: float, *, paper: Colour = PAPER, radius: float = 1.5
    ) -> None:
        self.size = (round(width * SCALE), round(height * SCALE))
        self._outline = Image.new("L", self.size, 0)
        box = (0, 0, self.size[0] - 1, self.size[1] - 1)
        ImageDraw.Draw(self._outline).rounded_rectangle(box, radius * SCALE, fill=255)
        self.picture = Image.new("RGB", self.size, paper)
        self._draw = ImageDraw.Draw(self.picture)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        font: str = SANS,
        ink: Colour = INK,
        anchor: str = "ls",
    ) -> Self:
        """One line of text."""
        drawn_with = _font(font, round(size * SCALE))
        self._draw.text((x * SCALE, y * SCALE), words, font=drawn_with, fill=ink, anchor=anchor)
        return self

    def lines(
        self, x: float, y: float, lines: list[str], size: float, *, step: float = 1.35, **look: Any
    ) -> Self:
        """Lines of text, one below the other; ``look`` as for :meth:`text`."""
        for number, words in enumerate(lines):
            self.text(x, y + number * step * size, words, size, **look)
        return self

    def rule(self, x: float, y: float, x2: float, y2: float, width: float = 0.25) -> Self:
        """A straight line."""
        ends = (x * SCALE, y * SCALE, x2 * SCALE, y2 * SCALE)
        self._draw.line(ends, fill=INK, width=max(1, round(width * SCALE)))
        return self

    def box(
        self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0
    ) -> Self:
        """A filled rectangle."""
        edges = (x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE)
        self._draw.rounded_rectangle(edges, radius * SCALE, fill=fill)
        return self

    def dot(self, x: float, y: float, radius: float, fill: Colour) -> Self:
        """A filled circle around (x, y)."""
        at = np.array((x - radius, y - radius, x + radius, y + radius)) * SCALE
        self._draw.ellipse(tuple(at.tolist()), fill=fill)
        return self

    def code(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        content: str,
        kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.Code128,
        **options: bool,
    ) -> Self:
        """A barcode without quiet zone, stretched to ``width`` x ``height``."""
        code = zxingcpp.create_barcode(content, kind, **options)
        modules = Image.fromarray(np.array(code.to_image(add_quiet_zones=False)))
        target = (round(width * SCALE), round(height * SCALE))
        bars = modules.resize(target, Image.Resampling.NEAREST)
        left, top = round(x * SCALE), round(y * SCALE)
        edges = (left, top, left + target[0], top + target[1])
        self.picture.paste(INK, edges, ImageChops.invert(bars))
        return self

    def paste(self, other: Image.Image, x: float, y: float) -> Self:
        """Another artwork (RGBA) on top, its top-left corner at (x, y)."""
        self.picture.paste(other, (round(x * SCALE), round(y * SCALE)), other)
        return self

    def printed(self, seed: int, wear: float = 0.10) -> Image.Image:
        """The finished artwork (RGBA) as a printer makes it: ink that is not quite even."""
        rng = np.random.default_rng(seed)
        pixels = np.asarray(self.picture, dtype=np.float32)
        patches = clouds(rng, *self.size, 60)
        grain = blurred(rng.standard_normal((self.size[1], self.size[0]), dtype=np.float32), 2.2)
        fade = wear * np.clip(patches + 1.75 * grain, 0, 1.6)[..., None]
        return self._cut_out(pixels + (255 - pixels) * fade * 0.55 - 20 * grain[..., None])

    def engraved(self, base: Canvas, depth: float) -> Image.Image:
        """The finished artwork (RGBA) cut into ``base`` (float, 0 to 1) instead of printed on it.

        Ink becomes a groove: darker inside, lit on one edge, in shadow on the other.
        """
        luminance = np.asarray(self.picture.convert("L"), dtype=np.float32) / 255
        groove = blurred(1 - luminance, 1.6)
        slope = groove - np.roll(groove, (3, 3), axis=(0, 1))
        relief = base - depth * (0.55 * groove + 0.9 * slope)[..., None]
        return self._cut_out(relief * 255)

    def _cut_out(self, pixels: Canvas) -> Image.Image:
        finished = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert("RGBA")
        finished.putalpha(self._outline)
        return finished
