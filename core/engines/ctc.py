"""Lines read by this project's own small CTC networks. The only module that runs them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.engines import Pixels
from core.engines.ctc_beam import read_likely
from core.engines.ctc_lines import (
    Probabilities,
    Reading,
    grey_line,
    padded_width,
    read_greedily,
    respelled,
    together,
)
from core.engines.ctc_ngrams import Ngrams
from core.errors import EngineFailed, EngineUnavailable

THAI_LINES = Path(__file__).parent / "models" / "thai-lines.onnx"

_BATCH_WIDTH = 4096
"""Lines read at once have this width together: memory grows with it, speed hardly."""


class CtcReader:
    """Reads pictures of one upright line each. Loading takes under a second: keep it.

    ``model`` is an ONNX file; the text file beside it holds the alphabet, one character
    in each line; n-grams, if a third file holds any, help to decide. ``threads`` bounds
    the inference threads. Raises EngineUnavailable where the model cannot be loaded.
    Threads may share a reader: they take turns.
    """

    def __init__(self, model: Path = THAI_LINES, *, threads: int = 2) -> None:
        self._turn = threading.Lock()
        try:
            self.alphabet = alphabet_of(model)
            habits = ngrams_beside(model)
            self._ngrams = Ngrams.load(habits) if habits.exists() else None
            self._request, self._height = _load(model, threads)
        except (OSError, RuntimeError, ImportError, ValueError) as error:
            raise EngineUnavailable(detail=f"{model.name}: {error!r}") from error

    def read(self, strips: Sequence[Pixels]) -> list[Reading]:
        """What each strip (RGB, any size) says, in their order. Raises EngineFailed.

        Thai marks stand in storage order, whatever order they were seen in.
        """
        return [respelled(self._decode(answers)) for answers in self.probabilities(strips)]

    def probabilities(self, strips: Sequence[Pixels]) -> list[Probabilities]:
        """Shape (steps, classes) for each strip; its steps cover exactly its width.

        Class 0 is the blank, class n the alphabet's n-th character. Raises EngineFailed.
        """
        try:
            return self._answer([grey_line(strip, self._height) for strip in strips])
        except Exception as error:
            raise EngineFailed(detail=repr(error), reason="ctc_lines") from error

    def _decode(self, answers: Probabilities) -> Reading:
        if self._ngrams is None:
            return read_greedily(answers, self.alphabet)
        return read_likely(answers, self.alphabet, self._ngrams)

    def _answer(self, lines: list[Pixels]) -> list[Probabilities]:
        found: dict[int, Probabilities] = {}
        for width in sorted({padded_width(line.shape[1]) for line in lines}):
            alike = [i for i, line in enumerate(lines) if padded_width(line.shape[1]) == width]
            size = max(1, _BATCH_WIDTH // width)
            for batch in (alike[start : start + size] for start in range(0, len(alike), size)):
                answers = self._infer(together([lines[i] for i in batch], width))
                for i, answer in zip(batch, answers, strict=True):
                    kept = -(-lines[i].shape[1] * answer.shape[0] // width)
                    found[i] = answer[:kept]
        return [found[i] for i in range(len(lines))]

    def _infer(self, batch: Probabilities) -> Probabilities:
        with self._turn:
            answers = self._request.infer([batch])[0]
            return np.array(answers, np.float32)


def alphabet_of(model: Path) -> str:
    """The characters ``model`` tells apart. OSError where their file is missing."""
    lines = model.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
    return "".join(lines)


def ngrams_beside(model: Path) -> Path:
    return model.with_suffix(".ngrams.npz")


def _load(model: Path, threads: int) -> tuple[Any, int]:
    # Imported on first use: it takes a while and belongs to worker processes only.
    import openvino

    core = openvino.Core()
    options = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
    compiled = core.compile_model(core.read_model(str(model)), "CPU", options)
    return compiled.create_infer_request(), compiled.input(0).partial_shape[2].get_length()
