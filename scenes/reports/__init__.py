"""The reports of a scene: each a pure function of realogram and master data, in its own file.

A new report type is one file with one function and one entry in ``registry.REPORTS``.
See docs/scenes.md, "Your own report types".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Realogram

Report = Callable[[Realogram, MasterData], Any]
"""Returns what stands under ``json``. Raises MissingMasterData."""


class MissingMasterData(Exception):
    """The report needs master data that the scene's display lacks. Its text is public."""
