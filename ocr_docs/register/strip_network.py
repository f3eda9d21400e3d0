"""Runs the strip network. The only module of the register that knows the inference engine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from core.engines import Pixels
from core.errors import EngineFailed, EngineUnavailable
from ocr_docs.register.strip_answers import Answers

MODEL = Path(__file__).parent / "models" / "registers.onnx"


class StripNetwork:
    """Answers for canvases (see ``strip_canvas``). Threads may share it: they take turns.

    Raises EngineUnavailable where the model cannot be loaded.
    """

    def __init__(self, model: Path = MODEL, *, threads: int = 1) -> None:
        self._turn = threading.Lock()
        try:
            self._request = _load(model, threads)
        except (OSError, RuntimeError, ImportError) as error:
            raise EngineUnavailable(detail=f"{model.name}: {error!r}") from error

    def answers(self, canvases: Sequence[Pixels]) -> list[Answers]:
        """Shape (CHANNELS, steps) for each canvas. Raises EngineFailed."""
        try:
            return [self._answer(canvas) for canvas in canvases]
        except Exception as error:
            raise EngineFailed(detail=repr(error), reason="registers") from error

    def _answer(self, canvas: Pixels) -> Answers:
        # One at a time: the engine keeps memory for every shape, and a batch is no faster.
        picture = canvas.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        with self._turn:
            return np.array(self._request.infer([picture])[0][0], np.float32)


@lru_cache(maxsize=1)
def strip_network() -> StripNetwork:
    """The process's one network, loaded on first use."""
    return StripNetwork()


def _load(model: Path, threads: int) -> Any:
    # Imported on first use: it takes a while and belongs to worker processes only.
    import openvino

    core = openvino.Core()
    options = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
    return core.compile_model(core.read_model(str(model)), "CPU", options).create_infer_request()
