"""A page's answer as rows to show: names, values and boxes to draw on the page. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.viewer import Layer, Mark, points_of
from ocr_docs.kinds import Kind

Corners = list[list[int]]
_TONES = ("success", "warning", "danger")


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


def marks_of(rows: list[Row], page: int) -> tuple[Mark, ...]:
    """The boxes of a page's rows; ``page`` keeps the ``data-row`` of pages apart."""
    return tuple(
        Mark(
            points=row.polygons,
            name=row.value or "–",
            detail=f"{row.name}, {row.confidence:.2f}",
            row=f"{page}-{number}",
            tone=row.tone,
            layer=row.tone,
        )
        for number, row in enumerate(rows, 1)
    )


def layers_of(rows: list[Row]) -> list[Layer]:
    """How sure the values are: the legend of the colours."""
    titles = (_("sure (0.90 and more)"), _("doubtful"), _("poor (below 0.70)"))
    found = (
        Layer(tone, title, sum(row.tone == tone for row in rows), tone)
        for tone, title in zip(_TONES, titles, strict=True)
    )
    return [layer for layer in found if layer.count]


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
    return tuple(points_of(corners) for corners in boxes)
