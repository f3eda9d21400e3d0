"""The form of the panel's settings."""

from __future__ import annotations

from core.vision_forms import VisionSettingsForm
from ocr_docs.models import OcrSettings


class OcrSettingsForm(VisionSettingsForm):
    """The settings row. The model key goes in and never comes out."""

    class Meta:
        model = OcrSettings
        fields = (
            "errorCodes",
            "pageLimit",
            "deadlineSeconds",
            "tokensPerDay",
            "retentionHours",
            "historyDays",
            "engines",
            "AIModelName",
            "baseUrl",
            "modelToken",
            "modelTimeout",
        )
