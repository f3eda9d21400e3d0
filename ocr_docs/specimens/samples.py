"""The bundled samples: two scans, a phone photo, a PDF and a water meter, drawn. Pure."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

from core.drawing.photographs import Shot, photograph
from ocr_docs.specimens.damage import damaged
from ocr_docs.specimens.pages import draw
from ocr_docs.specimens.sheet import Specimen
from ocr_docs.training.registers import Registers
from ocr_docs.training.registers_paint import Drawn

_DPI = 200
_QUALITY = 72
_PHONE = 2
_DRUMS = 7
_AT_REST = 0.12
Page = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """``make`` draws the file's bytes and tells what stands on each page, by key."""

    file: str
    kind: str
    shows: str
    make: Callable[[], tuple[bytes, list[Page]]]

    def entry(self, pages: list[Page]) -> dict[str, Any]:
        """What ``truth.json`` says of it."""
        return {"file": self.file, "kind": self.kind, "shows": self.shows, "pages": pages}


def _spread() -> tuple[bytes, list[Page]]:
    return _scan("spread", 514)


def _upper() -> tuple[bytes, list[Page]]:
    return _scan("upper", 401)


def _phone() -> tuple[bytes, list[Page]]:
    page = draw(216, "spread", 230, sheets=0.0)
    seen = damaged(page, "mild", "photo", np.random.default_rng(_PHONE))
    return _jpeg(seen), [_values(seen)]


def _pdf() -> tuple[bytes, list[Page]]:
    """Both pages of one book, each on its own page."""
    rng = np.random.default_rng(166)
    pages = [damaged(draw(166, kind, _DPI), "mild", "scan", rng) for kind in ("upper", "lower")]
    first, *more = (Image.fromarray(page.pixels) for page in pages)
    file = io.BytesIO()
    first.save(
        file, "PDF", save_all=True, append_images=more, resolution=float(_DPI), quality=_QUALITY
    )
    return file.getvalue(), [_values(page) for page in pages]


def _scan(kind: str, seed: int) -> tuple[bytes, list[Page]]:
    page = damaged(draw(seed, kind, _DPI), "mild", "scan", np.random.default_rng(seed))
    return _jpeg(page), [_values(page)]


def _text() -> tuple[bytes, list[Page]]:
    return _scan("lower", 177)[0], [{"text": "เจ้าของรถ"}]


def _meter() -> tuple[bytes, list[Page]]:
    """A meter's face with a register of drums, as a phone sees it."""
    drawn = _register(np.random.default_rng(6))
    shot = Shot(
        surface="concrete", size=(1200, 900), width=0.62, turn=8, tilt=0.03, lean=0.03, quality=85
    )
    return photograph(_faced(drawn), shot, 6), [{"value": _reading(drawn)}]


def _register(rng: np.random.Generator) -> Drawn:
    """The first register that shows seven whole digits, the last of them decimals."""
    registers = Registers()
    while True:
        drawn = registers.drawn(rng)
        whole = all(abs(digit.between) < _AT_REST for digit in drawn.digits)
        if len(drawn.digits) == _DRUMS and whole and drawn.digits[-1].decimal:
            return drawn


def _reading(drawn: Drawn) -> str:
    whole = "".join(digit.text for digit in drawn.digits if not digit.decimal)
    return f"{whole}.{''.join(digit.text for digit in drawn.digits if digit.decimal)}"


def _faced(drawn: Drawn) -> Image.Image:
    """The register in the middle of a round face of its own colour, under a dark rim."""
    rows, columns = drawn.canvas.shape[:2]
    side = round(1.5 * columns)
    plate = tuple(int(value) for value in drawn.canvas[0, 0])
    face = np.zeros((side, side, 4), np.uint8)
    middle = (side // 2, side // 2)
    cv2.circle(face, middle, side // 2 - 2, (52, 60, 84, 255), -1, cv2.LINE_AA)
    cv2.circle(face, middle, round(0.44 * side), (*plate, 255), -1, cv2.LINE_AA)
    top, left = (side - rows) // 2, (side - columns) // 2
    face[top : top + rows, left : left + columns, :3] = drawn.canvas
    grown = Image.fromarray(face)
    return grown.resize((3 * side, 3 * side), Image.Resampling.BICUBIC)


def _jpeg(page: Specimen) -> bytes:
    file = io.BytesIO()
    Image.fromarray(page.pixels).save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()


def _values(page: Specimen) -> Page:
    return {key: printed.value for key, printed in page.fields.items()}


SAMPLES = (
    Sample("spread.jpg", "book", "a scan of a book's two pages", _spread),
    Sample("upper.jpg", "book", "a scan of the upper page alone", _upper),
    Sample("phone.jpg", "book", "a phone photo of a book's two pages", _phone),
    Sample("two-pages.pdf", "book", "a PDF with the upper and the lower page", _pdf),
    Sample("meter.jpg", "meter", "a phone photo of a water meter", _meter),
    Sample("lower.jpg", "general", "a scan of the lower page, for all its text", _text),
)
