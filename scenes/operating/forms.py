"""The form of the panel's settings."""

# ruff: noqa: N815 - names of settings

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from core.vision_forms import VisionSettingsForm
from core.webhook_signing import is_secret, new_secret
from scenes.models import ShelfSettings
from scenes.reports.registry import REPORTS

SECRET = "webhookSecret"  # noqa: S105 - the name of a setting
SECRET_FIELDS = (SECRET, "makeSecret", "removeSecret")


class CommaSeparated(forms.CharField):
    """A list of words, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = (word.strip().lower() for word in (value or "").split(","))
        return list(dict.fromkeys(word for word in words if word))


class ShelfSettingsForm(VisionSettingsForm):
    """The settings row. Model key and webhook secret go in and never come out, but for a
    secret that was made here: ``made_secret`` holds it, to be shown once."""

    webhookSecret = forms.CharField(required=False)
    makeSecret = forms.BooleanField(
        label=_("Make a new secret"),
        required=False,
        help_text=_("It is shown once, after saving."),
        widget=UnfoldBooleanSwitchWidget,
    )
    removeSecret = forms.BooleanField(label=_("Remove the saved secret"), required=False)
    defaultReports = forms.MultipleChoiceField(
        choices=[(name, name) for name in REPORTS],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    promoColours = CommaSeparated(
        required=False, widget=UnfoldAdminTextInputWidget({"placeholder": "red, yellow"})
    )

    described = (*VisionSettingsForm.described, SECRET, "defaultReports", "promoColours")
    made_secret = ""

    class Meta:
        model = ShelfSettings
        fields = (
            "defaultReports",
            "confidenceThreshold",
            "shareDenominator",
            "promoColours",
            "alsoData",
            "webhookFormat",
            SECRET,
            "requestsPerMinute",
            "photoLimit",
            "retentionDays",
            "tokensPerDay",
            "engines",
            "AIModelName",
            "baseUrl",
            "modelToken",
            "modelTimeout",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As with the model's key: not as a value, nor to tell what changed.
        self.initial.pop(SECRET, None)

    def widgets(self) -> dict[str, forms.Widget]:
        is_saved = bool(self.instance.webhookSecret)
        secret = UnfoldAdminPasswordWidget(
            {
                "autocomplete": "new-password",
                "spellcheck": "false",
                "placeholder": _("a secret is saved") if is_saved else _("no secret is saved"),
            }
        )
        remove = UnfoldBooleanSwitchWidget() if is_saved else forms.HiddenInput()
        return {**super().widgets(), SECRET: secret, "removeSecret": remove}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        typed = str(data.get(SECRET, "")).strip()
        if sum(map(bool, (typed, data.get("makeSecret"), data.get("removeSecret")))) > 1:
            self.add_error(SECRET, _("Enter a secret, make a new one or remove it: one of these."))
        elif typed and not is_secret(typed):
            self.add_error(SECRET, _("A secret is whsec_ and 24 to 64 bytes in base64."))
        elif data.get("makeSecret"):
            self.made_secret = data[SECRET] = new_secret()
        elif data.get("removeSecret"):
            data[SECRET] = ""
        else:
            data[SECRET] = typed or self.instance.webhookSecret
        return data
