"""The network that reads strips of a register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from core.engines import Pixels
from core.engines.network import Network, as_batch
from ocr_docs.register.strip_answers import Answers

MODEL = Path(__file__).parent / "models" / "registers.onnx"


class StripNetwork:
    """Answers for canvases (see ``strip_canvas``). Threads may share it.

    Raises EngineUnavailable where the model cannot be loaded.
    """

    def __init__(self, model: Path = MODEL, *, threads: int = 1) -> None:
        self._network = Network(model, threads=threads)

    def answers(self, canvases: Sequence[Pixels]) -> list[Answers]:
        """Shape (CHANNELS, steps) for each canvas. Raises EngineFailed."""
        # One at a time: a batch is no faster.
        return [self._network.answer(as_batch(canvas))[0] for canvas in canvases]


@lru_cache(maxsize=1)
def strip_network() -> StripNetwork:
    """The process's one network, loaded on first use."""
    return StripNetwork()
