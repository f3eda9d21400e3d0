"""Sightings drawn in words: lines of text and barcodes at places on a photo."""

import pytest

from core.engines import Barcode, Character, TextLine
from core.engines.strips import part
from core.geometry import quad_of
from recognition.evidence import ModelReading, Sightings

HEIGHT = 20
WIDTH_OF_LETTER = 12


def place(x, y, length):
    right, bottom = x + WIDTH_OF_LETTER * length, y + HEIGHT
    return quad_of([(x, y), (right, y), (right, bottom), (x, bottom)])


def line(text, x=100, y=100, *, score=1.0, quad=None):
    quad = quad or place(x, y, len(text))
    size = len(text)
    characters = tuple(
        Character(c, part(quad, i / size, (i + 1) / size), score)
        for i, c in enumerate(text)
        if not c.isspace()
    )
    return TextLine(text, quad, score, characters)


def _bars(text, x=100, y=200, *, format="Code128", symbology="]C0", width=300):
    quad = quad_of([(x, y), (x + width, y), (x + width, y + 60), (x, y + 60)])
    return Barcode(text, format, symbology, quad)


@pytest.fixture
def bars():
    """``bars("payload", y=130)``: a decoded barcode, 300 by 60 pixels."""
    return _bars


@pytest.fixture
def label():
    """``label("S/N: 1", ("Model", 100, 140), barcodes=[bars("1")])``: lines below one another."""

    def build(*rows, barcodes=(), readings=3):
        lines = []
        for number, row in enumerate(rows):
            text, x, y, *rest = (row, 100, 100 + 40 * number) if isinstance(row, str) else row
            options = rest[0] if rest else {}
            lines += [line(text, x, y, **options)] * readings
        return Sightings(tuple(lines), tuple(barcodes), 1000, 1000)

    return build


@pytest.fixture
def model_says():
    def build(value, *, label="S/N", confidence=0.95, additional=()):
        return ModelReading(value, label, confidence, "", tuple(additional), "", "some-model", 100)

    return build
