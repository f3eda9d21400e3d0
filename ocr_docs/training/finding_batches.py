"""Scenes as batches for the finding network: cut, turned, differently lit."""

from __future__ import annotations

import os
from collections.abc import Iterator

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset

from core.engines import Pixels
from ocr_docs.training.finding_network import STRIDE
from ocr_docs.training.finding_scenes import SIDE, Scene, Scenes
from ocr_docs.training.finding_targets import target_of

BATCH = 12
CUT = 144
"""Pixels of a piece's side: enough to see three drums of any size that is looked for."""

_KEPT = 4000
"""Scenes seen again and again, for one new scene a batch: drawing is the dearer part."""

_ON_DRUMS = 0.8

Target = NDArray[np.float32]
Batch = tuple[Tensor, Tensor]


class Pieces(IterableDataset[Batch]):
    """Pieces of scenes and their targets, made in a process beside the training."""

    def __init__(self, scenes: Scenes, seed: int) -> None:
        self._scenes, self._seed = scenes, seed

    def __iter__(self) -> Iterator[Batch]:
        os.nice(2)
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        rng = np.random.default_rng(self._seed)
        endless = self._scenes.scenes(self._seed)
        kept = [_whole(next(endless)) for _ in range(10 * BATCH)]
        while True:
            kept.append(_whole(next(endless)))
            del kept[: max(0, len(kept) - _KEPT)]
            drawn = [kept[i] for i in rng.integers(0, len(kept), BATCH)]
            chosen = [piece_of(picture, target, rng) for picture, target in drawn]
            pictures, targets = zip(*chosen, strict=True)
            yield (
                torch.from_numpy(np.stack(pictures).transpose(0, 3, 1, 2).copy()),
                torch.from_numpy(np.stack(targets)),
            )


def piece_of(
    picture: Pixels, target: Target, rng: np.random.Generator
) -> tuple[NDArray[np.float32], Target]:
    """A piece of the scene, mostly about a drum, turned by quarters, relit; and its target."""
    drums = np.argwhere(target[0] > 0.999)
    corner = rng.integers(0, SIDE - CUT + 1, 2)
    if len(drums) and rng.random() < _ON_DRUMS:
        corner = drums[rng.integers(len(drums))] * STRIDE + rng.integers(-48, 49, 2) - CUT // 2
    y, x = (np.clip(corner, 0, SIDE - CUT) // STRIDE).tolist()
    cells = CUT // STRIDE
    cut = picture[y * STRIDE : y * STRIDE + CUT, x * STRIDE : x * STRIDE + CUT]
    return _turned(_relit(cut, rng), target[:, y : y + cells, x : x + cells], int(rng.integers(4)))


def _turned(
    picture: NDArray[np.float32], target: Target, quarters: int
) -> tuple[NDArray[np.float32], Target]:
    """Both turned clockwise by ``quarters`` of a full turn, rows with them."""
    turned = np.rot90(target, -quarters, axes=(1, 2)).copy()
    if quarters % 2:
        turned[1:3] *= -1
    return np.rot90(picture, -quarters).copy(), turned


def _relit(picture: Pixels, rng: np.random.Generator) -> NDArray[np.float32]:
    """In -1..1, with another brightness and contrast, sometimes with less or other colour."""
    lit = (picture.astype(np.float32) - 128) * rng.uniform(0.7, 1.2) + 128 + rng.uniform(-25, 25)
    if rng.random() < 0.1:
        lit = lit[..., rng.permutation(3)]
    elif rng.random() < 0.25:
        lit += (lit.mean(2, keepdims=True) - lit) * rng.uniform(0, 1)
    return np.asarray(np.clip(lit, 0, 255) / 127.5 - 1, np.float32)


def _whole(scene: Scene) -> tuple[Pixels, Target]:
    return scene.picture, target_of(scene)
