"""Pairs of photos in a labelled folder: which overlap, judged the way the service judges them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core import photos
from core.evaluation import Case, labels_of
from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import View, view_of
from scenes.stitching.registering import Answer, Verdict, register

OVERLAP, APART = "overlap", "apart"


class Evaluation:
    """The pairs of ``folder``/labels.csv: ``image_a`` and ``image_b``; ``truth`` begins with
    "overlap" where they do, and ``direction`` ("horizontal" or "vertical") says how.

    No products are named, so the pictures alone decide. A pair in doubt is not merged: it
    counts as refused.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = labels_of(folder)
        self._evidence: dict[str, list[float]] = {OVERLAP: [], APART: []}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        for row in self._rows:
            start = time.perf_counter()
            one, other = (self._view(row[column]) for column in ("image_a", "image_b"))
            verdict = register(one, other)
            seconds = time.perf_counter() - start
            expected = OVERLAP if row["truth"].startswith(OVERLAP) else APART
            self._evidence[expected].append(verdict.evidence)
            shown = f" {row['direction']}" if expected == OVERLAP else ""
            yield Case(
                image=f"{Path(row['image_a']).name} {Path(row['image_b']).name}",
                expected=expected + shown,
                got=_said(verdict, one, other),
                confidence=verdict.confidence,
                seconds=seconds,
                notes=f"evidence {verdict.evidence:.2f}, {verdict.answer.value}",
            )

    def report(self) -> list[tuple[str, str]]:
        """Rows for the command: how far the pairs lie from the line, which is at 1."""
        rows = []
        if self._evidence[OVERLAP]:
            rows.append(("least evidence of an overlap", f"{min(self._evidence[OVERLAP]):.2f}"))
        if self._evidence[APART]:
            rows.append(("most evidence without one", f"{max(self._evidence[APART]):.2f}"))
        return rows

    def _view(self, name: str) -> View:
        return view_of(photos.from_bytes((self._folder / name).read_bytes()).pixels())


def _said(verdict: Verdict, one: View, other: View) -> str:
    """The answer, and for an overlap the direction in which the photos are further apart."""
    if verdict.answer is not Answer.OVERLAP or verdict.homography is None:
        return APART
    middle = mapped(verdict.homography, np.array([(one.width / 2, one.height / 2)]))[0]
    across = abs(middle[0] / other.width - 0.5)
    down = abs(middle[1] / other.height - 0.5)
    return f"{OVERLAP} {'horizontal' if across >= down else 'vertical'}"
