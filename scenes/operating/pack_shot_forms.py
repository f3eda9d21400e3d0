"""Pack shots that are sent with a SKU's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from core.errors import RecognitionError
from core.photos import Photo
from scenes.models import PackShot
from scenes.services.uploads import checked, keep


class Nothing(forms.Widget):
    """Stands where there is nothing to enter."""

    def render(self, *_: Any, **__: Any) -> SafeString:
        return mark_safe("–")

    def value_from_datadict(self, *_: Any) -> None:
        return None


class PackShotForm(forms.ModelForm):  # type: ignore[type-arg]
    """A pack shot: its picture comes as a file, and is never exchanged for another one."""

    picture = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget({"accept": "image/jpeg,image/png,image/webp,image/heic"}),
        help_text=_(
            "The product alone, upright, from the front. Further pictures: other sides, "
            "other designs."
        ),
    )
    photo: Photo | None = None

    class Meta:
        model = PackShot
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["picture"].widget = Nothing()

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        if self.instance.pk is not None:
            return None
        if file is None:
            raise forms.ValidationError(_("Choose a picture."))
        try:
            self.photo = checked(file.read())
        except RecognitionError as error:
            raise forms.ValidationError(error.message) from error
        return file

    def save(self, commit: bool = True) -> PackShot:
        if self.photo is not None:
            self.instance.upload = keep(self.photo)
        shot: PackShot = super().save(commit)
        return shot
