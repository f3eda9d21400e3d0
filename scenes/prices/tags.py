"""The price tags of one photo: found, read and tied to what they stand for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from core.engines import Pixels, TextEngine
from core.geometry import Box, Quad, box_of
from scenes.prices.candidates import (
    Candidate,
    candidates_of,
    paper_of,
    settled,
    touches,
    without_doubles,
)
from scenes.prices.choosing import Choice, choose, joined
from scenes.prices.colours import colour_shares
from scenes.prices.judging import is_tag, surety, usual_height
from scenes.prices.lookalikes import lookalikes
from scenes.prices.options import PriceOptions
from scenes.prices.prints import (
    Print,
    lines_found,
    may_be_price,
    read_prints,
    search_scale,
    tiled,
)
from scenes.prices.sheets import sheet_of
from scenes.prices.tying import facings_of
from scenes.realogram import Facing, PriceTag, ShelfLine

_SURE = 0.75
"""A price less sure than this is read again, larger."""

_READ_AGAIN_HEIGHT = 30.0
_SMALL_PRINT = 11.0
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
    reader = _Reader(pixels, text, facings, shelves)
    reader.find()
    reader.look_again()
    tags = [reader.tag(candidate, options) for candidate in reader.tags]
    tags.sort(key=lambda tag: (box_of(tag.quad).top, box_of(tag.quad).left))
    return tuple(
        replace(tag, id=number, currency=tag.currency or reader.currency(tags))
        for number, tag in enumerate(tags, 1)
    )


class _Reader:
    """What is known so far of one photo."""

    def __init__(
        self,
        pixels: Pixels,
        text: TextEngine,
        facings: Sequence[Facing],
        shelves: Sequence[ShelfLine],
    ) -> None:
        self._pixels, self._text = pixels, text
        self._facings, self._shelves = facings, shelves
        self._rows, self._cols = pixels.shape[:2]
        self._unread: list[Quad] = []
        self._prints: list[Print] = []
        self.tags: list[Candidate] = []

    def find(self) -> None:
        """Tags whose price can be read on the whole photo, or on its quarters if they are small."""
        self._read(lines_found(self._pixels, self._text))
        self.tags = self._accepted()
        scale = search_scale(self._rows, self._cols)
        heights = [tag.main.height for tag in self.tags if tag.main]
        if scale < 0.95 and (len(heights) < 2 or median(heights) * scale < _SMALL_PRINT):
            self._read(tiled(self._pixels, self._text))
            self.tags = self._accepted()

    def look_again(self) -> None:
        """Add what looks like the tags that were found, and read all unsure ones larger."""
        whole = [
            tag.box
            for tag in self.tags
            if not tag.laid and not touches(tag.box, self._rows, self._cols)
        ]
        fresh = lookalikes(self._pixels, whole, [tag.box for tag in self.tags])
        self.tags += [Candidate(one.quad, None, paper_of(self._pixels, one.box)) for one in fresh]
        unsure = [tag for tag in self.tags if self._judged(tag)[1] < _SURE]
        self._read_larger([tag.box for tag in unsure])
        self._read_names()

    def tag(self, candidate: Candidate, options: PriceOptions) -> PriceTag:
        choice, score = self._judged(candidate)
        colours = colour_shares(self._pixels, candidate.quad)
        loud = sum(share for name, share in colours if name in options.promo_colours)
        quad = candidate.quad
        return PriceTag(
            id=0,
            quad=quad,
            price=choice.price if score >= options.lowest_score else None,
            prices=choice.prices,
            currency=choice.currency,
            promo=choice.reduced or loud >= options.promo_share,
            colours=colours,
            text="\n".join(line.text for line in self._lines_in(candidate.box)),
            facings=facings_of(quad, self._facings, self._shelves, tags_below=options.tags_below),
            score=score,
        )

    @staticmethod
    def currency(tags: Sequence[PriceTag]) -> str:
        """The one currency of the photo: a shop has one."""
        named = {tag.currency for tag in tags if tag.currency}
        return named.pop() if len(named) == 1 else ""

    def _read(self, quads: Sequence[Quad]) -> None:
        """Read the lines that may be prices, keep the others for later."""
        short = [quad for quad in quads if may_be_price(quad)]
        self._unread = [quad for quad in quads if not may_be_price(quad)]
        self._prints = joined(read_prints(self._pixels, short, self._text))

    def _accepted(self) -> list[Candidate]:
        found = candidates_of(self._pixels, self._prints)
        every = settled(found, self._rows, self._cols)
        fitting = [one for one in every if is_tag(one, self._facings, self._shelves)]
        return without_doubles(fitting)

    def _read_larger(self, boxes: Sequence[Box]) -> None:
        """Find and read the lines of ``boxes`` on a sheet of their own; the surer reading stays."""
        if not boxes:
            return
        usual = self._usual_height() or 0.3 * median(box.height for box in boxes)
        sheet = sheet_of(self._pixels, boxes, _READ_AGAIN_HEIGHT / usual)
        quads = [quad for quad in lines_found(sheet.pixels, self._text) if may_be_price(quad)]
        owners = [sheet.owner(quad) for quad in quads]
        places = [
            (sheet.on_photo(quad, owner), owner)
            for quad, owner in zip(quads, owners, strict=True)
            if owner is not None
        ]
        read = read_prints(self._pixels, [quad for quad, _ in places], self._text)
        self._take_over(boxes, joined(read))

    def _take_over(self, boxes: Sequence[Box], fresh: Sequence[Print]) -> None:
        for box in boxes:
            new, old = _inside(fresh, box), _inside(self._prints, box)
            if choose(new).score > choose(old).score:
                self._prints = [line for line in self._prints if line not in old] + new

    def _read_names(self) -> None:
        """The longer lines of tags: names, tax, unit prices."""
        boxes = [tag.box for tag in self.tags]
        inner = [quad for quad in self._unread if any(_middle_in(quad, box) for box in boxes)]
        self._prints += read_prints(self._pixels, inner, self._text)

    def _judged(self, candidate: Candidate) -> tuple[Choice, float]:
        choice = choose(self._lines_in(candidate.box))
        return choice, surety(self._pixels, choice, candidate.quad, self._usual_height())

    def _lines_in(self, box: Box) -> list[Print]:
        lines = _inside(self._prints, box)
        return sorted(lines, key=lambda line: (line.box.top, line.box.left))

    def _usual_height(self) -> float:
        return usual_height([tag.main for tag in self.tags if tag.main])


def _inside(lines: Sequence[Print], box: Box) -> list[Print]:
    return [line for line in lines if _middle_in(line.quad, box)]


def _middle_in(quad: Quad, box: Box) -> bool:
    x, y = sum(p.x for p in quad) / 4, sum(p.y for p in quad) / 4
    return box.left <= x <= box.right and box.top <= y <= box.bottom
