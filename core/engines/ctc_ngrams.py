"""How often letters follow each other. Pure but for loading.

A character n-gram model with "stupid backoff" (Brants et al., Large Language Models in
Machine Translation, 2007).
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

ORDER = 4
"""A letter is judged by the three before it."""

_KEPT = 1 << 16
"""Answers are kept: pages ask the same again and again."""

_BACKOFF = math.log(0.4)
_UNKNOWN = -12.0

_KINDS = {"0": string.digits, "A": string.ascii_uppercase, "a": string.ascii_lowercase}
_FOLD = str.maketrans({letter: kind for kind, some in _KINDS.items() for letter in some})
_SHARE = {letter: -math.log(len(some)) for some in _KINDS.values() for letter in some}


class Ngrams:
    """Counts of letters in a row; digits, capitals and small letters count as one each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._total = sum(count for letters, count in counts.items() if len(letters) == 1)
        self._kept = lru_cache(maxsize=_KEPT)(self._judged)

    @classmethod
    def load(cls, path: Path) -> Ngrams:
        """Read what ``save`` wrote. OSError or ValueError where it cannot be read."""
        with np.load(path, allow_pickle=False) as kept:
            letters, counts = kept["letters"].tolist(), kept["counts"].tolist()
        return cls(dict(zip(letters, counts, strict=True)))

    def save(self, path: Path) -> None:
        letters = np.array(sorted(self._counts))
        counts = np.array([self._counts[row] for row in letters.tolist()], np.uint32)
        np.savez_compressed(path, letters=letters, counts=counts)

    def log_probability(self, before: str, letter: str) -> float:
        """Of ``letter`` after ``before`` (its last ``ORDER - 1`` characters count)."""
        return self._kept(before[1 - ORDER :], letter)

    def _judged(self, before: str, letter: str) -> float:
        context, follower = folded(before), folded(letter)
        penalty = _SHARE.get(letter, 0.0)
        while True:
            seen = self._counts.get(context + follower, 0)
            if seen:
                base = self._counts.get(context, 0) if context else self._total
                return penalty + math.log(seen / max(base, seen))
            if not context:
                return penalty + _UNKNOWN
            context, penalty = context[1:], penalty + _BACKOFF


def folded(text: str) -> str:
    """``text`` with 0 for every digit, A for every capital and a for every small letter."""
    return text.translate(_FOLD)
