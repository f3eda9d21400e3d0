"""What PP-OCR's recogniser says of a line, and the line it makes. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engines import Pixels, TextLine
from core.engines.strips import characters_of
from core.geometry import Quad

Reading = tuple[str, tuple[float, ...], tuple[float, ...]]
"""Text without outer blanks, a score for each character, a centre (0-1) for each character."""


def reading_of(text: str, info: Any, strip_width: int, padded_width: int) -> Reading:
    """What the library says of a line, with a score and a centre for each glyph."""
    if not text.strip():
        return "", (), ()
    columns = iter([column for word in info.word_cols for column in word])
    step = padded_width / strip_width / max(info.line_txt_len, 1.0)
    kept = [
        (letter, score, min((next(columns) + 0.5) * step, 1.0))
        for letter, score in zip(text, info.confs, strict=True)
        if not letter.isspace()
    ]
    return text.strip(), tuple(score for _, score, _ in kept), tuple(c for _, _, c in kept)


def line_of(reading: Reading, quad: Quad, characters: bool) -> TextLine:
    text, scores, centres = reading
    glyphs = "".join(text.split())
    placed = characters_of(glyphs, scores, centres, quad) if characters else ()
    return TextLine(text, quad, score_of(reading), placed)


def score_of(reading: Reading) -> float:
    return float(np.mean(reading[1])) if reading[1] else 0.0


def bgr(pixels: Pixels) -> Pixels:
    """PP-OCR models were trained on blue-green-red; everything else here is red-green-blue."""
    return np.ascontiguousarray(pixels[:, :, ::-1])
