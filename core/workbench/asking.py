"""A vision model for the workbench: what it is asked is counted, also where it fails."""

from __future__ import annotations

from typing import Any

from core.engines import VisionAnswer
from core.errors import EngineFailed
from core.vision_engine import vision_engine
from core.vision_settings import VisionSettings
from core.workbench.offers import Bench


class CountedEngine:
    """The model ``name`` at the base URL, and with the key, of a panel's saved settings.

    ``tokens`` are those of all questions so far; ``answered_by`` is how the model calls itself.
    """

    def __init__(self, bench: Bench, row: VisionSettings, name: str) -> None:
        """Raises EngineFailed."""
        frozen = row.frozen_model() | {"model": name}
        self._engine = vision_engine(type(row), frozen, max_output_tokens=bench.max_output_tokens)
        self.tokens = 0
        self.answered_by = ""

    def ask(
        self, pictures: list[bytes], *, system: str, question: str, schema: dict[str, Any]
    ) -> VisionAnswer:
        """As VisionEngine.ask."""
        try:
            answer = self._engine.ask(pictures, system=system, question=question, schema=schema)
        except EngineFailed as error:
            self.tokens += error.tokens
            raise
        self.tokens += answer.tokens
        self.answered_by = answer.model
        return answer
