"""How the photos of one scene lie on each other, all pairs together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scenes.stitching.balancing import balanced
from scenes.stitching.fitting import apart, fit_near
from scenes.stitching.goods import Goods
from scenes.stitching.pairs import Floats, View, candidates
from scenes.stitching.placing import AGREES, Group, Pair, between, groups
from scenes.stitching.registering import Answer, Verdict, register
from scenes.stitching.threads import each

_NEIGHBOURS = 3.0
_ROUNDS = 2


class Relations:
    """``views`` (None: not decoded) with what was recognised in each, and the pairs compared.

    Homographies are between the photos' own pixels; ``sizes`` are theirs (width, height).
    ``high`` photos make a column of the stack.
    """

    def __init__(
        self,
        sizes: Sequence[tuple[int, int]],
        views: Sequence[View | None],
        goods: Sequence[Goods | None],
        pairs: Sequence[Pair],
        high: int = 1,
    ) -> None:
        self._sizes, self._views = sizes, views
        self._verdicts = _verdicts(views, goods, pairs, high)
        self._fits: dict[Pair, Floats | None] = {}
        self.groups = [self._balanced(group) for group in groups(sizes, self._verdicts)]
        self._group_of = {n: group for group in self.groups for n in group.places}

    def _balanced(self, group: Group) -> Group:
        """``group`` where all its overlaps agree best; those that contradict it are left out."""
        for _ in range(_ROUNDS):
            borne_out = {
                pair: verdict.homography
                for pair, verdict in self._verdicts.items()
                if verdict.homography is not None
                and {*pair} <= group.places.keys()
                and self._agree(*pair, between(group.places, *pair), verdict.homography)
            }
            group = Group(balanced(group.places, borne_out, self._sizes))
        return group

    def unsure(self) -> list[Pair]:
        """Pairs of photos that may overlap and could not be registered, neither by themselves nor
        by way of others."""
        doubtful = [p for p, verdict in self._verdicts.items() if verdict.answer is Answer.UNSURE]
        return [pair for pair in doubtful if not self._settled(*pair)]

    def _settled(self, a: int, b: int) -> bool:
        """Whether other photos tell how a and b lie: apart, or on each other as they show."""
        places = self._group_of[a].places
        if b not in places:
            return False
        if self._verdicts[a, b].homography is None:
            return True
        way = between(places, a, b)
        overlap = self._agree(a, b, way, way)
        return not overlap or self._exact(a, b) is not None

    def between(self, a: int, b: int) -> Floats | None:
        """From photo a to photo b: what the pair itself shows where that agrees with all other
        photos; None where they are not known to hang together."""
        group = self._group_of[a]
        if b not in group.places:
            return None
        exact = self._exact(a, b)
        return between(group.places, a, b) if exact is None else exact

    def _exact(self, a: int, b: int) -> Floats | None:
        """The pair's own homography where it agrees with the way through other photos."""
        group = self._group_of[a]
        if b not in group.places:
            return None
        way = between(group.places, a, b)
        verdict = self._verdicts.get((a, b))
        if verdict is not None and self._agree(a, b, way, verdict.homography):
            return verdict.homography
        if (a, b) not in self._fits:
            self._fits[a, b] = self._fitted(a, b, way)
        return self._fits[a, b]

    def _fitted(self, a: int, b: int, way: Floats) -> Floats | None:
        """``way`` made exact: errors add up through others."""
        one, other = self._views[a], self._views[b]
        if one is None or other is None or not self._agree(a, b, way, way):
            return None
        guess = _scaled(way, 1 / one.scale, other.scale)
        fitted = fit_near(one, other, candidates(one, other), guess)
        if fitted is None:
            return None
        exact = _scaled(fitted.homography, one.scale, 1 / other.scale)
        return exact if self._agree(a, b, way, exact) else None

    def _agree(self, a: int, b: int, way: Floats, own: Floats | None) -> bool:
        """Whether both lay the photos on each other in the same place."""
        if own is None:
            return False
        return apart(way, own, self._sizes[a], self._sizes[b]) < AGREES


def _verdicts(
    views: Sequence[View | None], goods: Sequence[Goods | None], pairs: Sequence[Pair], high: int
) -> dict[Pair, Verdict]:
    seen = [
        (a, b, one, other)
        for a, b in pairs
        if (one := views[a]) is not None and (other := views[b]) is not None
    ]
    said = each(lambda p: _verdict(p[2], p[3], goods[p[0]], goods[p[1]]), seen)
    return {
        (a, b): _likelier(verdict, b - a in (1, high))
        for (a, b, _, _), verdict in zip(seen, said, strict=True)
    }


def _verdict(one: View, other: View, a: Goods | None, b: Goods | None) -> Verdict:
    verdict = register(one, other, (a, b) if a and b else None)
    if verdict.homography is None:
        return verdict
    return replace(verdict, homography=_scaled(verdict.homography, one.scale, 1 / other.scale))


def _likelier(verdict: Verdict, neighbours: bool) -> Verdict:
    """Of verdicts that contradict each other, those on photos taken after each other win."""
    return replace(verdict, strength=_NEIGHBOURS * verdict.strength) if neighbours else verdict


def _scaled(homography: Floats, before: float, after: float) -> Floats:
    """The same between pictures of which the first is ``1 / before``, the second ``after`` times
    as large."""
    grown = np.diag([after, after, 1.0]) @ homography @ np.diag([before, before, 1.0])
    return np.asarray(grown / grown[2, 2], dtype=np.float64)
