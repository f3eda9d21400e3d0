"""What a shop may set about its price tags. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriceOptions:
    """``promo_colours`` on more than ``promo_share`` (0-1) of a tag make it a promo tag.

    ``tags_below``: a tag stands for the products above it, as a tag on the front edge of
    their shelf does; otherwise for those below it. ``lowest_score``: a price less sure than
    this is not said.
    """

    promo_colours: tuple[str, ...] = ("red", "yellow", "orange")
    promo_share: float = 0.3
    tags_below: bool = True
    lowest_score: float = 0.5
