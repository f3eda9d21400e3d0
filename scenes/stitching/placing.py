"""All photos of a scene in as few planes as the sure overlaps allow. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenes.stitching.fitting import inverted
from scenes.stitching.pairs import Floats
from scenes.stitching.registering import Answer, Verdict

_MOST_PAIRS_EACH = 3
_ALL_PAIRS = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that hang together, by index in the scene: for each the homography (3, 3) from
    its pixels to the group's plane, which is the pixels of the photo in the middle."""

    places: Mapping[int, Floats]


def likely_pairs(
    count: int, stack: tuple[int | None, int | None], alike: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Pairs worth comparing: all of few photos; of many, those taken after each other, those
    beside each other in the stack, and those with the most in common (``alike``)."""
    every = [(a, b) for a in range(count) for b in range(a + 1, count)]
    if count <= _ALL_PAIRS:
        return every
    high = stack[0] or 1
    near = {1, 2, high - 1, high, high + 1} - {0}
    pairs = {(a, b) for a, b in every if b - a in near}
    room = max(0, _MOST_PAIRS_EACH * count - len(pairs))
    others = sorted((p for p in every if p not in pairs), key=lambda p: (-alike.get(p, 0.0), p))
    return sorted(pairs | {pair for pair in others[:room] if alike.get(pair, 0.0) > 0})


def groups(count: int, verdicts: Mapping[tuple[int, int], Verdict]) -> list[Group]:
    """Photos joined by the strongest overlaps, each group from its best connected photo;
    groups in the order of their first photos. Verdicts' homographies are between photos."""
    sure = [
        (verdict.strength, pair)
        for pair, verdict in verdicts.items()
        if verdict.answer is Answer.OVERLAP and verdict.homography is not None
    ]
    tree: dict[int, dict[int, Floats]] = {index: {} for index in range(count)}
    root = list(range(count))
    for _, (a, b) in sorted(sure, key=lambda edge: (-edge[0], edge[1])):
        if root[a] == root[b]:
            continue
        root = [root[a] if other == root[b] else other for other in root]
        homography = verdicts[a, b].homography
        assert homography is not None
        tree[a][b], tree[b][a] = inverted(homography), homography
    found: dict[int, list[int]] = {}
    for index in range(count):
        found.setdefault(root[index], []).append(index)
    return [Group(_laid(tree, members)) for members in sorted(found.values())]


def _laid(tree: Mapping[int, Mapping[int, Floats]], members: Sequence[int]) -> dict[int, Floats]:
    """From the photo with the shortest way to all others, outwards."""
    middle = min(members, key=lambda index: (max(_steps(tree, index).values()), index))
    places: dict[int, Floats] = {middle: np.eye(3)}
    waiting = [middle]
    while waiting:
        here = waiting.pop(0)
        for there, homography in sorted(tree[here].items(), key=lambda edge: edge[0]):
            if there not in places:
                placed = places[here] @ homography
                places[there] = placed / placed[2, 2]
                waiting.append(there)
    return dict(sorted(places.items()))


def _steps(tree: Mapping[int, Mapping[int, Floats]], start: int) -> dict[int, int]:
    steps, waiting = {start: 0}, [start]
    while waiting:
        here = waiting.pop(0)
        for there in tree[here]:
            if there not in steps:
                steps[there] = steps[here] + 1
                waiting.append(there)
    return steps


def unsure_between(
    found: Sequence[Group], verdicts: Mapping[tuple[int, int], Verdict]
) -> list[tuple[int, int]]:
    """Pairs of photos in different groups that may overlap and could not be registered."""
    group_of = {index: number for number, group in enumerate(found) for index in group.places}
    return [
        pair
        for pair, verdict in verdicts.items()
        if verdict.answer is Answer.UNSURE and group_of[pair[0]] != group_of[pair[1]]
    ]
