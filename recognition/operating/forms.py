"""The forms an operator fills in."""

# ruff: noqa: N815 - the seed fixes the names of settings

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminColorInputWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from core.vision_forms import VisionSettingsForm
from recognition.models import RecognitionSettings
from recognition.operating.settings_file import GROUPS, threshold_text
from recognition.validators import clean_domains

COLOURS = ("buttonColor", "bgColor", "formBgColor", "textColor")


class HostList(forms.Field):
    """A list of hosts as text, one a line; commas and spaces separate as well."""

    widget = UnfoldAdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return clean_domains(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean_domains(initial) != clean_domains(data or "")


class Threshold(forms.DecimalField):
    """A decimal number that may be written with a comma."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return threshold_text(value) if hasattr(value, "normalize") else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SettingsForm(VisionSettingsForm):
    """The settings row. The model key goes in and never comes out."""

    allowedDomains = HostList(required=False)
    confidenceThreshold = Threshold(max_digits=5, decimal_places=4)

    described = ("allowedDomains", "confidenceThreshold", *VisionSettingsForm.described)

    class Meta:
        model = RecognitionSettings
        fields = tuple(name for names in GROUPS.values() for name in names)

    def widgets(self) -> dict[str, forms.Widget]:
        return {
            **super().widgets(),
            "allowedDomains": UnfoldAdminTextareaWidget({"rows": 4}),
            "additionalPrompt": UnfoldAdminTextareaWidget({"rows": 6}),
            **{name: UnfoldAdminColorInputWidget() for name in COLOURS},
        }


class ImportForm(forms.Form):
    """A settings file to upload."""

    file = forms.FileField(
        label=_("Settings file"),
        widget=forms.FileInput({"accept": "application/json,.json", "class": "t-file"}),
    )
