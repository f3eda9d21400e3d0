"""This project's own networks on OpenVINO. The only module that knows it."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.engines.failing import failing_as
from core.errors import EngineUnavailable

Numbers = NDArray[np.float32]


# Whole floats: processors with bfloat16 would use it unasked, which read two meters in
# fifty worse, and differently from other machines.
_OPTIONS = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}


class Network:
    """An ONNX model on the processor. Threads may share it: they take turns.

    ``threads`` bounds the inference threads. Raises EngineUnavailable where the model cannot
    be loaded. The inference engine keeps memory for every shape it meets: give it few.
    """

    def __init__(self, model: Path, *, threads: int) -> None:
        self._name = model.stem
        self._turn = threading.Lock()
        try:
            # Imported on first use: it takes a while and belongs to worker processes only.
            import openvino

            core = openvino.Core()
            options = _OPTIONS | {"INFERENCE_NUM_THREADS": threads}
            self._compiled = core.compile_model(core.read_model(str(model)), "CPU", options)
            self._request = self._compiled.create_infer_request()
        except (OSError, RuntimeError, ImportError, ValueError) as error:
            raise EngineUnavailable(detail=f"{model.name}: {error!r}") from error

    def answer(self, batch: Numbers) -> Numbers:
        """The model's first output for ``batch``, its first input. Raises EngineFailed."""
        with failing_as(self._name), self._turn:
            return np.array(self._request.infer([batch])[0], np.float32)

    def side(self, axis: int) -> int:
        """The fixed length of the first input along ``axis``."""
        length: int = self._compiled.input(0).partial_shape[axis].get_length()
        return length


def as_batch(picture: Pixels) -> Numbers:
    """An RGB picture (height, width, 3) as networks take it: (1, 3, height, width) in -1..1."""
    return np.asarray(picture.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1)
