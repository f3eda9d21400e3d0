"""Registration books on a labelled folder, read the way the service reads them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core import photos
from core.engines import Pixels
from core.engines.loading import text_engine, thai_engine
from core.evaluation import Case
from core.geometry import Quad, quad_of
from ocr_docs.book.spelling import normal
from ocr_docs.documents.vehicle_registration import read_book
from ocr_docs.findings import Fields, NotThisDocument, Readers


class Evaluation:
    """The pictures of ``folder``/labels.json, as ``render_specimens`` writes it.

    There is a case for each field that is printed, named "picture:key". Values are compared
    as printed, after putting Thai marks in order and making blanks single. A picture is
    read once: its fields share its seconds. A field that was not found overlaps by 0.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._images: list[dict[str, Any]] = labels["images"]
        self._overlaps: list[float] = []
        self._seconds: list[float] = []
        self._accepted: list[str] = []
        self._refused: list[str] = []
        self._surplus: list[str] = []

    def __len__(self) -> int:
        return sum(len(image["fields"]) for image in self._images)

    def __iter__(self) -> Iterator[Case]:
        readers = Readers(text=text_engine(), thai=thai_engine())
        for image in self._images:
            data = (self._folder / image["image"]).read_bytes()
            start = time.perf_counter()
            fields = _read(photos.from_bytes(data).pixels(), readers)
            self._seconds.append(time.perf_counter() - start)
            if image["kind"] == "other":
                self._accepted += [image["image"]] if fields is not None else []
            else:
                yield from self._cases(image, fields)

    def _cases(self, image: dict[str, Any], fields: Fields | None) -> Iterator[Case]:
        name = image["image"]
        self._refused += [name] if fields is None else []
        got = fields or {}
        self._surplus += [
            f"{name}:{key} {field.value!r}"
            for key, field in got.items()
            if key not in image["fields"]
        ]
        seconds = self._seconds[-1]
        for key, truth in image["fields"].items():
            field = got.get(key)
            yield Case(
                image=f"{name}:{key}",
                expected=normal(truth["value"]),
                got=normal(field.value) if field else "",
                confidence=field.confidence if field else 0.0,
                seconds=seconds,
                notes=f"{image['kind']}, {image['way']}, {image['damage']} damage",
            )
            # Where a value stands is labelled in drawn specimens, not in the workbench.
            if quads := [quad_of(quad) for quad in truth["quads"]]:
                self._overlaps.append(overlap(quads, field.quads if field else ()))

    def report(self) -> list[tuple[str, str]]:
        """What a case cannot hold: places, seconds of a picture, pictures that are no book."""
        strangers = sum(image["kind"] == "other" for image in self._images)
        rows = [
            ("books refused", f"{len(self._refused)}"),
            (f"accepted of {strangers} that are no book", f"{len(self._accepted)}"),
            ("fields read where none is printed", f"{len(self._surplus)}"),
        ]
        if self._overlaps:
            rows.append(("IoU of quads, median", f"{median(self._overlaps):.2f}"))
        if self._seconds:
            rows.append(("seconds per picture, median", f"{median(self._seconds):.2f}"))
        named = (
            ("refused", self._refused),
            ("accepted", self._accepted),
            ("surplus", self._surplus),
        )
        return rows + [(kind, name) for kind, names in named for name in names]


def overlap(truth: Sequence[Quad], found: Sequence[Quad]) -> float:
    """Intersection over union (0-1) of the areas that two lists of quads cover."""
    if not found:
        return 0.0
    corners = np.array([*truth, *found], np.float32)
    low = corners.min(axis=(0, 1)) - 2
    # A canvas of about 1000 pixels for the longer side measures to a part in a thousand.
    scale = 1000 / float((corners.max(axis=(0, 1)) - low).max() + 2)
    one = _covered(truth, low, scale)
    other = _covered(found, low, scale)
    return float((one & other).sum() / max((one | other).sum(), 1))


def _covered(quads: Sequence[Quad], low: NDArray[np.float32], scale: float) -> NDArray[np.bool_]:
    canvas = np.zeros((1004, 1004), np.uint8)
    for quad in quads:
        points = (np.array(quad, np.float32) - low) * scale
        cv2.fillConvexPoly(canvas, np.rint(points).astype(np.int32), 1)
    return canvas.astype(bool)


def _read(pixels: Pixels, readers: Readers) -> Fields | None:
    """The fields of a book, None where the reader says that it is none."""
    try:
        return read_book(pixels, readers)
    except NotThisDocument:
        return None
