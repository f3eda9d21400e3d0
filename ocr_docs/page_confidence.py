"""How sure a page is on the whole, from its wire-ready answer (``page_wire``). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def mean_confidence(answer: Any) -> float | None:
    """The mean of all confidences in ``answer`` (0-1), however deep; None without any."""
    found = list(_confidences(answer))
    return round(sum(found) / len(found), 4) if found else None


def _confidences(answer: Any) -> Iterator[float]:
    if isinstance(answer, list):
        for part in answer:
            yield from _confidences(part)
    elif isinstance(answer, dict):
        if "confidence" in answer:
            yield float(answer["confidence"])
        for name, part in answer.items():
            # Corners of boxes are most of an answer and hold none.
            if not name.endswith("norm"):
                yield from _confidences(part)
