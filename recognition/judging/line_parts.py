"""Pieces of a line of text: where they stand and how surely they were read. Pure."""

from __future__ import annotations

import math

from core.engines import TextLine
from core.engines.strips import extent, part
from core.geometry import Quad


def _glyphs(text: str, index: int) -> int:
    """How many characters that are not blanks stand before ``index``."""
    return len("".join(text[:index].split()))


def score_of(line: TextLine, start: int, end: int) -> float:
    own = line.characters[_glyphs(line.text, start) : _glyphs(line.text, end)]
    return min((c.confidence for c in own), default=line.confidence)


def part_of(line: TextLine, start: int, end: int) -> Quad:
    """The place of ``line.text[start:end]``: by its characters if they are known."""
    first, last = _glyphs(line.text, start), _glyphs(line.text, end)
    own = line.characters[first:last]
    if own:
        return own[0].quad[0], own[-1].quad[1], own[-1].quad[2], own[0].quad[3]
    size = max(len(line.text), 1)
    return part(line.quad, start / size, end / size)


def gap_between(line: TextLine, end: int, start: int) -> float:
    """The gap between two characters in line heights; 0 when characters are unknown."""
    before, after = _glyphs(line.text, end) - 1, _glyphs(line.text, start)
    if not line.characters or after >= len(line.characters):
        return 0.0
    left, right = line.characters[before].quad[1], line.characters[after].quad[0]
    return math.dist(left, right) / max(extent(line.quad)[1], 1.0)
