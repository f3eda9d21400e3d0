"""A page's answer as rows to show: names, values and boxes to draw on the page. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ocr_docs.kinds import Kind

Corners = list[list[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One value: ``polygons`` are SVG point lists in pixels of the page."""

    name: str
    value: str
    confidence: float
    polygons: tuple[str, ...]

    @property
    def tone(self) -> str:
        """How the value is coloured: sure, doubtful or poor."""
        if self.confidence >= 0.9:
            return "success"
        return "warning" if self.confidence >= 0.7 else "danger"


def rows_of(kind: Kind, answer: dict[str, Any]) -> list[Row]:
    """What the page of a document yielded, in the order of the answer."""
    makers = {Kind.BOOK: _book, Kind.METER: _meter, Kind.GENERAL: _general}
    return list(makers[kind](answer))


def _book(answer: dict[str, Any]) -> Iterator[Row]:
    for key, field in answer.items():
        if field:
            yield Row(key, field["value"], field["confidence"], _drawn(field["bboxes"]))


def _meter(answer: dict[str, Any]) -> Iterator[Row]:
    numbers = answer["numbers"]
    sure = numbers["confidence"]
    yield Row("value", numbers["value"], sure, _drawn(numbers["bboxes_rotated"]))


def _general(answer: dict[str, Any]) -> Iterator[Row]:
    for number, line in enumerate(answer["bboxes"], 1):
        yield Row(f"line {number}", line["text"], line["confidence"], _drawn([line["bbox"]]))


def _drawn(boxes: list[Corners]) -> tuple[str, ...]:
    return tuple(" ".join(f"{x},{y}" for x, y in corners) for corners in boxes)
