"""Look-alikes told apart by the words printed on them, where nothing else tells them apart."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import cast

import cv2
import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, reweighed
from scenes.matching.features import HEIGHT, resized
from scenes.matching.index import Index

# Reading costs more than all else: only the closest calls, and only where print can be read.
_CLOSE = 2.5
_LOWEST = 150.0
_TALL = 960
_MOST_PLACES = 6
_MOST_COMPARED = 5
_SURE = 0.6
_ALIKE = 0.8
# Log-odds for each word that only one of the two bears.
_WORD, _MOST_WORDS = 2.0, 2

# A number with its decimals ("0.9 L"), or a word.
_TOKEN = re.compile(r"\d+(?:\.\d+)+|\w+")

Words = frozenset[str]


def worded(
    choices: Sequence[Choice], pixels: Pixels, index: Index, text: TextEngine
) -> list[Choice]:
    """``choices`` with the closest ones weighed by their words. Raises EngineFailed."""
    close = sorted((c for c in choices if _is_close(c)), key=lambda choice: choice.rivals[0][1])
    reader = _Reader(pixels, index, text)
    read = {id(choice): reader.weighed(choice) for choice in close[:_MOST_PLACES]}
    return [read.get(id(choice), choice) for choice in choices]


def _is_close(choice: Choice) -> bool:
    return bool(choice.rivals and choice.rivals[0][1] < _CLOSE and choice.best.height >= _LOWEST)


class _Reader:
    def __init__(self, pixels: Pixels, index: Index, text: TextEngine) -> None:
        self._pixels, self._index, self._text = pixels, index, text

    def weighed(self, choice: Choice) -> Choice:
        compared = choice.all[:_MOST_COMPARED]
        printed = [self._printed(one) for one in compared]
        if len(set(printed)) == 1:
            return choice
        seen = self._seen(choice.best)
        gains = [_gain(number, printed, seen) for number in range(len(compared))]
        rest = [min(gains)] * (len(choice.all) - len(compared))
        return reweighed(choice, [*gains, *rest])

    def _printed(self, one: Candidate) -> Words:
        """The words of its pack shot."""
        features = self._index.entries[one.entry].features
        return _read_once(cast(Hashable, self._text), features.jpeg)

    def _seen(self, one: Candidate) -> Words:
        """The words of the place in the photo, upright, as large as pack shots are read."""
        step = _TALL / HEIGHT
        wide = max(round(self._index.entries[one.entry].features.width * step), 1)
        onto = one.pose @ np.diag([1 / step, 1 / step, 1.0])
        how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        cut = cv2.warpPerspective(self._pixels, onto, (wide, _TALL), flags=how)
        return words_of(self._text.read(np.asarray(cut, np.uint8), search_side=_TALL))


@lru_cache(maxsize=512)
def _read_once(text: TextEngine, jpeg: bytes) -> Words:
    """Engines live as long as their process, and so does what they read on pack shots."""
    decoded = np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    shot = np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
    return words_of(text.read(resized(shot, _TALL / shot.shape[0]), search_side=_TALL))


def words_of(lines: Sequence[TextLine]) -> Words:
    """Words of three letters or more, and numbers, of the lines that are surely read."""
    sure = (line.text.casefold() for line in lines if line.confidence >= _SURE)
    found = (_TOKEN.findall(text.replace(",", ".")) for text in sure)
    return frozenset(
        word
        for words in found
        for word in words
        if len(word) > 2 or (len(word) == 2 and any(map(str.isdigit, word)))
    )


def _gain(number: int, printed: Sequence[Words], seen: Words) -> float:
    """Of one pack shot against the most telling other: words that only it bears, seen or not."""
    others = [words for other, words in enumerate(printed) if other != number]
    return min(_said(printed[number], other, seen) for other in others)


def _said(one: Words, other: Words, seen: Words) -> float:
    net = _heard(one, other, seen) - _heard(other, one, seen)
    return 0.5 * _WORD * max(min(net, _MOST_WORDS), -_MOST_WORDS)


def _heard(one: Words, other: Words, seen: Words) -> int:
    """How many words of ``one`` that ``other`` lacks are seen."""
    own = [word for word in one if not _among(word, other)]
    return sum(_among(word, seen) for word in own)


def _among(word: str, words: Words) -> bool:
    if any(map(str.isdigit, word)):
        return word in words
    return any(SequenceMatcher(None, word, other).ratio() >= _ALIKE for other in words)
