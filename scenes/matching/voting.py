"""Where products may stand: each match of a keypoint votes for an entry, a place, a size
and a turn; places with many votes are hypotheses.

A match weighs by how much closer it is than a keypoint's nearest strangers (local NBNN,
McCann and Lowe 2012), so print that many products share decides nothing, and print
repeated in one photo keeps its weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.keypoints import Floats, Integers, Keypoints

_NEIGHBOURS = 12
# Cells of the vote: octaves of size, radians of turn, and place in heights of the product.
_SIZE_STEP = 0.5
_TURN_STEP = np.radians(24)
_PLACE_STEP = 0.22
_FEWEST_VOTES = 3
_WORTH_PLACING = 0.4
# A match that is hardly closer than strangers says nothing.
_LIGHTEST = 0.01
# In fewer keypoints than this the nearest strangers are farther away than they would be in a
# catalogue of thirty products; by the dimension of descriptors it can be told by how much.
_STRANGERS = 20_000
_DIMENSION = 12.0


@dataclass(frozen=True, slots=True)
class Matches:
    """One row for each match, sorted by owner, all (n,): the photo's keypoint ``seen``, the
    index's ``known``, the ``owner`` entry, ``weight``; ``centre`` (n, 2), ``size`` and ``turn`` of
    the product that the match speaks for: its height in photo pixels and radians clockwise;
    ``slim`` is at most 1, less for slim products, which may stand nearer to each other."""

    seen: Integers
    known: Integers
    owner: Integers
    weight: Floats
    centre: Floats
    size: Floats
    turn: Floats
    slim: Floats

    def __len__(self) -> int:
        return len(self.seen)

    def of(self, entry: int) -> slice:
        """The matches of an entry."""
        first, after = np.searchsorted(self.owner, (entry, entry + 1))
        return slice(int(first), int(after))


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """An entry somewhere in the photo. ``members`` are places in the matches."""

    entry: int
    weight: float
    members: Integers


def matches_of(photo: Keypoints, index: Index, allowed: NDArray[np.bool_] | None = None) -> Matches:
    """All matches of the photo's keypoints that say more than chance."""
    where, alike = index.nearest(photo.descriptors, _NEIGHBOURS + 1, allowed)
    apart = np.sqrt(np.maximum(2 - 2 * alike, 0))
    strangers = apart[:, -1:] * _as_among_many(index, allowed)
    weight = strangers - apart[:, :-1]
    seen, rank = np.nonzero(weight > _LIGHTEST)
    known = where[seen, rank]
    by_owner = np.argsort(index.owners[known], kind="stable")
    seen, rank, known = seen[by_owner], rank[by_owner], known[by_owner]
    return _posed(photo, index, seen, known, weight[seen, rank])


def _as_among_many(index: Index, allowed: NDArray[np.bool_] | None) -> np.float32:
    """What brings the distance of strangers to what it would be in a larger catalogue."""
    known = len(index.owners) if allowed is None else int(allowed[index.owners].sum())
    return np.float32(min(known / _STRANGERS, 1.0) ** (1 / _DIMENSION))


def _posed(
    photo: Keypoints, index: Index, seen: Integers, known: Integers, weight: Floats
) -> Matches:
    owner = index.owners[known]
    ratio = photo.sizes[seen] / index.sizes[known]
    turn = photo.angles[seen] - index.angles[known]
    turn = (turn + np.pi) % (2 * np.pi) - np.pi
    away = index.centres[owner] - index.points[known]
    cos, sin = np.cos(turn) * ratio, np.sin(turn) * ratio
    moved = np.column_stack(
        [cos * away[:, 0] - sin * away[:, 1], sin * away[:, 0] + cos * away[:, 1]]
    )
    centre = photo.points[seen] + moved
    size = ratio * np.float32(HEIGHT)
    return Matches(seen, known, owner, weight, centre, size, turn, index.slim[owner])


def hypotheses_of(matches: Matches, most: int) -> list[Hypothesis]:
    """At most ``most`` hypotheses, the heaviest first. One place may yield several of an
    entry that mean the same."""
    if not len(matches):
        return []
    cells, who = _cells(matches)
    order = np.argsort(cells, kind="stable")
    cells, who = cells[order], who[order]
    starts = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
    counts = np.diff(np.r_[starts, len(cells)])
    weights = np.add.reduceat(matches.weight[who], starts)
    full = np.flatnonzero((counts >= _FEWEST_VOTES) & (weights > _WORTH_PLACING))
    heaviest = full[np.argsort(-weights[full], kind="stable")][: most * 8]
    return _distinct(matches, who, starts[heaviest], counts[heaviest], weights[heaviest], most)


def _cells(matches: Matches) -> tuple[Integers, Integers]:
    """For each vote the number of its cell, and its match. A match votes for the two
    nearest cells of each of the four dimensions."""
    octave = np.log2(matches.size) / _SIZE_STEP
    numbers, who = [], []
    everyone = np.arange(len(matches))
    for up in (0, 1):
        level = np.floor(octave - 0.5).astype(np.int64) + up
        side = np.exp2((level + 0.5) * _SIZE_STEP) * _PLACE_STEP * matches.slim
        across, down = matches.centre[:, 0] / side, matches.centre[:, 1] / side
        turned = matches.turn / _TURN_STEP
        for step in np.ndindex(2, 2, 2):
            column, row, turn = (
                np.floor(value - 0.5).astype(np.int64) + more
                for value, more in zip((across, down, turned), step, strict=True)
            )
            turn %= round(2 * np.pi / _TURN_STEP)
            number = matches.owner
            for value, room in ((level, 64), (column, 4096), (row, 4096), (turn, 32)):
                number = number * room + (value % room)
            numbers.append(number)
            who.append(everyone)
    return np.concatenate(numbers), np.concatenate(who)


def _distinct(
    matches: Matches,
    who: Integers,
    starts: Integers,
    counts: Integers,
    weights: Floats,
    most: int,
) -> list[Hypothesis]:
    """Neighbouring cells hold much the same votes: of those, the heaviest."""
    taken = np.zeros(len(matches), bool)
    kept: list[Hypothesis] = []
    for start, count, weight in zip(starts, counts, weights, strict=True):
        members = who[start : start + count]
        if matches.weight[members][taken[members]].sum() > 0.6 * weight:
            continue
        taken[members] = True
        kept.append(Hypothesis(int(matches.owner[members[0]]), float(weight), members))
        if len(kept) == most:
            break
    return kept
