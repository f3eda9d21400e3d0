"""All photos of a scene in as few planes as the sure overlaps allow. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scenes.stitching.fitting import Size, apart, inverted
from scenes.stitching.pairs import Floats
from scenes.stitching.registering import Answer, Verdict

_MOST_PAIRS_EACH = 3
_ALL_PAIRS = 7


AGREES = 0.04
"""How far (share of a photo's longer side) two ways to the same place may end apart: errors add
up on the way, and a product is wider."""

Pair = tuple[int, int]
Tree = dict[int, dict[int, Floats]]
Verdicts = Mapping[Pair, Verdict]


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


def groups(sizes: Sequence[Size], verdicts: Verdicts) -> list[Group]:
    """Photos of ``sizes`` (width, height) joined by the strongest overlaps, and by doubtful ones
    that bear each other out; each group from its best connected photo, groups in the order of
    their first photos. Verdicts' homographies are between photos."""
    count = len(sizes)
    tree: Tree = {index: {} for index in range(count)}
    root = list(range(count))
    for a, b in sorted(_pairs(verdicts, Answer.OVERLAP), key=_strongest(verdicts)):
        if root[a] != root[b]:
            _join(tree, root, (a, b), verdicts[a, b])
    doubts = sorted(_pairs(verdicts, Answer.UNSURE), key=_strongest(verdicts))
    for a, b in doubts:
        if root[a] != root[b] and _confirmed((a, b), tree, root, verdicts, sizes):
            _join(tree, root, (a, b), verdicts[a, b])
    for one, other in combinations(doubts, 2):
        if _closes_ring((one, other), tree, root, verdicts, sizes):
            _join(tree, root, one, verdicts[one])
            _join(tree, root, other, verdicts[other])
    found: dict[int, list[int]] = {}
    for index in range(count):
        found.setdefault(root[index], []).append(index)
    return [Group(_laid(tree, members)) for members in sorted(found.values())]


def _pairs(verdicts: Mapping[Pair, Verdict], answer: Answer) -> list[Pair]:
    return [
        pair
        for pair, verdict in verdicts.items()
        if verdict.answer is answer and verdict.homography is not None
    ]


def _strongest(verdicts: Mapping[Pair, Verdict]) -> Callable[[Pair], tuple[float, Pair]]:
    return lambda pair: (-verdicts[pair].strength, pair)


def _join(tree: Tree, root: list[int], pair: Pair, verdict: Verdict) -> None:
    a, b = pair
    assert verdict.homography is not None
    tree[a][b], tree[b][a] = inverted(verdict.homography), verdict.homography
    root[:] = [root[a] if other == root[b] else other for other in root]


def _confirmed(
    pair: Pair, tree: Tree, root: list[int], verdicts: Verdicts, sizes: Sequence[Size]
) -> bool:
    """Whether the likeliest place of another pair puts the same two groups in the same places:
    by chance, two pairs that each say little do not say the same."""
    return _bears_out([pair], {root[pair[0]], root[pair[1]]}, tree, root, verdicts, sizes)


def _closes_ring(
    pairs: tuple[Pair, Pair], tree: Tree, root: list[int], verdicts: Verdicts, sizes: Sequence[Size]
) -> bool:
    """Whether two doubts join three groups so that the third side is where it most likely is."""
    sides = [{root[a], root[b]} for a, b in pairs]
    ends = sides[0] ^ sides[1]
    if len(sides[0]) < 2 or len(sides[1]) < 2 or len(ends) != 2:
        return False
    return _bears_out(pairs, ends, tree, root, verdicts, sizes)


def _bears_out(
    pairs: Sequence[Pair],
    ends: set[int],
    tree: Tree,
    root: list[int],
    verdicts: Verdicts,
    sizes: Sequence[Size],
) -> bool:
    """Whether, once ``pairs`` are joined, another pair of the groups ``ends`` lies where its own
    likeliest place is."""
    joined, roots = {index: dict(ways) for index, ways in tree.items()}, list(root)
    for pair in pairs:
        _join(joined, roots, pair, verdicts[pair])
    around = {root[index] for pair in pairs for index in pair}
    places = _laid(joined, [index for index in range(len(root)) if root[index] in around])
    return any(
        (a, b) not in pairs
        and {root[a], root[b]} == ends
        and verdict.homography is not None
        and apart(between(places, a, b), verdict.homography, sizes[a], sizes[b]) < AGREES
        for (a, b), verdict in verdicts.items()
    )


def between(places: Mapping[int, Floats], a: int, b: int) -> Floats:
    """The homography from photo a to photo b by way of the plane of their group."""
    way = inverted(places[b]) @ places[a]
    return np.asarray(way / way[2, 2], dtype=np.float64)


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
