"""Makes the meters' networks ready before the first photo comes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ocr_docs.register.finding_network import finding_network
from ocr_docs.register.strip_canvas import HEIGHT, WIDTH
from ocr_docs.register.strip_network import strip_network

_SIDE = 960
_GREY = 200


@lru_cache(maxsize=1)
def prepare() -> None:
    """Load both networks and let each answer once. Raises EngineUnavailable, EngineFailed."""
    finding_network().answers(np.full((_SIDE, _SIDE, 3), _GREY, np.uint8))
    strip_network().answers([np.full((HEIGHT, WIDTH, 3), _GREY, np.uint8)])
