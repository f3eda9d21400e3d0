"""A sheet that is written on line by line, as letters and forms are. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from ocr_docs.specimens.chance import pick
from ocr_docs.specimens.fonts import FORM_FONTS, LASER_FONTS
from ocr_docs.specimens.ink import Face, width_of
from ocr_docs.specimens.paper import blank
from ocr_docs.specimens.sheet import Colour, Sheet

_INK: Colour = (30, 30, 34)


@dataclass(slots=True)
class Page:
    """A sheet with an upright cursor: ``y`` is the next baseline."""

    sheet: Sheet
    em: float
    y: float
    label: str
    value: str

    def centred(self, text: str, scale: float = 1.4) -> None:
        face = Face(self.label, self.em * scale, bold=True)
        width = self.sheet.pixels.shape[1]
        x = max((width - width_of(text, face)) / 2, 0.02 * width)
        self.sheet.text(x, self.y, text, face, _INK)
        self.y += 1.9 * self.em * scale

    def line(self, text: str, x: float = 0.07, step: float = 1.7) -> None:
        face = Face(self.value, self.em)
        self.sheet.text(x * self.sheet.pixels.shape[1], self.y, text, face, _INK)
        self.y += step * self.em

    def row(self, label: str, value: str, x: float = 0.07, column: float = 0.32) -> None:
        width = self.sheet.pixels.shape[1]
        self.sheet.text(x * width, self.y, label, Face(self.label, self.em, bold=True), _INK)
        self.sheet.text(column * width, self.y, value, Face(self.value, self.em), _INK)
        self.y += 1.8 * self.em

    def rule(self, left: float = 0.05, right: float = 0.95) -> None:
        width = self.sheet.pixels.shape[1]
        y = self.y - 0.9 * self.em
        self.sheet.line([(left * width, y), (right * width, y)], _INK, 0.06 * self.em)
        self.y += 0.5 * self.em


def page_of(
    rng: Generator,
    dpi: int,
    inches: tuple[float, float],
    em: float,
    paper: Colour = (250, 250, 247),
) -> Page:
    """An empty sheet of so many ``inches``, with print of ``em`` points."""
    size = (round(inches[0] * dpi), round(inches[1] * dpi))
    sheet = Sheet(blank(*size, paper, rng), rng)
    ems = em / 72 * dpi
    return Page(sheet, ems, 3 * ems, pick(rng, FORM_FONTS), pick(rng, LASER_FONTS[:-1]))
