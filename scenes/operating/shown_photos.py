"""What was seen on a photo, as rows and as shapes to draw over its picture. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from core.geometry import Quad
from scenes.overlays import tint
from scenes.realogram import Facing, SeenPhoto

SURE, DOUBTFUL = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """``points`` is an SVG point list in pixels of the photo, ``title`` what it tells."""

    points: str
    title: str
    is_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class ShownSku:
    """All facings of one SKU on one photo; ``count`` leaves duplicates out. ``colour`` is the
    SKU's own, "" for products that are not known; ``tone`` tells how sure it is."""

    sku: int
    name: str
    count: int
    duplicates: int
    score: float
    tone: str
    colour: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class ShownTag:
    text: str
    is_promo: bool
    shape: Shape


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo. ``lines`` are shelves as (x1, y1, x2, y2), ``gaps`` empty places."""

    skus: tuple[ShownSku, ...]
    tags: tuple[ShownTag, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    gaps: tuple[Shape, ...]

    @property
    def has_duplicates(self) -> bool:
        return any(one.duplicates for one in self.skus)

    @property
    def has_unknown(self) -> bool:
        return any(not one.colour for one in self.skus)


def shown(photo: SeenPhoto, names: Mapping[int, str], unnamed: frozenset[int]) -> Shown:
    """``names`` are those of SKUs, ``unnamed`` the placeholders among them."""
    groups: defaultdict[int, list[Facing]] = defaultdict(list)
    for facing in photo.facings:
        groups[facing.sku].append(facing)
    skus = [_sku(sku, group, names, unnamed) for sku, group in groups.items()]
    return Shown(
        skus=tuple(sorted(skus, key=lambda one: (-one.count, one.name, one.sku))),
        tags=tuple(
            ShownTag(_price(tag.price, tag.currency), tag.promo, Shape(_points(tag.quad), tag.text))
            for tag in photo.tags
        ),
        lines=tuple((*line.start, *line.end) for line in photo.shelves),
        gaps=tuple(Shape(_points(gap.quad), "empty place") for gap in photo.gaps),
    )


def _sku(
    sku: int, group: list[Facing], names: Mapping[int, str], unnamed: frozenset[int]
) -> ShownSku:
    name = names.get(sku, f"SKU {sku}")
    score = sum(facing.score for facing in group) / len(group)
    counted = sum(not facing.duplicate for facing in group)
    return ShownSku(
        sku=sku,
        name=name,
        count=counted,
        duplicates=len(group) - counted,
        score=score,
        tone="info" if sku in unnamed else _tone(score),
        colour="" if sku in unnamed else tint(sku),
        shapes=tuple(_facing(facing, name, names) for facing in group),
    )


def _tone(score: float) -> str:
    if score >= SURE:
        return "success"
    return "warning" if score >= DOUBTFUL else "danger"


def _facing(facing: Facing, name: str, names: Mapping[int, str]) -> Shape:
    title = f"{name} ({facing.score:.2f})"
    for other in facing.alternatives[:3]:
        title += f"\nor {names.get(other.sku, f'SKU {other.sku}')} ({other.score:.2f})"
    if facing.duplicate:
        title += "\ncounted on another photo"
    return Shape(_points(facing.quad), title, facing.duplicate)


def _price(price: float | None, currency: str) -> str:
    return "not readable" if price is None else f"{price:.2f} {currency}".strip()


def _points(quad: Quad) -> str:
    return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in quad)
