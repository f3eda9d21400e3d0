"""Photos in requests: where they are found, and how it is told what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import APIException, ValidationError

from core.errors import (
    AddressRefused,
    FetchFailed,
    ImageTooLarge,
    InvalidInput,
    UnsupportedImage,
)
from core.photos import Photo
from scenes.api.conventions import ShelfView
from scenes.models import Upload
from scenes.services import uploads

PARTS = ("datafile", "file")
"""Under these names a file is looked for, in this order; else the only file is taken."""


class PhotoTooLarge(APIException):
    status_code = 413


def sent_file(body: dict[str, Any]) -> UploadedFile[Any] | None:
    """The photo of a multipart form; None if there is none."""
    files = {name: value for name, value in body.items() if isinstance(value, UploadedFile)}
    for name in PARTS:
        if name in files:
            return files[name]
    return next(iter(files.values())) if len(files) == 1 else None


def photo_sent(view: ShelfView) -> Photo:
    """The photo that came as a file. Raises ValidationError or PhotoTooLarge."""
    file = sent_file(view.body)
    if file is None:
        raise ValidationError({PARTS[0]: ["Send one photo as the part “datafile”."]})
    assert view.timeline is not None
    with told_on(PARTS[0]), view.timeline.step("photo_checked"):
        return uploads.checked(file.read(settings.MAX_PHOTO_BYTES + 1))


def kept_photo(view: ShelfView) -> Upload:
    """The photo that came as a file, kept. Raises ValidationError or PhotoTooLarge."""
    return uploads.keep(photo_sent(view), key=view.key)


@contextmanager
def told_on(field: str) -> Iterator[None]:
    """What is wrong with a photo is told under the name of the value that brought it."""
    try:
        yield
    except ImageTooLarge as error:
        raise PhotoTooLarge({field: [error.message]}) from error
    except (InvalidInput, AddressRefused, FetchFailed, UnsupportedImage) as error:
        raise ValidationError({field: [error.message]}) from error
