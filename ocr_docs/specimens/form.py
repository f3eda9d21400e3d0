"""Where one printing's labels, lines and values come to stand on a page, in pixels. Pure.

Starts from the measured places of ``ocr_docs.book.layout`` and strays as the look says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from numpy.random import Generator

from core.geometry import Box
from ocr_docs.book.layout import UPPER, Page
from ocr_docs.specimens.chance import between
from ocr_docs.specimens.ink import Face, width_of
from ocr_docs.specimens.look import Look

_SAME_ROW = 0.032
_LEFT_EDGE, _RIGHT_EDGE = 0.014, 0.985


class Label(NamedTuple):
    """A printed label: baseline start and text."""

    name: str
    text: str
    x: float
    baseline: float


class Slot(NamedTuple):
    """Room for a value: from ``left`` (after its label) to ``right``; values start at ``x``."""

    key: str
    x: float
    left: float
    right: float
    baseline: float


class _Item(NamedTuple):
    name: str
    text: str
    box: Box
    is_label: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One page's form at ``block`` (pixels of the sheet)."""

    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]
    face: Face
    block: Box

    def slot(self, key: str) -> Slot:
        return next(slot for slot in self.slots if slot.key == key)


def form_of(page: Page, block: Box, look: Look, rng: Generator) -> Form:
    """Lay ``page`` out in ``block``. Title and book number are left to the caller."""
    face = _label_face(block, look)
    labels: list[Label] = []
    slots: list[Slot] = []
    for row in _rows(page):
        middle = median((item.box.top + item.box.bottom) / 2 for item in row)
        stray = between(rng, -look.stray, look.stray)
        baseline = _down(middle + stray, block, look) + 0.28 * face.size
        indent = look.indent if page.name == "lower" else 0.0
        _lay_row(row, baseline, _Row(block, look, face, rng, indent), labels, slots)
    return Form(tuple(labels), tuple(slots), face, block)


class _Row(NamedTuple):
    block: Box
    look: Look
    face: Face
    rng: Generator
    indent: float


def _lay_row(
    row: list[_Item], baseline: float, place: _Row, labels: list[Label], slots: list[Slot]
) -> None:
    """Labels from left to right, none on top of another, and the room between them."""
    block, look, face, rng, _ = place
    edge = block.left + _LEFT_EDGE * block.width
    starts = _starts(row, place)
    for number, item in enumerate(row):
        if item.is_label:
            x = max(starts[number], edge)
            labels.append(Label(item.name, item.text, x, baseline))
            edge = x + width_of(item.text, face) + 0.12 * face.size
            continue
        ahead = [starts[k] for k in range(number + 1, len(row)) if row[k].is_label]
        right = (ahead[0] if ahead else _across(_RIGHT_EDGE, block, look)) - 0.15 * face.size
        x = edge + between(rng, 0.05, 0.5) * face.size
        if look.columns:
            x = max(x, _across(item.box.left, block, look))
        slots.append(Slot(item.name, x, edge, right, baseline))


def _starts(row: list[_Item], place: _Row) -> list[float]:
    """Where each item would start by itself; the outermost labels may be indented."""
    block, look, _, rng, indent = place
    starts = []
    for number, item in enumerate(row):
        stray = between(rng, -look.stray, look.stray) * 1.5
        left = item.box.left + stray - (indent if number == 0 else 0.0)
        starts.append(_across(left, block, look))
    return starts


def _rows(page: Page) -> Iterator[list[_Item]]:
    """Labels and value zones by printed row, each from left to right."""
    labels = [_Item(*label, True) for label in page.labels]
    zones = [_Item(key, "", box, False) for key, box in page.zones.items()]
    items = [item for item in labels + zones if item.name not in ("title", "book_number")]
    items.sort(key=lambda item: item.box.top + item.box.bottom)
    row: list[_Item] = []
    for item in items:
        middle = (item.box.top + item.box.bottom) / 2
        if row and middle - (row[-1].box.top + row[-1].box.bottom) / 2 > _SAME_ROW / 2:
            yield sorted(row, key=lambda member: member.box.left)
            row = []
        row.append(item)
    yield sorted(row, key=lambda member: member.box.left)


def _label_face(block: Box, look: Look) -> Face:
    """The size at which labels are as wide as measured, times the look's scale.

    The upper page decides: its labels were measured well, and both pages have one type.
    """
    trial = Face(look.label_font, 100, bold=look.label_bold)
    fits = [
        100 * label.box.width * block.width / width_of(label.text, trial)
        for label in UPPER.labels
        if len(label.text) > 4
    ]
    size = median(fits) * look.label_scale
    return Face(look.label_font, size, bold=look.label_bold, weight=0.2)


def _across(x: float, block: Box, look: Look) -> float:
    return block.left + (x * look.stretch[0] + look.shift[0]) * block.width


def _down(y: float, block: Box, look: Look) -> float:
    return block.top + (0.5 + (y - 0.5) * look.stretch[1] + look.shift[1]) * block.height
