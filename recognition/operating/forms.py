"""The forms an operator fills in."""

# ruff: noqa: N815 - the seed fixes the names of settings

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminColorInputWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from recognition.asking.catalogue import ModelSuggestion, suggestions
from recognition.models import RecognitionSettings
from recognition.operating.advice import day_text
from recognition.operating.configuration import key_after, masked
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


class ModelName(UnfoldAdminTextInputWidget):  # type: ignore[misc]
    """A text input that suggests models, each with the day it ends."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        box = f"{name}-suggestions"
        text = super().render(name, value, {**(attrs or {}), "list": box}, renderer)
        options = format_html_join(
            "", '<option value="{}" label="{}"></option>', map(_option, suggestions())
        )
        return format_html('{}<datalist id="{}">{}</datalist>', text, box, options)


def _option(model: ModelSuggestion) -> tuple[str, str]:
    ends = f"ends {day_text(model.ends)}" if model.ends else "no end announced"
    return model.name, f"{model.name} · {ends}"


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The settings row. The model key goes in and never comes out."""

    allowedDomains = HostList(required=False)
    confidenceThreshold = Threshold(max_digits=5, decimal_places=4)
    modelToken = forms.CharField(required=False)
    removeToken = forms.BooleanField(label="Remove the saved key", required=False)

    class Meta:
        model = RecognitionSettings
        fields = tuple(name for names in GROUPS.values() for name in names)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form must not know the key: not as a value, nor to tell what changed.
        self.initial.pop("modelToken", None)
        for name in ("allowedDomains", "confidenceThreshold", "modelToken"):
            field: Any = RecognitionSettings._meta.get_field(name)
            self.fields[name].label = str(field.verbose_name).capitalize()
            self.fields[name].help_text = field.help_text
        for name, widget in self._widgets().items():
            # Who may only look gets a form that lacks fields.
            if name in self.fields:
                self.fields[name].widget = widget

    def _widgets(self) -> dict[str, forms.Widget]:
        saved = masked(self.instance.modelToken)
        key = UnfoldAdminPasswordWidget(
            {
                "autocomplete": "new-password",
                "spellcheck": "false",
                "placeholder": f"a key is saved ({saved})" if saved else "no key is saved",
            }
        )
        return {
            "modelToken": key,
            "removeToken": UnfoldBooleanSwitchWidget() if saved else forms.HiddenInput(),
            "AIModelName": ModelName(),
            "allowedDomains": UnfoldAdminTextareaWidget({"rows": 4}),
            "additionalPrompt": UnfoldAdminTextareaWidget({"rows": 6}),
            **{name: UnfoldAdminColorInputWidget() for name in COLOURS},
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed, remove = data.get("modelToken", ""), data.get("removeToken", False)
        if typed and remove:
            self.add_error("modelToken", "Enter a new key or remove the saved one, not both.")
            return data
        try:
            data["modelToken"] = key_after(
                self.instance,
                typed=typed,
                base_url=data.get("baseUrl", self.instance.baseUrl),
                remove=remove,
            )
        except ValidationError as error:
            self.add_error(None, error)
        return data


class ImportForm(forms.Form):
    """A settings file to upload."""

    file = forms.FileField(
        label="Settings file",
        widget=forms.FileInput({"accept": "application/json,.json", "class": "t-file"}),
    )
