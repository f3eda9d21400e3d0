"""Meter readings on a labelled folder, read the way the service reads them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

from core import photos
from core.engines.loading import text_engine
from core.evaluation import Case, labels_of
from ocr_docs.documents.water_meter import read_meter


class Evaluation:
    """The photos of ``folder``/labels.csv: columns ``image``, ``truth`` and ``accept``.

    ``accept`` lists every reading that counts as right, separated by semicolons. For
    registers cut out of their photo there are ``truth_integer`` and ``truth_tenth``
    (``accept_integer``, ``accept_tenth``) in their place. Leading zeros count only where
    the labels have them. Time is that of decoding and reading together.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = labels_of(folder)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        text = text_engine()
        for row in self._rows:
            expected, *others = accepted_readings(row)
            data = (self._folder / row["image"]).read_bytes()
            start = time.perf_counter()
            reading = read_meter(photos.from_bytes(data).pixels(), text)
            seconds = time.perf_counter() - start
            value = comparable(reading.value, expected) if reading else ""
            confidence = reading.confidence if reading else 0.0
            yield Case(row["image"], expected, value, confidence, seconds, accepted=tuple(others))


def accepted_readings(row: Mapping[str, str]) -> list[str]:
    """All right readings of a row, the truth first."""
    if "truth_integer" in row and "truth_tenth" in row:
        readings = [f"{row['truth_integer']}.{row['truth_tenth']}", *_accepted_tenths(row)]
    else:
        readings = [row["truth"], *row["accept"].split(";")]
    return list(dict.fromkeys(reading for reading in readings if reading))


def comparable(value: str, truth: str) -> str:
    """``value`` without the leading zeros that ``truth`` does not have."""
    if len(truth.split(".")[0]) > 1 and truth.startswith("0"):
        return value
    whole, point, tenths = value.partition(".")
    return (whole.lstrip("0") or "0") + point + tenths if value else ""


def _accepted_tenths(row: Mapping[str, str]) -> list[str]:
    wholes, tenths = row["accept_integer"].split(";"), row["accept_tenth"].split(";")
    # As many of one as of the other belong together: 830.9 and 831.0 but not 830.0.
    pairs = zip(wholes, tenths, strict=True) if len(wholes) == len(tenths) else None
    return [f"{whole}.{tenth}" for whole, tenth in pairs or product(wholes, tenths)]
