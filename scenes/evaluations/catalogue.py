"""One product in each photo of a labelled folder, named the way the service names facings."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from core import photos
from core.engines.loading import text_engine
from core.evaluation import Case
from core.geometry import Box, box_of
from scenes.evaluations.pack_shots import entries_of, number_of
from scenes.matching import Index, find
from scenes.realogram import UNKNOWN, Facing


class Evaluation:
    """The photos of ``folder``/labels.csv (columns ``image`` and ``sku``), with the pack shots of
    ``folder``/catalog.csv. The product is the facing whose area in the photo times its
    probability is largest; where that is not named, the likeliest of its alternatives counts as
    the answer, with that one's probability.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
            self._rows = list(csv.DictReader(file))
        self._among_three: list[bool] = []

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        index = Index(list(entries_of(self._folder).values()))
        text = text_engine()
        for row in self._rows:
            data = (self._folder / row["image"]).read_bytes()
            start = time.perf_counter()
            pixels = photos.from_bytes(data).pixels()
            facings = find(pixels, index, text=text)
            seconds = time.perf_counter() - start
            whole = Box(0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
            answers = [(number_of(sku), score) for sku, score in answers_of(facings, whole)]
            truth = int(row["sku"])
            self._among_three.append(truth in [sku for sku, _ in answers[:3]])
            got, score = (str(answers[0][0]), answers[0][1]) if answers else ("", 0.0)
            yield Case(row["image"], str(truth), got, score, seconds, _notes(answers))

    def report(self) -> list[tuple[str, str]]:
        """Rows for the command: how often the right SKU is among the first three."""
        share = sum(self._among_three) / max(len(self._among_three), 1)
        return [("among the first three", f"{share:.1%}")]


def answers_of(facings: Sequence[Facing], whole: Box) -> list[tuple[int, float]]:
    """The SKUs that the main facing may show with their probabilities, likeliest first;
    ``whole`` is the photo."""
    main = max(facings, key=lambda facing: _standing_out(facing, whole), default=None)
    return [] if main is None else _may_be(main)


def _may_be(facing: Facing) -> list[tuple[int, float]]:
    answers = [(other.sku, other.score) for other in facing.alternatives]
    if facing.sku != UNKNOWN:
        answers.append((facing.sku, facing.score))
    return sorted(answers, key=lambda answer: -answer[1])


def _standing_out(facing: Facing, whole: Box) -> float:
    return _shown(facing, whole) * max((score for _, score in _may_be(facing)), default=0.0)


def _shown(facing: Facing, whole: Box) -> float:
    """The area inside the photo, square pixels."""
    box = box_of(facing.quad)
    across = min(box.right, whole.right) - max(box.left, whole.left)
    down = min(box.bottom, whole.bottom) - max(box.top, whole.top)
    return max(across, 0.0) * max(down, 0.0)


def _notes(answers: Sequence[tuple[int, float]]) -> str:
    return " ".join(f"{sku}:{score:.2f}" for sku, score in answers)
