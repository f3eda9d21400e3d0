"""The price tags of one photo: found, read and tied to what they stand for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.engines import Pixels, TextEngine
from core.geometry import box_of
from scenes.prices.colours import Light, colour_shares, light_of
from scenes.prices.options import PriceOptions
from scenes.prices.reader import Reader, ReadTag
from scenes.prices.searching import Search
from scenes.prices.tying import facings_of
from scenes.realogram import Facing, PriceTag, ShelfLine

_DEFAULT = PriceOptions()


def tags_of(
    pixels: Pixels,
    text: TextEngine,
    *,
    facings: Sequence[Facing] = (),
    shelves: Sequence[ShelfLine] = (),
    options: PriceOptions = _DEFAULT,
) -> tuple[PriceTag, ...]:
    """The tags on a photo (upright RGB), from the top downwards, numbered from 1.

    ``facings`` and ``shelves`` of the photo help to tell tags from print on products, and
    say what a tag stands for; without them tags are tied to nothing. Raises EngineFailed.
    """
    return tags_in(Search(pixels, text), facings, shelves, options)


def tags_in(
    search: Search,
    facings: Sequence[Facing],
    shelves: Sequence[ShelfLine],
    options: PriceOptions,
) -> tuple[PriceTag, ...]:
    """As :func:`tags_of`, on a photo whose search has begun."""
    light = light_of(search.pixels)
    read = Reader(search, facings, shelves).read()
    tags = [_tag(one, search.pixels, light, options) for one in read]
    tags.sort(key=lambda tag: (box_of(tag.quad).top, box_of(tag.quad).left))
    common = _only_currency(tags)
    return tuple(
        replace(
            tag,
            id=number,
            currency=tag.currency or common,
            facings=facings_of(tag.quad, facings, shelves, tags_below=options.tags_below),
        )
        for number, tag in enumerate(tags, 1)
    )


def _tag(read: ReadTag, pixels: Pixels, light: Light, options: PriceOptions) -> PriceTag:
    """What is said of a tag, ``id`` and ``facings`` still to come."""
    choice = read.choice
    colours = colour_shares(pixels, read.quad, light)
    loud = sum(share for name, share in colours if name in options.promo_colours)
    return PriceTag(
        id=0,
        quad=read.quad,
        price=choice.price if read.score >= options.lowest_score else None,
        prices=choice.prices,
        currency=choice.currency,
        promo=choice.reduced or loud >= options.promo_share,
        colours=colours,
        text=read.text,
        score=read.score,
    )


def _only_currency(tags: Sequence[PriceTag]) -> str:
    """The currency of a photo, if its tags name one: a shop has one."""
    named = {tag.currency for tag in tags if tag.currency}
    return named.pop() if len(named) == 1 else ""
