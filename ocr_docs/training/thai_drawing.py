"""Lines of Thai drawn with installed fonts: the ink of a line, and where to cut it out."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]
"""Coverage 0-1, shape (height, width)."""

_FOLDERS = (
    "/usr/share/fonts/truetype/tlwg",
    "/usr/share/fonts/truetype/arundina",
    "/usr/share/fonts/truetype/noto",
)
_THAI = re.compile(
    "^(Noto(Sans|Serif)Thai|Arundina|Garuda|Kinnari|Laksaman|Loma|Norasi|Purisa|Sawasdee|"
    "TlwgTyp|Umpush|Waree)"
)
"""TlwgMono and NotoLoopedThai are left out: shaped by raqm they lose or misplace marks."""

_LATIN = re.compile("^Noto(Sans|Serif|SansMono|SansDisplay|SerifDisplay)-")
_CLUSTER = re.compile("[^\u0e31\u0e33-\u0e3a\u0e47-\u0e4e][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")
_SLANTED_SHARE = 0.25
"""Slanted faces are as many as upright ones in these families, but rare on paper."""


class Drawing(NamedTuple):
    """``ink`` with wide margins; ``top`` and ``bottom`` bound the line as its font does.

    Letters stand on the row ``baseline``.
    """

    ink: Ink
    top: int
    baseline: int
    bottom: int


def thai_fonts(*, held_out: Sequence[str] = ()) -> list[Path]:
    """Installed Thai fonts but those whose names start with one of ``held_out``."""
    return [
        path
        for folder in _FOLDERS
        for path in sorted(Path(folder).glob("*.[ot]tf"))
        if _THAI.match(path.name) and not path.name.startswith(tuple(held_out))
    ]


def latin_fonts() -> list[Path]:
    return [path for path in sorted(Path(_FOLDERS[2]).glob("*.ttf")) if _LATIN.match(path.name)]


def share(path: Path) -> float:
    """How often to draw with a font, next to others."""
    return _SLANTED_SHARE if re.search("Oblique|Italic", path.name) else 1.0


def drawn(text: str, path: Path, size: int, random: Generator) -> Drawing | None:
    """``text`` as ink, with neighbours above and below at times; None where letters lack."""
    font = _font(str(path), size)
    wide = " " * int(random.integers(2, 9)) if random.random() < 0.12 else " "
    shown = text.replace(" ", wide)
    if not all(_has(str(path), letter) for letter in set(text)):
        return None
    tracking = float(random.uniform(-0.03, 0.22)) * size if random.random() < 0.12 else 0.0
    pieces = _CLUSTER.findall(shown) if tracking else [shown]
    widths = [font.getlength(piece) + tracking for piece in pieces]
    margin = 2 * size // 3
    ascent, descent = font.getmetrics()
    height = ascent + descent + 2 * margin
    picture = Image.new("L", (int(sum(widths)) + 2 * margin, height))
    pen = ImageDraw.Draw(picture)
    at = float(margin)
    for piece, width in zip(pieces, widths, strict=True):
        pen.text((at, margin), piece, 255, font)
        at += width
    ink = np.asarray(picture, np.float32) / np.float32(255)
    baseline = margin + ascent
    return Drawing(ink, margin + ascent // 8, baseline, baseline + descent // 2)


@functools.lru_cache(maxsize=600)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@functools.lru_cache(maxsize=60_000)
def _has(path: str, letter: str) -> bool:
    """Is ``letter`` more than the font's sign for what it lacks?"""
    if letter == " ":
        return True
    font = _font(path, 24)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))
