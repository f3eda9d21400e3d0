"""The one way from an upload's row back to its photo."""

from __future__ import annotations

from django.conf import settings

from core.errors import UnsupportedImage
from core.photos import Photo, from_upload
from scenes.models import Upload


def photo_of(upload: Upload) -> Photo:
    """The photo, not decoded yet.

    Raises:
        UnsupportedImage: the file is gone or broken.
        ImageTooLarge: it is larger than this server takes by now.
    """
    try:
        with upload.file.open("rb") as file:
            return from_upload(
                file, max_bytes=settings.MAX_PHOTO_BYTES, max_pixels=settings.MAX_PHOTO_PIXELS
            )
    except FileNotFoundError as error:
        raise UnsupportedImage("The photo's file is gone.", detail=str(error)) from error
