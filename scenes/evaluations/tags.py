"""Price tags on a labelled folder, found and read the way the service does."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from core import photos
from core.engines.loading import text_engine
from core.evaluation import Case
from core.geometry import Box, box_of
from scenes.prices import tags_of
from scenes.realogram import PriceTag

_SAME = 0.3
"""Intersection over union from which a tag is found."""

_DOUBLE = 0.6


@dataclass(slots=True)
class _Counts:
    """What was seen over all photos."""

    labelled: int = 0
    found: int = 0
    priced: int = 0
    right: int = 0
    unread: int = 0
    beyond: int = 0
    seconds: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Evaluation:
    """The photos of ``folder``/labels.csv, boxes of tags in tag_boxes.json, prices in prices.csv.

    A labelled tag is found where a tag overlaps it by an IoU of 0.3 or has its middle in it;
    boxes that repeat one tag count once. There is a case for each labelled price, named
    "photo:left,top". Not every tag is labelled, so what else was found is counted, not judged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
            self._images = [row["image"] for row in csv.DictReader(file)]
        self._boxes = _labelled_boxes(folder)
        self._prices = _labelled_prices(folder)
        self._counts = _Counts()

    def __len__(self) -> int:
        return sum(len(self._prices.get(image, ())) for image in self._images)

    def __iter__(self) -> Iterator[Case]:
        text = text_engine()
        for image in self._images:
            pixels = photos.from_bytes((self._folder / image).read_bytes()).pixels()
            start = time.perf_counter()
            tags = tags_of(pixels, text)
            seconds = time.perf_counter() - start
            self._counts.seconds.append(seconds)
            self._count(image, tags)
            for box, price in self._prices.get(image, ()):
                yield self._case(image, box, price, tags, seconds)

    def report(self) -> list[tuple[str, str]]:
        """Recall, and of the tags found with a known price how many are exactly right."""
        counts = self._counts
        rows = [
            (f"recall of {counts.labelled} tags", f"{_share(counts.found, counts.labelled)}"),
            (
                f"price right of {counts.priced} tags found",
                f"{_share(counts.right, counts.priced)}",
            ),
            ("prices not said", f"{counts.unread}"),
            ("tags where none is labelled", f"{counts.beyond}"),
        ]
        if counts.seconds:
            rows.append(("seconds per picture, median", f"{median(counts.seconds):.2f}"))
        return rows + [("tag not found", name) for name in counts.lost]

    def _count(self, image: str, tags: Sequence[PriceTag]) -> None:
        labelled = self._boxes.get(Path(image).name, ())
        places = [found_at(box, tags) for box in labelled]
        found = {tag.id for tag in places if tag is not None}
        self._counts.labelled += len(labelled)
        self._counts.found += sum(tag is not None for tag in places)
        self._counts.beyond += sum(tag.id not in found for tag in tags)
        lost = [box for box, tag in zip(labelled, places, strict=True) if tag is None]
        self._counts.lost += [_named(image, box) for box in lost]

    def _case(
        self, image: str, box: Box, price: str, tags: Sequence[PriceTag], seconds: float
    ) -> Case:
        tag = found_at(box, tags)
        got = "" if tag is None or tag.price is None else f"{tag.price:g}"
        self._counts.priced += tag is not None
        self._counts.right += got == price
        self._counts.unread += tag is not None and not got
        notes = "not found" if tag is None else tag.text.replace("\n", " | ")
        return Case(_named(image, box), price, got, tag.score if tag else 0.0, seconds, notes)


def found_at(box: Box, tags: Sequence[PriceTag]) -> PriceTag | None:
    """The tag that overlaps ``box`` most, if it is that one."""
    best = max(tags, key=lambda tag: overlap(box, box_of(tag.quad)), default=None)
    if best is None:
        return None
    seen = box_of(best.quad)
    x, y = (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2
    inside = box.left <= x <= box.right and box.top <= y <= box.bottom
    return best if inside or overlap(box, seen) >= _SAME else None


def overlap(one: Box, other: Box) -> float:
    """Intersection over union, 0-1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (one.width * one.height + other.width * other.height - both)


def _labelled_boxes(folder: Path) -> dict[str, list[Box]]:
    """For each photo the boxes of its tags, those that repeat one tag left out."""
    labels = json.loads((folder / "tag_boxes.json").read_text(encoding="utf-8"))
    found: dict[str, list[Box]] = {}
    for image, entry in labels.items():
        kept = found.setdefault(image, [])
        for tag in entry["tags"]:
            box = Box(*tag["box"])
            if all(overlap(box, other) < _DOUBLE for other in kept):
                kept.append(box)
    return found


def _labelled_prices(folder: Path) -> dict[str, list[tuple[Box, str]]]:
    found: dict[str, list[tuple[Box, str]]] = {}
    with (folder / "prices.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            box = Box(*(float(side) for side in row["box_in_image"].split()))
            found.setdefault(row["image"], []).append((box, f"{float(row['price']):g}"))
    return found


def _named(image: str, box: Box) -> str:
    return f"{Path(image).name}:{box.left:.0f},{box.top:.0f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
