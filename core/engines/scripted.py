"""Engines that say what a test tells them, and remember what they were asked.

Each takes its answers in order; an answer that is an exception is raised. An
engine that is asked more often than scripted raises LookupError.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from core.engines import Barcode, Pixels, TextLine, VisionAnswer

Answer = TypeVar("Answer")


class _Script(Generic[Answer]):
    def __init__(self, answers: Iterable[Answer | Exception]) -> None:
        self._answers = deque(answers)

    def _next(self) -> Answer:
        if not self._answers:
            raise LookupError(f"{type(self).__name__} has no further answer")
        answer = self._answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer


class ScriptedText(_Script[list[TextLine]]):
    """A TextEngine. ``history`` holds the (height, width) of each picture it read."""

    def __init__(self, answers: Iterable[list[TextLine] | Exception]) -> None:
        super().__init__(answers)
        self.history: list[tuple[int, ...]] = []

    def read(self, pixels: Pixels, **options: object) -> list[TextLine]:  # noqa: ARG002
        self.history.append(pixels.shape[:2])
        return self._next()


class ScriptedBarcodes(_Script[list[Barcode]]):
    """A BarcodeEngine. ``history`` holds the (height, width) of each picture it read."""

    def __init__(self, answers: Iterable[list[Barcode] | Exception]) -> None:
        super().__init__(answers)
        self.history: list[tuple[int, ...]] = []

    def read(self, pixels: Pixels) -> list[Barcode]:
        self.history.append(pixels.shape[:2])
        return self._next()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question a ScriptedVision was asked."""

    pictures: list[bytes]
    system: str
    question: str
    schema: dict[str, Any]


class ScriptedVision(_Script[dict[str, Any]]):
    """A VisionEngine whose answers are given as their data, at ``tokens`` tokens each."""

    def __init__(
        self, answers: Iterable[dict[str, Any] | Exception], *, tokens: int = 1000
    ) -> None:
        super().__init__(answers)
        self.history: list[Asked] = []
        self._tokens = tokens

    def ask(
        self, pictures: list[bytes], *, system: str, question: str, schema: dict[str, Any]
    ) -> VisionAnswer:
        self.history.append(Asked(pictures, system, question, schema))
        return VisionAnswer(data=self._next(), model="scripted", tokens=self._tokens)
