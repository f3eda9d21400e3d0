"""What staff enter in the workbench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from core.workbench.offers import Offer
from core.workbench.trials import model_names


class ModelsField(forms.CharField):
    """Names of models, between commas; a list of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=2000, **options)

    def clean(self, value: Any) -> Any:
        try:
            return model_names(super().clean(value))
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error


class TryForm(forms.Form):
    """A photo from somewhere, what it shows, and which models are asked besides."""

    kind = forms.ChoiceField(label=_("What is on the photo"), widget=forms.RadioSelect)
    photo = forms.FileField(required=False)
    camera = forms.FileField(required=False)
    url = forms.CharField(label=_("or its address"), required=False, max_length=2048)
    models = ModelsField(label=_("Models to ask as well"))

    def __init__(self, *args: Any, kinds: Mapping[str, Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [(kind, offer.bench.title) for kind, offer in kinds.items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def data_of_photo(self, most: int) -> bytes:
        """The bytes of the file that was sent, of which never more than a byte above ``most``
        is read; empty where none was."""
        file = self.cleaned_data["photo"] or self.cleaned_data["camera"]
        return bytes(file.read(most + 1)) if file else b""


class AgainForm(forms.Form):
    """The same photo once more, as another kind or with other models."""

    kind = forms.CharField(max_length=40)
    models = ModelsField()


class LabelForm(forms.Form):
    """A true answer with a note; what the answer may be is checked by the kind's bench."""

    expected = forms.CharField(
        label=_("True answer"), required=False, strip=False, widget=forms.Textarea
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
