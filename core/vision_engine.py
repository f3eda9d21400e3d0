"""From a job's frozen settings to the model they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.engines.vision import OpenAICompatible
from core.vision_settings import VisionSettings


def vision_engine(
    panel: type[VisionSettings], frozen: Mapping[str, Any], *, max_output_tokens: int = 800
) -> OpenAICompatible:
    """The engine for settings frozen by ``frozen_model``; the key is decrypted only here.

    A key belongs to the base URL it was entered with: a job that is older than the
    present base URL of the panel's row gets none. ``max_output_tokens`` bounds an answer.
    Raises EngineFailed as the engine does.
    """
    row = panel.load()
    mine = row is not None and row.baseUrl == frozen["base_url"]
    return OpenAICompatible(
        base_url=frozen["base_url"],
        api_key=row.modelToken if row and mine else "",
        model=frozen["model"],
        timeout_s=frozen["model_timeout_s"],
        max_output_tokens=max_output_tokens,
    )
