"""What an engine read on a page, kept for whoever comes later. Pure but for the engine."""

from __future__ import annotations

from collections.abc import Sequence

from core.engines import Pixels, TextEngine, TextLine


class Overheard:
    """A text engine that remembers the lines of the first picture it read, the page itself."""

    def __init__(self, engine: TextEngine) -> None:
        self._engine = engine
        self._first: list[TextLine] | None = None

    @property
    def lines(self) -> list[TextLine]:
        """In the page's pixels; later readings, of the page laid flat, have others."""
        return self._first or []

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        lines = self._engine.read(pixels, characters=characters, search_side=search_side)
        if self._first is None:
            self._first = lines
        return lines

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        return self._engine.read_strips(strips, characters=characters)
