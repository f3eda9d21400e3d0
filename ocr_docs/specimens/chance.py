"""Choosing by a random generator, in plain Python values. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from numpy.random import Generator

T = TypeVar("T")


def pick(rng: Generator, choices: Sequence[T]) -> T:
    """One of ``choices``, all alike likely."""
    return choices[int(rng.integers(len(choices)))]


def weighted(rng: Generator, choices: dict[T, float]) -> T:
    """One of the keys, as likely as its weight says."""
    weights = list(choices.values())
    shares = [weight / sum(weights) for weight in weights]
    return list(choices)[int(rng.choice(len(shares), p=shares))]


def chance(rng: Generator, likely: float) -> bool:
    return bool(rng.random() < likely)


def between(rng: Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def digits(rng: Generator, count: int) -> str:
    return "".join(str(digit) for digit in rng.integers(0, 10, count))


def letters(rng: Generator, alphabet: str, count: int) -> str:
    return "".join(alphabet[index] for index in rng.integers(0, len(alphabet), count))


def words(text: str, by: str | None = None) -> tuple[str, ...]:
    """``text`` cut at blanks, or at ``by``: how lists of words stay readable."""
    return tuple(text.split(by))
