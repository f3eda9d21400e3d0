"""Which candidates are price tags. Pure.

What is written, its edge, its place and its companions all count.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.geometry import Box, box_of
from scenes.prices.candidates import FITTING, Candidate, alike, same_size
from scenes.prices.cents import has_cents
from scenes.prices.packs import is_written_out
from scenes.prices.prints import Print
from scenes.prices.tying import shelf_of
from scenes.realogram import Facing, ShelfLine

_ENOUGH = 0.5
"""Points that make a tag."""

_ROW = 0.2
_SLOPE = 0.08
"""A shelf may rise by so much of its length on the photo."""

_SURELY = 0.95
_MANY, _MOST = 4, 0.4
"""So many tags, and so large a share of them, show how a shop writes its prices."""


def tags_among(
    candidates: Sequence[Candidate], facings: Sequence[Facing], shelves: Sequence[ShelfLine]
) -> list[Candidate]:
    """Those for which enough speaks. Products carry numbers too: one on a facing needs more.

    What stands in a row with tags needs less than what stands alone.
    """
    points = [
        _points(one, facings, shelves) + _as_others_write(one, candidates) for one in candidates
    ]
    sure = [one for one, got in zip(candidates, points, strict=True) if got >= _ENOUGH]
    tags = [
        one
        for one, got in zip(candidates, points, strict=True)
        if got >= _ENOUGH
        or (got + _ROW >= _ENOUGH and any(_in_row(one.box, other.box) for other in sure))
    ]
    return _written_one_way(tags)


def _points(candidate: Candidate, facings: Sequence[Facing], shelves: Sequence[ShelfLine]) -> float:
    edged = candidate.fit >= FITTING and not candidate.laid
    return (
        (0.35 if edged else 0.0)
        + _written(candidate.main)
        + min(candidate.companions, 4) * (0.14 if edged or candidate.laid else 0.08)
        + (0.2 if shelf_of(candidate.box, shelves) is not None else 0.0)
        - (0.35 if _on_facing(candidate.box, facings) else 0.0)
        - (0.25 if _is_code(candidate.main) else 0.0)
    )


def _written(main: Print | None) -> float:
    """Points for a currency or cents; both together are written on tags only."""
    sure = max((amount.sure for amount in main.amounts), default=0.5) if main else 0.5
    return 0.5 if sure >= _SURELY else 0.35 if sure > 0.5 else 0.0


def _as_others_write(candidate: Candidate, others: Sequence[Candidate]) -> float:
    """Points for further prices written out as high on the same paper: white tags on a white
    shelf show no edges."""
    if candidate.main is None or not is_written_out(candidate.main):
        return 0.0
    mates = [
        one
        for one in others
        if one is not candidate and one.main and is_written_out(one.main) and alike(one, candidate)
    ]
    return _ROW if len(mates) >= 2 else 0.0


def _written_one_way(tags: Sequence[Candidate]) -> list[Candidate]:
    """``tags`` without bare whole numbers unlike the others, in a shop that writes cents."""
    divided = [tag for tag in tags if tag.main and _has_end(tag.main)]
    if len(divided) < _MANY or len(divided) < _MOST * len(tags):
        return list(tags)
    return [
        tag
        for tag in tags
        if tag.main is None
        or is_written_out(tag.main)
        or any(_is_one_of(tag, other) for other in divided)
    ]


def _is_one_of(tag: Candidate, other: Candidate) -> bool:
    return alike(tag, other) and same_size(tag, other) and _in_row(tag.box, other.box)


def _has_end(main: Print) -> bool:
    """Does it write cents, or a dash for none?"""
    return has_cents(main) or (is_written_out(main) and main.text.endswith(("-", "–", "—")))


def _in_row(box: Box, other: Box) -> bool:
    away = max(other.left - box.right, box.left - other.right, 0.0)
    slack = min(0.6 * other.height + _SLOPE * away, 1.2 * other.height)
    level = abs(box.top + box.bottom - other.top - other.bottom) / 2 < slack
    return level and 0.4 < box.height / max(other.height, 1.0) < 2.5


def _is_code(main: Print | None) -> bool:
    """Five bare digits name a place in the shop or a carton more often than a price."""
    return main is not None and sum(c.isdigit() for c in main.text) >= 5 and main.text.isdigit()


def _on_facing(box: Box, facings: Sequence[Facing]) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(_deep_in(box_of(facing.quad), x, y) for facing in facings)


def _deep_in(box: Box, x: float, y: float) -> bool:
    # A tag before the foot of a product covers it: only higher up is it the product's own print.
    return box.left <= x <= box.right and box.top <= y <= box.bottom - 0.2 * box.height
