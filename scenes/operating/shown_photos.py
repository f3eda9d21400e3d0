"""What was seen on photos, as shapes to draw over them and as rows of a legend. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.viewer import Layer, Mark, points_of
from scenes.overlays import tint
from scenes.realogram import Alternative, Facing, PriceTag, SeenPhoto

SURE, DOUBTFUL = 0.8, 0.5
PRODUCT, UNKNOWN, TWICE, SHELF, GAP, TAG = "product", "unknown", "twice", "shelf", "gap", "tag"
_MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Products:
    """What SKUs are called; ``unnamed`` are the placeholders among them."""

    names: Mapping[int, str]
    unnamed: frozenset[int]

    def name(self, sku: int) -> str:
        return self.names.get(sku, f"SKU {sku}")

    def colour(self, sku: int) -> str:
        """The SKU's own colour; "" for what is no known product."""
        return "" if sku in self.unnamed else tint(sku)


@dataclass(frozen=True, slots=True)
class ShownSku:
    """All facings of one SKU on all photos; ``count`` leaves duplicates out. ``colour`` is the
    SKU's own, "" for products that are not known; ``tone`` tells how sure it is."""

    sku: int
    row: str
    name: str
    count: int
    duplicates: int
    score: float
    tone: str
    colour: str


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A price tag; ``photo`` counts from 1."""

    row: str
    photo: int
    text: str
    print: str
    is_promo: bool


def marks_of(photo: SeenPhoto, number: int, products: Products) -> tuple[Mark, ...]:
    """Shelves at the bottom, then gaps and tags, facings on top. ``number`` is the photo's."""
    return (
        *(_shelf(line.start, line.end) for line in photo.shelves),
        *(_gap(gap.quad) for gap in photo.gaps),
        *(_tag(tag, number, place) for place, tag in enumerate(photo.tags)),
        *(_facing(facing, products) for facing in photo.facings),
    )


def skus_of(photos: Iterable[SeenPhoto], products: Products) -> list[ShownSku]:
    """The most frequent first."""
    groups: defaultdict[int, list[Facing]] = defaultdict(list)
    for photo in photos:
        for facing in photo.facings:
            groups[facing.sku].append(facing)
    shown = [_sku(sku, group, products) for sku, group in groups.items()]
    return sorted(shown, key=lambda one: (-one.count, one.name, one.sku))


def tags_of(photos: Sequence[SeenPhoto]) -> Iterator[ShownTag]:
    for number, photo in enumerate(photos, 1):
        for place, tag in enumerate(photo.tags):
            row = _tag_row(number, place)
            yield ShownTag(row, number, _price(tag.price, tag.currency), tag.text, tag.promo)


def layers_of(marks: Iterable[Mark]) -> list[Layer]:
    """What the marks mean, each to be switched off."""
    counts = Counter(mark.layer for mark in marks)
    known = (
        Layer(PRODUCT, _("products, each in its colour"), counts[PRODUCT], "hit"),
        Layer(UNKNOWN, _("not a known product"), counts[UNKNOWN]),
        Layer(TWICE, _("counted on another photo"), counts[TWICE], "hit", is_dashed=True),
        Layer(SHELF, _("shelf edges"), counts[SHELF], "hit", is_dashed=True, is_line=True),
        Layer(GAP, _("empty places"), counts[GAP], "danger", is_dashed=True),
        Layer(TAG, _("price tags"), counts[TAG], "warning"),
    )
    return [layer for layer in known if layer.count]


def _sku(sku: int, group: list[Facing], products: Products) -> ShownSku:
    score = sum(facing.score for facing in group) / len(group)
    counted = sum(not facing.duplicate for facing in group)
    return ShownSku(
        sku=sku,
        row=f"sku-{sku}",
        name=products.name(sku),
        count=counted,
        duplicates=len(group) - counted,
        score=score,
        tone="info" if sku in products.unnamed else _tone(score),
        colour=products.colour(sku),
    )


def _tone(score: float) -> str:
    if score >= SURE:
        return "success"
    return "warning" if score >= DOUBTFUL else "danger"


def _facing(facing: Facing, products: Products) -> Mark:
    colour = products.colour(facing.sku)
    told = [_("score %.2f") % facing.score]
    told += [_or(other, products) for other in facing.alternatives[:_MOST_ALTERNATIVES]]
    if facing.named_by:
        told.append(_("named by the vision model"))
    if facing.duplicate:
        told.append(_("counted on another photo"))
    return Mark(
        points=(points_of(facing.quad),),
        name=products.name(facing.sku),
        detail="\n".join(told),
        row=f"sku-{facing.sku}",
        colour=colour,
        layer=TWICE if facing.duplicate else PRODUCT if colour else UNKNOWN,
        is_dashed=facing.duplicate,
    )


def _or(other: Alternative, products: Products) -> str:
    told = {"name": products.name(other.sku), "score": other.score}
    return _("or %(name)s (%(score).2f)") % told


def _shelf(start: Sequence[float], end: Sequence[float]) -> Mark:
    line = points_of((start, end))
    return Mark((), _("shelf edge"), tone="hit", layer=SHELF, line=line, is_dashed=True)


def _gap(quad: Iterable[Sequence[float]]) -> Mark:
    points = (points_of(quad),)
    return Mark(points, _("empty place"), tone="danger", layer=GAP, is_dashed=True)


def _tag(tag: PriceTag, number: int, place: int) -> Mark:
    promo = _("promotion") if tag.promo else ""
    return Mark(
        points=(points_of(tag.quad),),
        name=_price(tag.price, tag.currency),
        detail="\n".join(part for part in (promo, tag.text) if part),
        row=_tag_row(number, place),
        tone="warning",
        layer=TAG,
    )


def _tag_row(number: int, place: int) -> str:
    return f"tag-{number}-{place}"


def _price(price: float | None, currency: str) -> str:
    return _("not readable") if price is None else f"{price:.2f} {currency}".strip()
