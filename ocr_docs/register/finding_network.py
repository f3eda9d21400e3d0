"""The network that finds registers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.engines.network import Network, as_batch

MODEL = Path(__file__).parent / "models" / "finding.onnx"

STRIDE = 4
"""Pixels of the picture for each cell of the answer."""

UNIT = 16.0
"""Pixels that sizes are counted in."""

_GRAIN = 96
"""Sides are padded to multiples of this: the engine keeps memory for every shape."""

Answers = NDArray[np.float32]


class FindingNetwork:
    """Answers for pictures. Threads may share it.

    Raises EngineUnavailable where the model cannot be loaded.
    """

    def __init__(self, model: Path = MODEL, *, threads: int = 2) -> None:
        self._network = Network(model, threads=threads)

    def answers(self, picture: Pixels) -> Answers:
        """Shape (5, rows / 4, cols / 4), for the picture's own size rounded up.

        Channels: logit of a drum's centre, cosine and sine of twice its row's angle, log2 of
        the window's height and of the step to the next drum, both in ``UNIT``. Raises
        EngineFailed.
        """
        rows, cols = picture.shape[:2]
        missing = (0, -rows % _GRAIN), (0, -cols % _GRAIN), (0, 0)
        whole = np.pad(picture, missing, mode="edge")
        found = self._network.answer(as_batch(whole))[0]
        return np.asarray(found[:, : -(-rows // STRIDE), : -(-cols // STRIDE)])


@lru_cache(maxsize=1)
def finding_network() -> FindingNetwork:
    """The process's one network, loaded on first use."""
    return FindingNetwork()


def scaled(pixels: Pixels, scale: float) -> Pixels:
    """``pixels`` made smaller or larger, averaged where smaller."""
    rows, cols = pixels.shape[:2]
    size = max(STRIDE, round(cols * scale)), max(STRIDE, round(rows * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
