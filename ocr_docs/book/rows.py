"""The printed rows of a page: its labels and the room for values between them. Pure."""

from __future__ import annotations

from typing import NamedTuple

from core.geometry import Box
from ocr_docs.book.layout import Page

FREE = ("title", "book_number")
"""These stand in other places in other printings: they belong to no row."""

_SAME_ROW = 0.016


class Item(NamedTuple):
    """A label, or the room for the value of ``name`` where ``text`` is empty; in fractions."""

    name: str
    box: Box
    text: str

    @property
    def is_label(self) -> bool:
        return bool(self.text)

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def rows(page: Page) -> tuple[tuple[Item, ...], ...]:
    """Labels and zones by printed row from the top downwards, each row from left to right."""
    labels = [Item(label.name, label.box, label.text) for label in page.labels]
    zones = [Item(key, box, "") for key, box in page.zones.items()]
    items = [item for item in labels + zones if item.name not in FREE]
    items.sort(key=lambda item: item.middle)
    found: list[list[Item]] = []
    for item in items:
        if not found or item.middle - found[-1][-1].middle > _SAME_ROW:
            found.append([])
        found[-1].append(item)
    return tuple(tuple(sorted(row, key=lambda item: item.box.left)) for row in found)
