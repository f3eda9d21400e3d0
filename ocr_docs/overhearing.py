"""What an engine read on a page, kept for whoever comes later. Pure but for the engine."""

from __future__ import annotations

from collections.abc import Sequence

from core.engines import Pixels, TextEngine, TextLine


class Overheard:
    """A text engine that remembers the ``lines`` of the last page it read, in its pixels."""

    def __init__(self, engine: TextEngine) -> None:
        self._engine = engine
        self.lines: list[TextLine] = []

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        self.lines = self._engine.read(pixels, characters=characters, search_side=search_side)
        return self.lines

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        return self._engine.read_strips(strips, characters=characters)
