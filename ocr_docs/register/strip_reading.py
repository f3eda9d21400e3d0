"""From places where digits seem to be to a reading that knows how sure it is. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr_docs.register import StripDigit, StripReading
from ocr_docs.register.strip_answers import Candidate

_THERE = 0.35
"""Presence from which a candidate is read as a digit."""

_TOO_CLOSE = 0.68
"""Share of the pitch within which there is no second drum."""

_OFF_PLACE = 0.2
_OUT_OF_ROW = 0.7
_UNLIKE_HEIGHT = 1.8
_GAP = 1.65
_MOST_DECIMALS = 4
_DOUBT = 0.8
_REDDISH = 0.3
_STRAY = 0.4
_FEWEST = 4
_SURELY_THERE = 0.8
_ILLEGIBLE = 0.3
"""A last decimal that is likelier wrong than right is not told."""


@dataclass(frozen=True, slots=True)
class Row:
    """Digits of one register and how regular they are.

    ``missing`` counts drums between them that were not read, ``faint`` places that might
    be digits but are not read, ``uneven`` is how far gaps are from the usual one (0-1).
    """

    digits: tuple[Candidate, ...]
    missing: int
    faint: float
    uneven: float


@dataclass(frozen=True, slots=True)
class Colours:
    """How red each digit is (see ``redness``), and whether the last is printed the other way
    round than all others."""

    redness: Sequence[float]
    odd_last: bool


def row_of(found: Sequence[Candidate]) -> Row:
    """The candidates that stand in one row at one pitch."""
    digits = _alike([candidate for candidate in found if candidate.presence >= _THERE])
    if len(digits) < 2:
        return Row(tuple(digits), 0, 0.0, 0.0)
    pitch = _pitch(digits)
    digits = _thinned(digits, pitch)
    digits = _begun(digits)
    digits = _filled(digits, [each for each in found if each not in digits], pitch)
    gaps = np.diff([digit.middle for digit in digits])
    missing = int(sum(round(gap / pitch) - 1 for gap in gaps if gap > _GAP * pitch))
    whole = gaps / np.maximum(np.round(gaps / pitch), 1)
    uneven = float(np.clip(np.abs(whole / pitch - 1).max(), 0, 1))
    others = (each.presence for each in found if each not in digits)
    return Row(tuple(digits), missing, max(others, default=0.0), uneven)


def _alike(found: list[Candidate]) -> list[Candidate]:
    """Without those far above, below, or of another height than the rest."""
    if len(found) < 3:
        return found
    heights = np.array([each.box.height for each in found])
    middles = np.array([(each.box.top + each.box.bottom) / 2 for each in found])
    usual = float(np.median(heights))
    beside = np.abs(middles - np.median(middles)) < _OUT_OF_ROW * usual
    # A drum between two digits shows little of the one that leaves: only too tall is unlike.
    return [
        each
        for each, near, height in zip(found, beside, heights, strict=True)
        if near and height < _UNLIKE_HEIGHT * usual
    ]


def _pitch(digits: Sequence[Candidate]) -> float:
    """The usual step from drum to drum: the median of all, each counting as it is sure."""
    gaps = np.diff([digit.middle for digit in digits])
    sure = np.array([each.presence * each.chances.max() for each in digits])
    order, weights = np.argsort(gaps), sure[1:] * sure[:-1]
    half = np.cumsum(weights[order]) >= weights.sum() / 2
    return float(gaps[order][int(half.argmax())])


def _thinned(digits: Sequence[Candidate], pitch: float) -> list[Candidate]:
    """Of two closer than drums can be, only the surer: the other is a mark or a reflection."""
    kept: list[Candidate] = []
    for digit in digits:
        if kept and digit.middle - kept[-1].middle < _TOO_CLOSE * pitch:
            kept[-1] = max(kept[-1], digit, key=lambda each: each.presence * each.chances.max())
        else:
            kept.append(digit)
    return kept


def _begun(digits: Sequence[Candidate]) -> list[Candidate]:
    """Without what looks like no digit before the first one: first drums hardly ever turn."""
    kept = list(digits)
    while len(kept) > _FEWEST and kept[0].presence * kept[0].chances.max() < _STRAY:
        kept.pop(0)
    return kept


def _filled(
    digits: Sequence[Candidate], others: Sequence[Candidate], pitch: float
) -> list[Candidate]:
    """With faint candidates just where the row leaves room for a drum between two others."""
    added = list(digits)
    for left, right in itertools.pairwise(digits):
        steps = round((right.middle - left.middle) / pitch)
        for step in range(1, steps):
            place = left.middle + (right.middle - left.middle) * step / steps
            near = [each for each in others if abs(each.middle - place) < _OFF_PLACE * pitch]
            added += [max(near, key=lambda each: each.presence)] if near else []
    return sorted(added, key=lambda each: each.middle)


def decimals(digits: Sequence[Candidate], colours: Colours) -> int:
    """How many of the last digits are decimals, by their colour and by what the network says.

    The split that explains the evidence best: all digits before it whole, all after decimal.
    Colour outweighs the network, which also knows the points of displays.
    """
    if colours.odd_last:
        return 1
    splits = _splits(digits, colours)
    return max(range(len(splits)), key=lambda count: (splits[count], -count))


def point_certainty(digits: Sequence[Candidate], colours: Colours) -> float:
    """Probability that ``decimals`` are as many as they seem: how far the next best split is."""
    splits = sorted(_splits(digits, colours), reverse=True)
    if colours.odd_last or len(splits) < 2:
        return 1.0
    return float(1 / (1 + np.exp(splits[1] - splits[0])))


def _splits(digits: Sequence[Candidate], colours: Colours) -> list[float]:
    """How well the evidence suits no decimal, one, two and so on, in logits."""
    signs = [
        float(np.clip(_logit(digit.decimal), -3, 3)) - _DOUBT + 8 * max(0.0, red - _REDDISH)
        for digit, red in zip(digits, colours.redness, strict=True)
    ]
    most = max(0, min(_MOST_DECIMALS, len(signs) - 1))
    return [sum(signs[len(signs) - count :]) for count in range(most + 1)]


def reading(row: Row, colours: Colours, confidence: float) -> StripReading:
    """The reading of ``row``; ``confidence`` is of the whole.

    Last decimals that cannot be told are left out: the value before them is still right.
    """
    behind = len(row.digits) - decimals(row.digits, colours) if row.digits else 0
    digits = [
        StripDigit(
            text=str(digit.digit),
            box=digit.box,
            confidence=float(digit.chances.max() * min(1.0, digit.presence / _SURELY_THERE)),
            red=index >= behind,
            between=digit.between,
        )
        for index, digit in enumerate(row.digits)
    ]
    legible = len(digits)
    while legible > behind and digits[legible - 1].confidence < _ILLEGIBLE:
        legible -= 1
    unreadable = row.missing + len(digits) - legible
    return StripReading(tuple(digits[:legible]), confidence, unreadable)


def _logit(chance: float) -> float:
    return float(np.log(max(chance, 1e-6) / max(1 - chance, 1e-6)))
