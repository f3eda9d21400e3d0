"""The file with which an operator fills the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from core.models import Job
from scenes.catalogue_files import NotReadable
from scenes.models import CatalogueImport
from scenes.services.catalogue_imports import open_import


class ImportForm(forms.Form):
    """Opens the import when it is valid: ``opened`` holds its row and its job."""

    file = forms.FileField(
        label=_("ZIP or CSV"),
        widget=UnfoldAdminFileFieldWidget({"accept": ".zip,.csv"}),
    )
    opened: tuple[CatalogueImport, Job] | None = None

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.opened = open_import(file.file, name=file.name, size=file.size, user=self._user)
        except NotReadable as error:
            raise forms.ValidationError(str(error)) from error
        return file
