"""Pictures of the workbench: kept under names that cannot be guessed, shown as small JPEGs."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from core.errors import UnsupportedImage
from core.photos import Photo, from_bytes
from core.workbench.offers import photo_limits

ENDINGS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "GIF": ".gif",
    "BMP": ".bmp",
    "TIFF": ".tif",
    "HEIF": ".heic",
}
QUALITY = 85


def checked(data: bytes) -> Photo:
    """A photo as this server takes it, not decoded. Raises ImageTooLarge, UnsupportedImage."""
    return from_bytes(data, **photo_limits())


def keep(photo: Photo, folder: str) -> str:
    """Write the photo as it came; the name to read it by."""
    name = f"workbench/{folder}/{uuid.uuid4()}{ENDINGS[photo.format]}"
    return default_storage.save(name, ContentFile(photo.data))


def drop(name: str) -> None:
    default_storage.delete(name)


def read(picture: FieldFile) -> bytes:
    """Raises UnsupportedImage where the file is gone."""
    return read_kept(str(picture.name))


def read_kept(name: str) -> bytes:
    """A file of the storage. Raises UnsupportedImage where it is gone."""
    try:
        with default_storage.open(name, "rb") as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise UnsupportedImage("The photo's file is gone.", detail=str(error)) from error


def jpeg(picture: FieldFile, side: int) -> bytes:
    """The upright picture without metadata, its longer side at most ``side`` pixels.

    Raises UnsupportedImage, ImageTooLarge.
    """
    return checked(read(picture)).jpeg(side, QUALITY)
