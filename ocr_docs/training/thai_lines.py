"""Endless Thai lines as scans and photos show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from core.engines import Pixels
from ocr_docs.training import damage
from ocr_docs.training.batches import Line
from ocr_docs.training.damage import chance
from ocr_docs.training.thai_drawing import Drawing, Ink, drawn, latin_fonts, share
from ocr_docs.training.thai_texts import Texts

HEIGHT = 40

EASY_LINES = 15_000
"""Damage grows over so many lines: a network that has never read needs clean print first."""


class ThaiLines:
    """A ``Source`` that draws with ``fonts`` (and Latin ones where a line allows it)."""

    def __init__(self, fonts: Sequence[Path], *, easy_lines: int = EASY_LINES) -> None:
        if not fonts:
            raise ValueError("no Thai fonts: install fonts-thai-tlwg")
        self._fonts, self._latin = list(fonts), latin_fonts()
        self._shares = [share(path) for path in self._fonts]
        self._easy_lines = easy_lines

    def lines(self, seed: int) -> Iterator[Line]:
        random, texts = np.random.default_rng(seed), Texts()
        made = 0
        while True:
            hardness = min(1.0, 0.15 + made / max(self._easy_lines, 1))
            longest = 90 if chance(random, hardness) else 12
            text = texts.text(random, longest)
            picture = self._picture(text, random, hardness)
            if picture is not None:
                made += 1
                yield picture, text

    def _picture(self, text: str, random: Generator, hardness: float) -> Pixels | None:
        size = int(random.choice([28, 34, 40, 48, 48, 72]))
        drawing = drawn(text, self._font(text, random), size, random)
        if drawing is None:
            return None
        ink = _squeezed(drawing.ink, random)
        if chance(random, hardness):
            ink = _worn(ink, size, random)
        window = _window(ink, drawing, random)
        if window is None:
            return None
        rows = window[0]
        if chance(random, 0.2 * hardness):
            _add_neighbour(ink, rows.stop - rows.start, random)
        if chance(random, 0.25 * hardness):
            ink = damage.on_dots(ink, drawing.baseline, size, random)
        elif chance(random, 0.12 * hardness):
            ink = damage.ruled(ink, rows.start, rows.stop, random)
        grey = damage.printed(ink[window], random)
        if not chance(random, hardness):
            return np.clip(grey, 0, 255).astype(np.uint8)
        return damage.scanned(grey, grey.shape[0], random)

    def _font(self, text: str, random: Generator) -> Path:
        if text.isascii() and self._latin and chance(random, 0.4):
            return self._latin[int(random.integers(len(self._latin)))]
        shares = np.array(self._shares) / sum(self._shares)
        return self._fonts[int(random.choice(len(shares), p=shares))]


def _squeezed(ink: Ink, random: Generator) -> Ink:
    """Some fonts in wide use (Angsana, Cordia) are narrower than the free ones."""
    squeeze = random.uniform(0.5, 0.9) if chance(random, 0.7) else random.uniform(0.85, 1.1)
    size = (max(8, round(ink.shape[1] * squeeze)), ink.shape[0])
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.float32)


def _worn(ink: Ink, size: int, random: Generator) -> Ink:
    if chance(random, 0.35):
        ink = damage.bent(ink, size, random)
    if chance(random, 0.2):
        return damage.dotted(ink, size, random)
    return damage.weighted(ink, size, random) if chance(random, 0.6) else ink


def _window(ink: Ink, drawing: Drawing, random: Generator) -> tuple[slice, slice] | None:
    """Where a line finder would cut: about the ink or the font's line, seldom into letters."""
    rows, cols = (np.flatnonzero(ink.max(axis) > 0.4) for axis in (1, 0))
    if len(rows) < 3:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    if chance(random, 0.6):
        top, bottom = min(top, drawing.top), max(bottom, drawing.bottom)
    height = bottom - top
    above, below = (height * random.uniform(-0.04, 0.2) for _ in range(2))
    before, after = (height * random.uniform(0, 0.12) for _ in range(2))
    if chance(random, 0.25):
        before, after = (height * random.uniform(-0.03, 0.7) for _ in range(2))
    return (
        slice(max(0, round(top - above)), round(bottom + below)),
        slice(max(0, round(cols[0] - before)), round(cols[-1] + 1 + after)),
    )


def _add_neighbour(ink: Ink, height: int, random: Generator) -> None:
    """The feet of the line above or the heads of the line below, cut off."""
    pitch = int(height * random.uniform(0.9, 1.15))
    other = np.roll(ink, int(random.integers(ink.shape[1])), axis=1)
    if pitch >= len(ink):
        return
    if chance(random, 0.5):
        np.maximum(ink[pitch:], other[:-pitch], out=ink[pitch:])
    else:
        np.maximum(ink[:-pitch], other[pitch:], out=ink[:-pitch])
