"""The settings page of the documents panel."""

from __future__ import annotations

from core.vision_admin import VisionSettingsAdmin, model_fields
from ocr_docs.operating.advice import advice
from ocr_docs.operating.forms import OcrSettingsForm


class OcrSettingsAdmin(VisionSettingsAdmin):
    form = OcrSettingsForm
    advise = staticmethod(advice)
    fieldsets = (
        ("Answers", {"fields": ("errorCodes",)}),
        ("Limits", {"fields": ("pageLimit", "deadlineSeconds", "tokensPerDay")}),
        ("Privacy", {"fields": ("retentionHours", "historyDays")}),
        model_fields(),
    )
