"""Rendered lines as batches of similar width, made in a process beside the training."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from core.engines import Pixels
from core.engines.ctc_lines import grey_line, together

Line = tuple[Pixels, str]
"""A grey picture (height, width) of one line, and its text."""

_BUCKET = 32
_PIXELS_ACROSS = 6_000
_LARGEST = 96
_WIDEST = 1600


class Source(Protocol):
    def lines(self, seed: int) -> Iterator[Line]:
        """Lines without end, others for every seed; text inside the alphabet."""


@dataclass(frozen=True, slots=True)
class Batch:
    """``pictures`` (n, 1, height, width) in -1..1; ``targets`` all classes in a row,
    ``lengths`` how many of them are each line's."""

    pictures: Tensor
    targets: Tensor
    lengths: Tensor


class Batches(IterableDataset[Batch]):
    """Batches of about 6,000 pixels of width. Lines too narrow for their text are left out."""

    def __init__(self, source: Source, alphabet: str, height: int, seed: int) -> None:
        self._source, self._height, self._seed = source, height, seed
        self._classes = {letter: index for index, letter in enumerate(alphabet, 1)}

    def __iter__(self) -> Iterator[Batch]:
        # The trainer comes first: lines are made in what time it leaves.
        os.nice(5)
        torch.set_num_threads(1)
        waiting: dict[int, list[Line]] = {}
        for picture, text in self._source.lines(self._seed):
            grey = grey_line(picture, self._height)
            width = -(-grey.shape[1] // _BUCKET) * _BUCKET
            if width > _WIDEST or grey.shape[1] < 2 * _steps(text):
                continue
            alike = waiting.setdefault(width, [])
            alike.append((grey, text))
            if len(alike) >= min(_LARGEST, max(2, _PIXELS_ACROSS // width)):
                yield self._batch(waiting.pop(width), width)

    def _batch(self, lines: list[Line], width: int) -> Batch:
        pictures = torch.from_numpy(together([picture for picture, _ in lines], width))
        classes = [self._classes[letter] for _, text in lines for letter in text]
        lengths = [len(text) for _, text in lines]
        return Batch(pictures, torch.tensor(classes, dtype=torch.long), torch.tensor(lengths))


def _steps(text: str) -> int:
    """Steps that CTC needs: one for each character, one between equal neighbours."""
    return len(text) + sum(left == right for left, right in pairwise(text))
