"""The words the panel reasons in: sightings, candidates, verdict. Pure data.

Quads are in pixels of the upright photo (see ``core.geometry``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.engines import Barcode, TextLine
from core.geometry import Quad


class Kind(StrEnum):
    """What a number on a label is. Only SERIAL, VIN and CONTAINER are serial by nature."""

    SERIAL = "serial"
    MODEL = "model"
    PART_NUMBER = "part_number"
    REVISION = "revision"
    DATE = "date"
    LOT = "lot"
    IMEI = "imei"
    ICCID = "iccid"
    MAC = "mac"
    VIN = "vin"
    CONTAINER = "container"
    ASSET_TAG = "asset_tag"
    GTIN = "gtin"
    REGULATORY = "regulatory"
    RATING = "rating"
    SECRET = "secret"  # noqa: S105 - a kind, not a secret: such values are dropped
    OTHER = "other"


class Source(StrEnum):
    BARCODE = "barcode"
    TEXT = "text"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Sightings:
    """Everything the local engines saw on one photo, in upright photo pixels.

    Print that was read several times is in ``lines`` several times: that readings
    agree is evidence. ``containers`` are ISO 6346 numbers put together from lines.
    """

    lines: tuple[TextLine, ...]
    barcodes: tuple[Barcode, ...]
    width: int
    height: int
    containers: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelReading:
    """A vision model's validated claim. Its own ``confidence`` is one weak input."""

    serial_number: str | None
    serial_label: str | None
    confidence: float
    location: str
    additional: tuple[tuple[str, Kind], ...]
    notes: str
    model: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that could be the serial number, and why one may think so.

    ``confidence`` is the probability (0-1) that the value is the right serial
    number, read correctly. ``label`` is the keyword printed beside it, "" if
    none. ``checks`` names check digits that were computed, with the outcome.
    ``why`` is what it was judged by (see ``recognition.judging.telling``).
    """

    value: str
    kind: Kind
    sources: tuple[Source, ...]
    confidence: float
    label: str = ""
    quad: Quad | None = None
    checks: Mapping[str, bool] = field(default_factory=dict)
    why: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The panel's answer, before any threshold is applied.

    ``serial_number`` is None when nothing on the photo can be one. ``confidence``
    is rounded to the four decimals that go over the wire. ``location`` and
    ``notes`` are plain sentences of at most 120 and 500 characters. ``seen`` is all that
    was read, for people who look into the answer (see ``recognition.judging.telling``).
    """

    serial_number: str | None
    confidence: float
    location: str
    additional_numbers: tuple[str, ...]
    notes: str
    candidates: tuple[Candidate, ...] = ()
    barcodes: tuple[tuple[str, str, str], ...] = ()
    """(format, text, kind) of each decoded barcode, secrets left out."""
    box: Quad | None = None
    checks: Mapping[str, bool] = field(default_factory=dict)
    seen: Mapping[str, Any] = field(default_factory=dict)
