"""Which way up a photo's print says it is. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.engines import TextLine
from core.engines.strips import extent
from ocr_docs.register.geometry import direction

_SURE = 0.8
_ENOUGH = 12.0
"""Glyphs of sure words from which print is fully trusted: a few read well upside down."""


def upright_support(lines: Sequence[TextLine], angle: float) -> float:
    """From -1 (print reads the other way) to 1 (print reads along ``angle``); 0 without print.

    Each line counts by its letters, which tell the way up better than digits do.
    """
    total = sum(_letters(line) * _agreement(line, angle) for line in lines)
    return max(-1.0, min(1.0, total / _ENOUGH))


def _letters(line: TextLine) -> int:
    letters = sum(glyph.isalpha() for glyph in line.text)
    wide = extent(line.quad)[0] > extent(line.quad)[1]
    return letters if line.confidence >= _SURE and letters >= 3 and wide else 0


def _agreement(line: TextLine, angle: float) -> float:
    off = direction(line.quad[0], line.quad[1]) - angle
    return math.cos(math.radians(off))
