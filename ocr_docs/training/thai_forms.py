"""Values in the blanks of forms: typed, hammered or printed, on a rule or where one was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from core.engines import Pixels
from ocr_docs.training import damage, form_damage
from ocr_docs.training.batches import Line
from ocr_docs.training.damage import chance
from ocr_docs.training.thai_drawing import Drawing, Ink, drawn
from ocr_docs.training.thai_exchanges import exchanged
from ocr_docs.training.thai_texts import Texts
from ocr_docs.training.thai_windows import add_neighbour, window_of

_RARE = re.compile("Oblique|Italic|Purisa")
_TYPED = re.compile("^TlwgTyp|Mono")
_TYPED_SHARE = 4.0
_RARE_SHARE = 0.06
_EMPTY, _EXCHANGED = 0.02, 0.45
_PIN = 3
"""Pixels that a matrix printer's dot is drawn in."""


class FormValues:
    """Draws values with the upright of ``fonts``, typewriters' more often than others."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        shares = np.array([_share(path.name) for path in fonts])
        self._fonts, self._shares = list(fonts), shares / shares.sum()
        self._texts = Texts(forms=True)

    def line(self, random: Generator, longest: int) -> Line | None:
        """A line as it was cut out for reading; None where the font lacks a letter.

        A few are empty but for the rule. In many, letters are exchanged for their likes.
        """
        text = self._texts.text(random, longest)
        if chance(random, _EXCHANGED):
            text = exchanged(text, random)
        path = self._fonts[int(random.choice(len(self._fonts), p=self._shares))]
        drawing, size = _printed(text, path, random)
        if drawing is None:
            return None
        empty = chance(random, _EMPTY)
        picture = _picture(drawing, size, random, empty=empty)
        return None if picture is None else (picture, "" if empty else text)


def _share(name: str) -> float:
    if _RARE.search(name):
        return _RARE_SHARE
    return _TYPED_SHARE if _TYPED.match(name) else 1.0


def _printed(text: str, path: Path, random: Generator) -> tuple[Drawing | None, int]:
    """``text`` as a printer or a typewriter leaves it, and the font's size in pixels."""
    if chance(random, 0.28):
        pins = int(random.integers(15, 27))
        drawing = drawn(text, path, pins, random)
        if drawing is None:
            return None, 0
        ink = form_damage.hammered(drawing.ink, _PIN, random)
        return Drawing(ink, *(_PIN * row for row in drawing[1:])), _PIN * pins
    size = int(random.choice([28, 34, 40, 48, 64]))
    drawing = drawn(text, path, size, random)
    if drawing is None:
        return None, 0
    ink = drawing.ink
    if chance(random, 0.55):
        ink = damage.weighted(ink, size, random)
    if chance(random, 0.35):
        ink = form_damage.faded(ink, size, random)
    return drawing._replace(ink=ink), size


def _picture(drawing: Drawing, size: int, random: Generator, *, empty: bool) -> Pixels | None:
    ink = _squeezed(drawing.ink, random)
    if chance(random, 0.2):
        ink = damage.bent(ink, size, random)
    window = window_of(ink, drawing, random, loose=0.15)
    if window is None:
        return None
    rows = window[0]
    if empty:
        ink = np.zeros_like(ink)
    elif chance(random, 0.15):
        add_neighbour(ink, rows.stop - rows.start, random)
    if chance(random, 0.75):
        row = drawing.baseline + size * random.uniform(-0.03, 0.16)
        ink = form_damage.on_rule(ink, row, size, random)
    if chance(random, 0.15):
        # The rule of the line above runs through the heads of letters that stand too high.
        row = drawing.baseline - size * random.uniform(0.15, 0.9)
        ink = form_damage.on_rule(ink, row, size, random)
    if chance(random, 0.06):
        ink = form_damage.crossed(ink, random)
    grey = damage.printed(ink[window], random)
    return damage.scanned(grey, grey.shape[0], random)


def _squeezed(ink: Ink, random: Generator) -> Ink:
    squeeze = random.uniform(0.7, 1.08)
    size = (max(8, round(ink.shape[1] * squeeze)), ink.shape[0])
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.float32)
