"""What readers of documents are given and what they find. Pure.

Pixels are an upright RGB array, ``uint8``, shape (height, width, 3). Quads are in
pixels of that array, corners clockwise from the top-left corner *of the text*.
Confidences are probabilities (0-1) that the value is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.engines import TextEngine, TextLine
from core.errors import Fault, RecognitionError
from core.geometry import Box, Quad


class NotThisDocument(RecognitionError):
    """The page is not the kind of document it was sent as."""

    code = "not_this_document"
    status = 400
    fault = Fault.CALLER
    message = "The page is not a document of this kind."


@dataclass(frozen=True, slots=True)
class Readers:
    """The engines a document is read with: ``text`` for Latin and digits, ``thai`` for both."""

    text: TextEngine
    thai: TextEngine


@dataclass(frozen=True, slots=True)
class Field:
    """A value as printed (spelling kept), with one quad for each printed line of it."""

    value: str
    quads: tuple[Quad, ...]
    confidence: float


Fields = dict[str, Field]
"""What a vehicle registration book yields: only the fields that were found, by key."""


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit of a register.

    ``box`` is its rectangle drawn upright about its centre (width along the reading
    direction); turned by the reading's ``angle`` it covers the digit. ``text`` is one
    of 0-9; ``confidence`` is of this digit alone.
    """

    text: str
    box: Box
    confidence: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class MeterReading:
    """Digits in reading order.

    ``value`` holds them with a point before the first red one, if any. ``angle`` is
    the reading direction: degrees clockwise on screen from +x, in (-180, 180].
    """

    value: str
    digits: tuple[Digit, ...]
    angle: float
    confidence: float


@dataclass(frozen=True, slots=True)
class TextPage:
    """Lines in reading order (with characters) and the text of the page they make."""

    lines: tuple[TextLine, ...]
    text: str
