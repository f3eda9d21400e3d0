"""What the finding network should answer for a scene, and how wrong it is."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ocr_docs.training.finding_network import ANSWERS, STRIDE, UNIT
from ocr_docs.training.finding_scenes import Scene

_CORE = 0.55
"""From this share of a drum's bump upwards, direction and sizes are asked for."""


def target_of(scene: Scene) -> NDArray[np.float32]:
    """Answers as the network gives them, the first one a probability with a soft edge."""
    cells = scene.picture.shape[0] // STRIDE
    target = np.zeros((ANSWERS, cells, cells), np.float32)
    ys, xs = np.mgrid[0:cells, 0:cells].astype(np.float32)
    for x, y, dx, dy, height in scene.drums:
        pitch = float(np.hypot(dx, dy))
        spread = max(0.8, 0.2 * min(pitch, height) / STRIDE)
        # A cell answers for the middle of its pixels.
        at_x, at_y = (x + 0.5) / STRIDE - 0.5, (y + 0.5) / STRIDE - 0.5
        bump = np.exp(-((xs - at_x) ** 2 + (ys - at_y) ** 2) / (2 * spread**2))
        nearer = bump > target[0]
        bump[round(float(at_y)), round(float(at_x))] = 1.0
        axis = 2 * np.arctan2(dy, dx)
        values = np.cos(axis), np.sin(axis), np.log2(height / UNIT), np.log2(pitch / UNIT)
        for channel, value in enumerate(values, 1):
            target[channel][nearer] = value
        target[0] = np.maximum(target[0], bump)
    return target


def loss_of(answers: Tensor, target: Tensor) -> Tensor:
    """Focal loss for where drums are (Zhou 2019, CenterNet), distance for the rest."""
    wanted = target[:, 0]
    found = torch.sigmoid(answers[:, 0]).clamp(1e-4, 1 - 1e-4)
    there = wanted > 0.999
    hits = -((1 - found) ** 2) * found.log() * there
    alarms = -((1 - wanted) ** 4) * found**2 * (1 - found).log() * ~there
    drums = there.sum().clamp(min=1)
    core = (wanted > _CORE).unsqueeze(1)
    off = torch.nn.functional.smooth_l1_loss(
        answers[:, 1:] * core, target[:, 1:] * core, reduction="sum", beta=0.2
    )
    return (hits.sum() + alarms.sum()) / drums + off / core.sum().clamp(min=1)
