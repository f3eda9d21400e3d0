"""The part of a settings form that is about the vision model."""

# ruff: noqa: N815 - the seed fixes the names of settings

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminPasswordWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from core import audit
from core.engines.vision_catalogue import ModelSuggestion, suggestions
from core.vision_advice import day_text
from core.vision_keys import TOKEN, key_after, masked


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
    ends = (
        gettext("ends %(day)s") % {"day": day_text(model.ends)}
        if model.ends
        else gettext("no end announced")
    )
    return model.name, f"{model.name} · {ends}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("on") if value else gettext("off")
    return audit.text(value)


def _with_default(row: Model, name: str, help_text: Any) -> str:
    """The field's help, and what its value is as long as nobody changes it."""
    try:
        field: Any = row._meta.get_field(name)
    except FieldDoesNotExist:
        return str(help_text)
    value = field.get_default()
    if value in ("", None, []):
        return str(help_text)
    titles = dict(field.flatchoices)
    shown = titles[value] if titles else _text(value)
    default = gettext("Default: %(value)s.") % {"value": shown}
    return f"{help_text} {default}"


class VisionSettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of a row with VisionSettings. The model key goes in and never comes out."""

    modelToken = forms.CharField(required=False)
    removeToken = forms.BooleanField(label=_("Remove the saved key"), required=False)

    described: tuple[str, ...] = (TOKEN,)
    """Fields of the form's own that take label and help text from the row's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form must not know the key: not as a value, nor to tell what changed.
        self.initial.pop(TOKEN, None)
        for name in self.described:
            field: Any = self.instance._meta.get_field(name)
            self.fields[name].label = capfirst(field.verbose_name)
            self.fields[name].help_text = field.help_text
        for name, field in self.fields.items():
            field.help_text = _with_default(self.instance, name, field.help_text)
        for name, widget in self.widgets().items():
            # Who may only look gets a form that lacks fields.
            if name in self.fields:
                self.fields[name].widget = widget

    def widgets(self) -> dict[str, forms.Widget]:
        """Widgets by the name of their field; a panel adds its own."""
        saved = masked(self.instance.modelToken)
        key = UnfoldAdminPasswordWidget(
            {
                "autocomplete": "new-password",
                "spellcheck": "false",
                "placeholder": gettext("a key is saved (%(key)s)") % {"key": saved}
                if saved
                else gettext("no key is saved"),
            }
        )
        return {
            TOKEN: key,
            "removeToken": UnfoldBooleanSwitchWidget() if saved else forms.HiddenInput(),
            "AIModelName": ModelName(),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed, remove = data.get(TOKEN, ""), data.get("removeToken", False)
        if typed and remove:
            self.add_error(TOKEN, _("Enter a new key or remove the saved one, not both."))
            return data
        try:
            data[TOKEN] = key_after(
                self.instance,
                typed=typed,
                base_url=data.get("baseUrl", self.instance.baseUrl),
                remove=remove,
            )
        except ValidationError as error:
            self.add_error(None, error)
        return data
