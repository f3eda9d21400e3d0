"""Whether two photos overlap, and how. Pure.

A pair is registered only where one displacement stands out from all others: by what the
pictures show, and by the recognised products where there are any. Doubt is its own answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scenes.stitching.goods import Agreement, Goods, agreement, starts
from scenes.stitching.judging import Hypothesis, hypotheses
from scenes.stitching.pairs import Floats, View

_LEAST_STRENGTH = 2.0
_GOOD = 0.6
_CLEAR = 2.2
_FAINT_GOOD = 0.3
_FAINT_CLEAR = 8.0
_DOUBT_GOOD = 0.55
_DOUBT_STRENGTH = 3.0

_AGREED = 0.7
_FEW_AGREED = 3
_AGREED_GOOD = 0.4
_AGREED_CLEAR = 1.3


class Answer(Enum):
    OVERLAP = "overlap"
    APART = "apart"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``homography`` (3, 3) takes pixels of the first view to the second's, where they
    overlap. ``strength`` orders verdicts, ``confidence`` is 0 to 1. ``evidence`` is what the
    pictures show of the least that an overlap needs: from 1 on they show one."""

    answer: Answer
    homography: Floats | None = None
    strength: float = 0.0
    confidence: float = 0.0
    evidence: float = 0.0


def register(one: View, other: View, goods: tuple[Goods, Goods] | None = None) -> Verdict:
    """How ``one`` lies on ``other``; ``goods`` are the recognised products of both."""
    told = goods is not None and min(len(goods[0]), len(goods[1])) > 0
    found = hypotheses(one, other, starts(*goods) if told and goods else None)
    if not found:
        return Verdict(Answer.APART)
    if told and goods:
        return _with_goods(found, goods)
    return _by_sight(found)


def _by_sight(found: list[Hypothesis]) -> Verdict:
    best = found[0]
    clear = _clearness(best, found[1:])
    evidence = _evidence(best, clear)
    if evidence >= 1:
        sure = min(0.99, 1 - 1 / (1 + clear))
        return Verdict(Answer.OVERLAP, best.homography, best.strength, sure, evidence)
    if best.good >= _DOUBT_GOOD and best.strength >= _DOUBT_STRENGTH:
        return Verdict(Answer.UNSURE, None, best.strength, 0.5, evidence)
    return Verdict(Answer.APART, None, best.strength, 0.9, evidence)


def _evidence(best: Hypothesis, clear: float) -> float:
    """The scarcest of what is needed, as a share of the need."""
    plain = min(best.good / _GOOD, clear / _CLEAR)
    faint = min(best.good / _FAINT_GOOD, clear / _FAINT_CLEAR)
    return min(best.strength / _LEAST_STRENGTH, max(plain, faint))


def _with_goods(found: list[Hypothesis], goods: tuple[Goods, Goods]) -> Verdict:
    """What the products agree with, if it stands out; what the pictures show, if no product
    speaks against it."""
    said = {id(one): agreement(*goods, one.homography) for one in found}
    sight = _by_sight(found)
    quiet = not _speaks_against(said[id(found[0])])
    if sight.answer is Answer.OVERLAP and quiet:
        return sight
    agreed = [one for one in found if _speaks_for(said[id(one)])]
    if not agreed:
        # What looked like an overlap shows other products than it should.
        return Verdict(sight.answer if quiet else Answer.APART, None, sight.strength, 0.5)
    agreed.sort(key=lambda one: -_weight(one, said[id(one)]))
    best, rest = agreed[0], agreed[1:]
    clear = _weight(best, said[id(best)]) / max(
        0.01, *(_weight(one, said[id(one)]) for one in rest), 0.01
    )
    if best.good >= _AGREED_GOOD and clear >= _AGREED_CLEAR:
        sure = min(0.99, 1 - 0.5 / clear)
        return Verdict(Answer.OVERLAP, best.homography, best.strength, sure)
    return Verdict(Answer.UNSURE, None, best.strength, 0.5)


def _weight(hypothesis: Hypothesis, said: Agreement) -> float:
    """Shares alone: counts would speak for a larger overlap, right or not."""
    return hypothesis.good * hypothesis.share * said.share**2


def _speaks_for(said: Agreement) -> bool:
    return said.same >= _FEW_AGREED and said.share >= _AGREED


def _speaks_against(said: Agreement) -> bool:
    return said.other + said.lone > said.same + 1


def _clearness(best: Hypothesis, rest: list[Hypothesis]) -> float:
    """How many times as strong as the next one."""
    return best.strength / max(1e-3, *(other.strength for other in rest), 1e-3)
