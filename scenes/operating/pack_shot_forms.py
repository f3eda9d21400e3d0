"""Pack shots that are sent with a SKU's page."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from core.errors import RecognitionError
from core.photos import Photo
from scenes.models import PackShot
from scenes.services.uploads import checked, keep


class PackShotForm(forms.ModelForm):  # type: ignore[type-arg]
    """A pack shot: its picture comes as a file, and is never exchanged for another one."""

    picture = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget({"accept": "image/jpeg,image/png,image/webp,image/heic"}),
        help_text="The product alone, upright, from the front. Further pictures: other sides, "
        "other designs.",
    )
    photo: Photo | None = None

    class Meta:
        model = PackShot
        fields: tuple[str, ...] = ()

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        if self.instance.pk is not None:
            return None
        if file is None:
            raise forms.ValidationError("Choose a picture.")
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
