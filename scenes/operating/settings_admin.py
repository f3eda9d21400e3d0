"""The settings page of the shelf panel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.vision_admin import VisionSettingsAdmin, model_fields
from scenes.operating.advice import advice
from scenes.operating.forms import SECRET_FIELDS, ShelfSettingsForm


class ShelfSettingsAdmin(VisionSettingsAdmin):
    form = ShelfSettingsForm
    advise = staticmethod(advice)
    fieldsets = (
        (
            _("Reports"),
            {
                "fields": (
                    "defaultReports",
                    "confidenceThreshold",
                    "shareDenominator",
                    "promoColours",
                    "alsoData",
                )
            },
        ),
        (_("Webhooks"), {"fields": ("webhookFormat", *SECRET_FIELDS)}),
        (
            _("Limits and retention"),
            {"fields": ("requestsPerMinute", "photoLimit", "retentionDays", "tokensPerDay")},
        ),
        model_fields(),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look gets no field of the secret: it would be shown as text."""
        groups = super().get_fieldsets(request, obj)
        if self.has_change_permission(request):
            return groups
        return [
            (title, {"fields": [name for name in group["fields"] if name not in SECRET_FIELDS]})
            for title, group in groups
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.made_secret:
            note = format_html(
                '{} <span class="t-key">{}</span>',
                _("The new webhook secret, shown this once:"),
                form.made_secret,
            )
            self.message_user(request, note, messages.WARNING)
