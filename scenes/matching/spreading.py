"""The second pass: facings that are named beyond doubt are looked for again along their shelf,
in places that the pack shots left empty or without a name.

Neighbours have one light, one scale and one print run, so where a pack shot is poor or of an
older edition a facing is the better template. What is found must look like its template;
it never takes a place that has a name, or one that is in doubt for another reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scenes.matching.candidates import Candidate, at_pose, shared
from scenes.matching.choosing import Choice, chosen
from scenes.matching.closeups import close_up
from scenes.matching.index import Index
from scenes.matching.keypoints import Keypoints
from scenes.matching.lookalikes import preference
from scenes.matching.looks import View
from scenes.matching.placing import places_of
from scenes.matching.templates import is_sure, templates_of, within
from scenes.matching.voting import matches_of

# Log-odds below which a place has room for a name, and which a new one must have.
_OPEN = 0.0
_LEAST = 4.0
_LEAST_PRINT, _LEAST_COLOUR = 0.86, 0.9
_LEAST_SEEN = 0.6
# Neighbours in a row: widths between them, the logarithm of heights, heights between their feet
# and degrees between their leans.
_AWAY, _TALLER, _LOWER, _TURNED = 3.3, 0.06, 0.1, 6.0
# Another SKU fits a place better than it fits the template, by so much evidence.
_BETTER = 1.0
_WORST = -8.0
_MOST_SHARED, _SAME_PLACE = 0.2, 0.4
_MOST_HYPOTHESES = 400
_FEWEST = 12


def spread(
    choices: Sequence[Choice],
    seen: Sequence[Candidate],
    photo: Keypoints,
    view: View,
    index: Index,
) -> list[Choice]:
    """``choices``, with the further facings that templates among them lead to.

    ``seen`` are all candidates of the first pass, ``photo`` the photo's keypoints in its pixels.
    """
    taken = [choice for choice in choices if not _is_open(choice)]
    free = _free(photo, taken, index)
    sources, templates = templates_of(choices, photo, view, index)
    if not sources or len(free) < _FEWEST:
        return list(choices)
    found = places_of(matches_of(free, templates), free, view, templates, _MOST_HYPOTHESES)
    fitting = [
        one
        for one in found
        if _fits(one, taken) and not _is_contested(one, sources[one.entry].best, seen)
    ]
    places = chosen(fitting, view, templates, _LEAST)
    further = [_named_as(place, sources, view, index) for place in places]
    return _joined(choices, close_up(further, view, index))


def _is_open(choice: Choice) -> bool:
    """Whether too little speaks for the place, and nothing else against it."""
    return choice.logit < _OPEN and not choice.doubted


def _free(photo: Keypoints, taken: Sequence[Choice], index: Index) -> Keypoints:
    """The keypoints on no front that is accounted for."""
    free = np.ones(len(photo), bool)
    for choice in taken:
        free &= ~within(choice.best, photo, index)
    return photo.at(free)


def _fits(one: Candidate, taken: Sequence[Choice]) -> bool:
    """Whether it looks like its template, stands in a row with such and in nobody's way."""
    look = one.look
    if look.print_ < _LEAST_PRINT or look.colour < _LEAST_COLOUR or look.seen < _LEAST_SEEN:
        return False
    if any(shared(one, other.best)[1] > _MOST_SHARED for other in taken):
        return False
    row = (other.best for other in taken if other.best.sku == one.sku and is_sure(other))
    return any(_in_row(one, other) for other in row)


def _in_row(one: Candidate, other: Candidate) -> bool:
    """Whether both stand near each other on one board, and are of one height."""
    lean = np.radians(other.turn)
    along = np.array([np.cos(lean), np.sin(lean)])
    below = np.array([-np.sin(lean), np.cos(lean)])
    step = one.corners[2:].mean(axis=0) - other.corners[2:].mean(axis=0)
    width = max(other.area / other.height, 1.0)
    return bool(
        abs(step @ along) <= _AWAY * width
        and abs(step @ below) <= _LOWER * other.height
        and abs(np.log(one.height / other.height)) <= _TALLER
        and abs(one.turn - other.turn) <= _TURNED
    )


def _is_contested(one: Candidate, source: Candidate, seen: Sequence[Candidate]) -> bool:
    """Whether the pack shot of another SKU fits the place better than it fits the template."""
    here, there = _others_at(one, seen), _others_at(source, seen)
    return any(logit > there.get(sku, _WORST) + _BETTER for sku, logit in here.items())


def _others_at(place: Candidate, seen: Sequence[Candidate]) -> dict[int, float]:
    """The evidence of each other SKU that was seen at a place."""
    best: dict[int, float] = {}
    for other in seen:
        if other.sku != place.sku and shared(place, other)[0] > _SAME_PLACE:
            best[other.sku] = max(best.get(other.sku, _WORST), other.logit)
    return best


def _named_as(choice: Choice, sources: Sequence[Choice], view: View, index: Index) -> Choice:
    """The choice among entries of the catalogue. What was a rival of its template is one here,
    judged by where the pack shots differ; nothing is surer than its template."""
    known = [_of(one, sources[one.entry]) for one in choice.all]
    rivals = list(zip(known[1:], (margin for _, margin in choice.rivals), strict=True))
    source = sources[choice.best.entry]
    moved = known[0].pose @ np.linalg.inv(source.best.pose)
    for rival, _ in source.rivals:
        if all(rival.sku != other.sku for other in known):
            there = at_pose(rival.entry, moved @ rival.pose, known[0].weight, view, index)
            rivals.append((there, preference(known[0], there, view, index)))
    return Choice(known[0], tuple(sorted(rivals, key=lambda rival: rival[1])))


def _of(one: Candidate, source: Choice) -> Candidate:
    best = source.best
    return replace(one, sku=best.sku, entry=best.entry, logit=min(one.logit, best.logit))


def _joined(choices: Sequence[Choice], further: Sequence[Choice]) -> list[Choice]:
    """All of them but the open places that a new facing now takes."""
    kept = [
        choice
        for choice in choices
        if not (
            _is_open(choice)
            and any(shared(choice.best, new.best)[1] > _MOST_SHARED for new in further)
        )
    ]
    return [*kept, *further]
