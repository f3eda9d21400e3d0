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
from ocr_docs.training.thai_drawing import Ink, drawn, latin_fonts, share
from ocr_docs.training.thai_forms import FormValues
from ocr_docs.training.thai_texts import Texts
from ocr_docs.training.thai_windows import add_neighbour, window_of

HEIGHT = 40

EASY_LINES = 15_000
"""Damage grows over so many lines: a network that has never read needs clean print first."""


class ThaiLines:
    """A ``Source`` that draws with ``fonts`` (and Latin ones where a line allows it).

    The share ``forms`` of its lines (0-1) are values in the blanks of forms.
    """

    def __init__(
        self, fonts: Sequence[Path], *, easy_lines: int = EASY_LINES, forms: float = 0.0
    ) -> None:
        if not fonts:
            raise ValueError("no Thai fonts: install fonts-thai-tlwg")
        self._fonts, self._latin = list(fonts), latin_fonts()
        self._shares = [share(path) for path in self._fonts]
        self._easy_lines, self._forms = easy_lines, forms
        self._values = FormValues(self._fonts)

    def lines(self, seed: int) -> Iterator[Line]:
        random, texts = np.random.default_rng(seed), Texts()
        made = 0
        while True:
            hardness = min(1.0, 0.15 + made / max(self._easy_lines, 1))
            longest = 90 if chance(random, hardness) else 12
            if chance(random, self._forms * hardness):
                line = self._values.line(random, longest)
            else:
                line = self._line(texts.text(random, longest), random, hardness)
            if line is not None:
                made += 1
                yield line

    def _line(self, text: str, random: Generator, hardness: float) -> Line | None:
        picture = self._picture(text, random, hardness)
        return None if picture is None else (picture, text)

    def _picture(self, text: str, random: Generator, hardness: float) -> Pixels | None:
        size = int(random.choice([28, 34, 40, 48, 48, 72]))
        drawing = drawn(text, self._font(text, random), size, random)
        if drawing is None:
            return None
        ink = _squeezed(drawing.ink, random)
        if chance(random, hardness):
            ink = _worn(ink, size, random)
        window = window_of(ink, drawing, random)
        if window is None:
            return None
        rows = window[0]
        if chance(random, 0.2 * hardness):
            add_neighbour(ink, rows.stop - rows.start, random)
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
