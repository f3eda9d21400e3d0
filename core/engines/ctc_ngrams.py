"""Where a network is in two minds, the habits of the language decide. Pure but for loading.

Thai letters such as ด, ค and ต differ by a loop that heavy ink fills. A reading is the
likeliest of all that the network thinks possible, weighed by a character n-gram model
with "stupid backoff" (Brants et al., Large Language Models in Machine Translation, 2007).
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.engines.ctc_lines import Probabilities, Reading, Run, runs_of, trimmed

ORDER = 4
"""A letter is judged by the three before it."""

_WEIGHT = 0.3
"""Best on drawn lines of forms; more favours usual words over rare names."""

_BACKOFF = math.log(0.4)
_UNKNOWN = -12.0
_POSSIBLE = 0.01
_CHOICES = 4
_BEAM = 6

_KINDS = {"0": string.digits, "A": string.ascii_uppercase, "a": string.ascii_lowercase}
_FOLD = str.maketrans({letter: kind for kind, some in _KINDS.items() for letter in some})
_SHARE = {letter: -math.log(len(some)) for some in _KINDS.values() for letter in some}


class Ngrams:
    """Counts of letters in a row; digits, capitals and small letters count as one each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._total = sum(count for letters, count in counts.items() if len(letters) == 1)

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
        context, follower = folded(before[1 - ORDER :]), folded(letter)
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


def read_likely(answers: Probabilities, alphabet: str, ngrams: Ngrams) -> Reading:
    """As ``read_greedily``, but each run of steps may be one of its four likeliest letters.

    A beam search from left to right. Scores stay the network's own.
    """
    found = list(runs_of(answers))
    beam: list[tuple[float, str, tuple[int, ...]]] = [(0.0, "", ())]
    for run in found:
        choices = _choices(run, alphabet)
        beam = sorted(
            (
                (
                    score + math.log(chance) + _habit(ngrams, text, letter, len(choices)),
                    text + letter,
                    (*kinds, kind),
                )
                for score, text, kinds in beam
                for kind, letter, chance in choices
            ),
            reverse=True,
        )[:_BEAM]
    _, text, kinds = beam[0]
    scores = tuple(float(run.best[kind]) for run, kind in zip(found, kinds, strict=True))
    return trimmed(Reading(text, scores, tuple(run.centre for run in found)))


def _choices(run: Run, alphabet: str) -> list[tuple[int, str, float]]:
    mean = run.mean.copy()
    mean[0] = 0
    mean /= mean.sum()
    likeliest = [int(kind) for kind in np.argsort(-mean)[:_CHOICES]]
    kept = [kind for kind in likeliest if mean[kind] > _POSSIBLE]
    return [(kind, alphabet[kind - 1], float(mean[kind])) for kind in kept]


def _habit(ngrams: Ngrams, text: str, letter: str, choices: int) -> float:
    return _WEIGHT * ngrams.log_probability(text, letter) if choices > 1 else 0.0
