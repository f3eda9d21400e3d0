"""Meter readings on a labelled folder, read the way the service reads them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from core import photos
from core.engines.loading import text_engine
from core.evaluation import Case, labels_of
from ocr_docs.documents.water_meter import read_meter
from ocr_docs.evaluations.meter_labels import accepted_readings, comparable


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
