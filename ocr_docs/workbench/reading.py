"""What pages have in common that no model helps with."""

from __future__ import annotations

from dataclasses import dataclass

from core.engines import VisionEngine
from core.vision_settings import VisionSettings
from core.workbench.offers import Answer

PERMISSION = "ocr_docs.view_documentrequest"


@dataclass(frozen=True, slots=True)
class Read:
    """A page that was read; its bench names no settings, so no model is ever asked."""

    answer: Answer

    def local(self) -> Answer:
        return self.answer

    def helped(self, engine: VisionEngine, row: VisionSettings) -> Answer:
        return self.answer
