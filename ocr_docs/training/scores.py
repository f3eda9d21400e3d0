"""How far readings are from the truth. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def distance(read: str, truth: str) -> int:
    """Levenshtein distance in characters."""
    row = list(range(len(truth) + 1))
    for i, letter in enumerate(read, 1):
        left, row[0] = row[0], i
        for j, other in enumerate(truth, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (letter != other))
    return row[-1]


def error_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """Character error rate of (read, truth) pairs, white space apart."""
    wrong = total = 0
    for read, truth in pairs:
        bare = "".join(truth.split())
        wrong += distance("".join(read.split()), bare)
        total += len(bare)
    return wrong / max(total, 1)
