"""The settings page of the documents panel."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.vision_admin import VisionSettingsAdmin, model_fields
from ocr_docs.operating.advice import advice
from ocr_docs.operating.forms import OcrSettingsForm


class OcrSettingsAdmin(VisionSettingsAdmin):
    form = OcrSettingsForm
    advise = staticmethod(advice)
    fieldsets = (
        (_("Answers"), {"fields": ("errorCodes",)}),
        (_("Limits"), {"fields": ("pageLimit", "deadlineSeconds", "tokensPerDay")}),
        (_("Privacy"), {"fields": ("retentionHours", "historyDays")}),
        model_fields(),
    )
