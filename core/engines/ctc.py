"""Lines read by this project's own small CTC networks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
from core.engines.failing import failing_as
from core.engines.network import Network
from core.errors import EngineUnavailable

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
        try:
            self.alphabet = alphabet_of(model)
            habits = ngrams_beside(model)
            self._ngrams = Ngrams.load(habits) if habits.exists() else None
        except (OSError, ValueError) as error:
            raise EngineUnavailable(detail=f"{model.name}: {error!r}") from error
        self._network = Network(model, threads=threads)
        self._height = self._network.side(2)

    def read(self, strips: Sequence[Pixels]) -> list[Reading]:
        """What each strip (RGB, any size) says, in their order. Raises EngineFailed.

        Thai marks stand in storage order, whatever order they were seen in.
        """
        return [respelled(self._decode(answers)) for answers in self.probabilities(strips)]

    def probabilities(self, strips: Sequence[Pixels]) -> list[Probabilities]:
        """Shape (steps, classes) for each strip; its steps cover exactly its width.

        Class 0 is the blank, class n the alphabet's n-th character. Raises EngineFailed.
        """
        with failing_as("ctc_lines"):
            return self._answer([grey_line(strip, self._height) for strip in strips])

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
                answers = self._network.answer(together([lines[i] for i in batch], width))
                for i, answer in zip(batch, answers, strict=True):
                    kept = -(-lines[i].shape[1] * answer.shape[0] // width)
                    found[i] = answer[:kept]
        return [found[i] for i in range(len(lines))]


def alphabet_of(model: Path) -> str:
    """The characters ``model`` tells apart. OSError where their file is missing."""
    lines = model.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
    return "".join(lines)


def ngrams_beside(model: Path) -> Path:
    return model.with_suffix(".ngrams.npz")
