"""Words for descriptors: a tree of two levels of centres (Nister and Stewenius 2006), made
from the catalogue's own descriptors, so that a search needs to look at few of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.matching.keypoints import UNIT, Bytes, Floats, Integers

_ROUNDS = 6
# Descriptors that a word stands for, and how many of them its centre is learned from.
_PER_WORD = 200
_LEARNED = 16
_FEWEST_BRANCHES, _MOST_BRANCHES = 8, 64
_BLOCK = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """``roots`` (b, 128) and ``leaves`` (b, b, 128), all of length 1; a word is the number of a
    leaf. ``learned_for`` is how many descriptors it was made for."""

    roots: Floats
    leaves: Floats
    learned_for: int

    @property
    def words(self) -> Floats:
        """The leaves as (b * b, 128)."""
        return self.leaves.reshape(-1, self.leaves.shape[-1])

    def words_of(self, descriptors: Bytes) -> Integers:
        """The word of each descriptor, (n,)."""
        parts = range(0, len(descriptors), _BLOCK)
        found = [self._words_of(unit(descriptors[start : start + _BLOCK])) for start in parts]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def _words_of(self, units: Floats) -> Integers:
        branches = len(self.roots)
        root = np.argmax(units @ self.roots.T, axis=1)
        words = np.empty(len(units), np.int64)
        for branch in range(branches):
            mine = np.flatnonzero(root == branch)
            leaf = np.argmax(units[mine] @ self.leaves[branch].T, axis=1)
            words[mine] = branch * branches + leaf
        return words


def learned(descriptors: Bytes) -> Vocabulary:
    """A vocabulary fit for ``descriptors``; the same ones give the same words."""
    branches = int(np.sqrt(len(descriptors) / _PER_WORD))
    branches = min(max(branches, _FEWEST_BRANCHES), _MOST_BRANCHES)
    random = np.random.default_rng(0)
    many = min(len(descriptors), _LEARNED * branches * branches)
    sample = unit(descriptors[random.choice(len(descriptors), many, replace=False)])
    roots = _centres(sample, branches, random)
    nearest = np.argmax(sample @ roots.T, axis=1)
    leaves = []
    for branch in range(branches):
        mine = sample[nearest == branch]
        leaves.append(_centres(mine if len(mine) else sample, branches, random))
    return Vocabulary(roots, np.stack(leaves), len(descriptors))


def unit(descriptors: Bytes) -> Floats:
    """The descriptors as vectors of length 1."""
    return np.asarray(descriptors, np.float32) / np.float32(UNIT)


def _centres(units: Floats, many: int, random: np.random.Generator) -> Floats:
    """Spherical k-means."""
    centres = units[random.choice(len(units), many, replace=len(units) < many)]
    for _ in range(_ROUNDS):
        nearest = np.argmax(units @ centres.T, axis=1)
        chosen = np.zeros((many, len(units)), np.float32)
        chosen[nearest, np.arange(len(units))] = 1
        sums = chosen @ units
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-6), centres)
    return np.asarray(centres, np.float32)
