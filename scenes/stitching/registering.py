"""Whether two photos overlap, and how. Pure.

A pair is registered only where one displacement stands out from all others: by what the
pictures show, and by the recognised products where there are any. Doubt is its own answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from scenes.stitching.goods import Agreement, Goods, agreement, slips, starts
from scenes.stitching.judging import Compared, Hypothesis
from scenes.stitching.pairs import Floats, View

_STRENGTH = 0.3
_UNIQUE = 8.0
_GOOD, _CLEAR, _LOOKS = 0.4, 3.0, 5.0
# Where products bear it out and nothing else comes near it, less of what is unique is enough; and
# of print, where nearly all features agree.
_ALONE, _SOUND, _ALL = 8.0, 0.9, 0.8
_MOST_LESS = 2.5
_DOUBT = 0.4
_SIDE = 0.72
"""How much of their width or height photos beside or above each other have in common at least."""

_STRONG = 2.0
_NEXT_TO_NOTHING = 1e-4

_LIKENESS = 1.5
"""Rows that slipped have their features where they should be: between two displacements what
lies on each other decides, print by print, by this power more."""


# Where all stand evenly, more of them speak for the larger overlap, right or not.
_LEAST_STANCE, _MOST_STANCE = -4.0, 3.0
# From which log-odds on fronts that lie on each other are the same ones, or are not.
_ALIKE, _VERY_ALIKE, _UNLIKE = 2.0, 6.0, -25.0


@dataclass(frozen=True, slots=True)
class _Need:
    """What an overlap must show at least, where nothing bears it out; ``clear`` is how many times
    more than the next best place."""

    good: float
    clear: float
    looks: float
    unique: float

    def met(self, best: Hypothesis, clear: float) -> float:
        """The scarcest of it, as a share of the need."""
        return min(
            best.good / self.good,
            clear / self.clear,
            best.looks / self.looks,
            best.unique / self.unique,
        )


_FAINT = _Need(good=0.2, clear=2000.0, looks=1.25, unique=_UNIQUE)
"""Photos from far apart have little in common; then nothing else may come near it."""

_FULL = _Need(good=0.85, clear=80.0, looks=2.2, unique=32.0)
"""Of goods that stand far before or behind the plane the print looks unlike from two places; the
features agree all the same, nearly everywhere, and with much that is there once."""


_STANDING = _Need(good=0.4, clear=100.0, looks=4.0, unique=2.5)
"""Where many products stand alike, one by one, that is what is there once."""


class Answer(Enum):
    OVERLAP = "overlap"
    APART = "apart"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``homography`` (3, 3) takes pixels of the first view to the second's, where they
    overlap, or else where they most likely would, None where no place stands out. ``strength``
    orders verdicts, ``confidence`` is 0 to 1. ``evidence`` is what the pictures show of the least
    that an overlap needs: from 1 on they show one."""

    answer: Answer
    homography: Floats | None = None
    strength: float = 0.0
    confidence: float = 0.0
    evidence: float = 0.0


def register(one: View, other: View, goods: tuple[Goods, Goods] | None = None) -> Verdict:
    """How ``one`` lies on ``other``; ``goods`` are the recognised products of both."""
    told = goods if goods and min(len(goods[0]), len(goods[1])) > 0 else None
    pair = Compared(one, other, told[1] if told else None)
    found = pair.hypotheses(starts(*told) if told else None)
    verdict = judged(found, told)
    if told is None or verdict.answer is not Answer.OVERLAP or verdict.homography is None:
        return verdict
    # Whether it stands out is known only when what is one product off has been tried.
    guesses = [_shifted(verdict.homography, by) for by in slips(*told, verdict.homography)]
    return judged(found + pair.beside(found, guesses), told)


def _shifted(homography: Floats, by: Floats) -> Floats:
    return np.asarray(np.array([[1, 0, by[0]], [0, 1, by[1]], [0, 0, 1]]) @ homography)


def judged(found: Sequence[Hypothesis], goods: tuple[Goods, Goods] | None = None) -> Verdict:
    """The verdict on a pair for which ``found`` are the displacements that there may be."""
    if not found:
        return Verdict(Answer.APART)
    said = [agreement(*goods, one.homography) if goods else Agreement() for one in found]
    strengths = [one.strength * heard.odds for one, heard in zip(found, said, strict=True)]
    claims = [_claim(s, one) for s, one in zip(strengths, found, strict=True)]
    order = sorted(range(len(found)), key=lambda n: -claims[n])
    best, strength = found[order[0]], strengths[order[0]]
    clear = claims[order[0]] / max([claims[n] for n in order[1:]] + [_NEXT_TO_NOTHING])
    borne_out = said[order[0]].bears_out or best.stance >= _ALIKE
    less = _less(strength, clear) if borne_out else 1.0
    evidence = _evidence(best, strength, clear, less)
    refused = said[order[0]].speaks_against and evidence < _STRONG
    refused |= best.stance <= _UNLIKE
    if best.span < _SIDE:
        return _at_a_corner(strength, evidence)
    if evidence >= 1 and not refused:
        sure = min(0.99, 1 - 1 / (1 + clear))
        return Verdict(Answer.OVERLAP, best.homography, strength, sure, evidence)
    if evidence >= _DOUBT:
        return Verdict(Answer.UNSURE, best.homography, strength, 0.5, evidence)
    likely = best.homography if clear >= _CLEAR else None
    return Verdict(Answer.APART, likely, strength, 1 - evidence / 2, evidence)


def _at_a_corner(strength: float, evidence: float) -> Verdict:
    """Another shelf of the same stock has a corner in common soon; and photos of which only the
    corners overlap have others between them that tell how they lie."""
    answer = Answer.UNSURE if evidence >= 1 else Answer.APART
    evidence = min(evidence, _DOUBT)
    return Verdict(answer, None, strength, 0.5 if answer is Answer.UNSURE else 0.8, evidence)


def _claim(strength: float, one: Hypothesis) -> float:
    """What a displacement weighs beside others."""
    stance = min(_MOST_STANCE, max(_LEAST_STANCE, one.stance))
    return float(strength * one.looks**_LIKENESS * math.exp(stance))


def _less(strength: float, clear: float) -> float:
    """By how much less is enough where it is borne out, 1 to 2.5."""
    return min(_MOST_LESS, max(1.0, min(clear / _ALONE, strength / _SOUND)))


def _evidence(best: Hypothesis, strength: float, clear: float, less: float) -> float:
    """The scarcest of what is needed, as a share of the need."""
    plain = min(
        best.good / _GOOD,
        max(_DOUBT, clear / _CLEAR),  # Two places that explain as much are a doubt.
        (less if best.good >= _ALL else 1.0) * best.looks / _LOOKS,
        less * best.unique / _UNIQUE,
    )
    needs = (_FAINT, _FULL, _STANDING) if best.stance >= _VERY_ALIKE else (_FAINT, _FULL)
    others = (need.met(best, clear) for need in needs)
    return min(strength / _STRENGTH, max(plain, *others))
