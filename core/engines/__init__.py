"""Engines see pixels and plain options only: never a URL, a path, a row or a setting.

The contracts here are all a panel knows of an engine. Pixels are upright RGB
arrays, ``uint8``, shape (height, width, 3); quads are in pixels of that array.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.geometry import Quad

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a line: its text, quad and score (0-1)."""

    text: str
    quad: Quad
    confidence: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text. ``characters`` is filled when the engine was asked for it."""

    text: str
    quad: Quad
    confidence: float
    characters: tuple[Character, ...] = ()


@dataclass(frozen=True, slots=True)
class Barcode:
    """A decoded barcode.

    ``text`` is the plain payload (control characters kept, no parentheses
    added); ``format`` names the symbology in zxing-cpp's words ("Code128",
    "QRCode"); ``symbology_identifier`` is the ISO/IEC 15424 one ("]d2").
    """

    text: str
    format: str
    symbology_identifier: str
    quad: Quad


@dataclass(frozen=True, slots=True)
class VisionAnswer:
    """What a vision model said. ``data`` has passed the schema it was asked for."""

    data: dict[str, Any]
    model: str
    tokens: int
    request_id: str = ""
    finish_reason: str = ""
    calls: int = 1


class TextEngine(Protocol):
    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        """Lines of text in reading order. Raises EngineFailed.

        Lines are looked for on a picture whose longer side is at most
        ``search_side`` pixels and read from the full ``pixels``.
        """

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        """Read pictures that show one upright line each, in their order; nothing is dropped.

        A line's quad is in the pixels of its own strip. Raises EngineFailed.
        """


class BarcodeEngine(Protocol):
    def read(self, pixels: Pixels) -> list[Barcode]:
        """Every barcode found, without doubles. Raises EngineFailed."""


class VisionEngine(Protocol):
    def ask(
        self, pictures: list[bytes], *, system: str, question: str, schema: dict[str, Any]
    ) -> VisionAnswer:
        """Ask about JPEG ``pictures``. Raises EngineFailed, EngineTimeout, EngineUnavailable."""
