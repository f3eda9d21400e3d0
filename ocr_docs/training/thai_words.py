"""Words, names and places of Thai, from pythainlp's lists, and numbers."""

from __future__ import annotations

import csv
import functools
import re
import string
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.random import Generator

T = TypeVar("T")


def word(random: Generator) -> str:
    words, edges = _frequencies()
    share = random.random()
    if share < 0.75:
        return words[int(np.searchsorted(edges, random.random()))]
    return one_of(random, listed("words_th")) if share < 0.9 else one_of(random, words)


def number(random: Generator, most: int) -> str:
    return "".join(one_of(random, string.digits) for _ in range(random.integers(1, most + 1)))


def thai_digits(text: str) -> str:
    return text.translate({48 + n: chr(0x0E50 + n) for n in range(10)})


def one_of(random: Generator, choices: Sequence[T]) -> T:
    return choices[int(random.integers(len(choices)))]


@functools.cache
def listed(name: str) -> tuple[str, ...]:
    lines = _corpus(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if _is_thai(line.strip()))


@functools.cache
def _frequencies() -> tuple[list[str], np.ndarray]:
    """Words, and the right edges (0-1) of their shares.

    The power flattens the distribution: else a tenth of all words were the same ten.
    """
    rows = [line.split("\t") for line in _corpus("tnc_freq.txt").read_text("utf-8").splitlines()]
    kept = [(word, float(count) ** 0.7) for word, count in rows if _is_thai(word)]
    edges = np.cumsum([count for _, count in kept])
    return [word for word, _ in kept], edges / edges[-1]


@functools.cache
def provinces() -> list[str]:
    with _corpus("thailand_provinces_th.csv").open(encoding="utf-8", newline="") as rows:
        return [row[0].lstrip("\ufeff") for row in csv.reader(rows)]


@functools.cache
def places() -> list[str]:
    """Districts, subdistricts and roads."""
    kinds = ("ตำบล", "อำเภอ", "แขวง", "เขต", "ถนน")
    titles = listed("wikipedia_titles_th")
    named = [(title, kind) for title in titles for kind in kinds if title.startswith(kind)]
    return [title.removeprefix(kind) for title, kind in named if title != kind]


@functools.cache
def english() -> list[str]:
    with _corpus("thailand_provinces_th.csv").open(encoding="utf-8", newline="") as rows:
        return [row[2] for row in csv.reader(rows)]


def _corpus(name: str) -> Path:
    # Imported on first use: only training has it.
    import pythainlp.corpus

    return Path(pythainlp.corpus.__file__).parent / name


def _is_thai(word: str) -> bool:
    return bool(re.fullmatch(r"[\u0e01-\u0e4d]{1,30}", word)) and "\u0e4e" not in word
