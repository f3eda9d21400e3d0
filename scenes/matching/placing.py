"""From matches to places looked at: the hypotheses in turn, the heaviest first."""

from __future__ import annotations

import numpy as np

from scenes.matching.candidates import Candidate, candidate
from scenes.matching.index import Index
from scenes.matching.keypoints import Keypoints
from scenes.matching.looks import View
from scenes.matching.verifying import placed
from scenes.matching.voting import Matches, hypotheses_of

# The share of a hypothesis' votes that places found before it account for.
_EXPLAINED = 0.6


def places_of(
    matches: Matches, photo: Keypoints, view: View, index: Index, most: int
) -> list[Candidate]:
    """The places that at most ``most`` hypotheses come to, none of them placed twice."""
    found: list[Candidate] = []
    explained = np.zeros(len(matches), bool)
    for hypothesis in hypotheses_of(matches, most):
        own = matches.weight[hypothesis.members]
        if own[explained[hypothesis.members]].sum() > _EXPLAINED * own.sum():
            continue
        place = placed(hypothesis, matches, photo, index)
        seen = candidate(place, view, index) if place else None
        if place and seen:
            explained[place.agreeing] = True
            found.append(seen)
    return found
