"""How one printing of the book looks: type, ink, paper, and how far it strays. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from ocr_docs.specimens.chance import between, chance, pick, weighted
from ocr_docs.specimens.fonts import FORM_FONTS, LASER_FONTS, MATRIX_FONTS, TYPED
from ocr_docs.specimens.ink import Printer
from ocr_docs.specimens.sheet import Colour

# Print and tint of the cars', the motorcycles', the lorries' and the grey books.
_PRINTS: dict[Colour, tuple[Colour, ...]] = {
    (22, 40, 110): ((222, 234, 246), (232, 240, 248), (238, 240, 246)),
    (18, 84, 60): ((224, 240, 226), (236, 244, 234)),
    (120, 30, 70): ((248, 226, 232), (250, 236, 238)),
    (34, 34, 40): ((240, 240, 236), (246, 244, 238), (232, 238, 242), (248, 248, 246)),
}
_INKS: dict[Colour, float] = {
    (24, 24, 28): 6.0,
    (46, 46, 52): 3.0,
    (40, 36, 84): 1.5,
    (66, 58, 84): 1.0,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Fractions are of the page's width (x) or height (y) unless said otherwise.

    ``label_scale`` is against the size at which labels fill their measured boxes,
    ``value_scale`` against the labels' em. ``drop`` puts values below (> 0) or above
    the labels' baseline, in ems. ``ruled`` says what values are written on, and an
    address that takes more than ``one_line`` of its room goes on two lines.
    """

    label_font: str
    label_bold: bool
    label_scale: float
    label_ink: Colour
    paper: Colour
    pattern: float
    emblem: float
    frame: int
    ruled: str
    value_font: str
    value_bold: bool
    value_scale: float
    value_ink: Colour
    printer: Printer
    weight: float
    worn: float
    pins: int
    drop: float
    stretch: tuple[float, float]
    shift: tuple[float, float]
    stray: float
    indent: float
    columns: bool
    centred: bool
    one_line: float
    book_number: str


def look_of(rng: Generator) -> Look:
    """A printing of the book, and the printer that filled it in."""
    label_ink = pick(rng, list(_PRINTS))
    printer: Printer = weighted(rng, {"laser": 5.0, "matrix": 4.0, "typewriter": 1.0})
    family = pick(rng, {"laser": LASER_FONTS, "matrix": MATRIX_FONTS, "typewriter": TYPED}[printer])
    return Look(
        label_font=pick(rng, FORM_FONTS),
        label_bold=chance(rng, 0.2),
        label_scale=between(rng, 0.86, 1.02),
        label_ink=label_ink,
        paper=pick(rng, _PRINTS[label_ink]),
        pattern=between(rng, 3, 20) * chance(rng, 0.85),
        emblem=between(rng, 4, 18) * chance(rng, 0.7),
        frame=weighted(rng, {0: 3.0, 1: 3.0, 2: 2.0}),
        ruled=weighted(rng, {"dots": 7.0, "line": 1.0, "none": 1.0}),
        value_font=family,
        value_bold=chance(rng, 0.3),
        value_scale=between(rng, 0.88, 1.12),
        value_ink=weighted(rng, _INKS),
        printer=printer,
        weight=between(rng, -0.3, 2.2),
        worn=between(rng, 0.0, 0.35),
        pins=int(rng.integers(24, 34)),
        drop=between(rng, -0.16, 0.10),
        stretch=(between(rng, 0.965, 1.0), between(rng, 0.97, 1.03)),
        shift=(between(rng, 0.0, 0.022), between(rng, -0.012, 0.012)),
        stray=between(rng, 0.0, 0.006),
        indent=between(rng, 0.0, 0.03),
        columns=chance(rng, 0.65),
        centred=chance(rng, 0.12),
        one_line=weighted(rng, {1.0: 2.0, 1.2: 1.0, 0.6: 1.0}),
        book_number=weighted(rng, {"right": 5.0, "left": 2.0, "": 2.0}),
    )
