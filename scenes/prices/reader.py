"""From a photo to its tags and what stands on them, in three rounds of search. Pure.

First the whole photo is searched, then the gaps in rows of tags, larger; then all that looks
like the tags found, together with the tags whose price is not sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from core.geometry import Box, Quad
from scenes.prices.candidates import FITTING, Candidate, paper_of, touches
from scenes.prices.cents import agreed
from scenes.prices.choosing import Choice, choose
from scenes.prices.covering import Places
from scenes.prices.gaps import gaps_of
from scenes.prices.judging import misses, surety, usual_height
from scenes.prices.lookalikes import lookalikes
from scenes.prices.prints import Print, lines_found, may_be_price, middle_in, read_prints
from scenes.prices.searching import Lines, Search
from scenes.prices.sheets import SHEET_WIDTH, sheet_of
from scenes.realogram import Facing, ShelfLine

_SURE = 0.75
"""A price less sure than this is read again, larger."""

_SURELY_ALIKE = 0.6
_AGAIN_HEIGHT, _GAP_HEIGHT = 30.0, 22.0
"""Digits are brought to these heights, pixels, for a second search."""

_FULL_SIZE = 0.75
"""A photo searched at this scale or larger has shown what it holds."""


@dataclass(frozen=True, slots=True)
class ReadTag:
    """A tag's place, its price as it was chosen, how surely (0-1), and all its print."""

    quad: Quad
    choice: Choice
    score: float
    text: str


class Reader:
    """What is known so far of one photo."""

    def __init__(
        self, search: Search, facings: Sequence[Facing], shelves: Sequence[ShelfLine]
    ) -> None:
        self._search = search
        self._pixels, self._text = search.pixels, search.text
        self._facings, self._shelves = facings, shelves
        self._rows, self._cols = search.pixels.shape[:2]
        self._unread: list[Quad] = []
        self._prints: list[Print] = []
        self.tags: list[Candidate] = []

    def read(self) -> list[ReadTag]:
        """All tags of the photo, in no order. Raises EngineFailed."""
        self._find()
        self._look_between()
        self._look_again()
        return [self._said(candidate) for candidate in self.tags]

    def _find(self) -> None:
        """Tags whose price can be read on the whole photo, or on its quarters if they are small."""
        self._take(self._search.whole)
        if self._search.is_too_coarse(self.tags):
            self._take(self._search.tiles)

    def _look_between(self) -> None:
        """Search the gaps in rows of tags larger, where the whole photo was searched smaller."""
        usual = usual_height(self.tags)
        if not usual or self._search.scale > _FULL_SIZE:
            return
        scale = _GAP_HEIGHT / usual
        gaps = gaps_of([tag.box for tag in self.tags], self._cols, SHEET_WIDTH / scale / 1.2)
        fresh, _ = self._on_sheet(gaps, scale, but=[one for one in self._prints if _is_word(one)])
        known = Places(line.quad for line in self._prints)
        self._prints += [line for line in fresh if not known.hold(line.quad)]
        self._settle()

    def _look_again(self) -> None:
        """Add what looks like the tags that were found, and read all unsure ones larger."""
        shown = [tag for tag in self.tags if not touches(tag.box, self._rows, self._cols)]
        whole = [tag.box for tag in shown if tag.fit >= FITTING and not tag.laid]
        fresh = lookalikes(self._pixels, whole, [tag.box for tag in self.tags])
        unsure = [tag.box for tag in self.tags if self._judged(tag)[1] < _SURE]
        boxes = unsure + [one.box for one in fresh]
        scale = _AGAIN_HEIGHT / (usual_height(self.tags) or _guessed_height(boxes))
        read, printed = self._on_sheet(boxes, scale)
        self._take_over(boxes, read)
        # A tag without any print on it would be a strange tag.
        self.tags += [
            Candidate(one.quad, None, paper_of(self._pixels, one.box))
            for number, one in enumerate(fresh, len(unsure))
            if number in printed or one.likeness >= _SURELY_ALIKE
        ]
        self._read_names()

    def _take(self, lines: Lines) -> None:
        self._prints += lines.prints
        self._unread += lines.unread
        self._settle()

    def _settle(self) -> None:
        """Decide which of the lines read so far stand on tags, and where those end."""
        self.tags = self._search.tags(self._prints, self._facings, self._shelves)
        self._prints = agreed(self._prints, [tag.main for tag in self.tags if tag.main])

    def _on_sheet(
        self, boxes: Sequence[Box], scale: float, but: Sequence[Print] = ()
    ) -> tuple[list[Print], set[int]]:
        """The prices that ``boxes``, laid out at ``scale``, say, where no print of ``but`` stands;
        which of them hold any print."""
        if not boxes:
            return [], set()
        sheet = sheet_of(self._pixels, boxes, scale)
        quads = lines_found(sheet.pixels, self._text)
        owned = [(quad, owner) for quad in quads if (owner := sheet.owner(quad)) is not None]
        places = [sheet.on_photo(quad, owner) for quad, owner in owned if may_be_price(quad)]
        known = Places(line.quad for line in but)
        read = self._search.said_at([place for place in places if not known.hold(place)])
        mains = [tag.main for tag in self.tags if tag.main]
        return agreed(read, mains), {owner for _, owner in owned}

    def _take_over(self, boxes: Sequence[Box], fresh: Sequence[Print]) -> None:
        """Of the two readings of each box the surer one stays."""
        for box in boxes:
            new, old = _inside(fresh, box), _inside(self._prints, box)
            if choose(new).score > choose(old).score and not misses(new, choose(old)):
                self._prints = [line for line in self._prints if line not in old] + new

    def _read_names(self) -> None:
        """The longer lines of tags: names, tax, unit prices."""
        boxes = [tag.box for tag in self.tags]
        inner = [quad for quad in self._unread if any(middle_in(quad, box) for box in boxes)]
        self._prints += read_prints(self._pixels, inner, self._text)

    def _said(self, candidate: Candidate) -> ReadTag:
        choice, score = self._judged(candidate)
        text = "\n".join(line.text for line in self._lines_in(candidate.box))
        return ReadTag(candidate.quad, choice, score, text)

    def _judged(self, candidate: Candidate) -> tuple[Choice, float]:
        choice = choose(self._lines_in(candidate.box))
        return choice, surety(self._pixels, choice, candidate.quad, self.tags)

    def _lines_in(self, box: Box) -> list[Print]:
        lines = _inside(self._prints, box)
        return sorted(lines, key=lambda line: (line.box.top, line.box.left))


def _is_word(line: Print) -> bool:
    """Is it surely read, and no part of a price?"""
    return line.confidence >= _SURE and not any(map(str.isdigit, line.text))


def _guessed_height(boxes: Sequence[Box]) -> float:
    """Of a price's digits, from the size of tags."""
    return 0.3 * median([box.height for box in boxes] or [100.0])


def _inside(lines: Sequence[Print], box: Box) -> list[Print]:
    return [line for line in lines if middle_in(line.quad, box)]
