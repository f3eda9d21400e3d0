"""Serial numbers on a labelled folder, read the way the service reads them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from core import photos
from core.engines.loading import barcode_engine, text_engine
from core.evaluation import Case, labels_of
from recognition.pipeline import recognise


class Evaluation:
    """The photos of ``folder``/labels.csv: columns ``image`` and ``truth``.

    Where ``truth`` is empty, nothing is printed and ``barcode_text`` holds the
    value. Time is that of decoding, engines and verdict together.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = labels_of(folder)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        text, barcodes = text_engine(), barcode_engine()
        for row in self._rows:
            data = (self._folder / row["image"]).read_bytes()
            start = time.perf_counter()
            pixels = photos.from_bytes(data).pixels()
            verdict = recognise(pixels, text=text, barcodes=barcodes)
            yield Case(
                image=row["image"],
                expected=row["truth"] or row.get("barcode_text", ""),
                got=verdict.serial_number or "",
                confidence=verdict.confidence,
                seconds=time.perf_counter() - start,
                notes=verdict.notes,
            )
