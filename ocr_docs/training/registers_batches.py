"""Rendered strips as batches for the strip network."""

from __future__ import annotations

import os
from collections.abc import Iterator

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from ocr_docs.register.strip_canvas import WIDTH
from ocr_docs.training.registers import Registers, Strip
from ocr_docs.training.registers_network import Targets, targets_of

_BATCH = 32
_BUCKET, _NARROWEST = 32, 96

Batch = tuple[Tensor, Targets]


class Batches(IterableDataset[Batch]):
    """Rendered strips as batches of one width, made in a process beside the training."""

    def __init__(self, registers: Registers, seed: int) -> None:
        self._registers, self._seed = registers, seed

    def __iter__(self) -> Iterator[Batch]:
        os.nice(2)
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        waiting: dict[int, list[Strip]] = {}
        for strip in self._registers.strips(self._seed):
            width = max(_NARROWEST, -(-(WIDTH - 2 * strip.left) // _BUCKET) * _BUCKET)
            alike = waiting.setdefault(width, [])
            alike.append(strip.narrowed(width))
            if len(alike) == _BATCH:
                yield canvases_of(alike), targets_of(alike)
                alike.clear()


def canvases_of(strips: list[Strip]) -> Tensor:
    """The strips' pictures, float (n, 3, height, width) in -1..1."""
    pictures = np.stack([strip.canvas for strip in strips]).transpose(0, 3, 1, 2)
    return torch.from_numpy(pictures.astype(np.float32) / 127.5 - 1)
