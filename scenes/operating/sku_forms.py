"""The form of a SKU's page."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from scenes.models import Sku


class Words(forms.CharField):
    """A list of texts, typed with commas between them."""

    def __init__(self, *, placeholder: Any, **kwargs: Any) -> None:
        widget = UnfoldAdminTextInputWidget({"placeholder": placeholder})
        super().__init__(required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        parts = (part.strip() for part in (value or "").split(","))
        return list(dict.fromkeys(part for part in parts if part))


class Attributes(forms.JSONField):
    """An object in JSON; an empty field is none."""

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else super().prepare_value(value)


class SkuForm(forms.ModelForm):  # type: ignore[type-arg]
    countries = Words(
        label=_("countries"),
        placeholder=_("everywhere"),
        help_text=_(
            "Codes of two letters with commas between them, such as TH, LA. Empty: everywhere."
        ),
    )
    retail_chains = Words(
        label=_("retail chains"),
        placeholder=_("all"),
        help_text=_("Names with commas between them, as callers send them. Empty: all."),
    )

    attributes = Attributes(
        label=_("attributes"),
        required=False,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=_("Anything else that callers keep with the product, in JSON."),
    )

    class Meta:
        model = Sku
        fields = (
            "name",
            "cid",
            "ean13",
            "brand",
            "category",
            "manufacturer",
            "size_x_mm",
            "size_y_mm",
            "size_z_mm",
            "countries",
            "retail_chains",
            "attributes",
        )
        labels = {"cid": _("your code (cid)"), "ean13": "EAN"}

    def clean_countries(self) -> list[str]:
        codes = [code.upper() for code in self.cleaned_data["countries"]]
        if wrong := [code for code in codes if not re.fullmatch("[A-Z]{2}", code)]:
            raise forms.ValidationError(f"{wrong[0][:40]} is no code of two letters.")
        return codes

    def clean_attributes(self) -> Any:
        attributes = self.cleaned_data["attributes"]
        if attributes is not None and not isinstance(attributes, dict):
            raise forms.ValidationError('An object in JSON, such as {"flavour": "mint"}.')
        return attributes
