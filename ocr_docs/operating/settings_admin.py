"""The settings page of the documents panel."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from core.vision_admin import VisionSettingsAdmin
from core.vision_advice import Advice
from ocr_docs.operating.advice import advice
from ocr_docs.operating.forms import OcrSettingsForm


class OcrSettingsAdmin(VisionSettingsAdmin):
    form = OcrSettingsForm
    fieldsets = (
        ("Answers", {"fields": ("errorCodes",)}),
        ("Limits", {"fields": ("pageLimit", "deadlineSeconds", "tokensPerDay")}),
        ("Privacy", {"fields": ("retentionHours", "historyDays")}),
        (
            "Engines and model",
            {
                "fields": (
                    "engines",
                    "AIModelName",
                    "baseUrl",
                    "modelToken",
                    "removeToken",
                    "modelTimeout",
                )
            },
        ),
    )

    def advice_on(self, row: Any) -> list[Advice]:
        return advice(row, today=timezone.localdate())
