"""Questions to the model of a job's frozen settings, each noted where it will be looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.engines import VisionAnswer
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable
from core.timeline import Timeline
from core.vision_engine import vision_engine
from core.vision_settings import VisionSettings

STEP = "model_call"

UNHEARD = (EngineFailed, EngineTimeout, EngineUnavailable)
"""What a model that fails, is slow or cannot be reached raises."""


class ModelQuestions:
    """Asks, with a step in ``timeline`` for each question.

    ``spend`` is told the tokens of each question, also of one that failed.
    """

    def __init__(
        self,
        panel: type[VisionSettings],
        frozen: Mapping[str, Any],
        *,
        timeline: Timeline,
        spend: Callable[[int], None],
        max_output_tokens: int = 800,
    ) -> None:
        self._panel = panel
        self._frozen = frozen
        self._timeline = timeline
        self._spend = spend
        self._max_output_tokens = max_output_tokens

    def ask(
        self,
        pictures: list[bytes],
        *,
        system: str,
        question: str,
        schema: dict[str, Any],
        seconds: float,
        detail: Mapping[str, Any],
    ) -> VisionAnswer:
        """As VisionEngine.ask, within ``seconds``; ``detail`` goes into the step.

        Raises UNHEARD.
        """
        frozen = {**self._frozen, "model_timeout_s": seconds}
        with self._timeline.step(STEP, **detail, model=frozen["model"]) as noted:
            tokens = 0
            try:
                engine = vision_engine(
                    self._panel, frozen, max_output_tokens=self._max_output_tokens
                )
                answer = engine.ask(pictures, system=system, question=question, schema=schema)
                tokens = answer.tokens
            except EngineFailed as error:
                tokens = error.tokens
                raise
            finally:
                noted.update(tokens=tokens)
                self._spend(tokens)
        return answer
